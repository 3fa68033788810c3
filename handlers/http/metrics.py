"""Counts of the door and of the database in; the page that Prometheus reads out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric

from handlers.http.ports import Depth, Seen

BUCKETS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 600.0)


def page(seen: Seen, depth: Depth | None) -> bytes:
    """The whole page; without `depth` (no database) the door's own counts only."""
    registry = CollectorRegistry()
    registry.register(_Collector(seen, depth))
    return generate_latest(registry)


class _Collector:
    """Made for each scrape: the hot path keeps plain numbers and knows nothing of Prometheus."""

    def __init__(self, seen: Seen, depth: Depth | None) -> None:
        self._seen = seen
        self._depth = depth

    def collect(self) -> Iterator[Metric]:
        yield from _of_door(self._seen)
        if self._depth is not None:
            yield from _of_database(self._depth)


def _of_door(seen: Seen) -> Iterator[Metric]:
    yield CounterMetricFamily("thamplan_updates", "Updates stored by this process", seen.updates)
    yield _by("thamplan_outcomes", "Updates handled, by how they ended", "outcome", seen.outcomes)
    yield _by("thamplan_sendings", "Requests to Telegram, by what became of them", "fate", seen.fates)
    yield CounterMetricFamily("thamplan_too_many_requests", "Answers 429 from Telegram", seen.too_many)
    yield CounterMetricFamily("thamplan_commits", "Transactions of the door", seen.commits)
    yield GaugeMetricFamily("thamplan_waiting", "Updates and messages in memory that wait", seen.waiting)
    yield GaugeMetricFamily("thamplan_leading", "1 in the process that answers", int(seen.is_leading))
    yield GaugeMetricFamily(
        "thamplan_trouble", "1 while something is wrong that /readyz names", int(bool(seen.trouble))
    )
    yield _latency(sorted(seen.latencies))


def _by(name: str, words: str, label: str, counts: dict[str, int]) -> Metric:
    family = CounterMetricFamily(name, words, labels=[label])
    for value, count in sorted(counts.items()):
        family.add_metric([value], count)
    return family


def _latency(seconds: Sequence[float]) -> Metric:
    """Of the last thousand answers: from their handling to Telegram's word that they are there."""
    buckets = [(str(limit), float(sum(one <= limit for one in seconds))) for limit in BUCKETS]
    family = HistogramMetricFamily("thamplan_answer_seconds", "From handling to delivery, the last thousand answers")
    family.add_metric([], [*buckets, ("+Inf", float(len(seconds)))], sum(seconds))
    return family


def _of_database(depth: Depth) -> Iterator[Metric]:
    for box, counts in (("inbox", depth.inbox), ("outbox", depth.outbox)):
        family = GaugeMetricFamily(f"thamplan_{box}", f"Rows of the {box}, by state", labels=["state"])
        for state, count in sorted(counts.items()):
            family.add_metric([state], count)
        yield family
    oldest = depth.oldest_waiting_at
    age = 0.0 if oldest is None else max(0.0, (datetime.now(UTC) - oldest).total_seconds())
    yield GaugeMetricFamily("thamplan_oldest_waiting_seconds", "Age of the oldest message that has not left", age)
    yield GaugeMetricFamily("thamplan_plan_year", "Fiscal year (B.E.) of the plan that answers", depth.plan_year)
