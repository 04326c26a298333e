"""Which papers exist in which circular."""

from datetime import UTC, datetime, timedelta

import pytest

from motcua.documents.papers import forms
from motcua.documents.papers.contracts import PaperKind
from motcua.documents.papers.freezing import CONTRACTS
from motcua.domain import errors

TABLE = {
    "receipt": ("01", "01"),
    "supplement_request": ("02", "02"),
    "refusal": ("03", "03"),
    "apology": ("04", "04"),
    "stop_notice": (None, "05"),
    "control_slip": ("05", "06"),
    "register": ("06", "07"),
    "explanation": ("", ""),
}


@pytest.mark.parametrize("paper", list(PaperKind))
def test_every_paper_has_the_number_its_circular_gives_it(paper: PaperKind) -> None:
    for form_set, number in zip((forms.TT01_2018, forms.TT03_2025), TABLE[paper], strict=True):
        assert forms.exists(paper, form_set) is (number is not None)
        if number is None:
            with pytest.raises(errors.PaperUnknown):
                forms.form_of(paper, form_set)
        else:
            assert forms.form_of(paper, form_set).number == number


def test_every_form_has_a_layout_a_contract_and_its_own_suffix() -> None:
    assert all(form.template.is_file() for form in forms.FORMS.values())
    assert set(CONTRACTS) == {kind.value for kind in PaperKind}
    assert len({form.suffix for form in forms.FORMS.values()}) == len(PaperKind)


def test_only_the_receipt_is_printed_twice_and_only_register_and_explanation_are_a4() -> None:
    for form in forms.FORMS.values():
        assert len(form.copies) == (2 if form.kind is PaperKind.RECEIPT else 1)
        assert form.page == ("a4" if form.kind in (PaperKind.REGISTER, PaperKind.EXPLANATION) else "a5")


def test_the_form_set_changes_at_midnight_in_vietnam() -> None:
    midnight = datetime(2025, 9, 14, 17, 0, tzinfo=UTC)
    assert forms.form_set_at(midnight - timedelta(seconds=1)) == forms.TT01_2018
    assert forms.form_set_at(midnight) == forms.TT03_2025
