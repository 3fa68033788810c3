"""Dates and reminders by chat, through the front desk, on both databases: read back, confirmed, saved, told."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
import vobject

from bot.meetings import Meeting, MeetingState, When
from bot.people import Chat, Person, Role
from bot.plan import Plan
from bot.reply import Reply
from data.store import Store
from tests.conftest import postgres_later
from tests.reminders.conftest import Office, at, open_office

database_kind = postgres_later

NOW = at(2024, 1, 8, 10)
LINE = "1.13 ประชุม 15 ก.พ. 67 9.00 น. ห้องประชุม 1"


class Talk:
    """One member's chat with the bot."""

    def __init__(self, office: Office, name: str) -> None:
        self.office = office
        self.person: Person = office.people[name]
        self.chat = Chat("telegram", f"chat-{name}")
        self.now: datetime = NOW
        self._desk = office.front

    def say(self, text: str) -> Reply:
        return self._desk.reply_to(text, self.person, self.chat, self.now)[-1]

    def says(self, text: str) -> tuple[Reply, ...]:
        return self._desk.reply_to(text, self.person, self.chat, self.now)

    def press(self, code: str) -> Reply:
        return self._desk.reply_to_choice(code, self.person, self.chat, self.now)[-1]

    def confirm(self, reply: Reply) -> Reply:
        return self.press(reply.choices[-1][0].code)

    def card(self, number: str = "1.13") -> Reply:
        return self.press(f"!dopen:2567/{number}")

    def code(self, reply: Reply, verb: str) -> str:
        return next(one.code for row in reply.choices for one in row if one.code.startswith(f"!d{verb}:"))


@pytest.fixture
def office(store: Store, plan_2567: Plan) -> Office:
    return open_office(store, plan_2567)


@pytest.fixture
def officer(office: Office) -> Talk:
    return Talk(office, "phinyaphat")


def meetings(office: Office, activity: str = "1.13") -> tuple[Meeting, ...]:
    return office.keepers.meetings.of_activity(office.plan.office.key, office.plan.year, activity)


def test_a_line_is_read_back_and_saved_only_when_confirmed(office: Office, officer: Talk) -> None:
    asked = officer.say(LINE)
    assert "15 กุมภาพันธ์ 2567, 09.00 น. ห้องประชุม 1" in asked.text
    assert meetings(office) == ()
    saved = officer.confirm(asked)
    (one,) = meetings(office)
    assert (one.state, one.sequence, one.quarter) == (MeetingState.DATED, 1, 2)
    assert one.when is not None
    assert (one.when.on, one.when.at, one.when.place) == (date(2024, 2, 15), time(9), "ห้องประชุม 1")
    assert "บันทึกแล้ว" in saved.text


def test_a_second_press_of_the_same_button_changes_nothing(office: Office, officer: Talk) -> None:
    asked = officer.say(LINE)
    officer.confirm(asked)
    assert officer.confirm(asked).code == "press_used"
    assert meetings(office)[0].sequence == 1


def test_a_new_day_moves_the_meeting_and_keeps_its_history(office: Office, officer: Talk) -> None:
    officer.confirm(officer.say(LINE))
    asked = officer.say("เลื่อน 1.13 เป็น ๒๐ ก.พ. ๖๗ 13.30 น.")
    assert "15 กุมภาพันธ์ 2567" in asked.text
    officer.confirm(asked)
    (one,) = meetings(office)
    assert one.sequence == 2
    assert [was.when.on for was in office.keepers.meetings.history(one) if was.when] == [
        date(2024, 2, 15),
        date(2024, 2, 20),
    ]


def test_a_moved_meeting_keeps_the_hour_and_the_place_that_are_not_named_anew(office: Office, officer: Talk) -> None:
    officer.confirm(officer.say("1.13 ประชุม 15 ก.พ. 67 บ่ายโมงครึ่ง ห้องประชุม 1"))
    assert "20 กุมภาพันธ์ 2567, 13.30 น. ห้องประชุม 1" in officer.say("1.13 เลื่อนไป 20 ก.พ. 67").text
    officer.confirm(officer.say("1.13 เลื่อนไป 20 ก.พ. 67 ห้องประชุม 2"))
    assert [(one.when.at, one.when.place) for one in meetings(office) if one.when] == [(time(13, 30), "ห้องประชุม 2")]


def test_the_day_that_was_set_stands_right_below_the_plans_quarters(office: Office, officer: Talk) -> None:
    officer.confirm(officer.say(LINE))
    lines = officer.say("1.13 ประชุมเมื่อไหร่").text.split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith("ช่วงเวลา"))
    assert "15 กุมภาพันธ์ 2567" in lines[at + 1]
    assert lines[-1].startswith("ที่มา")


def test_the_day_that_it_has_already_changes_nothing(office: Office, officer: Talk) -> None:
    officer.confirm(officer.say(LINE))
    assert "อยู่แล้ว" in officer.say(LINE).text
    assert officer.say("1.13 ประชุม 15 ก.พ. 67 9.30 น.").code == "date_confirm"


def test_buttons_ask_for_a_day_and_take_the_next_line_as_the_answer(office: Office, officer: Talk) -> None:
    card = officer.card()
    officer.press(officer.code(card, "set"))
    assert officer.say("ใครดูแล 1.4").code != "date_confirm"
    officer.confirm(officer.say("15 ก.พ. 67 9.00 น. ห้องประชุม 1"))
    assert meetings(office)[0].when is not None
    officer.now = at(2024, 2, 16, 10)
    officer.confirm(officer.press(officer.code(officer.card(), "held")))
    assert meetings(office)[0].state is MeetingState.HELD


def test_after_it_was_held_a_new_day_begins_another_meeting(office: Office, officer: Talk) -> None:
    officer.confirm(officer.say(LINE))
    officer.now = at(2024, 2, 16, 10)
    officer.confirm(officer.say("1.13 จัดแล้ว"))
    officer.confirm(officer.say("1.13 ประชุม 20 มี.ค. 67"))
    assert [one.state for one in meetings(office)] == [MeetingState.HELD, MeetingState.DATED]


def test_the_number_alone_asks_the_responsible_for_the_day_and_nobody_else(office: Office, officer: Talk) -> None:
    assert officer.say("กำหนดวัน 1.13").code == "date_ask"
    officer.confirm(officer.say("15 ก.พ. เก้าโมงครึ่ง ห้องประชุม 1"))
    assert meetings(office)[0].when == When(date(2024, 2, 15), time(9, 30), "ห้องประชุม 1")
    assert Talk(office, "teacher").say("กำหนดวัน 1.13").code != "refused"


def test_held_on_a_day_keeps_that_day_and_a_day_to_come_is_refused(office: Office, officer: Talk) -> None:
    assert "ยังไม่ถึงวันนั้น" in officer.say("1.13 จัดแล้ว 20 ม.ค. 67").text
    asked = officer.say("ข้อ 1.13 จัดไปแล้วเมื่อวันที่ 5 ม.ค. 67")
    assert "5 มกราคม 2567" in asked.text
    officer.confirm(asked)
    assert [(one.state, one.when) for one in meetings(office)] == [(MeetingState.HELD, When(date(2024, 1, 5)))]


WRONG = [
    ("1.13 ประชุม 15-16 ก.พ. 67", "มากกว่าหนึ่งวัน"),
    ("1.13 ประชุม 31 ก.พ. 67", "ไม่มีวันที่นี้"),
    ("1.13 ประชุม 31/2/67", "ไม่มีวันที่นี้"),
    ("1.13 ประชุม 15 ธ.ค. 66", "ผ่านไปแล้ว"),
    ("1.13 ประชุม วันนี้ แปดโมง", "ผ่านไปแล้ว"),
    ("1.13 ประชุม 15 ก.พ. และ 16 ก.พ. 67", "มากกว่าหนึ่งวัน"),
    ("เลื่อน 1.13", "ยังไม่กำหนดวัน"),
]


def test_what_cannot_be_is_said_in_one_sentence(office: Office, officer: Talk) -> None:
    for line, part in WRONG:
        assert part in officer.say(line).text, line
    assert meetings(office) == ()


def test_a_day_outside_the_quarter_or_on_a_holiday_is_pointed_out_and_allowed(office: Office, officer: Talk) -> None:
    asked = officer.say("1.13 ประชุม 3 มิ.ย. 67")
    assert "วันหยุด" in asked.text
    assert "ไตรมาส" in asked.text
    officer.confirm(asked)
    assert meetings(office)[0].when is not None


def test_same_day_clashes_are_pointed_out_before_the_confirmation(officer: Talk) -> None:
    officer.confirm(officer.say(LINE))
    assert "1.13" in officer.say("1.14 ประชุม 15 ก.พ. 67").text.split("\n")[-1]


def test_who_is_not_responsible_changes_nothing(office: Office) -> None:
    for name in ("kittisak", "teacher", "director"):
        assert "ผู้รับผิดชอบ" in Talk(office, name).say(LINE).text
    assert meetings(office) == ()
    admin = Talk(office, "admin")
    admin.confirm(admin.say(LINE))
    assert len(meetings(office)) == 1


def test_a_right_that_ended_before_the_press_is_refused(office: Office, officer: Talk) -> None:
    asked = officer.say(LINE)
    officer.person = Person(officer.person.number, officer.person.office, Role.STAFF, "was one")
    assert "ผู้รับผิดชอบ" in officer.confirm(asked).text
    assert meetings(office) == ()


def test_of_two_at_once_the_second_sees_the_first_ones_change(office: Office, officer: Talk) -> None:
    admin = Talk(office, "admin")
    first, second = officer.say(LINE), admin.say("1.13 ประชุม 22 ก.พ. 67")
    officer.confirm(first)
    told = admin.confirm(second)
    assert "15 กุมภาพันธ์ 2567" in told.text
    assert len(meetings(office)) == 1


def test_an_answer_about_the_time_shows_the_day_that_was_set_and_a_button_to_it(officer: Talk) -> None:
    officer.confirm(officer.say(LINE))
    told = officer.say("ประชุม 1.13 เมื่อไร")
    assert "15 กุมภาพันธ์ 2567, 09.00 น. ห้องประชุม 1" in told.text
    assert told.choices[-1][0].code == "!dopen:2567/1.13"
    assert "15 กุมภาพันธ์" not in officer.say("งบ 1.13").text


def test_an_answer_about_several_activities_shows_the_days_that_were_set(officer: Talk) -> None:
    officer.confirm(officer.say(LINE))
    told = officer.say("ประชุมย้ายครูวันไหน")
    assert len(told.refs) > 1
    assert "1.13: วันประชุม: 15 กุมภาพันธ์ 2567, 09.00 น. ห้องประชุม 1" in told.text


def test_watching_is_asked_for_in_words_too_and_given_up(office: Office) -> None:
    teacher = Talk(office, "teacher")
    watchers = office.keepers.wishes.watchers
    assert teacher.say("แจ้งฉันเมื่อกำหนดวัน 1.13").code == "date_watch"
    assert watchers(office.plan.office.key, 2567, "1.13") == (teacher.person.number,)
    assert teacher.say("ไม่ต้องแจ้งวันของ 1.13").code == "date_unwatch"
    assert watchers(office.plan.office.key, 2567, "1.13") == ()


def test_what_is_left_without_a_date_is_told_to_who_asks(office: Office, officer: Talk) -> None:
    officer.confirm(officer.say(LINE))
    mine = officer.say("มีอะไรยังไม่กำหนดวันบ้างคะ")
    assert mine.refs == ("1.4", "1.5", "1.6", "1.14")
    assert mine.choices[0][0].code == "!dopen:2567/1.4"
    everything = Talk(office, "director").say("/undated ไตรมาส 3")
    assert everything.refs == ("1.1", "1.2", "1.8", "2.3")  # the plan prints the day of 1.3
    officer.person = office.people["kittisak"]
    assert "ไม่มีกิจกรรมที่ยังไม่กำหนดวัน" in officer.say("/undated ไตรมาส 4").text


QUESTIONS = ["1.13 ประชุมเมื่อไร", "ประชุม 1.13 วันไหน", "1.13 จัดแล้วหรือยัง", "1.13 ประชุม 15 ก.พ. ใช่ไหม", "1.10 เลื่อนเงินเดือน"]


def test_a_question_is_never_taken_for_a_change(officer: Talk) -> None:
    for question in QUESTIONS:
        assert officer.say(question).code not in ("date_confirm", "date_saved", "refused"), question


def test_who_asked_is_told_once_of_each_change_and_not_at_night(office: Office, officer: Talk) -> None:
    teacher = Talk(office, "teacher")
    card = teacher.card()
    assert "แจ้ง" in teacher.press(teacher.code(card, "watch")).text
    teacher.press(teacher.code(card, "watch"))
    officer.now = at(2024, 1, 8, 20)
    officer.confirm(officer.say(LINE))
    office.run(at(2024, 1, 8, 20, 5))
    assert not [chat for chat, _ in office.queued()]
    office.run(at(2024, 1, 9, 8, 31))
    office.run(at(2024, 1, 9, 8, 32))
    of_teacher = [
        one for one in office.keepers.deliveries.deliveries(office.plan.office.key) if one.campaign.kind == "date_set"
    ]
    assert [one.member for one in of_teacher] == [teacher.person.number]


def test_a_press_under_a_reminder_proves_that_it_arrived(office: Office) -> None:
    office.run(at(2024, 1, 2, 8, 31))
    one = next(
        d
        for d in office.keepers.deliveries.deliveries(office.plan.office.key)
        if d.member == office.people["phinyaphat"].number
    )
    Talk(office, "phinyaphat").press(f"!dopen:2567/1.13~{one.reference.removeprefix('r')}")
    assert office.states()[one.member] == "sent"


def test_somebody_elses_button_proves_nothing(office: Office) -> None:
    office.run(at(2024, 1, 2, 8, 31))
    one = next(
        d
        for d in office.keepers.deliveries.deliveries(office.plan.office.key)
        if d.member == office.people["phinyaphat"].number
    )
    Talk(office, "teacher").press(f"!dopen:2567/1.13~{one.reference.removeprefix('r')}")
    assert office.states()[one.member] == "queued"


OLD = ["!dopen:2599/1.13", "!dopen:2567/9.9", "!dopen:x", "!dset:", "!rtopic:99", "!dyes:nothing", "!rrecall:7"]


def test_old_and_made_up_buttons_get_one_sentence(officer: Talk) -> None:
    for code in OLD:
        assert officer.press(code).text, code


def test_a_file_of_ours_is_read_by_another_library(officer: Talk) -> None:
    officer.confirm(officer.say(LINE))
    first = officer.press("!dics:2567/1.13").attachment
    officer.confirm(officer.say("เลื่อน 1.13 เป็น 20 ก.พ. 67 13.30 น. ห้องประชุม 2"))
    second = officer.press("!dics:2567/1.13").attachment
    assert first is not None
    assert second is not None
    one, two = (vobject.readOne(file.content.decode()).vevent for file in (first, second))
    assert one.uid.value == two.uid.value
    assert (int(one.sequence.value), int(two.sequence.value)) == (1, 2)
    assert one.dtstart.value == at(2024, 2, 15, 9)
    assert one.dtstart.value.utcoffset() == timedelta(0)
    assert two.location.value == "ห้องประชุม 2"
    assert first.mime == "text/calendar"


def test_the_file_of_ones_own_holds_the_days_that_the_plan_prints(office: Office) -> None:
    office.add("buppha", Role.OFFICER, "buppha", "106")
    file = Talk(office, "buppha").say("ไฟล์ปฏิทิน ของฉัน").attachment
    assert file is not None
    assert vobject.readOne(file.content.decode()).vevent.dtstart.value == date(2024, 6, 10)


def test_topics_are_chosen_by_buttons(office: Office) -> None:
    teacher = Talk(office, "teacher")
    assert teacher.press("!rtopics").choices == teacher.say("/topics").choices
    card = teacher.say("เรื่องที่ติดตาม")
    assert card.choices[0][0].label.startswith("✓")
    card = teacher.press(card.choices[3][0].code)
    assert card.choices[3][0].label.startswith("✓")
    assert office.keepers.wishes.choices(teacher.person).topics == {"transfer/teacher", "salary_raise"}


def test_topics_are_muted_by_words_and_reminders_stopped_and_begun(office: Office) -> None:
    teacher = Talk(office, "teacher")
    teacher.say("ปิดแจ้งเรื่อง การย้ายครู")
    assert office.keepers.wishes.choices(teacher.person).muted == {"transfer/teacher"}
    teacher.say("เปิดแจ้งเรื่อง การย้ายครู")
    teacher.say("หยุดแจ้งเตือนค่ะ")
    assert office.keepers.wishes.choices(teacher.person).is_stopped
    teacher.say("รับแจ้งเตือน")
    assert not office.keepers.wishes.choices(teacher.person).is_stopped


def test_a_preview_shows_counts_and_sends_nothing(office: Office) -> None:
    admin = Talk(office, "admin")
    shown = admin.says("/preview ไตรมาส 2")
    assert "เริ่มไตรมาส ไตรมาส 2" in shown[0].text
    assert ": 4" in shown[0].text
    assert len(shown) == 4
    assert office.queued() == []
    assert office.keepers.book.known(office.plan.office.key) == {}
    assert Talk(office, "teacher").say("/preview").code == "not_allowed"


def test_a_broadcast_is_counted_confirmed_and_recalled(office: Office) -> None:
    admin = Talk(office, "admin")
    asked = admin.say("/broadcast ประชุมใหญ่วันศุกร์")
    assert "5" in asked.text
    sent = admin.confirm(asked)
    office.rounds.feed(NOW, 2)
    assert "เรียกคืนแล้ว" in admin.press(sent.choices[0][0].code).text
    assert office.send_all(NOW) == 0
    again = admin.confirm(admin.say("/broadcast ประชุมใหญ่วันศุกร์"))
    office.rounds.feed(NOW, 10)
    assert office.send_all(NOW) == 5
    assert "เรียกคืนไม่ได้" in admin.press(again.choices[0][0].code).text


def test_an_admin_adds_a_day_off_and_the_card_moves(office: Office) -> None:
    admin = Talk(office, "admin")
    admin.confirm(admin.say("เพิ่มวันหยุด 1 ก.ค. 67 ปิดซ่อมอาคาร"))
    assert not office.rounds.workdays().is_working(date(2024, 7, 1))
    assert office.rounds.workdays().reason(date(2024, 7, 1)) == "ปิดซ่อมอาคาร"
    assert Talk(office, "teacher").say("เพิ่มวันหยุด 1 ก.ค. 67").code == "not_allowed"


def test_the_quarters_card_names_the_meeting_of_tomorrow_though_it_serves_another_quarter(office: Office) -> None:
    officer = Talk(office, "kittisak")
    officer.now = at(2024, 6, 10, 10)
    officer.confirm(officer.say("1.8 ประชุม 2 ก.ค. 67 9.00 น. ห้อง 1"))
    (card,) = (one for one in office.rounds.dry_run(at(2024, 7, 1, 9)) if one.recipient.person.name == "kittisak")
    text = "\n".join(one.text for one in card.composed.replies)
    assert "2 กรกฎาคม 2567, 09.00 น. ห้อง 1" in text


@pytest.mark.parametrize("said", ["16 ก.พ. 67", "เปลี่ยนเป็น 16 ก.พ. 67", "เลื่อนเป็นวันที่ 16 ก.พ. 67 ค่ะ", "ไม่ใช่ เป็น 16/2/67"])
def test_another_day_while_the_card_waits_is_asked_anew(office: Office, officer: Talk, said: str) -> None:
    first = officer.say(LINE)
    officer.now += timedelta(seconds=20)
    assert "16 กุมภาพันธ์ 2567, 09.00 น. ห้องประชุม 1" in officer.say(said).text
    officer.say("ยืนยัน")
    assert officer.confirm(first).code != "date_saved"
    assert [one.when for one in meetings(office)] == [When(date(2024, 2, 16), time(9), "ห้องประชุม 1")]


def test_a_corrected_day_that_is_refused_leaves_nothing_to_confirm(office: Office, officer: Talk) -> None:
    officer.say(LINE)
    assert "ผ่านไปแล้ว" in officer.say("5 ม.ค. 67").text
    officer.say("ยืนยัน")
    assert meetings(office) == ()
    officer.confirm(officer.say("9 ก.พ. 67"))
    assert [one.when for one in meetings(office)] == [When(date(2024, 2, 9))]


def test_a_question_while_a_card_waits_is_a_question(officer: Talk) -> None:
    officer.say(LINE)
    for question in ("ใครดูแล 1.4", "งบ 1.13", "กิจกรรมเดือน ก.พ.", "ไตรมาส 3"):
        assert officer.say(question).code != "date_confirm", question


@pytest.mark.parametrize("first", ["กำหนดวัน 1.13", "1.13 ประชุม 4 ม.ค. 67"])
def test_after_a_refused_day_another_one_is_taken(officer: Talk, first: str) -> None:
    officer.say(first)
    assert "ผ่านไปแล้ว" in officer.say("5 ม.ค. 67").text
    assert "9 กุมภาพันธ์ 2567" in officer.say("9 ก.พ. 67").text


@pytest.mark.parametrize("word", ["ยกเลิก", "ไม่เอาแล้ว"])
def test_the_question_for_a_day_can_be_left(officer: Talk, word: str) -> None:
    assert officer.say("กำหนดวัน 1.13").choices
    assert officer.say(word).code == "cancelled"
    assert officer.say("วันนี้").code != "date_confirm"


def test_a_meeting_to_come_cannot_be_marked_as_held(office: Office, officer: Talk) -> None:
    officer.confirm(officer.say(LINE))
    assert "ยังไม่ถึงวันนั้น" in officer.say("1.13 จัดแล้ว").text
    assert "ยังไม่ถึงวันนั้น" in officer.press(officer.code(officer.card(), "held")).text
    assert [one.state for one in meetings(office)] == [MeetingState.DATED]


def test_the_place_and_a_broadcast_stay_as_they_were_typed(office: Office, officer: Talk) -> None:
    officer.confirm(officer.say("1.13 ประชุม 15 ก.พ. 67 9.00 น. Zoom https://zoom.us/j/9?pwd=AbC ห้อง ๒"))
    assert [one.when.place for one in meetings(office) if one.when] == ["Zoom https://zoom.us/j/9?pwd=AbC ห้อง ๒"]
    asked = Talk(office, "admin").say("ประกาศถึงทุกคน ส่งแบบ PA ที่ https://Forms.gle/AbC ภายใน ๑๕ ก.พ.")
    assert "ส่งแบบ PA ที่ https://Forms.gle/AbC ภายใน ๑๕ ก.พ." in asked.text


@pytest.mark.parametrize("said", ["หยุดแจ้งเตือน", "รับแจ้งเตือน", "ปิดแจ้งเรื่อง การย้ายครู", "แจ้งฉันเมื่อกำหนดวัน 1.13"])
def test_who_sits_at_the_machine_is_told_that_reminders_are_for_members(office: Office, said: str) -> None:
    admin = Talk(office, "admin")
    admin.person = Person(0, office.plan.office.key, Role.ADMIN, "console")
    assert "สมาชิก" in admin.say(said).text


OPT_OUTS = ["ปิดแจ้งเตือน", "ปิดการแจ้งเตือน", "ไม่ต้องแจ้งเตือนแล้ว", "ยกเลิกการแจ้งเตือน", "งดแจ้งเตือน", "ไม่อยากรับแจ้งเตือนครับ"]
OPT_INS = ["เปิดการแจ้งเตือน", "เริ่มแจ้งเตือนอีกครั้ง", "รับการแจ้งเตือนค่ะ"]


def test_reminders_are_stopped_and_begun_in_everyday_words(office: Office) -> None:
    teacher = Talk(office, "teacher")
    choices = office.keepers.wishes.choices
    for out in OPT_OUTS:
        teacher.say(out)
        assert choices(teacher.person).is_stopped, out
        teacher.say("รับแจ้งเตือน")
    for one in ("ไม่ต้องแจ้งเตือน 1.13", "เลิกแจ้งเตือน 1.13"):
        assert teacher.say(one).code == "date_unwatch", one
        assert not choices(teacher.person).is_stopped, one
    for back in OPT_INS:
        teacher.say("หยุดแจ้งเตือน")
        teacher.say(back)
        assert not choices(teacher.person).is_stopped, back


def test_a_topic_is_followed_by_its_name_beside_the_others(office: Office) -> None:
    teacher = Talk(office, "teacher")
    teacher.say("ติดตามเรื่อง การเลื่อนเงินเดือน")
    assert office.keepers.wishes.choices(teacher.person).topics == {"transfer/teacher", "salary_raise"}


def test_a_muted_topic_is_left_out_of_the_card_at_the_end_of_a_quarter(office: Office, officer: Talk) -> None:
    def mine() -> set[str]:
        made = office.rounds.dry_run(at(2024, 3, 25, 9))
        shares = [one.composed.share for one in made if one.recipient.person == officer.person]
        return {number for one in shares if one for number in one.activities}

    before = mine()
    officer.say("ปิดแจ้งเรื่อง การย้ายครู")
    assert mine() < before


def test_who_wants_no_reminders_is_not_counted_among_those_who_are_told(office: Office, officer: Talk) -> None:
    teacher = Talk(office, "teacher")
    teacher.say("แจ้งฉันเมื่อกำหนดวัน 1.13")
    teacher.say("หยุดแจ้งเตือน")
    assert "แจ้งสมาชิก" not in officer.confirm(officer.say(LINE)).text
