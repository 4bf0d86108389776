"""Who is told of what and when, what a notice says, and a table that cannot be used says why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from agents.notify import due
from agents.routes import Route, Routes, Timetable
from tinwatch.notices.table import table
from tinwatch.notices.wording import TELLINGS, Wording
from tinwatch.settings import SettingError, Settings
from topics.cases import Notice, Telling
from topics.records import Place, Unit

VIETNAM = timezone(timedelta(hours=7))
NIGHT = Timetable(quiet=(22 * 60, 6 * 60), digests=(8 * 60, 17 * 60))


def notice(id: str = "n1", telling: Telling = "new", band: str = "HIGH", **more: object) -> Notice:
    at = datetime(2026, 11, 23, 3, tzinfo=UTC)
    return Notice(id=id, telling=telling, case="a-1", number="VN-2026-000123", band=band, at=at, **more)  # type: ignore[arg-type]


def vn(hour: int, minute: int = 0, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("band", "at", "slot"),
    [
        ("HIGH", vn(10), None),
        ("HIGH", vn(22), vn(6, day=24)),
        ("HIGH", vn(21, 59), None),
        ("HIGH", vn(5, 59), vn(6)),
        ("HIGH", vn(6), None),
        ("CRITICAL", vn(3), None),
        ("CRITICAL", vn(23), None),
        ("MEDIUM", vn(10), vn(17)),
        ("LOW", vn(17), vn(8, day=24)),
        ("MEDIUM", vn(3), vn(8)),
    ],
)
def test_quiet_hours_hold_back_all_but_the_critical_and_digests_gather_the_rest(band, at, slot):
    assert NIGHT.slot(notice(band=band), at.astimezone(UTC)) == slot


def test_a_digest_within_quiet_hours_waits_for_their_end():
    table = Timetable(quiet=(12 * 60, 14 * 60), digests=(13 * 60,))
    assert table.slot(notice(band="LOW"), vn(9)) == vn(14)
    assert Timetable().slot(notice(band="LOW"), vn(3)) is None


def test_a_notice_goes_by_every_route_that_takes_it_once_to_each():
    routes = Routes(
        (
            Route("mail", ("a@x.vn", "b@x.vn"), bands=frozenset({"HIGH"})),
            Route("mail", ("b@x.vn",), codes=frozenset({"LOAN"})),
            Route("zalo", ("1",), tellings=frozenset({"overdue"})),
            Route("telegram", ("-5",), offices=frozenset({"Sở A"})),
        ),
        offices=lambda places: ["Sở A"] if places else [],
    )
    place = Place(text="An Phú", start=0, end=6, unit=Unit(code="1", name="An Phú", level="commune"))
    sent = list(routes.letters(notice(codes=("LOAN", "JOB"), places=(place,)), vn(10)))
    assert [(one.channel, one.to) for one in sent] == [("mail", "a@x.vn"), ("mail", "b@x.vn"), ("telegram", "-5")]
    assert list(routes.recipients(notice(band="LOW"))) == []
    assert len({one.id for one in sent}) == 3
    assert sent == list(routes.letters(notice(codes=("LOAN", "JOB"), places=(place,)), vn(10))), "the same notice gives the same letters"


def test_a_notice_for_one_user_goes_to_them_and_to_the_desk_if_nobody_knows_them():
    routes = Routes((Route("mail", ("desk@x.vn",)),), {"lan": {"telegram": "77"}})
    assert list(routes.recipients(notice(to="lan"))) == [("telegram", "77")]
    assert list(routes.recipients(notice(to="minh"))) == [("mail", "desk@x.vn")]


def test_a_notice_shows_no_number_name_or_link_of_the_post():
    headline = "Anh Nguyễn Văn Hùng nhận vay nóng,\r\nSTK 0000 1111 2222 gọi 0900000000, vào https://vay-nhanh.example.com/x ngay @all"
    wording = Wording("https://desk.example.vn/")
    [letter] = Routes((Route("mail", ("a@x.vn",)),)).letters(notice(headline=headline, codes=("LOAN",)), vn(10))
    for language in TELLINGS:
        message, taken = wording.message([letter], language, 4000)
        assert taken == 1
        for said in (message.text, str(message.facts)):
            assert not any(hidden in said for hidden in ("1111", "0900000000", "Hùng", "https://vay", "example.com", "\r"))
        assert message.text.split("\n")[-1] == message.facts[0]["url"] == "https://desk.example.vn/alerts/a-1"
        assert "VN-2026-000123" in message.subject
        assert message.id == letter.id


def test_the_words_are_there_in_both_languages():
    assert TELLINGS["vi"].keys() == TELLINGS["en"].keys()
    from typing import get_args

    assert set(get_args(Telling)) <= TELLINGS["vi"].keys()


def test_what_comes_together_is_one_message_as_far_as_it_fits():
    letters = [
        one
        for n in range(40)
        for one in Routes((Route("telegram", ("1",)),), timetable=NIGHT).letters(notice(f"n{n}", band="LOW", headline="x" * 150), vn(9))
    ]
    wording = Wording("")
    first, taken = wording.message(letters, "vi", 4000)
    assert 10 < taken < 40
    assert len(first.text) <= 4000
    assert first.text.startswith(f"tinwatch: {taken} thông báo")
    assert len(first.facts) == taken
    again, _ = wording.message(letters, "vi", 4000)
    rest, _ = wording.message(letters[taken:], "vi", 4000)
    assert again.id == first.id != rest.id


def test_what_is_due_goes_by_recipient_and_moment_the_rest_by_itself():
    routes = Routes((Route("mail", ("a@x.vn", "b@x.vn")),), timetable=NIGHT)
    letters = [one for n in range(3) for one in routes.letters(notice(f"low{n}", band="LOW"), vn(9))]
    letters += routes.letters(notice("late", band="LOW"), vn(18))
    letters += [one for n in range(2) for one in routes.letters(notice(f"high{n}"), vn(9))]
    assert [len(group) for _, group in due(letters, vn(9))] == [1, 1, 1, 1]
    groups = [group for _, group in due(letters, vn(17))]
    assert [len(group) for group in groups] == [1, 1, 1, 1, 3, 3], "what is due for longest goes first"
    assert sorted(tuple({one.to for one in group}) for group in groups[4:]) == [("a@x.vn",), ("b@x.vn",)]
    assert sorted(len(group) for _, group in due(letters, vn(9, day=24))) == [1, 1, 1, 1, 1, 1, 3, 3]


GOOD = """
quiet = "22:00-06:00"
[channels.mail]
kind = "mail"
host = "smtp.example.vn"
sender = "tinwatch@desk.example.vn"
[channels.hook]
kind = "webhook"
url = "http://10.0.0.5/in"
secret_env = "HOOK_SECRET"
[[routes]]
channel = "mail"
to = ["desk@example.vn"]
[people.Lan]
hook = "lan"
"""


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.setenv("HOOK_SECRET", "geheim")
    return replace(Settings(), home=tmp_path)


def test_the_table_is_read_with_its_secrets_out_of_sight(settings):
    settings.notify_file.write_text(GOOD)
    desk = table(settings)
    assert desk.secrets == {"mail": "", "hook": "geheim"}
    assert "geheim" not in repr(desk)
    assert list(desk.routes.recipients(notice(to="lan"))) == [("hook", "lan")]
    assert desk.routes.timetable.quiet == (1320, 360)


def test_without_a_table_nobody_is_told(settings):
    assert list(table(settings).routes.recipients(notice())) == []
    with pytest.raises(SettingError, match="No such file"):
        table(replace(settings, notify=str(settings.home / "other.toml")))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("channel =", "chanel =", "chanel"),
        ('channel = "mail"', 'channel = "mial"', "'mial' is none of mail, hook"),
        ('to = ["desk@example.vn"]', "to = []", "names nobody"),
        ('to = ["desk@example.vn"]', 'to = ["x"]\nbands = ["HIHG"]', "'HIHG'"),
        ('to = ["desk@example.vn"]', 'to = ["x"]\ncodes = ["LOANS"]', "'LOANS'"),
        ('to = ["desk@example.vn"]', 'to = ["x"]\ntellings = ["news"]', "'news'"),
        ('hook = "lan"', 'hok = "lan"', "people.Lan"),
        ('secret_env = "HOOK_SECRET"', 'secret = "geheim"', "secret"),
        ('secret_env = "HOOK_SECRET"', "", "never stands in this table"),
        ('secret_env = "HOOK_SECRET"', 'secret_file = "/not/there"', "No such file"),
        ('secret_env = "HOOK_SECRET"', 'secret_env = "NOT_THERE"', "NOT_THERE is empty"),
        ("22:00-06:00", "22-6", "'22' is no time"),
        ('kind = "mail"', 'kind = "fax"', "fax"),
        ("tinwatch@desk.example.vn", "tinwatch", "sender"),
        ('quiet = "22:00-06:00"', 'digested = ["CRITICAL"]', "CRITICAL"),
    ],
)
def test_a_table_that_cannot_be_used_says_where(settings, old, new, said):
    assert old in GOOD
    settings.notify_file.write_text(GOOD.replace(old, new))
    with pytest.raises(SettingError) as error:
        table(settings)
    assert said in str(error.value)
    assert str(settings.notify_file) in str(error.value)
    assert "geheim" not in str(error.value)
