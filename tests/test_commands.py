"""The command line: words of a shell in, lines and exit codes out."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import PlanNotFoundError
from bot.people import Chat, Person
from bot.reply import Choice, Outcome, Reply
from bot.wiring.parts import parts
from handlers.commands.ports import Assistant, Parts
from handlers.commands.program import run_program

ROOT = Path(__file__).parents[1]
NOW = "2024-01-08T09:00:00+07:00"


@dataclass
class EchoAssistant:
    """Says back what it heard, in every shape that replies have."""

    heard: list[tuple[str, Person, Chat, datetime]] = field(default_factory=list)

    def reply_to(self, text: str, person: Person, chat: Chat, now: datetime) -> tuple[Reply, ...]:
        self.heard.append((text, person, chat, now))
        if text == "missing":
            raise PlanNotFoundError("No such plan.")
        if text == "break":
            raise ZeroDivisionError
        row = (Choice("ครู", "a"), Choice("ผู้บริหาร", "b"))
        first = Reply(f"*ได้ยิน* {text}", Outcome.CLARIFY, (row, (Choice("ครู", "c"),)), ("1.4", "1.5"), ("P7",))
        return (first, Reply("ที่มา", Outcome.ANSWER, refs=("1.5", "1.13"))) if text == "two" else (first,)

    def reply_to_choice(self, code: str, person: Person, chat: Chat, now: datetime) -> tuple[Reply, ...]:
        return self.reply_to(f"choice {code}", person, chat, now)

    def explain(self, text: str, person: Person, chat: Chat, now: datetime) -> str:
        return f"explained {text}"


@dataclass
class Shell:
    """Runs commands in this process, in an empty folder with its own database."""

    capture: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch
    parts: Parts
    echo: EchoAssistant
    err: str = ""

    def run(self, *words: str, stdin: bytes = b"", code: int = 0) -> str:
        self.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        ended = run_program(self.parts, list(words))
        said = self.capture.readouterr()
        self.err = said.err
        assert ended == code, said.err
        return said.out


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("THAMPLAN_")]:
        monkeypatch.delenv(name)
    echo = EchoAssistant()
    make: Callable[..., Assistant] = lambda _store, _settings: echo  # noqa: E731
    return Shell(capsys, monkeypatch, replace(parts(), make_assistant=make), echo)


def test_a_machine_without_database_gets_one_with_the_bundled_plan_and_is_told(shell: Shell) -> None:
    assert "* lpg-lpn 2567" in shell.run("plan", "list")
    assert "var/thamplan.db now holds the bundled plan (lpg-lpn 2567)" in shell.err
    assert Path("var/thamplan.db").is_file()
    shell.run("plan", "list")
    assert shell.err == ""


def test_a_demo_leaves_nothing_behind(shell: Shell) -> None:
    shell.run("ask", "--demo", "ก")
    assert shell.err == ""
    assert list(Path().iterdir()) == []


def test_one_question_is_answered_in_plain_text(shell: Shell) -> None:
    assert shell.run("ask", "--demo", "two", "words") == "ได้ยิน two words\n"
    text, person, chat, _ = shell.echo.heard[0]
    assert (text, person.name, person.number, chat.door) == ("two words", "บรรทัดคำสั่ง", 0, "command")


def test_several_replies_become_one_object_with_everything_once_and_in_order(shell: Shell) -> None:
    assert json.loads(shell.run("ask", "--demo", "--json", "two")) == {
        "id": None,
        "outcome": "answer",
        "refs": ["1.4", "1.5", "1.13"],
        "policies": ["P7"],
        "choices": ["ครู", "ผู้บริหาร"],
        "text": "ได้ยิน two\n\nที่มา",
    }


def test_lines_are_answered_each_in_a_chat_of_its_own_with_what_was_said_before(shell: Shell) -> None:
    lines = [
        {"id": "A1", "q": "ที่สอง", "before": ["ที่หนึ่ง"], "now": "2024-07-02T09:30:00+07:00"},
        {"id": 2, "q": "อื่น", "now": "2024-07-02T09:30"},
        {"q": "ไม่มีรหัส"},
    ]
    stdin = "\ufeff" + "\n\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    out = shell.run("ask", "--demo", "--jsonl", "--now", NOW, stdin=stdin.encode())
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["A1", 2, 5]
    heard = shell.echo.heard
    assert [text for text, *_ in heard] == ["ที่หนึ่ง", "ที่สอง", "อื่น", "ไม่มีรหัส"]
    chats = [chat for _, _, chat, _ in heard]
    assert chats[0] == chats[1]
    assert len(set(chats)) == 3
    assert [now.astimezone(UTC).isoformat()[:16] for *_, now in heard[1:]] == [
        "2024-07-02T02:30",
        "2024-07-02T02:30",
        "2024-01-08T02:00",
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"{", "not JSON"),
        (b"[1]", "not an object"),
        (b'"text"', "not an object"),
        (b'{"id": 1}', '"q" is missing'),
        (b'{"q": 5}', '"q" is missing'),
        (b'{"q": "a", "before": "b"}', '"before" is not a list'),
        (b'{"q": "a", "before": [1]}', '"before" is not a list'),
        (b'{"q": "a", "now": "soon"}', '"now" is not'),
        (b'{"q": "a", "now": 5}', '"now" is not'),
        (b'{"q": "\xff"}', "not UTF-8"),
        (b"[" * 100_000, "not JSON"),
        (b'{"q": ' + b"9" * 10_000 + b"}", "not JSON"),
        (b'{"q": "missing"}', "No such plan."),
        (b'{"q": "break"}', "ZeroDivisionError"),
    ],
)
def test_a_line_that_cannot_be_answered_is_named_and_the_others_are(shell: Shell, line: bytes, said: str) -> None:
    stdin = b'{"id": 1, "q": "a"}\n' + line + b'\n{"id": 3, "q": "b"}\n'
    out = shell.run("ask", "--demo", "--jsonl", stdin=stdin, code=1)
    assert [json.loads(one)["id"] for one in out.splitlines()] == [1, 3]
    assert shell.err.startswith("line 2: ")
    assert said in shell.err
    assert "Traceback" not in shell.err


def test_half_a_surrogate_pair_is_answered(shell: Shell) -> None:
    out = shell.run("ask", "--demo", "--jsonl", stdin=b'{"q": "\\ud800"}')
    assert json.loads(out)["text"] == "ได้ยิน ?"


def test_explaining_prints_how_a_question_was_understood(shell: Shell) -> None:
    assert shell.run("ask", "--demo", "--explain", "ก") == "explained ก\n"
    assert json.loads(shell.run("ask", "--demo", "--explain", "--json", "ก"))["explain"] == "explained ก"


def test_asking_nothing_is_a_usage_error(shell: Shell) -> None:
    shell.run("ask", code=2)
    assert "Write a question" in shell.err
    shell.run("ask", "--jsonl", "ก", code=2)
    assert "standard input" in shell.err


def test_a_demo_has_every_officer_and_each_role(shell: Shell) -> None:
    for member, name in (("staff", "ครู (สาธิต)"), ("finance", "เจ้าหน้าที่การเงิน (สาธิต)"), ("กิตติศักดิ์", "กิตติศักดิ์ นวลจันทร์")):
        shell.run("ask", "--demo", "--as", member, "ก")
        assert shell.echo.heard[-1][1].name == name


def test_a_member_is_named_by_number_too_and_an_unknown_one_is_an_error(shell: Shell) -> None:
    shell.run("ask", "--demo", "--as", "2", "ก")
    assert shell.echo.heard[-1][1].number == 2
    shell.run("ask", "--demo", "--as", "nobody", "ก", code=1)
    assert shell.err == "There is no member 'nobody' in this office.\n"
    shell.run("ask", "--demo", "--as", "officer", "ก", code=1)
    assert "Name one by number" in shell.err


def test_an_office_that_is_not_loaded_is_an_error(shell: Shell) -> None:
    shell.run("ask", "--demo", "--office", "moon", "ก", code=1)
    assert shell.err == "There is no office 'moon'; loaded are: lpg-lpn.\n"


def test_the_clock_of_a_demo_starts_inside_the_year_of_its_plan(shell: Shell) -> None:
    shell.run("ask", "--demo", "ก")
    assert shell.echo.heard[-1][3].isoformat()[:13] == "2024-01-08T08"
    shell.monkeypatch.setenv("THAMPLAN_CLOCK", "2024-05-01T08:00:00+07:00")
    shell.run("ask", "--demo", "ก")
    assert shell.echo.heard[-1][3].isoformat()[:13] == "2024-05-01T08"


def test_an_unreadable_moment_is_a_usage_error(shell: Shell) -> None:
    shell.run("ask", "--demo", "--now", "tomorrow", "ก", code=2)
    assert "'tomorrow' is not an ISO moment" in shell.err


def test_faulty_settings_are_told_one_a_line_and_nothing_is_made(shell: Shell) -> None:
    shell.monkeypatch.setenv("THAMPLAN_ACCESS", "all")
    shell.monkeypatch.setenv("THAMPLAN_HTTP", "all")
    shell.run("ask", "ก", code=1)
    assert [line.partition(":")[0] for line in shell.err.splitlines()] == ["THAMPLAN_ACCESS", "THAMPLAN_HTTP"]
    assert list(Path().iterdir()) == []


def test_running_the_bot_without_a_token_is_one_sentence(shell: Shell) -> None:
    shell.run("run", code=1)
    assert shell.err.count("\n") == 1
    assert "THAMPLAN_TOKEN is missing" in shell.err


def test_a_fault_of_ours_ends_in_a_sentence_not_in_a_traceback(shell: Shell) -> None:
    shell.run("ask", "--demo", "break", code=1)
    assert "Something unexpected went wrong (ZeroDivisionError)" in shell.err
    assert "Traceback" not in shell.err


def test_a_damaged_database_is_one_sentence_and_is_left_alone(shell: Shell) -> None:
    Path("var").mkdir()
    damaged = b"SQLite format 3\0" + b"\xff" * 5000
    Path("var/thamplan.db").write_bytes(damaged)
    for command in (["ask", "ก"], ["plan", "list"], ["db", "check"], ["db", "upgrade"]):
        shell.run(*command, code=1)
        assert shell.err == "The database file is damaged or is not a database; nothing was overwritten.\n"
    assert Path("var/thamplan.db").read_bytes() == damaged


def test_a_plan_is_shown_with_its_sum(shell: Shell) -> None:
    out = shell.run("plan", "show", "--demo")
    assert "319,024" in out
    assert "  1.13  " in out
    shell.run("plan", "show", "--demo", "--year", "2500", code=1)
    assert "2500" in shell.err


def test_loading_the_same_plan_again_changes_nothing(shell: Shell) -> None:
    folder = str(ROOT / "data" / "plans" / "2567")
    assert "ฉบับที่ 1" in shell.run("plan", "load", folder)
    assert "ฉบับที่ 1" in shell.run("plan", "load")
    assert len(shell.run("plan", "list").splitlines()) == 1


def test_a_folder_without_plan_is_one_sentence(shell: Shell) -> None:
    shell.run("plan", "load", ".", code=1)
    assert "office.yaml is missing" in shell.err


def test_a_copy_can_be_made_checked_and_brought_back(shell: Shell) -> None:
    shell.run("db", "upgrade")
    assert "Copied to copy.db" in shell.run("db", "backup", "copy.db")
    shell.run("db", "backup", "copy.db", code=1)
    assert shell.err == "copy.db exists already.\n"
    shell.run("db", "restore", "copy.db", code=1)
    assert "--force" in shell.err
    shell.run("db", "restore", "copy.db", "--force")
    assert shell.run("db", "check").endswith("All is well.\n")


def test_a_copy_can_be_brought_back_to_an_empty_machine(shell: Shell) -> None:
    shell.run("db", "backup", "copy.db")
    for path in Path("var").iterdir():
        path.unlink()
    shell.run("db", "restore", "copy.db")
    assert "lpg-lpn 2567" in shell.run("plan", "list")
    assert shell.err == ""


def test_every_command_has_help(shell: Shell) -> None:
    top = shell.run("--help")
    for name in ("demo", "chat", "run", "ask", "plan", "db"):
        assert f"\n  {name}" in top
        assert shell.run(name, "--help").startswith(f"Usage: thamplan {name}")


def command(*words: str, **environ: str) -> subprocess.Popen[bytes]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("THAMPLAN_", "LC_", "LANG"))}
    # A locale of one byte a letter and no UTF-8 mode: the hardest that a machine can be set to.
    return subprocess.Popen(
        [sys.executable, "-m", "bot", *words],
        cwd=ROOT,
        env=clean | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"} | environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_thai_comes_in_and_goes_out_whatever_the_locale_says() -> None:
    out, err = command("ask", "--demo", "--json", "ใครดูแลการย้ายครู", "--now", NOW).communicate(timeout=60)
    assert err == b""
    assert "ภิญญาพัชญ์" in json.loads(out.decode("utf-8"))["text"]


@pytest.mark.slow
def test_a_closed_pipe_ends_quietly() -> None:
    with command("ask", "--demo", "--jsonl") as ran:
        assert ran.stdin is not None
        assert ran.stdout is not None
        assert ran.stderr is not None
        ran.stdout.close()
        ran.stdin.write(b'{"q": "1.4"}\n' * 3)
        ran.stdin.close()
        assert ran.wait(timeout=60) == 1
        assert ran.stderr.read() == b""


@pytest.fixture
def heard_interrupts() -> Iterator[None]:
    """Interrupts as at a terminal: what a shell starts in the background ignores them, and so would its children."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.slow
def test_an_interrupted_command_ends_quietly(tmp_path: Path, heard_interrupts: None) -> None:
    with command("ask", "--jsonl", THAMPLAN_DATABASE_URL=f"sqlite:///{tmp_path}/own.db") as ran:
        assert ran.stdin is not None
        assert ran.stdout is not None
        ran.stdin.write(b'{"q": "1.4"}\n')
        ran.stdin.flush()
        assert ran.stdout.readline().startswith(b"{")
        ran.send_signal(signal.SIGINT)
        _, err = ran.communicate(timeout=60)
        assert ran.returncode == 130
        assert b"Traceback" not in err


def test_the_demo_chat_answers_offers_and_says_goodbye() -> None:
    talk = "ใครดูแล 1.4\nออก\n".encode()
    out, err = command("demo").communicate(talk, timeout=60)
    said = out.decode("utf-8")
    assert err == b""
    assert "ถามแผน · แผนการบริหาร" in said
    assert "เวลา 8/1/2567 08:0" in said
    assert "ภิญญาพัชญ์" in said
    assert "ที่มา" in said
    assert said.rstrip().endswith("แล้วพบกันใหม่")


@pytest.mark.slow
def test_a_question_is_answered_soon_after_the_process_start(tmp_path: Path) -> None:
    url = {"THAMPLAN_DATABASE_URL": f"sqlite:///{tmp_path}/own.db"}
    command("ask", "1.4", **url).communicate(timeout=60)
    took = []
    for _ in range(5):
        start = time.perf_counter()
        command("ask", "1.4", **url).communicate(timeout=60)
        took.append(time.perf_counter() - start)
    print(f"process start to answer: best {min(took):.2f} s of {', '.join(f'{one:.2f}' for one in took)}")  # noqa: T201
    assert min(took) < 5.0  # what a person would feel; `make bench` tells the figure against the second wanted
