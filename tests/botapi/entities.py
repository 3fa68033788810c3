"""In: a text with Telegram's HTML. Out: the plain text and its entities, or the refusal TDLib would give.

Follows TDLib's parse_html: tags, attributes, character references, and byte offsets in the messages.
"""

from __future__ import annotations

import html
import re
from typing import Final, TypedDict

from .errors import RefusedError, bad_request

Entity = dict[str, object]
_KINDS: Final[dict[str, str]] = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_START = re.compile(r"<([^\s>]*)((?:\"[^\"]*\"|'[^']*'|[^>\"'])*)>")
_END = re.compile(r"</([^\s>]*)\s*>")
_ATTRIBUTE = re.compile(r"([^\s=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s]+)))?")
# Telegram knows four named references and the numeric ones; every other ampersand is itself.
_REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});?")


class _Open(TypedDict):
    tag: str
    offset: int
    attributes: dict[str, str]


def utf16_length(text: str) -> int:
    """The length as Telegram counts it: UTF-16 code units."""
    return len(text) + sum(1 for letter in text if letter > "\uffff")


def parse_html(text: str) -> tuple[str, list[Entity]]:
    """Split marked-up text into what is shown and how; raises the 400 of the first mistake."""
    if "<" not in text and "&" not in text:
        return text, []
    return _Parser(text).parsed()


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.shown: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def parsed(self) -> tuple[str, list[Entity]]:
        at = 0
        while at < len(self.text):
            tag = self.text.find("<", at)
            self._show(self.text[at:] if tag < 0 else self.text[at:tag])
            if tag < 0:
                break
            at = self._close_tag(tag) if self.text.startswith("</", tag) else self._open_tag(tag)
        if self.open:
            raise _cannot_parse(f'Can\'t find end tag corresponding to start tag "{self.open[-1]["tag"]}"')
        self.entities.sort(key=_place)
        return "".join(self.shown), self.entities

    def _show(self, piece: str) -> None:
        plain = _REFERENCE.sub(lambda found: html.unescape(found[0]), piece) if "&" in piece else piece
        self.shown.append(plain)
        self.length += utf16_length(plain)

    def _open_tag(self, at: int) -> int:
        found = _START.match(self.text, at)
        if found is None:
            raise _cannot_parse(f"Unclosed start tag at byte offset {self._bytes(at)}")
        tag = found[1].lower()
        if tag not in _KINDS:
            raise _cannot_parse(f'Unsupported start tag "{tag}" at byte offset {self._bytes(at)}')
        attributes = {name.lower(): one or two or bare for name, one, two, bare in _ATTRIBUTE.findall(found[2])}
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _cannot_parse(f'Tag "span" must have class "tg-spoiler" at byte offset {self._bytes(at)}')
        self.open.append({"tag": tag, "offset": self.length, "attributes": attributes})
        return found.end()

    def _close_tag(self, at: int) -> int:
        if not self.open:
            raise _cannot_parse(f"Unexpected end tag at byte offset {self._bytes(at)}")
        found = _END.match(self.text, at)
        if found is None:
            raise _cannot_parse(f"Unclosed end tag at byte offset {self._bytes(at)}")
        opened, tag = self.open.pop(), found[1].lower()
        if tag and tag != opened["tag"]:
            raise _cannot_parse(
                f'Unmatched end tag at byte offset {self._bytes(at)}, expected "</{opened["tag"]}>", found "</{tag}>"'
            )
        if self.length > opened["offset"]:
            self.entities.append(_entity(opened, self.length))
        return found.end()

    def _bytes(self, at: int) -> int:
        return len(self.text[:at].encode())


def _entity(opened: _Open, end: int) -> Entity:
    tag, attributes = opened["tag"], opened["attributes"]
    entity: Entity = {"type": _KINDS[tag], "offset": opened["offset"], "length": end - opened["offset"]}
    if tag == "a":
        entity["url"] = attributes.get("href", "")
    elif tag == "tg-emoji":
        entity["custom_emoji_id"] = attributes.get("emoji-id", "")
    elif tag == "blockquote" and "expandable" in attributes:
        entity["type"] = "expandable_blockquote"
    return entity


def _place(entity: Entity) -> tuple[int, int]:
    offset, length = entity["offset"], entity["length"]
    return int(str(offset)), -int(str(length))


def _cannot_parse(why: str) -> RefusedError:
    return bad_request(f"can't parse entities: {why}")
