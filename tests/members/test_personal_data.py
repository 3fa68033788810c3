"""What is kept about people: seen, exported and removed everywhere; the trail append-only and without names."""

from __future__ import annotations

import json
import sqlite3
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, MetaData, insert, select
from sqlalchemy import text as sql
from sqlalchemy.exc import IntegrityError

from bot.audit import Change
from bot.membership import Contact, ContactKind
from bot.people import Chat, Role
from bot.reply import Outcome, Reply
from data.session import reading, writing
from data.sql_members_record import ACTED, WISHES
from data.sql_outbox import SqlOutbox
from data.sql_questions import SqlQuestions
from data.tables_door import outbox
from handlers.telegram.notices import TelegramNotices
from tests.members.house import House, codes, group, secret_in, text

NAME = "สมศรี ลับเฉพาะ"


def everything(engine: Engine) -> str:
    """All that the database holds, as one text."""
    tables = MetaData()
    tables.reflect(engine)
    with reading(engine) as connection:
        return "\n".join(str(connection.execute(select(table)).all()) for table in tables.sorted_tables)


@pytest.fixture
def lived(house: House) -> House:
    """A member who has done all that leaves traces."""
    house.write("7", f"/start {secret_in(house.write('1', 'เชิญสมาชิก'))}", name=NAME)
    house.write("7", "ยินยอม")
    house.press_label("7", house.write("7", "เบอร์ของฉัน 081-234-5678"), "ยืนยัน")
    house.write("7", "1.1 งบเท่าไร")
    house.write("7", "/forget")
    notices = TelegramNotices(SqlOutbox(house.store.engine, "telegram", "n"), lambda _person: "1")
    notices.tell(house.by_account("1"), Reply(f"{NAME} ขอเข้าร่วม", Outcome.CHAT), house.now)
    notices = TelegramNotices(SqlOutbox(house.store.engine, "telegram", "n"), lambda _person: "7")
    notices.tell(house.by_account("7"), Reply("สวัสดี 0812345678", Outcome.CHAT), house.now)
    with writing(house.store.engine) as connection:
        connection.execute(sql("UPDATE outbox SET state = 'sent'"))
    return house


def test_a_member_sees_who_they_are(lived: House) -> None:
    said = text(lived.write("7", "ข้อมูลของฉัน"))
    assert NAME in said
    assert "0812345678" in said


def test_an_export_holds_every_row_about_the_member_to_read_and_for_programs(lived: House) -> None:
    readable, data = lived.write("7", "/export")
    assert readable.attachment is not None
    assert data.attachment is not None
    found = json.loads(data.attachment.content)
    assert found["member"][0]["name"] == NAME
    assert found["accounts"] == [{"door": "telegram", "account": "7", "office": "tiny", "member": 2}]
    assert found["contacts"][0]["value"] == "0812345678"
    assert len(found["last_question"]) == len(found["messages"]) == 1
    assert {"member.joined", "member.consented", "contact.agreed"} <= {one["what"] for one in found["changes"]}
    shown = readable.attachment.content.decode()
    assert all(f"\n{table} (" in f"\n{shown}" for table in found)
    assert NAME in shown


def test_every_table_that_names_a_member_or_an_account_is_in_the_export(lived: House) -> None:
    """A new table with such a column must be thought of: in the export and in the removal."""
    special = {"member", "account", "contact", "chat_memory", "pending_action", "outbox", "attempt", "join_request"}
    special |= {"handover", "invitation", "audit_entry", "group_chat", "inbox", "delivery"}
    tables = MetaData()
    tables.reflect(lived.store.engine)
    naming = {t.name for t in tables.sorted_tables if {"member", "account", "chat", *ACTED} & set(t.c.keys())}
    assert naming - special <= set(lived.members.everything_about(lived.by_account("7")))
    assert set(WISHES) <= naming


def test_removal_takes_the_name_and_the_number_out_everywhere(lived: House) -> None:
    before = everything(lived.store.engine)
    assert NAME in before
    assert "0812345678" in before
    asked = lived.write("7", "ลบข้อมูลของฉัน")
    assert codes(lived.press_label("7", asked, "ยืนยัน")) == ["forgotten"]
    after = everything(lived.store.engine)
    for trace in (NAME, json.dumps(NAME)[1:-1], "0812345678"):
        assert trace not in after
    assert codes(lived.write("7", "1.1 งบเท่าไร")) == ["stranger"]
    gone = lived.store.people.by_number("tiny", 2)
    assert gone is not None
    assert (gone.name, gone.is_member) == ("", False)
    assert any(one.change.subject == "member 2" for one in lived.audit.find("tiny"))


def test_removal_by_an_admin_is_the_same(lived: House) -> None:
    assert codes(lived.press_label("1", lived.write("1", "ลบสมาชิก #2"), "ยืนยัน")) == ["removed"]
    assert NAME not in everything(lived.store.engine)


def test_a_number_is_shown_only_of_those_who_agreed_and_until_they_take_it_back(lived: House) -> None:
    lived.member(Role.STAFF, "8", name="เพื่อน ครู")
    assert "0812345678" in text(lived.write("8", "ขอเบอร์ สมศรี"))
    assert codes(lived.write("8", "ขอเบอร์ สมศรี", group())) == []
    lived.groups.allow(group(), "tiny", 1, lived.now)
    assert codes(lived.write("8", "ขอเบอร์ สมศรี", group())) == ["not_allowed"]
    assert codes(lived.write("7", "ลบเบอร์ของฉัน")) == ["contact_dropped"]
    assert "0812345678" not in text(lived.write("8", "ขอเบอร์ สมศรี"))
    assert "0 0000 0000" in text(lived.write("8", "ขอเบอร์ติดต่อ"))


@pytest.mark.parametrize("value", ["12", "08123", "ไม่บอก", "a@b", "081234567890123", "x" * 300 + "@example.org"])
def test_what_is_no_contact_is_refused(house: House, value: str) -> None:
    assert codes(house.write("1", f"เบอร์ของฉัน {value}")) == ["refused"]


def test_the_trail_never_holds_the_value_of_a_contact(house: House) -> None:
    house.contacts.put(house.by_account("1"), Contact(1, ContactKind.EMAIL, "a@example.org"), house.now)
    assert "example" not in str(house.audit.find("tiny"))


def test_the_trail_is_searched_by_words_and_numbers(lived: House) -> None:
    found = lived.audit.find("tiny", "member 2 consented")
    assert [one.change.what for one in found] == ["member.consented"]
    for words in ("consented", "ยินยอม", "เรื่องยินยอมครับ"):
        assert "ยินยอมตามประกาศคุ้มครองข้อมูลส่วนบุคคล" in text(lived.write("1", f"/audit {words}")), words
    assert codes(lived.write("1", "/audit there is no such thing")) == ["trail_empty"]
    assert lived.audit.find("other") == ()


def test_the_trail_is_read_page_by_page(house: House) -> None:
    for number in range(25):
        house.audit.write(Change("tiny", 1, "test.made", f"thing {number}"), house.now)
    first = house.write("1", "/audit test.made")
    second = house.press_label("1", first, "เก่ากว่านี้")
    assert "thing 24" in text(first)
    assert "thing 14" in text(second)
    assert "thing 24" not in text(second)


STATEMENTS = [
    "UPDATE audit_entry SET what = 'x'",
    "DELETE FROM audit_entry",
    "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry",
    "TRUNCATE audit_entry",
    "INSERT INTO audit_entry SELECT * FROM audit_entry ON CONFLICT (id) DO UPDATE SET what = 'x'",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_database_itself_keeps_the_trail_from_being_changed(lived: House, statement: str) -> None:
    """With the bare driver: nothing of ours is in between."""
    url = lived.store.engine.url
    is_sqlite = url.get_backend_name() == "sqlite"
    if ("REPLACE" in statement) > is_sqlite or ("TRUNCATE" in statement and is_sqlite):
        return  # not a statement of this database
    if "ON CONFLICT" in statement and is_sqlite:
        statement = statement.replace("FROM audit_entry ON", "FROM audit_entry WHERE true ON")
    before = lived.audit.find("tiny")
    connection: Any = (
        sqlite3.connect(url.database or "")
        if is_sqlite
        else psycopg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False))
    )
    try:
        with pytest.raises((sqlite3.IntegrityError, psycopg.errors.IntegrityError), match="append-only"):
            connection.execute(statement)
    finally:
        connection.close()
    assert lived.audit.find("tiny") == before


def test_questions_are_kept_without_names_and_numbers_for_ninety_days(house: House) -> None:
    questions = SqlQuestions(house.store.engine)
    for _ in range(2):
        questions.note("tiny", "โทรหา 081-234-5678 หรือ a@example.org เรื่องอะไร", house.now)
    (asked,) = questions.most("tiny")
    assert (asked.count, asked.text) == (2, "โทรหา … หรือ … เรื่องอะไร")
    assert questions.tidy(house.now + timedelta(days=90)) == 0
    assert questions.tidy(house.now + timedelta(days=91)) == 1
    SqlQuestions(house.store.engine, 0).note("tiny", "อะไร", house.now)
    assert questions.most("tiny") == ()


def test_a_question_nobody_could_answer_is_kept_once_without_the_asker(house: House) -> None:
    house.write("1", "จรวดไปดวงจันทร์ใช้เชื้อเพลิงกี่ลิตร")
    kept = SqlQuestions(house.store.engine).most("tiny")
    assert len(kept) <= 1
    with reading(house.store.engine) as connection:
        columns = connection.execute(sql("SELECT * FROM unanswered")).keys()
    assert set(columns) == {"office", "key", "text", "count", "first_at", "last_at"}


def test_members_lose_what_waits_for_them_when_removed(lived: House) -> None:
    lived.members.remove(lived.by_account("7"), 1, lived.now)
    with reading(lived.store.engine) as connection:
        assert connection.execute(sql("SELECT count(*) FROM pending_action WHERE member = 2")).scalar() == 0
        assert connection.execute(select(outbox.c.body).where(outbox.c.chat == "7")).scalars().all() == [""]


def test_a_contact_needs_a_member(house: House) -> None:
    from data.tables_members import contact

    row = {"office": "tiny", "member": 99, "kind": "email", "value": "x", "agreed_at": house.now}
    with pytest.raises(IntegrityError), writing(house.store.engine) as connection:
        connection.execute(insert(contact).values(row))


def test_blocking_and_coming_back_is_written_in_the_trail(lived: House) -> None:
    lived.admission.lost(Chat("telegram", "7"), lived.now)
    lived.write("7", "สวัสดี")
    states = [one.change.after for one in lived.audit.find("tiny", "member.state")]
    assert states == [{"state": "active"}, {"state": "unreachable"}]


def test_the_trail_reads_as_people_speak(house: House) -> None:
    house.member(Role.OFFICER, "2", "bun", "บุญ มาก")
    house.write("1", "เชิญสมาชิก การเงิน 3 คน")
    house.press_label("1", house.write("1", "เปลี่ยนบทบาท #2 เป็น การเงิน"), "ยืนยัน")
    house.press_label("1", house.write("1", "ส่งมอบ 1.1 จาก บุญ มาก ให้ #1"), "ยืนยัน")
    said = text(house.write("1", "บันทึกการเปลี่ยนแปลง"))
    for part in ("ส่งมอบงาน · กิจกรรม 1.1", "นายบุญ มาก → สมาชิกหมายเลข 1", "บทบาท: ผู้รับผิดชอบ → เจ้าหน้าที่การเงิน", "ออกคำเชิญ"):
        assert part in said, part
    assert not [word for word in ("officer:", "member.", "activity", "role", "→ 2026") if word in said]
