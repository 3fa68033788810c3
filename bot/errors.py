"""The exception tree of the core; each docstring is the message a person sees when nothing more exact is known.

ThamPlanError
├── SettingsError           a setting is missing or cannot be used
├── PlanFileError           a plan file cannot be read; names file, line and cell
├── PlanNotFoundError       no plan of this office or fiscal year is loaded
├── OfficeNotChosenError    several offices are loaded and none was named
├── StoreError              the database cannot be used
│   ├── NewerSchemaError    the database was written by a newer version
│   ├── CorruptStoreError   the file is not a database, or is damaged
│   ├── StoreReadOnlyError  the database cannot be written
│   └── LeaseLostError      another process has taken over this work
├── NotAllowedError         this person may not do this
├── MemberError             a change of membership that cannot be made
├── RecordingError          an entry of the ledger that cannot be made
│   └── RecordingRefusedError  a rule of the ledger forbids it; says which rule, with the amounts
├── SchedulingError         a date that cannot be set
└── DoorError               a messenger refused or cannot be reached
"""

from __future__ import annotations


class ThamPlanError(Exception):
    """Something went wrong."""

    def __str__(self) -> str:
        return super().__str__() or (self.__doc__ or "").strip().splitlines()[0]


class SettingsError(ThamPlanError):
    """A setting is missing or cannot be used."""


class PlanFileError(ThamPlanError):
    """A plan file cannot be read."""


class PlanNotFoundError(ThamPlanError):
    """No plan of this office or fiscal year is loaded."""


class OfficeNotChosenError(ThamPlanError):
    """Several offices are loaded: name one with --office KEY."""


class StoreError(ThamPlanError):
    """The database cannot be used."""


class NewerSchemaError(StoreError):
    """The database was written by a newer version of ThamPlan; nothing was changed."""


class CorruptStoreError(StoreError):
    """The database file is damaged or is not a database; nothing was overwritten."""


class StoreReadOnlyError(StoreError):
    """The database cannot be written."""


class LeaseLostError(StoreError):
    """Another process has taken over this work; nothing was written."""


class NotAllowedError(ThamPlanError):
    """This person may not do this."""


class MemberError(ThamPlanError):
    """This change of membership cannot be made."""


class RecordingError(ThamPlanError):
    """This entry cannot be recorded."""


class RecordingRefusedError(RecordingError):
    """A rule of the ledger forbids this entry."""

    def __init__(self, refusal: str, **values: object) -> None:
        details = ", ".join(f"{name} {value}" for name, value in values.items())
        super().__init__(f"{refusal.replace('_', ' ')}: {details}" if details else refusal.replace("_", " "))
        self.refusal = refusal
        """A `bot.ledger.Refusal`."""
        self.values = values


class SchedulingError(ThamPlanError):
    """This date cannot be set."""


class DoorError(ThamPlanError):
    """The messenger refused or cannot be reached."""
