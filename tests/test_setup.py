"""Set-up: the Makefile, the locks, what CI runs, the containers and the wheel."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-bench.lock")
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)


def locked(name: str) -> dict[str, set[str]]:
    """The versions of each package: several when newer Pythons take a newer one."""
    versions: dict[str, set[str]] = {}
    for found in PIN.finditer((ROOT / name).read_text(encoding="utf-8")):
        versions.setdefault(found[1].lower(), set()).add(found[2])
    return versions


def wanted(kind: str | None = None) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = project["dependencies"] if kind is None else project["optional-dependencies"][kind]
    return {re.split(r"[\[<>=; ]", line)[0].lower().replace("_", "-") for line in lines}


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_hashes_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    packages = re.split(r"\n(?=[a-z0-9])", text.strip())
    assert len(packages) == sum(map(len, locked(name).values()))
    assert all("--hash=sha256:" in one for one in packages)
    assert "://" not in text
    assert "--index" not in text


def test_the_locks_hold_what_the_project_asks_for() -> None:
    assert wanted() | {"setuptools"} <= set(locked("requirements.lock"))
    assert wanted("test") <= set(locked("requirements-test.lock"))
    assert wanted("bench") <= set(locked("requirements-bench.lock"))


def test_what_runs_needs_nothing_that_only_tests_need() -> None:
    assert not wanted("test") & set(locked("requirements.lock"))


def test_the_lock_of_the_tests_holds_what_runs() -> None:
    runs, tests = locked(LOCKS[0]), locked(LOCKS[1])
    assert {name: tests.get(name) for name in runs} == runs


def test_the_locks_agree_with_each_other() -> None:
    runs = locked("requirements.lock")
    for name in LOCKS[1:]:
        assert {one: version for one, version in locked(name).items() if runs.get(one, version) != version} == {}


def test_make_offers_every_target() -> None:
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target in ("setup", "run", "test", "test-slow", "check", "bench", "chaos", "catalogs", "lock"):
        assert re.search(rf"^{target} ", said, re.MULTILINE), target


def test_ci_runs_the_tests_the_slow_tests_and_the_checks_without_input() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert script.startswith("#!/usr/bin/env bash\n")
    assert "for target in test test-slow check" in script
    assert "exec </dev/null" in script
    subprocess.run(["bash", "-n", ".ci/run"], cwd=ROOT, check=True)


@pytest.mark.parametrize("failing", ["", "test", "test-slow", "check"])
def test_ci_fails_when_any_part_fails_and_still_runs_the_others(tmp_path: Path, failing: str) -> None:
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci" / "run")
    targets = [f"{name}:\n\t@echo ran {name}; {'false' if name == failing else 'true'}\n" for name in TARGETS]
    (tmp_path / "Makefile").write_text("".join(targets), encoding="utf-8")
    ran = subprocess.run(["bash", ".ci/run"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ran.returncode != 0) == bool(failing)
    assert [line for line in ran.stdout.splitlines() if line.startswith("ran")] == [f"ran {name}" for name in TARGETS]
    assert len(re.findall(r"^make \S+ +(passed|FAILED) +0 min \d\d s$", ran.stdout, re.MULTILINE)) == 3


TARGETS = ("test", "test-slow", "check")


@pytest.mark.slow
def test_the_catalogs_are_complete() -> None:
    ran = subprocess.run(
        [sys.executable, ".ci/check_catalogs.py"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout


def test_the_compose_file_names_the_health_of_both_services_and_holds_no_secret() -> None:
    services = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
    assert services["bot"]["depends_on"]["database"]["condition"] == "service_healthy"
    assert "HEALTHCHECK" in (ROOT / "Dockerfile").read_text(encoding="utf-8")
    secrets = [
        services["bot"]["environment"]["THAMPLAN_TOKEN"],
        services["database"]["environment"]["POSTGRES_PASSWORD"],
    ]
    assert all(one.startswith("${") for one in secrets)


def instructions(stage: str) -> Iterator[tuple[str, str]]:
    """The instructions of the stage of the Dockerfile that builds."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    inside = False
    for line in text.splitlines():
        word, _, rest = line.partition(" ")
        if word == "FROM":
            inside = rest.endswith(f" AS {stage}")
        elif inside and word in ("COPY", "RUN"):
            yield word, rest.strip()


def copy_committed(names: list[str], target: Path) -> None:
    """What git has of these paths: files that only this machine has must not be needed."""
    files = subprocess.run(["git", "ls-files", "-z", *names], cwd=ROOT, capture_output=True, text=True, check=True)
    for name in filter(None, files.stdout.split("\0")):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target / name)


@pytest.mark.slow
def test_the_steps_of_the_dockerfile_install_a_program_that_answers_from_anywhere(tmp_path: Path) -> None:
    app, elsewhere = tmp_path / "app", tmp_path / "elsewhere"
    app.mkdir()
    elsewhere.mkdir()
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    (bin_ / "python").symlink_to(shutil.which("python3", path=os.defpath) or sys.executable)
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("THAMPLAN_", "PYTHON", "VIRTUAL"))
    }
    clean["PATH"] = f"{bin_}{os.pathsep}{clean['PATH']}"
    for word, rest in instructions("builder"):
        if word == "COPY":
            copy_committed(rest.split()[:-1], app)
        else:
            subprocess.run(["sh", "-ec", rest], cwd=app, env=clean, check=True, stdin=subprocess.DEVNULL)
    for name in ("bot", "handlers", "data", "locales"):
        shutil.rmtree(app / name)
    asked = [str(app / "venv" / "bin" / "thamplan"), "ask", "ใครดูแล 1.4", "--now", "2024-01-08T09:00:00+07:00"]
    ran = subprocess.run(asked, cwd=elsewhere, env=clean, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
    assert "ภิญญาพัชญ์" in ran.stdout.decode()
    assert "ที่มา" in ran.stdout.decode()
    assert (elsewhere / "var" / "thamplan.db").is_file()


@pytest.mark.slow
def test_make_setup_in_a_fresh_clone_installs_what_runs_and_only_that(tmp_path: Path) -> None:
    copy_committed([], tmp_path)
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("THAMPLAN_", "MAKE", "VIRTUAL"))}
    subprocess.run(["make", "setup"], cwd=tmp_path, env=clean, check=True, stdin=subprocess.DEVNULL)
    listed = subprocess.run(
        [".venv/bin/python", "-m", "pip", "list"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert "\npytest " not in listed.stdout
    ran = subprocess.run(
        ["make", "run"], cwd=tmp_path, env=clean, input="1.4\nออก\n".encode(), capture_output=True, check=False
    )
    assert ran.returncode == 0, ran.stderr.decode()
    assert "ภิญญาพัชญ์" in ran.stdout.decode()
    again = subprocess.run(["make", "setup"], cwd=tmp_path, env=clean, capture_output=True, text=True, check=True)
    assert "pip" not in again.stdout
