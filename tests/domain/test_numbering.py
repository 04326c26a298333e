"""Codes and numbers: properties, and what is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain import errors, numbering

AGENCIES = st.from_regex(r"\A[A-Y][0-9]{2}(\.[0-9]{2}){0,3}\Z") | st.from_regex(
    r"\A[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Y][0-9]{2}\Z"
)
DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))
SEQUENCES = st.integers(min_value=1, max_value=numbering.MAX_SEQUENCE)


@given(AGENCIES, DAYS, SEQUENCES)
def test_a_code_that_we_wrote_reads_back_as_it_was(agency: str, on: date, sequence: int) -> None:
    code = numbering.format_dossier_code(agency, on, sequence)
    parsed = numbering.parse_dossier_code(f" {code.lower()} ")
    assert parsed == numbering.DossierCode(agency, on, sequence)
    assert str(parsed) == code
    assert len(code) <= numbering.MAX_CODE_LENGTH


@given(AGENCIES, DAYS, SEQUENCES)
def test_a_code_with_a_long_date_means_the_same(agency: str, on: date, sequence: int) -> None:
    assert numbering.parse_dossier_code(f"{agency}-{on:%Y%m%d}-{sequence:07d}") == numbering.DossierCode(
        agency, on, sequence
    )


@given(AGENCIES, DAYS, st.lists(SEQUENCES, min_size=2, max_size=20, unique=True))
def test_codes_of_one_day_never_meet(agency: str, on: date, sequences: list[int]) -> None:
    assert len({numbering.format_dossier_code(agency, on, n) for n in sequences}) == len(sequences)


@pytest.mark.parametrize("sequence", [0, -1, numbering.MAX_SEQUENCE + 1])
def test_a_sequence_outside_the_series_is_refused_instead_of_wrapped(sequence: int) -> None:
    with pytest.raises(errors.NumberOutOfRange) as caught:
        numbering.format_dossier_code("H15", date(2026, 2, 11), sequence)
    assert str(numbering.MAX_SEQUENCE) in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "H15",
        "H15-261008",
        "H15-260230-0001",
        "H15-20261301-0001",
        "H15-2610081-0001",
        "H1_5-261008-0001",
        "H15-٢٦١٠٠٨-0001",
        "H15-261008-12345678",
        "A" * 36 + "-261008-0001",
    ],
)
def test_text_that_is_no_dossier_code_is_refused_with_the_text_in_the_message(text: str) -> None:
    with pytest.raises(errors.DossierCodeNotUnderstood) as caught:
        numbering.parse_dossier_code(text)
    assert text in str(caught.value)
    assert caught.value.field == "code"


def test_each_day_and_agency_has_its_own_series() -> None:
    keys = {numbering.dossier_series(a, d) for a in ("H15", "H15.01") for d in (date(2026, 1, 1), date(2026, 1, 2))}
    keys |= {numbering.paper_series("7", s, y) for s in ("GTN", "PYC") for y in (2026, 2027)}
    assert len(keys) == 8
    assert max(map(len, keys)) <= 128


@given(st.from_regex(r"\A[A-Y][0-9]{2}(\.[A-Z0-9]{1,4}){0,4}\Z"))
def test_a_forward_identifier_climbs_to_its_level_1(text: str) -> None:
    identifier = numbering.parse_agency_identifier(text)
    assert identifier.layout is numbering.IdentifierLayout.FORWARD
    _climbs(identifier)


@given(st.from_regex(r"\A[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Y][0-9]{2}\Z"))
def test_an_identifier_of_2016_climbs_to_its_level_1(text: str) -> None:
    identifier = numbering.parse_agency_identifier(text)
    assert identifier.layout is numbering.IdentifierLayout.REVERSED
    _climbs(identifier)


def _climbs(identifier: numbering.AgencyIdentifier) -> None:
    above = identifier.parent
    while above is not None:
        assert above.level < identifier.level
        assert above.level_1 == identifier.level_1
        assert numbering.parse_agency_identifier(above.text) == above
        identifier, above = above, above.parent
    assert identifier.level == 1


@pytest.mark.parametrize(
    "text", ["", "Đ15", "Z00A", "Z01", "H1", "H15.", "H15..01", "00.00.01.H22", "H15." + "A" * 32, "Z01" + "A" * 33]
)
def test_text_that_is_no_agency_identifier_is_refused(text: str) -> None:
    with pytest.raises(errors.AgencyIdentifierNotUnderstood):
        numbering.parse_agency_identifier(text)


@pytest.mark.parametrize(
    ("text", "good"),
    [("1.000080", True), ("9.123456", True), ("1.00008", False), ("1.0000800", False), ("1,000080", False)],
)
def test_a_procedure_code_is_a_digit_a_dot_and_six_digits(text: str, good: bool) -> None:
    assert numbering.is_procedure_code(text) is good


def test_text_that_is_no_procedure_code_is_refused() -> None:
    with pytest.raises(errors.ProcedureCodeNotUnderstood):
        numbering.base_procedure_code("hộ tịch")
