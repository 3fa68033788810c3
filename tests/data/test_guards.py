"""The triggers that guard a database: a check knows which must be there, as the migrations make them."""

from __future__ import annotations

import pytest

from data import schema
from data.backup import check
from data.guards import guards
from data.session import read_url
from data.store import open_store
from tests.data.triggers import take_away, triggers


def test_a_check_names_each_trigger_that_is_missing(blank_url: str) -> None:
    open_store(blank_url).close()
    before = triggers(blank_url)
    take_away(blank_url, before)
    assert check(blank_url).problems == tuple(f"the trigger {name} is missing" for name, _ in sorted(before))


@pytest.mark.parametrize("revision", schema.revisions())
def test_every_trigger_of_a_released_schema_is_known(blank_url: str, revision: str) -> None:
    schema.upgrade(read_url(blank_url), revision)
    found = {name for name, _ in triggers(blank_url)}
    assert found == guards(read_url(blank_url).get_backend_name(), revision)
    assert check(blank_url).problems == ()
