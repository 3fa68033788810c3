"""Work in; one transaction for all of it out, in the database's thread. What cannot be handled is quarantined alone."""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.errors import StoreError
from bot.failpoints import reach
from bot.turn import Handled, Inbox, Mark, Outbox, Outgoing, Queued, Turn, Turns, Update

log = logging.getLogger(__name__)
GROUP_SECONDS = 0.1
TRIES = 5
"""A process that dies so often over the same few updates handles each of them alone."""
TRIES_ALONE = 15
"""And if it goes on dying, that one is put into quarantine. Kills from outside never reach this."""


@dataclass(frozen=True, slots=True)
class Books:
    """Where things are written."""

    turns: Turns
    inbox: Inbox
    outbox: Outbox


@dataclass(frozen=True, slots=True)
class Arrived:
    """An update with its parsed form, when somebody has parsed it already."""

    update: Update
    parsed: Any = None
    is_left_over: bool = False
    """Left by an earlier process, which may have died of it."""


@dataclass(slots=True)
class Result:
    """What handling an update gave: how it ended, what to send, what to call when that is committed."""

    outcome: str
    messages: Sequence[Outgoing] = ()
    asides: Sequence[tuple[str, dict[str, Any]]] = ()


Handle = Callable[[Turn, Arrived, datetime], Result]
Apology = Callable[[Arrived, datetime], Sequence[Outgoing]]


class HandlingError(Exception):
    """One update of a group could not be handled."""


@dataclass(slots=True)
class Work:
    """What one commit shall hold."""

    updates: list[Update]
    marks: list[Mark]
    waiting: list[Arrived]
    fresh: Sequence[Arrived] = ()
    """Those of `updates` that may be handled in the commit that keeps them: one wait for the disk instead of two."""


@dataclass(slots=True)
class Done:
    """What one commit has held."""

    new: list[Update] = field(default_factory=list)
    handled: set[int] = field(default_factory=set)
    queued: list[Queued] = field(default_factory=list)
    asides: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)


class Writer:
    """Writes down what the clerk has gathered."""

    def __init__(self, books: Books, handle: Handle, apologize: Apology) -> None:
        self._books = books
        self._handle = handle
        self._apologize = apologize

    def waiting(self, limit: int) -> list[Update]:
        """What nobody has handled, the oldest first."""
        return self._books.inbox.waiting(limit)

    def write(self, work: Work) -> Done:
        """All of it, durably; StoreError when the database cannot, and then nothing of it."""
        if any(one.is_left_over for one in work.waiting):
            return self._write_left_over(work)
        try:
            return self._write_together(work)
        except HandlingError:
            # The whole group was rolled back. Each of its updates gets a transaction of its own now.
            return self._write_one_by_one(work)

    def _write_together(self, work: Work) -> Done:
        done, now = Done(), datetime.now(UTC)
        try:
            with self._books.turns.turn([one.update.chat for one in (*work.waiting, *work.fresh)]) as turn:
                if work.updates:
                    done.new = self._books.inbox.store(work.updates, now)
                self._books.outbox.mark(work.marks, now)
                self._handle_group(turn, [*work.waiting, *_new_of(work, done)], done, now)
                reach("before_commit")
        except (StoreError, HandlingError):
            raise
        except Exception as error:  # what an update made us write cannot be written: the same as a failed handling
            raise HandlingError(_place(error)) from error
        reach("after_commit")
        return done

    def _handle_group(self, turn: Turn, waiting: Sequence[Arrived], done: Done, now: datetime) -> None:
        handled: list[Handled] = []
        messages: list[Outgoing] = []
        ends_at = time.monotonic() + GROUP_SECONDS
        for one in waiting:
            result = self._handled(turn, one, now)
            handled.append(Handled(one.update.key, result.outcome))
            messages.extend(result.messages)
            done.asides.extend(result.asides)
            done.outcomes.append(result.outcome)
            if time.monotonic() > ends_at:
                break
        if handled:
            self._books.inbox.close(handled, now)
            done.queued += self._books.outbox.put(messages, now, is_claimed=True)
        done.handled = {one.key for one in handled}

    def _handled(self, turn: Turn, one: Arrived, now: datetime) -> Result:
        try:
            return self._handle(turn, one, now)
        except StoreError:
            raise
        except Exception as error:  # the door: whatever went wrong with it, the others go on
            raise HandlingError(_place(error)) from error

    def _write_one_by_one(self, work: Work) -> Done:
        done = self._write_together(Work([], work.marks, []))
        for update in work.updates:
            done.new += self._store_alone(update)
        for one in work.waiting:
            _add(done, self._write_alone(one))
        return done

    def _store_alone(self, update: Update) -> list[Update]:
        try:
            return self._write_together(Work([update], [], [])).new
        except HandlingError as error:
            log.error("Update %s cannot be kept (%s); only its number is.", update.key, error)
            bare = Update(update.key, "{}")
            with self._books.turns.turn():
                return self._books.inbox.store([bare], datetime.now(UTC))

    def _write_alone(self, one: Arrived) -> Done:
        try:
            return self._write_together(Work([], [], [one]))
        except HandlingError as error:
            log.error("Update %s is in quarantine: %s", one.update.key, error)
            return self._quarantine(one, str(error))

    def _quarantine(self, one: Arrived, reason: str) -> Done:
        done, now = Done(outcomes=["quarantined"], handled={one.update.key}), datetime.now(UTC)
        with self._books.turns.turn():
            self._books.inbox.close([Handled(one.update.key, reason, is_quarantined=True)], now)
            done.queued = self._books.outbox.put(self._apologize(one, now), now, is_claimed=True)
        return done

    def _write_left_over(self, work: Work) -> Done:
        """Count an attempt before handling what an earlier process may have died of, a few at a time."""
        is_suspect = work.waiting[0].update.attempts >= TRIES
        few = work.waiting[: 1 if is_suspect else 8]
        with self._books.turns.turn():
            self._books.inbox.begin([one.update.key for one in few])
        worn = [one for one in few if one.update.attempts >= TRIES_ALONE]
        good = Work(work.updates, work.marks, [one for one in few if one.update.attempts < TRIES_ALONE])
        try:
            done = self._write_together(good)
        except HandlingError:
            done = self._write_one_by_one(good)
        for one in worn:
            _add(done, self._quarantine(one, "the process died of it"))
        return done


def _new_of(work: Work, done: Done) -> list[Arrived]:
    """The fresh ones that were not known before, each once."""
    new = {one.key for one in done.new}
    return list({one.update.key: one for one in work.fresh if one.update.key in new}.values())


def _add(done: Done, more: Done) -> None:
    done.queued += more.queued
    done.asides += more.asides
    done.outcomes += more.outcomes
    done.handled |= more.handled


def _place(error: Exception) -> str:
    """What kind of error and where, without its words: they may quote what somebody wrote."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno}"
