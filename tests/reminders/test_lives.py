"""Random lives of two processes over one database: nobody is missed, nobody gets it twice but by the written rule."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from bot.people import MemberState, Role
from bot.plan import Plan
from bot.reminders.kinds import CampaignState, Delivery, DeliveryState, Kind
from bot.reminders.receivers import Topics
from data.store import open_store
from data.tables_door import outbox
from data.tables_reminders import campaign
from tests.reminders.conftest import at, open_office, topics
from tests.reminders.lives import Fate, Office

FIRST, TEACHERS, NEWCOMERS = 900, 5, 3
TOPIC = "transfer/teacher"
processes = st.integers(0, 1)
accounts = st.integers(FIRST, FIRST + TEACHERS - 1).map(str)
fates = st.one_of(st.just(Fate.ARRIVES), st.sampled_from(Fate))
ends = st.sampled_from(["commits", "commits", "dies", "is about it"])
spans = st.sampled_from([timedelta(seconds=5), timedelta(seconds=20), timedelta(minutes=30), timedelta(hours=24)])


class LifeOfReminders(RuleBasedStateMachine):
    """The start of quarter 2 of 2567, and broadcasts."""

    template: Path
    plan: Plan
    topics: Topics
    figures: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="reminders-")
        path = Path(self.folder.name) / "reminders.db"
        shutil.copyfile(self.template, path)
        self.office = Office(f"sqlite:///{path}", self.plan, self.topics, at(2024, 1, 2, 8, 30))
        self.accounts = {one.number: account for one, account in zip(self.office.everybody(), ACCOUNTS, strict=True)}
        self.checked: set[int] = set()
        self.was_silent: set[int] = set()
        """Members who did not want to be told at some time since a campaign began."""

    # Processes

    @rule(number=processes, room=st.integers(1, 40), dies_at=st.none() | st.integers(0, 90))
    def the_clock_ticks(self, number: int, room: int, dies_at: int | None) -> None:
        self.office.work(number, room, dies_at)

    @rule(number=processes, room=st.integers(1, 40), at=st.integers(0, 15))
    def both_clocks_tick_at_once(self, number: int, room: int, at: int) -> None:
        self.office.work_both(number, room, at)

    @rule(number=processes)
    def takes_or_renews_the_lease(self, number: int) -> None:
        self.office.lead(number)

    @rule(number=processes, limit=st.integers(1, 8), found=st.lists(fates, max_size=8), end=ends)
    def the_door_works(self, number: int, limit: int, found: list[Fate], end: str) -> None:
        """Claims, sends, and commits what became of it; or dies before that, or is still about it."""
        office = self.office
        office.lead(number)
        if not office.leads(number):
            return
        office.claim(number, limit)
        for fate in found:
            if office.processes[number].held:
                office.send(number, fate)
        if end == "dies":
            office.die(number)
        elif end == "commits":
            office.commit(number)

    @precondition(lambda self: self.leaders())
    @rule(data=st.data(), found=st.lists(fates, max_size=8), commits_first=st.booleans())
    def the_door_goes_on(self, data: st.DataObject, found: list[Fate], commits_first: bool) -> None:
        """Without a look at its lease, which somebody else may have by now."""
        number = data.draw(st.sampled_from(self.leaders()))
        if commits_first:
            self.office.commit(number)
        for fate in found:
            if self.office.processes[number].held:
                self.office.send(number, fate)

    @rule(number=processes)
    def is_killed(self, number: int) -> None:
        self.office.die(number)

    @rule(span=spans)
    def time_passes(self, span: timedelta) -> None:
        self.office.pass_time(span)

    @rule(span=spans)
    def the_clock_is_set_back(self, span: timedelta) -> None:
        self.office.now -= span

    # People

    @precondition(lambda self: len(self.accounts) < len(ACCOUNTS) + NEWCOMERS)
    @rule()
    def somebody_joins(self) -> None:
        account = str(FIRST + TEACHERS + len(self.accounts))
        self.office.join(account)
        self.accounts[self.office.everybody()[-1].number] = account

    @rule(data=st.data(), is_so=st.booleans())
    def somebody_mutes_a_topic(self, data: st.DataObject, is_so: bool) -> None:
        person = data.draw(st.sampled_from(self.office.everybody()))
        self.office.any.wishes.mute(person, TOPIC, is_so, self.office.now)
        self.was_silent.add(person.number)

    @rule(data=st.data(), is_so=st.booleans())
    def somebody_stops_or_starts_reminders(self, data: st.DataObject, is_so: bool) -> None:
        person = data.draw(st.sampled_from(self.office.everybody()))
        self.office.any.wishes.stop(person, is_so, self.office.now)
        self.was_silent.add(person.number)

    @rule(account=accounts)
    def somebody_blocks_the_bot(self, account: str) -> None:
        self.office.receiver.blocked.add(account)

    @rule(data=st.data())
    def somebody_writes(self, data: st.DataObject) -> None:
        person = data.draw(st.sampled_from(self.office.everybody()))
        self.office.write(person, self.accounts[person.number])

    @precondition(lambda self: self.office.receiver.cards)
    @rule(data=st.data())
    def somebody_presses_a_button_of_a_card(self, data: st.DataObject) -> None:
        self.office.press(data.draw(st.sampled_from(sorted(self.office.receiver.cards))))

    @precondition(lambda self: len(self.campaigns()) < 6)
    @rule()
    def an_admin_broadcasts(self) -> None:
        self.office.broadcast(f"broadcast {len(self.campaigns())}")

    @precondition(lambda self: self.broadcasts())
    @rule(data=st.data())
    def an_admin_recalls_a_broadcast(self, data: st.DataObject) -> None:
        self.office.recall(data.draw(st.sampled_from(self.broadcasts())))

    # What is always so

    @invariant()
    def a_campaign_has_one_delivery_for_each_member_whom_it_concerns(self) -> None:
        fresh = [row for row in self.campaigns() if row.id not in self.checked]
        for row in fresh:
            self.checked.add(row.id)
            members = [one.member for one in self.deliveries() if one.campaign.id == row.id]
            if (row.kind, row.state) == (Kind.QUARTER_START, CampaignState.OPEN):
                assert Counter(members) == Counter(self.concerned())
        assert len({(row.kind, row.period, row.activity) for row in self.campaigns()}) == len(self.campaigns())

    @invariant()
    def it_is_put_into_the_outbox_once(self) -> None:
        with self.office.any.engine.connect() as connection:
            rows = Counter(connection.scalars(select(outbox.c.reference)))
        assert all(count == 1 or "/before" in reference for reference, count in rows.items()), rows

    @invariant()
    def it_reaches_nobody_twice_but_once_more_after_a_doubt_and_marked(self) -> None:
        receiver = self.office.receiver
        for reference, count in receiver.cards.items():
            assert count <= 2, reference
            assert count == 1 or self.office.doubts[reference], reference
            assert receiver.unmarked[reference] <= 1, reference

    @invariant()
    def what_is_said_to_have_been_sent_has_arrived(self) -> None:
        for one in self.deliveries():
            assert one.state is not DeliveryState.SENT or self.office.receiver.cards[one.reference], one

    @invariant()
    def what_was_taken_back_reaches_nobody(self) -> None:
        reached = {int(one[1:].partition(".")[0]) for one in self.office.receiver.cards}
        assert not reached & self.office.recalled

    # The end

    def teardown(self) -> None:
        try:
            self.office.settle()
            for one in self.deliveries():
                self.judge(one)
                self.figures[one.state.value] += 1
            self.figures["lives"] += 1
            self.figures["doubts"] += self.office.doubts.total()
            self.figures["came twice"] += sum(count > 1 for count in self.office.receiver.cards.values())
        finally:
            self.office.close()
            self.folder.cleanup()

    def judge(self, one: Delivery) -> None:
        """Nobody is missed: it has arrived, or the reason is known."""
        office, doubts = self.office, self.office.doubts[one.reference]
        match one.state:
            case DeliveryState.SENT:
                assert office.receiver.cards[one.reference]
            case DeliveryState.UNKNOWN:
                assert doubts >= 2, one
            case DeliveryState.UNREACHABLE:
                lost = {person.number for person in office.everybody() if person.state is MemberState.UNREACHABLE}
                assert one.member in lost or self.accounts[one.member] in office.receiver.blocked, one
            case DeliveryState.DROPPED:
                assert one.member in self.was_silent, one
            case DeliveryState.RECALLED:
                assert one.campaign.id in office.recalled, one
            case _:
                raise AssertionError(f"it is not over: {one}")

    # Looking

    def leaders(self) -> list[int]:
        return [number for number in range(2) if self.office.leads(number)]

    def deliveries(self) -> tuple[Delivery, ...]:
        return self.office.any.deliveries.deliveries(self.plan.office.key)

    def campaigns(self) -> list[Any]:
        with self.office.any.engine.connect() as connection:
            return list(connection.execute(select(campaign)).all())

    def broadcasts(self) -> list[int]:
        return [row.id for row in self.campaigns() if row.kind == Kind.BROADCAST]

    def concerned(self) -> list[int]:
        """Whom the quarter's card concerns, by hand: teachers by the topic they begin with; the admin follows none."""
        found = []
        for one in self.office.any.wishes.recipients(self.plan.office.key):
            is_muted = one.person.role is Role.STAFF and TOPIC in one.muted
            if one.person.role is not Role.ADMIN and not one.is_stopped and not is_muted:
                found.append(one.person.number)
        return found


ACCOUNTS = ["104", "105", *(str(FIRST + number) for number in range(TEACHERS))]


@pytest.fixture(scope="module")
def crowd(sqlite_template: Path, plan_2567: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a director, an admin and a few teachers."""
    path = tmp_path_factory.mktemp("crowd") / "crowd.db"
    shutil.copyfile(sqlite_template, path)
    with open_store(f"sqlite:///{path}") as store:
        office = open_office(store, plan_2567, crowd=False)
        office.add("director", Role.DIRECTOR, "", "104")
        office.add("admin", Role.ADMIN, "", "105")
        for number in range(TEACHERS):
            office.add(f"teacher {number}", Role.STAFF, "", str(FIRST + number))
    return path


@pytest.mark.parametrize("examples", [8, pytest.param(250, marks=pytest.mark.slow)])
def test_lives_of_reminders(crowd: Path, plan_2567: Plan, examples: int, capsys: pytest.CaptureFixture[str]) -> None:
    LifeOfReminders.figures = Counter()
    LifeOfReminders.template, LifeOfReminders.plan = crowd, plan_2567
    LifeOfReminders.topics = topics(plan_2567)
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    # No shrinking: forty steps are soon read, and each has to be played on a disk.
    phases = [Phase.explicit, Phase.reuse, Phase.generate]
    chosen = settings(
        max_examples=examples, stateful_step_count=40, deadline=None, suppress_health_check=checks, phases=phases
    )
    run_state_machine_as_test(LifeOfReminders, settings=chosen)
    with capsys.disabled():
        sys.stdout.write(f" [{dict(LifeOfReminders.figures)}] ")
