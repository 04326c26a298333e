"""`motcua clock due`: an instant, why, and one sentence for what cannot be answered."""

import json

import pytest
from django.core.management import call_command
from django.db import connection

from motcua.calendars.management.commands.clock import Command
from motcua.domain.errors import CalendarMissing, MotcuaError, RuleSetMissing, RuleSetUnknown
from motcua.domain.errors_calendars import InstantNotUnderstood, ModeUnknown, UnitCodeUnknown
from tests.calendars.test_queries import saturday_reception
from tests.cast import Cast

FIVE_DAYS = ("--at", "2026-02-11T09:00", "--limit", "5 working_days")


def ask(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    call_command("clock", "due", *words)
    return capsys.readouterr().out


@pytest.mark.django_db
def test_it_answers_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    answer = json.loads(ask(capsys, *FIVE_DAYS, "--json"))
    assert (answer["due"], answer["provisional"]) == ("2026-02-25T09:00:00+07:00", False)
    assert sum(line["minutes"] for line in answer["lines"]) == 5 * 480
    assert [line["kind"] for line in answer["lines"]] == [
        "start", "work", "break", "night", "off", *["special"] * 5, "off", "work", "break", "night", "due",
    ]  # fmt: skip
    assert answer["lines"][1]["from"] == "2026-02-11T09:00:00+07:00"
    tet = answer["lines"][5]
    assert (tet["name"], tet["source"]) == ("Tết Nguyên đán", "29 tháng Chạp; Bộ luật Lao động 2019, Điều 112")
    assert tet["text"] == f"16/02/2026: {tet['name']}, không tính. Căn cứ: {tet['source']}."


@pytest.mark.django_db
def test_it_answers_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    lines = ask(capsys, *FIVE_DAYS, "--mode", "civil").splitlines()
    assert lines[0] == "17:00 thứ Tư 25/02/2026"
    assert lines[-1] == "  Hạn trả kết quả: 17:00 thứ Tư 25/02/2026."
    assert ask(capsys, "--at", "2026-12-31T09:00", "--limit", "2 working_days").splitlines()[0] == (
        "09:00 thứ Ba 05/01/2027 (tạm tính)"
    )


def test_it_answers_by_the_calendar_of_a_unit(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    saturday_reception(cast.commune.id)
    answer = ask(capsys, "--at", "2026-03-07T08:00", "--limit", "same_day", "--unit", "H72.15")
    assert answer.startswith("17:00 thứ Hai 09/03/2026")


@pytest.mark.django_db
def test_an_instant_may_have_an_offset_and_a_rule_set_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--at", "2026-02-11T02:00+00:00", "--limit", "5 working_days", "--rule-set", "nd61_2018")
    assert ask(capsys, *words).startswith("09:00 thứ Tư 25/02/2026")


@pytest.mark.django_db
def test_before_there_is_a_store_the_shipped_calendar_answers(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection.introspection, "table_names", list)
    assert ask(capsys, *FIVE_DAYS).startswith("09:00 thứ Tư 25/02/2026")


@pytest.mark.parametrize("words", [("due", "--nothing"), ("nothing",), ()])
def test_wrong_use_leaves_with_status_2(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        Command().run_from_argv(["motcua", "clock", *words])  # type: ignore[no-untyped-call]
    assert leaving.value.code == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("--limit", "5 working_days"), InstantNotUnderstood),
        (("--at", "hôm nay", "--limit", "5 working_days"), InstantNotUnderstood),
        (("--at", "2026-02-11T09:00"), MotcuaError),
        (("--at", "2026-02-11T09:00", "--limit", "5 days"), MotcuaError),
        ((*FIVE_DAYS, "--mode", "hours"), ModeUnknown),
        ((*FIVE_DAYS, "--unit", "XX"), UnitCodeUnknown),
        ((*FIVE_DAYS, "--rule-set", "nd1"), RuleSetUnknown),
        (("--at", "2018-06-20T09:00", "--limit", "5 working_days"), RuleSetMissing),
        (("--at", "2027-12-31T09:00", "--limit", "5 working_days"), CalendarMissing),
    ],
)
def test_what_cannot_be_answered_is_one_sentence(words: tuple[str, ...], error: type[MotcuaError]) -> None:
    with pytest.raises(error) as refused:
        call_command("clock", "due", *words)
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)
