"""A plan and the word lists in; the forms by which people name its groups, parts, posts and headings out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.plan import Plan
from bot.understanding.patterns import any_of
from bot.understanding.text import fold, skeleton
from bot.understanding.words import Forms

_LEAST = 6
"""Skeleton letters of the shortest beginning of a long name that still names it."""


def forms_of_plan(plan: Plan, part_words: Forms) -> dict[str, tuple[str, ...]]:
    """Key ("group:…", "part:…", "post:…", "heading:…") → forms. Short beginnings count when only one name has them."""
    forms = _groups(plan, part_words) | _parts(plan, part_words) | _headings(plan)
    posts: dict[str, list[str]] = {}
    for officer in plan.officers:
        for post in officer.posts:
            posts.setdefault(post.title, []).append(officer.key)
    level = re.compile(f"(?:{any_of(part_words.get('level', ()))})$") if part_words.get("level") else None
    heads: dict[str, list[str]] = {}
    for title, keys in posts.items():
        head = level.sub("", title) if level else title
        if head != title and len(skeleton(fold(head))) >= _LEAST:
            heads.setdefault(head, []).extend(keys)
    for head, keys in heads.items():
        if head not in posts:
            name = "post:" + ",".join(dict.fromkeys(keys))
            forms[name] = (*forms.get(name, ()), head)
    for title, keys in posts.items():
        name = "post:" + ",".join(dict.fromkeys(keys))
        forms[name] = (
            *forms.get(name, ()),
            *_ways_to_say(title, plan, forms, part_words),
            *plan.words.get(f"post:{title}", ()),
        )
    return forms


def _ways_to_say(title: str, plan: Plan, forms: dict[str, tuple[str, ...]], part_words: Forms) -> tuple[str, ...]:
    """A post's title with the names in it said shortly: ผู้อำนวยการกลุ่มบริหารงานบุคคล → ผอ.กลุ่มบุคคล."""
    ways = [title]
    for group in plan.groups:
        if group.name in title:
            ways += [title.replace(group.name, short) for short in forms[f"group:{group.key}"]]
    for name in (plan.office.name, *plan.office.aliases):
        if name and title.endswith(name):
            own = (plan.office.short_name, *part_words.get("office", ()))
            ways += [title.removesuffix(name).strip() + short for short in own]
            break
    for full, shorts in part_words.items():
        if full.startswith("post."):
            whole = shorts[0]
            ways += [
                short + way.removeprefix(whole) for way in tuple(ways) if way.startswith(whole) for short in shorts[1:]
            ]
    return tuple(dict.fromkeys(ways))


def _groups(plan: Plan, part_words: Forms) -> dict[str, tuple[str, ...]]:
    names = {f"group:{one.key}": tuple(n for n in (one.name, one.short_name, *one.aliases) if n) for one in plan.groups}
    return _with_beginnings(names, part_words.get("cut", ()))


def _headings(plan: Plan) -> dict[str, tuple[str, ...]]:
    headings = dict.fromkeys(one.heading for one in plan.statements if one.heading)
    return _with_beginnings({f"heading:{heading}": (heading,) for heading in headings}, ("และ", " "))


def heading_forms(plan: Plan) -> dict[str, tuple[str, ...]]:
    """Heading → the skeletons of itself and of its beginnings."""
    return {
        key.partition(":")[2]: tuple(skeleton(fold(form)) for form in forms) for key, forms in _headings(plan).items()
    }


def _parts(plan: Plan, part_words: Forms) -> dict[str, tuple[str, ...]]:
    """Titles of parts and the work of the groups that run them, behind the words for a part ("ฝั่ง", "แผน" …)."""
    before = part_words.get("before", ())
    prefix = (
        re.compile("^(?:" + "|".join(sorted(map(re.escape, before), key=len, reverse=True)) + ")+") if before else None
    )
    forms: dict[str, tuple[str, ...]] = {}
    by_key = plan.group_by_key
    for part in plan.parts:
        group = by_key.get(part.group)
        names = [part.title, *((group.name, *group.aliases) if group else ())]
        cores = dict.fromkeys(prefix.sub("", name).strip() if prefix else name for name in names)
        cores |= dict.fromkeys(other for core in tuple(cores) for other in part_words.get(core, ()))
        found = [part.title, *(f"{word}{core}" for core in cores for word in before if core)]
        own = plan.words.get(f"part:{part.number}", ())
        forms[f"part:{part.number}"] = (*found, *own, *(f"{word}{one}" for one in own for word in before))
    return forms


def _with_beginnings(names: dict[str, tuple[str, ...]], cuts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The names and those beginnings of them, up to a cutting word, that only one of them has."""
    cut = re.compile(any_of(cuts))
    owners: dict[str, set[str]] = {}
    for key, found in names.items():
        for beginning in _beginnings(found, cut):
            owners.setdefault(beginning, set()).add(key)
    return {
        key: (*found, *dict.fromkeys(one for one in _beginnings(found, cut) if owners[one] == {key}))
        for key, found in names.items()
    }


def _beginnings(names: tuple[str, ...], cut: re.Pattern[str]) -> Iterator[str]:
    for name in names:
        for match in cut.finditer(name):
            beginning = name[: match.start()].strip()
            if len(skeleton(fold(beginning))) >= _LEAST:
                yield beginning
