"""Which decree applies, and the small terms that it fixes."""

from datetime import date

import pytest

from motcua.domain.deadlines import (
    AS_PROMISED,
    ND61_2018,
    ND118_2025,
    apology_due,
    closing_on,
    correction_due,
    intake_alert_due,
    intake_answer_due,
    paper_transfer_due,
    rule_set,
    rule_set_at,
    supplement_last_day,
    supplement_request_due,
    transfer_due,
)
from motcua.domain.errors import RuleSetMissing, RuleSetUnknown
from motcua.domain.worktime import Closure
from tests.domain.offices import OFFICE, at, local, office


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("2018-06-21T00:00", "nd61_2018"),
        ("2025-06-30T23:59", "nd61_2018"),
        ("2025-07-01T00:00", "nd118_2025"),
        ("2026-02-11T09:00", "nd118_2025"),
    ],
)
def test_the_decree_in_force_at_acceptance_applies(accepted: str, expected: str) -> None:
    assert rule_set_at(at(accepted)).id == expected
    assert rule_set(expected) is rule_set_at(at(accepted))


def test_before_the_first_decree_there_is_no_rule_set() -> None:
    with pytest.raises(RuleSetMissing, match="20/06/2018"):
        rule_set_at(at("2018-06-20T23:59"))


def test_an_unknown_rule_set_names_those_that_exist() -> None:
    with pytest.raises(RuleSetUnknown, match="nd61_2018, nd118_2025, as_promised"):
        rule_set("nd1")


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-03-06T14:59", "2026-03-06T17:00"),
        ("2026-03-06T15:00", "2026-03-06T17:00"),
        ("2026-03-06T15:05", "2026-03-09T07:00"),
        ("2026-03-07T08:00", "2026-03-09T07:00"),
    ],
)
def test_a_dossier_is_transferred_the_same_day_or_after_three_at_the_next_opening(received: str, due: str) -> None:
    assert local(transfer_due(OFFICE, at(received), ND118_2025)) == due
    assert local(transfer_due(OFFICE, at(received), ND61_2018)) == due


def test_an_office_that_shut_before_three_transfers_the_next_day() -> None:
    shut = office(closures=(Closure(at("2026-03-06T11:30"), at("2026-03-06T17:00"), "Họp"),))
    assert local(transfer_due(shut, at("2026-03-06T14:00"), ND118_2025)) == "2026-03-09T07:00"


def test_terms_of_the_decree_of_2025() -> None:
    friday = at("2026-03-06T16:00")
    assert local(paper_transfer_due(OFFICE, friday, ND118_2025)) == "2026-03-09T17:00"
    assert local(supplement_request_due(OFFICE, friday, ND118_2025)) == "2026-03-11T17:00"
    assert local(correction_due(OFFICE, friday, ND118_2025)) == "2026-03-11T17:00"
    assert local(intake_alert_due(friday, ND118_2025)) == "2026-03-06T18:00"
    assert local(intake_answer_due(OFFICE, friday, ND118_2025)) == "2026-03-09T16:00"


def test_terms_that_the_decree_of_2018_did_not_have() -> None:
    friday = at("2020-03-06T16:00")
    assert intake_alert_due(friday, ND61_2018) is None
    assert intake_answer_due(OFFICE, friday, ND61_2018) is None
    assert paper_transfer_due(OFFICE, friday, ND61_2018) is None
    assert supplement_last_day(OFFICE, friday, ND61_2018) is None
    assert closing_on(OFFICE, friday, ND61_2018) is None
    assert supplement_request_due(OFFICE, friday, AS_PROMISED) is None


def test_a_dossier_is_closed_after_the_fifteenth_day() -> None:
    assert supplement_last_day(OFFICE, at("2026-01-29T09:00"), ND118_2025) == date(2026, 2, 13)
    assert local(closing_on(OFFICE, at("2026-01-29T09:00"), ND118_2025)) == "2026-02-14T00:00"


def test_a_fifteenth_day_off_moves_to_the_next_working_day() -> None:
    assert supplement_last_day(OFFICE, at("2026-01-30T09:00"), ND118_2025) == date(2026, 2, 23)


def test_an_apology_goes_out_by_the_end_of_the_last_working_day_before_the_due_date() -> None:
    assert local(apology_due(OFFICE, at("2026-02-23T09:00"))) == "2026-02-13T17:00"
