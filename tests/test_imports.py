"""What importing a part of the program brings with it: a clean interpreter in, the names of its modules out."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOREIGN = {"telegram", "aiohttp", "sqlalchemy", "alembic", "psycopg", "apscheduler", "starlette", "uvicorn", "click"}
SLOW = {"telegram", "aiohttp", "alembic", "apscheduler", "starlette", "uvicorn", "matplotlib", "numpy", "openpyxl"}


def modules_after(code: str) -> set[str]:
    """The top-level packages in memory after some code, and our own modules in full."""
    program = f"{code}\nimport json, sys\nprint('\\n' + json.dumps(sorted(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(json.loads(ran.stdout.splitlines()[-1]))


def core_modules() -> list[str]:
    paths = sorted((ROOT / "bot").rglob("*.py"))
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in paths]
    return [name for name in names if not name.startswith(("bot.__main__", "bot.wiring"))]


def test_the_core_brings_no_messenger_no_database_no_scheduler() -> None:
    found = modules_after("\n".join(f"import {name}" for name in core_modules()))
    assert "bot.plan" in found
    assert not FOREIGN & found
    assert not {"handlers", "data"} & found


def test_the_composition_root_opens_nothing_when_it_is_imported() -> None:
    found = modules_after("import bot.__main__")
    assert not (FOREIGN - {"click"}) & found
    assert "data.store" not in found


def test_a_question_needs_no_slow_library() -> None:
    code = "from bot.wiring.parts import parts\nfrom handlers.commands.program import run_program\n"
    code += "assert run_program(parts(), ['ask', '--demo', 'สวัสดี']) == 0"
    # The demo makes its database anew, which takes alembic; a database that is there already does not.
    assert not (SLOW - {"alembic"}) & modules_after(code)


def test_a_question_to_a_database_that_is_there_needs_no_migrations(tmp_path: Path) -> None:
    code = (
        f"import os; os.environ['THAMPLAN_DATABASE_URL'] = 'sqlite:///{tmp_path}/there.db'\n"
        "from bot.wiring.parts import parts\nfrom handlers.commands.program import run_program\n"
        "assert run_program(parts(), ['ask', 'สวัสดี']) == 0"
    )
    modules_after(code)
    assert not SLOW & modules_after(code)


def test_the_door_runs_without_the_library_of_other_bots() -> None:
    found = modules_after("import handlers.telegram.door")
    assert "aiohttp" in found
    assert not {"telegram", "httpx"} & found
