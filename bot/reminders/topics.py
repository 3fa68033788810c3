"""The index of a plan and a word file in; the topics that members can follow out: key, name, activities.

A topic is a family of activities that share a concept of their titles ("transfer"), perhaps for one position of people
("transfer/teacher").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.reminders.receivers import Topics
from bot.understanding.documents import Document, Kind, PlanIndex
from bot.yaml_files import read_yaml


@dataclass(frozen=True, slots=True)
class TopicWords:
    """What the word file says on topics; a topic's number on its button is its place here, so new ones go last."""

    families: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Topic → concepts, or concept/position, of which one is enough."""
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Topic → language → what it is called."""
    first: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Role → the topics that a member begins with."""

    def name(self, topic: str, language: str) -> str:
        names = self.names.get(topic, {})
        return names.get(language) or names.get("en") or topic


def read_topic_words(path: Path) -> TopicWords:
    """The topics of a word file; none when there is no file."""
    found: dict[str, Any] = (read_yaml(path) or {}) if path.is_file() else {}
    topics = found.get("topics", {})
    return TopicWords(
        {str(key): tuple(map(str, one.get("families", ()))) for key, one in topics.items()},
        {str(key): {str(to): str(name) for to, name in one.get("names", {}).items()} for key, one in topics.items()},
        {str(role): tuple(map(str, keys)) for role, keys in found.get("first_topics", {}).items()},
    )


def topics_of(index: PlanIndex, words: TopicWords) -> Topics:
    """Topic → its activities in this plan; topics that the plan does not have are left out."""
    activities = [one for one in index.documents if one.kind is Kind.ACTIVITY]
    found = {
        topic: tuple(one.key for one in activities if any(_belongs(one, family) for family in families))
        for topic, families in words.families.items()
    }
    return {topic: numbers for topic, numbers in found.items() if numbers}


def _belongs(activity: Document, family: str) -> bool:
    concept, _, position = family.partition("/")
    if concept not in activity.concepts:
        return False
    return not position or position in activity.facets.get("position", ())
