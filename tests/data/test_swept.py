"""The database that tests share shows nothing of the test before."""

from __future__ import annotations

from sqlalchemy import inspect, text

from data.session import open_engine
from tests.conftest import Postgres


def test_a_table_of_one_test_is_gone_in_the_next(postgres: Postgres) -> None:
    url = postgres.with_schema()
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE of_one_test (token TEXT)"))
        connection.execute(text("INSERT INTO office (key) VALUES ('of one test')"))
    assert postgres.with_schema() == url
    engine.dispose()
    engine = open_engine(url)
    with engine.connect() as connection:
        assert not inspect(connection).has_table("of_one_test")
        assert connection.scalar(text("SELECT count(*) FROM office")) == 0
    engine.dispose()
