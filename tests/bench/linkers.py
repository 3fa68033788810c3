"""The linker of this house beside ready-made ones, on the same questions: accuracy and time in one Markdown table.

`python -m tests.bench.linkers`. The documents are those of linking.tsv: activities, policies, focus points and HR areas
with what stands below them; every method sees only the kinds that a row asks about, and its first hit is judged.
"""

from __future__ import annotations

import importlib.util
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from rapidfuzz.fuzz import WRatio

from bot.plan import Layer, Plan
from data.plan_files import read_plan
from tests.bench.country import PLAN, say
from tests.questions.line import line_2567
from tests.questions.printed import texts_of
from tests.questions.run_linking import Linker, Row, rows
from tests.questions.whole import run_linking

Find = Callable[[Row], str]
"""A row in, the key of the best document out."""


@dataclass(frozen=True, slots=True)
class Document:
    key: str
    title: str
    body: str
    is_work: bool


def documents(plan: Plan) -> list[Document]:
    """The set's 52 documents."""
    found = [Document(one.number, one.title, " ".join(texts_of(one)), True) for one in plan.activities]
    for one in plan.statements:
        if one.layer in (Layer.POLICY, Layer.FOCUS, Layer.HR_AREA) and one.key[1:].isdigit():
            below = " ".join(child.text for child in plan.children_of.get(one.key, ()))
            found.append(Document(one.key, one.text, f"{one.text} {below}", False))
    return found


def _allowed(found: Iterable[Document], row: Row) -> list[Document]:
    return [one for one in found if one.is_work != (row.asks == "policy")]


def _ranked(score: Callable[[str, Document], float], all_documents: Sequence[Document]) -> Find:
    def find(row: Row) -> str:
        return max(_allowed(all_documents, row), key=lambda one: score(row.question, one)).key

    return find


def fuzzy(found: Sequence[Document]) -> Find:
    """rapidfuzz over titles."""
    return _ranked(lambda question, one: WRatio(question, one.title), found)


def trigrams(found: Sequence[Document]) -> Find:
    """Cosine of TF-IDF over runs of three characters, title and body."""
    return _ranked(_cosine(found, lambda text: [text[at : at + 3] for at in range(len(text) - 2)]), found)


def _cosine(found: Sequence[Document], cut: Callable[[str], list[str]]) -> Callable[[str, Document], float]:
    counts = {one.key: Counter(cut(one.body)) for one in found}
    seen = Counter(gram for one in counts.values() for gram in one)
    rarity = {gram: log((1 + len(found)) / (1 + count)) + 1 for gram, count in seen.items()}

    def weigh(grams: Mapping[str, int]) -> dict[str, float]:
        weights = {gram: (1 + log(count)) * rarity[gram] for gram, count in grams.items() if gram in rarity}
        length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {gram: weight / length for gram, weight in weights.items()}

    vectors = {key: weigh(one) for key, one in counts.items()}
    asked: dict[str, dict[str, float]] = {}

    def score(question: str, one: Document) -> float:
        if question not in asked:
            asked.clear()
            asked[question] = weigh(Counter(cut(question)))
        vector = vectors[one.key]
        return sum(weight * vector.get(gram, 0.0) for gram, weight in asked[question].items())

    return score


def bm25(found: Sequence[Document], cut: Callable[[str], list[str]]) -> Find:
    """Okapi BM25 (k1 1.5, b 0.75) over words, title and body."""
    counts = {one.key: Counter(cut(one.body)) for one in found}
    seen = Counter(word for one in counts.values() for word in one)
    rarity = {word: log(1 + (len(found) - count + 0.5) / (count + 0.5)) for word, count in seen.items()}
    lengths = {key: one.total() for key, one in counts.items()}
    usual = sum(lengths.values()) / len(lengths)
    asked: dict[str, list[str]] = {}

    def score(question: str, one: Document) -> float:
        if question not in asked:
            asked.clear()
            asked[question] = [word for word in cut(question) if word in rarity]
        words = counts[one.key]
        norm = 1.5 * (0.25 + 0.75 * lengths[one.key] / usual)
        return sum(rarity[word] * words[word] * 2.5 / (words[word] + norm) for word in asked[question])

    return _ranked(score, found)


def ours() -> Find:
    """The linker of `bot.understanding` alone."""
    linker = Linker()
    return lambda row: (linker.run(row).offered or ("",))[0]


def methods(plan: Plan) -> dict[str, Find]:
    found = documents(plan)
    ways: dict[str, Find] = {"rapidfuzz WRatio, titles": fuzzy(found)}
    if importlib.util.find_spec("pythainlp"):
        from pythainlp.tokenize import word_tokenize  # which only the `bench` extra brings

        ways["BM25 over newmm words"] = bm25(found, lambda text: [one for one in word_tokenize(text) if one.strip()])
    else:
        say("BM25 over newmm words: not measured, pythainlp is not installed")
    ways["character-trigram TF-IDF"] = trigrams(found)
    ways["**ถามแผน, linker alone**"] = ours()
    return ways


def main() -> None:
    asked = [row for row in rows() if row.targets]
    say(f"| linker | first is right, of {len(asked)} | ms a question |")
    say("|---|---|---|")
    for name, find in methods(read_plan(PLAN)).items():
        find(asked[0])
        started = time.process_time()
        right = sum(find(row) in row.targets for row in asked)
        each = (time.process_time() - started) / len(asked) * 1000
        say(f"| {name} | {right / len(asked):.1%} | {each:.2f} |")
    line = line_2567()
    started = time.process_time()
    linked = run_linking(line)
    each = (time.process_time() - started) / (len(list(rows()))) * 1000
    say(f"| **ถามแผน, the whole line** (first or offered) | {linked.share:.1%} | {each:.2f} |")


if __name__ == "__main__":
    main()
