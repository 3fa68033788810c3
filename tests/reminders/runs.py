"""A database with 300 members in; runs of the whole bot over a quarter start out, with what the receiver counted."""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bot.people import Person, Role
from bot.plan import Plan
from data.sql_deliveries import SqlDeliveries
from data.store import Store, open_store
from tests.botapi import events, windows
from tests.botapi.calls import Call
from tests.reminders.conftest import at
from tests.telegram.running import Bot, PatientApi

MEMBERS = 300
SENDERS = 8
MORNING = "2024-01-02T08:31:00+07:00"
FIRST = 5000
REPEATED = "ซ้ำ"
TOO_MANY, SERVER_ERROR = 429, 500
FAST = {
    "THAMPLAN_CLOCK": MORNING,
    "THAMPLAN_SENDERS": str(SENDERS),
    "THAMPLAN_BULK_PER_SECOND": "50",
    "THAMPLAN_BULK_MOST": "60",
}


@dataclass(frozen=True, slots=True)
class Way:
    """What Telegram saw of one member's card, in order."""

    calls: tuple[Call, ...]

    @property
    def copies(self) -> list[Call]:
        return [call for call in self.calls if call.accepted]

    @property
    def unmarked(self) -> int:
        """Copies beyond the first that do not say that they may be a repetition."""
        return max(0, sum(REPEATED not in call.text for call in self.copies) - 1)

    @property
    def doubts(self) -> int:
        """Requests that got no answer, whether they arrived or not."""
        return sum(not call.answered for call in self.calls)

    @property
    def fate(self) -> str:
        """What a bot that never died has to know in the end."""
        last = self.calls[-1]
        if not last.answered:
            return "unknown"
        return "sent" if last.accepted else "unreachable"


@dataclass(slots=True)
class Figures:
    """What a run has shown. Blocked members are not among the missed: nothing can reach them."""

    members: int
    blocked: int
    missed: int
    repeated: int
    allowed: int
    """Repeats that the rule allows, by what the run has seen."""
    why: str
    """What it is that allows them."""
    unmarked: int
    worst_second: int
    seconds: float
    states: dict[str, int]

    def __str__(self) -> str:
        return (
            f"members {self.members}, blocked {self.blocked}, missed of the others {self.missed}, "
            f"repeated {self.repeated} (allowed {self.allowed}: {self.why}), not marked as such {self.unmarked}, "
            f"worst second {self.worst_second}, {self.seconds:.0f} s, {self.states}"
        )


def people_the_office(url: str, plan: Plan, members: int = MEMBERS) -> None:
    """The plan and its teachers, each with an account."""
    with open_store(url) as store:
        saved = store.plans.save_plan(plan)
        for number in range(members):
            person = Person(0, saved.office.key, Role.STAFF, f"teacher {number}")
            store.people.add(person, at(2023, 12, 1), ("telegram", str(FIRST + number)))


def sends(api: PatientApi) -> list[Call]:
    return api.calls("sendMessage", accepted=True)


def served(api: PatientApi) -> Counter[int]:
    """Chat → how often a card reached it."""
    return Counter(int(call.chat_id or 0) for call in sends(api))


def wait_until_quiet(api: PatientApi, url: str, office: str, seconds: float = 90.0) -> dict[str, int]:
    """Until no delivery waits any more; the states."""
    ends_at = time.monotonic() + seconds
    with open_store(url) as store:
        while time.monotonic() < ends_at:
            states = states_of(store, office)
            if states and not states.get("pending") and not states.get("queued"):
                return states
            time.sleep(0.5)
        return states_of(store, office)


def states_of(store: Store, office: str) -> dict[str, int]:
    found: Counter[str] = Counter()
    for states in SqlDeliveries(store.engine).counts(office).values():
        found.update(states)
    return dict(found)


def ways(api: PatientApi) -> dict[int, Way]:
    """Chat → what was seen of its card; refusals that only ask to wait are left out."""
    found: dict[int, list[Call]] = {}
    for call in api.calls("sendMessage"):
        if call.status != TOO_MANY and call.status < SERVER_ERROR:
            found.setdefault(int(call.chat_id or 0), []).append(call)
    return {chat: Way(tuple(calls)) for chat, calls in found.items()}


def figures(
    api: PatientApi,
    began: float,
    states: dict[str, int],
    kills: int = 0,
    members: int = MEMBERS,
    blocked: frozenset[int] = frozenset(),
) -> Figures:
    """What came of a run. Without kills each repeat needs an answer that was lost behind a card that had arrived."""
    found = ways(api)
    reachable = {FIRST + number for number in range(members)} - blocked
    lost = sum(not call.answered for way in found.values() for call in way.copies)
    return Figures(
        members,
        len(blocked),
        missed=sum(1 for chat in reachable if chat not in found or not found[chat].copies),
        repeated=sum(len(way.copies) - 1 for way in found.values() if way.copies),
        allowed=kills * SENDERS if kills else lost,
        why=f"{kills} kills of {SENDERS} senders" if kills else "answers lost on their way",
        unmarked=sum(way.unmarked for way in found.values()),
        worst_second=windows.worst_second(sends(api)),
        seconds=time.monotonic() - began,
        states=states,
    )


def run_with_kills(url: str, folder: Path, plan: Plan, kills: int, processes: int, seed: int) -> Figures:
    """Kill one of the bots at a random point of the run, again and again, and start it anew."""
    chance, began = random.Random(seed), time.monotonic()
    people_the_office(url, plan)
    with PatientApi() as api:
        api.settings(latency=0.02, jitter=0.02, known_chats_only=False)
        bots = [Bot(api, url, folder / f"bot{number}.log", "bot run", **FAST) for number in range(processes)]
        try:
            for bot in bots:
                bot.start()
            for number in range(kills):
                _wait_for_more(api, chance.randint(1, 2 * MEMBERS // (kills + 2)))
                time.sleep(chance.uniform(0, 0.1))
                victim = bots[number % processes]
                victim.kill()
                victim.start()
            states = wait_until_quiet(api, url, plan.office.key)
        finally:
            for bot in bots:
                bot.kill()
        return figures(api, began, states, kills)


def _wait_for_more(api: PatientApi, count: int) -> None:
    """Until some more cards have left, or all have."""
    before, ends_at = len(sends(api)), time.monotonic() + 15
    while time.monotonic() < ends_at:
        now = len(sends(api))
        if now >= before + count or now >= MEMBERS:
            return
        time.sleep(0.02)


def best_rate(times: list[float], seconds: float) -> float:
    """The most a second over any stretch of so many seconds that begins with a call."""
    return max(sum(start <= one < start + seconds for one in times) for start in times) / seconds


def answer_seconds(api: PatientApi, first: int, count: int) -> list[float]:
    """How long a question of each of these members waits for its answer."""
    found = []
    for chat in range(first, first + count):
        asked_at = time.monotonic()
        api.push(events.message(chat, "ใครดูแล 1.4"))
        found.append(_answered_at(api, chat, asked_at) - asked_at)
        time.sleep(0.05)
    return found


def _answered_at(api: PatientApi, chat: int, asked_at: float) -> float:
    while time.monotonic() < asked_at + 30:
        for call in api.calls("sendMessage", chat_id=chat, accepted=True):
            if call.at > asked_at and "ภิญญาพัชญ์" in call.text:
                return call.at
        time.sleep(0.005)
    raise TimeoutError(f"no answer to {chat}")
