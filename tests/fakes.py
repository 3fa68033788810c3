"""Stand-ins for every Protocol, in memory, held to the same contract tests as the SQL ones; and a tiny whole plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.calendar import FiscalYear, Span
from bot.errors import MemberError, PlanNotFoundError
from bot.people import Chat, MemberState, Person, Role
from bot.plan import (
    Activity,
    Evaluation,
    Group,
    Layer,
    LineItem,
    Office,
    Officer,
    Part,
    Period,
    PeriodKind,
    Plan,
    Post,
    ProjectSheet,
    Signatory,
    Source,
    Statement,
    Step,
    baht,
)


class MemoryPlans:
    """The `Plans` of a test: those given, and those saved later."""

    def __init__(self, *plans: Plan) -> None:
        self._active: dict[tuple[str, FiscalYear], Plan] = {}
        for one in plans:
            self.save_plan(one)

    def save_plan(self, new: Plan) -> Plan:
        place = new.office.key, new.year
        before = self._active.get(place)
        if before is not None and replace(new, version=before.version) == before:
            return before
        self._active[place] = replace(new, version=before.version + 1 if before else 1)
        return self._active[place]

    def offices(self) -> tuple[Office, ...]:
        latest = {key: one.office for (key, _), one in sorted(self._active.items())}
        return tuple(latest.values())

    def years(self, office: str) -> tuple[FiscalYear, ...]:
        return tuple(sorted(year for key, year in self._active if key == office))

    def plan(self, office: str, year: FiscalYear) -> Plan:
        found = self._active.get((office, year))
        if found is None:
            raise PlanNotFoundError(f"No plan of {office} for the fiscal year {year.number} is loaded.")
        return found

    def plan_for(self, office: str, year: FiscalYear) -> Plan:
        years = self.years(office)
        if not years:
            raise PlanNotFoundError(f"No plan of {office} is loaded.")
        earlier = [one for one in years if one <= year]
        return self.plan(office, earlier[-1] if earlier else years[0])


class MemoryPeople:
    """The `People` of a test; `offices` are those that members may belong to."""

    def __init__(self, *offices: str) -> None:
        self._offices = offices
        self._members: dict[tuple[str, int], Person] = {}
        self._accounts: dict[tuple[str, str], tuple[str, int]] = {}
        self._chats: dict[tuple[str, str], tuple[str, datetime]] = {}

    def add(self, person: Person, now: datetime, *accounts: tuple[str, str]) -> Person:
        if person.office not in self._offices or any(one in self._accounts for one in accounts):
            raise MemberError("The office is not known, or the account already belongs to a member.")
        number = max((at for office, at in self._members if office == person.office), default=0) + 1
        new = replace(person, number=number, role=person.role or Role.STAFF)
        self._members[person.office, number] = new
        self._accounts.update(dict.fromkeys(accounts, (person.office, number)))
        return new

    def by_number(self, office: str, number: int) -> Person | None:
        return self._members.get((office, number))

    def by_account(self, door: str, account: str) -> Person | None:
        place = self._accounts.get((door, account))
        return self._members[place] if place else None

    def members(self, office: str) -> tuple[Person, ...]:
        here = (one for (key, _), one in sorted(self._members.items()) if key == office)
        return tuple(one for one in here if one.state is not MemberState.REMOVED)

    def remembered(self, chat: Chat, now: datetime) -> str | None:
        question, asked_at = self._chats.get((chat.door, chat.id), ("", now))
        return question if question and now - asked_at < timedelta(minutes=10) else None

    def remember(self, chat: Chat, question: str | None, now: datetime) -> None:
        if question:
            self._chats[chat.door, chat.id] = question, now
        else:
            self._chats.pop((chat.door, chat.id), None)

    def forget_chats(self, now: datetime) -> int:
        old = [place for place, (_, asked_at) in self._chats.items() if now - asked_at >= timedelta(minutes=10)]
        for place in old:
            del self._chats[place]
        return len(old)


def tiny_plan(office: str = "tiny", year: int = 2570) -> Plan:
    """A small invented plan in which every field of every value is used at least once."""
    start = FiscalYear(year)
    return Plan(
        office=Office(office, f"สำนักงาน{office}", "สนง.", ("สำนักงานเล็ก",), "โทร. 0 0000 0000"),
        year=start,
        title=f"แผนปฏิบัติการ {year}",
        version=1,
        parts=(Part(1, "งานบริหาร", Source(10), "personnel"), Part(2, "งานพัฒนา", Source(40))),
        activities=(_activity(start), _project(start)),
        officers=_officers(),
        statements=_statements(),
        groups=(
            Group("personnel", "กลุ่มบุคคล", "บุคคล", ("งานบุคคล",), Source(3)),
            Group("finance", "กลุ่มการเงิน"),
        ),
        words={"1.1": ("ย้าย", "โยกย้าย"), "เงิน": ("ตังค์",)},
        notes=("แผนไม่ระบุสถานที่", "ไม่มีเป้าหมายการเบิกจ่าย"),
    )


def _officers() -> tuple[Officer, ...]:
    posts = (
        Post("ผู้อำนวยการกลุ่ม", Source(20, 21, page="5"), "personnel", role="maker"),
        Post("รักษาการ", Source(22), is_acting=True),
    )
    return (
        Officer("anong", "นาง", "อนงค์", "ใจดี", ("อนงค", "อนงค์ ใจดีี"), posts, True, "ชื่อพิมพ์สองแบบ", Source(20)),
        Officer("bun", "นาย", "บุญ", "มาก"),
    )


def _statements() -> tuple[Statement, ...]:
    read = Source(51, 53, "7", "พัฒนำคน", "อ่านผิด", True, (77, 81))
    return (
        Statement("P1.L1", Layer.GUIDELINE, "1", "ส่งเสริมครู", Source(55), parent="P1"),
        Statement("P1", Layer.POLICY, "1", "พัฒนาคน", read, related=("S1", "D.1")),
        Statement("S1", Layer.STRATEGY, "1", "คนคุณภาพ", Source(50), heading="หัวข้อ"),
        Statement("D.1", Layer.DUTY, "ก", "ดูแลบุคคล", Source(60), group="personnel"),
    )


def _activity(year: FiscalYear) -> Activity:
    quarter, month = year.quarter(1).span, year.month(2)
    day = date(year.span.end_on.year, 6, 10)
    periods = (
        Period(PeriodKind.QUARTER, 1, quarter, "ไตรมาส 1", 1),
        Period(PeriodKind.MONTH, 2, month, "ก.พ.", 2),
        Period(PeriodKind.DATE, 3, Span(day, day), "10 มิ.ย."),
    )
    return Activity(
        number="1.1",
        part=1,
        title="การย้าย",
        periods=periods,
        officers=("bun", "anong"),
        source=Source(11, 12, "2"),
        details=("ครู", "ผู้บริหาร"),
        rounds="ปีละ 2 ครั้ง",
        group="personnel",
    )


def _project(year: FiscalYear) -> Activity:
    period = Period(PeriodKind.RANGE, 4, Span(year.month(7).start_on, year.month(8).end_on), "ก.ค.-ส.ค.")
    return Activity(
        number="2.1",
        part=2,
        title="โครงการอบรม",
        periods=(period,),
        officers=("anong",),
        source=Source(41),
        allocated=baht("60000.50"),
        sheet=_sheet(),
        is_project=True,
    )


def _sheet() -> ProjectSheet:
    return ProjectSheet(
        alignments=(("ยุทธศาสตร์ชาติ", "ด้านคน"), ("แผนแม่บท", "ข้อ 12")),
        reasons="เพราะจำเป็น",
        aims=("อบรม", "ติดตาม"),
        outputs=("ครู 120 คน",),
        outcomes=("ครูเก่งขึ้น",),
        quantitative_indicators=("ร้อยละ 80",),
        qualitative_indicators=("พอใจมาก",),
        steps=_steps(),
        evaluation=Evaluation(("ร้อยละผู้ผ่าน",), ("ทดสอบ", "สังเกต"), ("แบบทดสอบ",), Source(95)),
        signatories=(
            Signatory("proposer", "anong", "ผู้อำนวยการกลุ่ม", Source(97)),
            Signatory("approver", "", "ผู้อำนวยการ", Source(98)),
        ),
        source=Source(80, 99),
        is_averaging_allowed=True,
        note="ถัวจ่ายได้",
    )


def _steps() -> tuple[Step, ...]:
    food = LineItem(
        key="2.1/1/1",
        text="ค่าอาหาร",
        amount=baht(60000),
        source=Source(86),
        rate=baht(250),
        counts=((120, "คน"), (2, "มื้อ")),
        group="personnel",
        groups=("personnel", "finance"),
    )
    paper = LineItem(
        "2.1/1/2", "ค่าเอกสาร", baht("0.50"), Source(87), parts=(("ปก", baht("0.25")), ("ใน", baht("0.25")))
    )
    free = LineItem("2.1/2/1", "วิทยากรภายใน", None, Source(90))
    return (
        Step("2.1/1", "1", "อบรม", Source(85), baht("60000.50"), 4, ("เตรียม", "จัด"), (food, paper)),
        Step("2.1/2", "2", "ติดตาม", Source(89), items=(free,)),
    )
