"""What the command line needs of the parts behind it, as small Protocols; `bot.wiring` hands them in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from bot.calendar import FiscalYear
from bot.people import Chat, People, Person
from bot.plan import Plan, Plans
from bot.reply import Reply
from bot.settings import Clock, Settings

if TYPE_CHECKING:
    from bot.finance_sheets import SheetFiles
    from bot.handover import Handovers
    from bot.ledger import Ledger
    from bot.members_desk.parts import Ports
    from bot.money_desk.words import MoneyWords
    from bot.reminders.rounds import Rounds

Say = Callable[[str], str]
"""A sentence of ours in English in, the same in the reader's language out."""


class Assistant(Protocol):
    """The straight line from a text to its replies. Implementation: `bot.assistant.Assistant`."""

    def reply_to(self, text: str, person: Person, chat: Chat, now: datetime) -> tuple[Reply, ...]: ...

    def reply_to_choice(self, code: str, person: Person, chat: Chat, now: datetime) -> tuple[Reply, ...]: ...

    def explain(self, text: str, person: Person, chat: Chat, now: datetime) -> str: ...


class PlanEntry(Protocol):
    """One stored version of a plan."""

    @property
    def office(self) -> str: ...

    @property
    def year(self) -> FiscalYear: ...

    @property
    def version(self) -> int: ...

    @property
    def state(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def saved_at(self) -> datetime: ...


class PlanShelf(Plans, Protocol):
    """Plans that can be added to."""

    def entries(self) -> tuple[PlanEntry, ...]: ...

    def save_plan(self, new: Plan) -> Plan: ...


class MemberBook(People, Protocol):
    """Members that can be added to."""

    def add(self, person: Person, now: datetime, *accounts: tuple[str, str]) -> Person: ...


class Store(Protocol):
    """An open database. Implementation: `data.store.Store`."""

    @property
    def plans(self) -> PlanShelf: ...

    @property
    def people(self) -> MemberBook: ...

    @property
    def ledger(self) -> Ledger: ...

    @property
    def engine(self) -> Any:
        """What other keepers of the same database share; opaque here."""
        ...

    @property
    def is_empty(self) -> bool: ...

    def close(self) -> None: ...


class StoreReport(Protocol):
    """What a check of a database found."""

    @property
    def kind(self) -> str: ...

    @property
    def revision(self) -> str: ...

    @property
    def is_newest(self) -> bool: ...

    @property
    def counts(self) -> Mapping[str, int]: ...

    @property
    def problems(self) -> tuple[str, ...]: ...


class Databases(Protocol):
    """What can be done to a database as a whole, by its address. Implementation: the module `data.backup`."""

    def check(self, address: str, /) -> StoreReport: ...

    def suffix(self, address: str, /) -> str: ...

    def backup(self, address: str, target: Path, /, *, force: bool = False) -> Path: ...

    def restore(self, address: str, source: Path, /, *, force: bool = False) -> None: ...

    def keep_daily_copy(self, address: str, directory: Path, now: datetime, /) -> Path | None: ...


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the options that every command shares say."""

    is_demo: bool = False
    office: str = ""
    member: str = ""
    now: datetime | None = None


@dataclass(frozen=True, slots=True)
class Workplace:
    """Everything one command works with, opened for it: whose plan, who asks, what time it is."""

    settings: Settings
    store: Store
    assistant: Assistant
    office: str
    person: Person
    clock: Clock
    say: Say


@dataclass(frozen=True, slots=True)
class Till:
    """What the commands of money need besides the store."""

    words: MoneyWords
    handovers: Handovers
    files: SheetFiles


class TelegramReport(Protocol):
    """What Telegram says of the bot. Implementation: `handlers.telegram.examining.Examined`."""

    @property
    def trouble(self) -> str: ...

    @property
    def username(self) -> str: ...

    @property
    def webhook(self) -> str: ...

    @property
    def webhook_trouble(self) -> str: ...

    @property
    def waiting(self) -> int: ...

    @property
    def seconds_ahead(self) -> float: ...


class Quarantined(Protocol):
    """An update that nobody could read or handle."""

    @property
    def key(self) -> int: ...

    @property
    def outcome(self) -> str: ...

    @property
    def raw(self) -> str: ...

    @property
    def received_at(self) -> datetime: ...


class Boxes(Protocol):
    """The door's inbox and outbox, as an admin looks at them. Implementation: `data.boxes.SqlBoxes`."""

    def inbox(self) -> Mapping[str, int]: ...

    def outbox(self) -> Mapping[str, int]: ...

    def quarantined(self) -> Sequence[Quarantined]: ...

    def seen(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Parts:
    """What the composition root hands in. Nothing is imported or opened before it is called."""

    read_settings: Callable[[], Settings]
    open_store: Callable[[str], Store]
    bundled_plans: Callable[[], tuple[Plan, ...]]
    read_plan: Callable[[Path], Plan]
    make_assistant: Callable[[Store, Settings], Assistant]
    say_in: Callable[[str], Say]
    has_database: Callable[[str], bool]
    databases: Callable[[], Databases]
    open_console: Callable[[Workplace], None]
    run_bot: Callable[[Workplace], None]
    make_till: Callable[[Store], Till]
    members: Callable[[Store, Settings], Ports]
    reminders: Callable[[Workplace], Rounds]
    examine_telegram: Callable[[Settings], TelegramReport]
    open_boxes: Callable[[Settings], AbstractContextManager[Boxes]]
