"""What is kept for a time only: tries, requests, invitations, confirmations and questions go when it is over."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text as sql

from data.session import reading
from data.sql_questions import SqlQuestions
from tests.conftest import postgres_later
from tests.members.house import House, secret_in

database_kind = postgres_later


def rows(house: House, table: str) -> int:
    with reading(house.store.engine) as connection:
        return int(connection.execute(sql(f"SELECT count(*) FROM {table}")).scalar_one())


def test_everything_for_a_time_is_forgotten_when_it_is_over(house: House) -> None:
    questions = SqlQuestions(house.store.engine)
    secret_in(house.write("1", "เชิญสมาชิก"))
    house.write("7", "/start " + "0" * 32)
    house.write("8", "ขอเข้าร่วม", name="ครูดาว")
    house.write("1", "เบอร์ของฉัน 0812345678")
    questions.note("tiny", "อะไรนะ", house.now)
    tables = ("attempt", "invitation", "join_request", "pending_action", "unanswered")
    keepers = (house.attempts, house.invitations, house.requests, house.pending, questions)
    for moment in (house.now, house.now + timedelta(minutes=50)):
        for keeper in keepers:
            keeper.tidy(moment)
        assert [rows(house, table) for table in tables] == [1] * 5
    for keeper in keepers:
        keeper.tidy(house.now + timedelta(days=100))
    assert [rows(house, table) for table in tables] == [0] * 5
