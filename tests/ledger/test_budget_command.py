"""`thamplan budget` as a shell sees it: words in, lines and exit codes out."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.wiring.parts import parts
from handlers.commands.program import run_program

NOW = "2024-01-08T09:00:00+07:00"
Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Carries out a command on a database of its own and returns what it said, errors included."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("THAMPLAN_DATABASE_URL", f"sqlite:///{tmp_path / 'office.db'}")
    monkeypatch.setenv("THAMPLAN_CLOCK", NOW)

    def carry_out(*words: str, code: int = 0) -> str:
        ended = run_program(parts(), list(words))
        said = capsys.readouterr()
        assert ended == code, said.err
        return said.out + said.err

    return carry_out


def test_what_is_recorded_is_answered_with_date_and_recorder(run: Run) -> None:
    said = run("budget", "record", "2.1", "1010", "--item", "1", "--yes")
    assert "หนึ่งพันสิบบาทถ้วน" in said
    answer = run("ask", "งบโครงการ 2.1 เหลือเท่าไหร่")
    assert "88,990" in answer
    assert "ณ วันที่ 8 มกราคม 2567" in answer
    assert "บันทึกโดย บรรทัดคำสั่ง" in answer


def test_nothing_recorded_is_not_zero_spent(run: Run) -> None:
    run("budget", "record", "2.1", "1010", "--yes")
    answer = run("ask", "งบ 1.2 เหลือเท่าไหร่")
    assert "ยังไม่มีการบันทึก" in answer
    assert "คงเหลือ 39,444" not in answer
    assert "ไม่ใช้งบประมาณ" in run("ask", "งบ 1.3 เหลือเท่าไหร่")


def test_a_refused_command_says_why_and_ends_with_one(run: Run) -> None:
    assert "ขาดอีก 1 บาท" in run("budget", "record", "1.2", "39445", "--yes", code=1)
    assert "1.99" in run("budget", "record", "1.99", "5", "--yes", code=1)
    assert "2.1/9" in run("budget", "record", "2.1", "5", "--item", "9", "--yes", code=1)
    assert "ทศนิยม" in run("budget", "record", "1.2", "5.555", "--yes", code=1)
    assert "ไม่มีรายการ #7" in run("budget", "reverse", "7", "--yes", code=1)
    assert "จำนวนเงิน" in run("budget", "record", "1.2", "มาก", "--yes", code=1)


def test_without_yes_and_without_anybody_to_ask_nothing_is_recorded(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    run("budget", "record", "1.2", "5", code=130)
    assert "#" not in run("budget", "show", "1.2", "--entries")


def test_a_token_is_recorded_once(run: Run) -> None:
    run("budget", "record", "1.2", "5", "--token", "form-7", "--yes")
    assert "บันทึกไว้แล้ว" in run("budget", "record", "1.2", "5", "--token", "form-7", "--yes")
    assert "39,439" in run("budget", "show", "1.2")


def test_commitments_transfers_and_undoing(run: Run) -> None:
    run("budget", "record", "2.1", "35,000", "--item", "3", "--kind", "commit", "--yes")
    run("budget", "record", "2.1", "34000", "--item", "3", "--settles", "1", "--in-full", "--yes")
    assert "คงเหลือ 56,000" in run("budget", "show", "2.1")
    run("budget", "record", "1.4", "500", "--kind", "transfer", "--to", "1.5", "--document", "ศธ 04/77", "--yes")
    assert "13,700" in run("budget", "show", "1.4")
    run("budget", "reverse", "3", "--reason", "ผิดบันทึก", "--yes")
    shown = run("budget", "show", "1.4", "--entries")
    assert "14,200" in shown
    assert "ผิดบันทึก" in shown


def test_export_and_import_with_a_trial_first(run: Run, tmp_path: Path) -> None:
    run("budget", "record", "1.2", "5", "--document", "ศธ 1", "--yes")
    for name in ("books.xlsx", "books.csv"):
        run("budget", "export", name)
        assert "อยู่แล้ว" in run("budget", "export", name, code=1)
        assert "บันทึก 0 แถว" in run("budget", "import", name, "--yes")
    text = "เลขที่เอกสาร,วันที่,รายการ,จำนวนเงิน,คงเหลือสะสม\nศธ 2,9/1/2567,อาหาร,10,\n"
    Path("new.csv").write_text(text, encoding="utf-8")
    assert "จะบันทึก 1 แถว" in run("budget", "import", "new.csv", "--activity", "1.2", "--dry-run")
    assert "39,439" in run("budget", "show", "1.2")
    run("budget", "import", "new.csv", "--activity", "1.2", "--yes")
    assert "39,429" in run("budget", "show", "1.2")
    Path("bad.csv").write_text(text.replace(",10,", ",สิบ,"), encoding="utf-8")
    assert "แถว 2" in run("budget", "import", "bad.csv", "--activity", "1.2", "--yes", code=1)


def test_members_have_their_rights_at_the_command_line_too(run: Run) -> None:
    run("budget", "record", "1.2", "5", "--yes", "--as", "nobody", code=1)
    assert "เจ้าหน้าที่การเงิน" in run("budget", "record", "1.2", "5", "--demo", "--as", "staff", "--yes", code=1)
    run("budget", "record", "1.2", "5", "--demo", "--as", "finance", "--yes")
    over = ("budget", "record", "1.2", "50000", "--allow", "ผอ. อนุมัติ", "--demo", "--yes")
    run(*over, "--as", "finance")
    run(*over, "--as", "admin", code=1)
