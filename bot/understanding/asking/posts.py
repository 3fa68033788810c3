"""Who holds a post, and who made the plan: reading in, question or nothing out."""

from __future__ import annotations

from bot.plan import Post
from bot.questions import Beyond, Holders, Persons, Scope, SingleQuestion
from bot.understanding.asking.mentions import names_charge
from bot.understanding.context import Context, before_scope, is_follow_up
from bot.understanding.reading import Reading
from bot.understanding.text import fold, skeleton

_POST_LETTERS = 8
"""Skeleton letters from which words that stand in a printed post name it."""

_POSITION_LETTERS = 5
"""Skeleton letters beyond which the word for a position may begin a printed post."""
_NAME = frozenset({"ชื่ออะไร", "ชื่อไร", "ขอชื่อ"})
"""Words by which the name of somebody is asked."""


def post_holders(reading: Reading, context: Context) -> SingleQuestion | None:
    """Who holds a post that the plan prints ("ใครเป็น ผอ.กลุ่ม…")."""
    if reading.references or reading.cues.any("money", "when") or reading.times:
        return None
    before = context.before
    if isinstance(before, Holders) and before.officers and _asks_who_they_are(reading):
        return Holders(before.officers, post="people")
    kind = _of_kind(reading, context)
    if kind is not None:
        return kind
    if not reading.posts:
        return _by_rank(reading) or _by_level(reading) or _by_kind_of_post(reading) or _without_holder(reading)
    keys = tuple(dict.fromkeys(key for match in reading.posts for key in match.key.split(",")))
    if "work" in reading.cues:
        return Persons(keys, ("post", "work"), Scope(officers=keys))
    return Holders(keys, post=reading.posts[0].form)


def _of_kind(reading: Reading, context: Context) -> SingleQuestion | None:
    """ "รอง ผอ.มีกี่คน", "ใครเป็นรอง ผอ.": the people whose printed posts begin with that title, counted or named."""
    counts = "count_people" in reading.cues
    asks = counts or (not reading.posts and reading.cues.any("who", "post", "people_list") and _asks_name(reading))
    mentions = reading.link(None).mentions
    if not asks or reading.people or reading.groups or not all(one.is_position or one.is_common for one in mentions):
        return None
    begins = [skeleton(fold(one.form)) for one in reading.posts] or _title_said(reading)
    begins = begins or (_position_said(reading) if counts else [])
    if not begins:
        return None
    named = {key for match in reading.posts for key in match.key.split(",")}
    keys = tuple(
        one.key
        for one in reading.plan.officers
        if one.key in named or any(skeleton(fold(post.title)).startswith(tuple(begins)) for post in one.posts)
    )
    if not keys:
        is_bare = all(one.is_position for one in mentions) and before_scope(context.before) is None
        return Beyond("", "headcount") if counts and is_bare and "total" not in reading.cues else None
    return Holders(keys, post="counted" if counts else "people")


def _asks_who_they_are(reading: Reading) -> bool:
    """ "ใครบ้าง" alone, after people were counted."""
    named = reading.posts or reading.groups or reading.people or reading.references or reading.link(None).mentions
    return not named and "people_list" in reading.cues and is_follow_up(reading)


def _asks_name(reading: Reading) -> bool:
    """Whether a name is asked, and not who is in charge of something."""
    forms = {one.form for one in reading.cues.found.get("who", ())}
    if any(word in reading.folded for word in reading.index.words.cues.get("about_said", ())):
        return False
    return not names_charge(reading) or ("who_weak" not in reading.cues and forms <= _NAME)


def _position_said(reading: Reading) -> list[str]:
    """What printed titles of the positions that are named begin with."""
    values = [f"{facet}.{value}" for facet, value in reading.link(None).facets]
    forms = {skeleton(fold(form)) for value in values for form in reading.index.words.facets.get(value, ())}
    return [form for form in forms if len(form) > _POSITION_LETTERS]


def _title_said(reading: Reading) -> list[str]:
    """What printed titles of the kind of post begin with; nothing when the words name posts of another kind."""
    found = [(one, full) for pattern, full in reading.patterns.heads if (one := pattern.search(reading.folded))]
    if not found:
        return []
    match, full = max(found, key=lambda one: one[0].end() - one[0].start())
    ends = [one.end for one in reading.link(None).mentions if one.start <= match.start() < one.end]
    end = max((*ends, match.end()))
    return [skeleton(fold(full + reading.folded[match.end() : end]))]


def _without_holder(reading: Reading) -> SingleQuestion | None:
    """Who heads a group, when the plan prints nobody in that post."""
    linking = reading.link(None)
    heads = any(one.is_position for one in linking.mentions) and not linking.concepts
    asks = reading.cues.any("who", "post") and not reading.unknown
    return Holders((), post=reading.groups[0].form) if len(reading.groups) == 1 and heads and asks else None


def _by_rank(reading: Reading) -> SingleQuestion | None:
    """ "คนที่มียศทหารในกลุ่มบุคคลคือใคร": the people whose title is a rank, of the group when one is named."""
    if "rank_title" not in reading.cues or reading.people:
        return None
    plan = reading.plan
    civil = {fold(one) for one in reading.index.words.names.get("civil", ())}
    groups = set(reading.group_keys)
    work = {(officer, one.group) for one in plan.activities for officer in one.officers}
    keys = tuple(
        one.key
        for one in plan.officers
        if one.title
        and fold(one.title) not in civil
        and (not groups or any((one.key, group) in work or group in {p.group for p in one.posts} for group in groups))
    )
    return Holders(keys, post=reading.cues.found["rank_title"][0].form) if keys else None


def _by_level(reading: Reading) -> SingleQuestion | None:
    """ "มีชำนาญการพิเศษกี่คน": the people whose printed post is of the level that is named."""
    named = reading.cues.first("post_level")
    asks = reading.cues.any("count_people", "people_list", "who", "list") and not names_charge(reading)
    if named is None or not asks or reading.people or reading.cues.starting("word_"):
        return None
    if reading.link(None).facets:
        return Beyond("", "headcount") if "count_people" in reading.cues else None
    level = named.form.removeprefix("ระดับ")
    keys = tuple(dict.fromkeys(one.key for one in reading.plan.officers for post in one.posts if _is_of(post, level)))
    return Holders(keys, post="people")


def _is_of(post: Post, level: str) -> bool:
    """Whether the title's first word, before what its holder acts as, ends with the level."""
    return post.title.split()[0].endswith(level)


def _by_kind_of_post(reading: Reading) -> SingleQuestion | None:
    """ "พนักงานราชการที่มาช่วยงานมีใครบ้าง": the people whose printed post begins with the position that is named."""
    if "people_list" not in reading.cues or reading.people:
        return None
    by_words = _by_words_of_posts(reading)
    if by_words:
        return by_words
    begins = tuple(_position_said(reading))
    keys = tuple(
        one.key
        for one in reading.plan.officers
        if any(skeleton(fold(post.title)).startswith(begins) for post in one.posts)
    )
    return Holders(keys, post=".".join(reading.link(None).facets[0])) if keys else None


def _by_words_of_posts(reading: Reading) -> SingleQuestion | None:
    """ "คนที่เป็นชำนาญการพิเศษมีใครบ้าง": the people in whose printed post the words stand."""
    said = [skeleton(reading.folded[one.start : one.end]) for one in reading.link(None).mentions if not one.is_common]
    words = [one for one in said if len(one) >= _POST_LETTERS]
    keys = tuple(
        one.key
        for one in reading.plan.officers
        if words and any(all(word in skeleton(fold(post.title)) for word in words) for post in one.posts)
    )
    return Holders(keys, post="people") if keys else None


def swapped_group(reading: Reading, context: Context) -> SingleQuestion | None:
    """ "แล้วกลุ่มพัฒนาครูล่ะ" after a post was asked for: the same kind of post of another group."""
    before = context.before
    if not isinstance(before, Holders) or not before.officers or len(reading.groups) != 1 or not is_follow_up(reading):
        return None
    group = reading.plan.group_by_key[reading.groups[0].key]
    before_posts = [post for key in before.officers for post in reading.plan.officer_by_key[key].posts]
    names = {key: one.name for key, one in reading.plan.group_by_key.items()}
    heads = {post.title.removesuffix(names[post.group]) for post in before_posts if post.group in names}
    titles = {f"{head}{group.name}" for head in heads}
    keys = tuple(
        one.key
        for one in reading.plan.officers
        if any(post.group == group.key and post.title in titles for post in one.posts)
    )
    return Holders(keys, post=before.post) if keys else None


def makers(reading: Reading, context: Context) -> SingleQuestion | None:
    """Who made the plan, or the list of its people."""
    if not reading.cues.any("makers"):
        return None
    keys = tuple(one.key for one in reading.plan.officers if any(post.role == "maker" for post in one.posts))
    if reading.cues.any("count_people", "count"):
        return Persons(keys, ("count",))
    return Holders(keys, post="makers")
