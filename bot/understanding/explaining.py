"""What was understood, in; the lines of --explain, for developers in English, out."""

from __future__ import annotations

from datetime import date

from bot.understanding.deciding import decide
from bot.understanding.documents import Kind
from bot.understanding.kinds import ACTIVITY_KINDS, MONEY_KINDS
from bot.understanding.linking import Candidate
from bot.understanding.reading import Reading
from bot.understanding.understand import Understood


def explain(understood: Understood, today: date) -> str:
    """Everything that led to the question, one fact a line."""
    reading = understood.reading
    lines = [
        f"today      {today}",
        f"folded     {reading.folded!r}" + (f" (retyped: {understood.retyped!r})" if understood.retyped else ""),
        f"skeleton   {reading.text.skeleton.text!r}",
        f"cues       {_cues(reading)}",
        f"times      {', '.join(f'{one.span.start_on}..{one.span.end_on}' for one in reading.times) or '-'}",
        f"rounds     {', '.join(str(one.number) for one in reading.occurrences) or '-'}",
        f"people     {', '.join('/'.join(one.keys) for one in reading.people) or '-'}",
        f"references {', '.join(f'{one.number}→{list(one.keys)}' for one in reading.references) or '-'}",
        f"amounts    {', '.join(str(one.amount) for one in reading.amounts) or '-'}",
        f"topics     {', '.join(one.key for one in reading.topics) or '-'}",
        f"groups     {', '.join(one.key for one in (*reading.groups, *reading.parts, *reading.posts)) or '-'}",
        *_linking(reading, "all", None),
        *_linking(reading, "activities", ACTIVITY_KINDS),
        *_linking(reading, "money", MONEY_KINDS),
        f"rule       {understood.rule}",
        f"question   {understood.question}",
    ]
    return "\n".join(lines)


def _cues(reading: Reading) -> str:
    return (
        ", ".join(f"{key}={'|'.join(match.form for match in found)}" for key, found in reading.cues.found.items())
        or "-"
    )


def _linking(reading: Reading, name: str, kinds: frozenset[Kind] | None) -> list[str]:
    linking = reading.link(kinds)
    head = (
        f"linking    {name}: confidence {linking.confidence:.2f}, coverage {linking.coverage:.2f}, "
        f"concepts {list(linking.concepts)}, facets {list(linking.facets)}, decision {decide(linking).certainty}"
    )
    return [head, *(f"           {_candidate(one)}" for one in linking.candidates[:5])]


def _candidate(one: Candidate) -> str:
    parts = ", ".join(f"{name} {value:.2f}" for name, value in one.parts)
    return f"{one.key:8} score {one.score:.2f} evidence {one.evidence:.2f} title {one.title_evidence:.2f} ({parts})"
