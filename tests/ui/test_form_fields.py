"""A field is one thing for a reader of screens: label, control, help and error know each other."""

from typing import Any

import pytest
from django import forms
from django.forms import formset_factory

from motcua.ui import form_fields
from tests.ui.rendering import Reader, draw

CHOICES = [("a", "Tại quầy"), ("b", "Qua bưu chính")]


class Sample(forms.Form):
    """One field of each kind."""

    phone = forms.CharField(
        label="Điện thoại",
        help_text="10 số",
        error_messages={"required": "Nhập số điện thoại."},
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea)
    how = forms.ChoiceField(
        label="Nhận kết quả", choices=CHOICES, widget=forms.RadioSelect, error_messages={"required": "Chọn một cách."}
    )
    sector = forms.ChoiceField(label="Lĩnh vực", choices=CHOICES)
    other = forms.BooleanField(label="Nộp thay", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse as a whole."""
        raise forms.ValidationError("Hồ sơ đã đóng.")


def field(name: str, data: dict[str, str] | None = None, options: str = "") -> Reader:
    return Reader(draw("{% field bound " + options + " %}", bound=Sample(data)[name]))


def test_label_and_control_belong_together() -> None:
    page = field("phone")
    assert page.all("label")[0]["for"] == page.all("input")[0]["id"] == "id_phone"


def test_help_is_read_with_the_control() -> None:
    page = field("phone")
    described = page.all("input")[0]["aria-describedby"]
    assert described == "id_phone_helptext"
    assert page.by_id(described)


def test_an_error_is_read_with_the_control_and_marks_it() -> None:
    page = field("phone", {"phone": ""})
    control = page.all("input")[0]
    assert control["aria-invalid"] == "true"
    assert control["aria-describedby"] == "id_phone_helptext id_phone_error"
    assert "is-invalid" in str(control["class"])
    assert page.by_id("id_phone_error")


def test_what_was_typed_stays() -> None:
    assert field("phone", {"phone": "0912 000 14"}).all("input")[0]["value"] == "0912 000 14"


def test_numbers_and_telephones_are_set_in_digits_of_one_width() -> None:
    assert "mc-num" in str(field("phone").all("input")[0]["class"])


def test_what_need_not_be_filled_in_says_so() -> None:
    assert "(không bắt buộc)" in draw("{% field bound %}", bound=Sample()["note"])
    assert "(không bắt buộc)" not in draw("{% field bound optional=False %}", bound=Sample()["note"])
    assert "(không bắt buộc)" not in draw("{% field bound %}", bound=Sample()["phone"])


@pytest.mark.parametrize("options", ["", "large=True"])
def test_choices_are_a_group_with_a_name(options: str) -> None:
    page = field("how", {"how": ""}, options)
    assert page.all("fieldset")[0]["aria-describedby"] == "id_how_error"
    assert [label["for"] for label in page.all("label")] == ["id_how_0", "id_how_1"]
    assert {choice["aria-invalid"] for choice in page.all("input")} == {"true"}


def test_a_select_and_a_tick_get_their_own_looks() -> None:
    assert field("sector").all("select")[0]["class"] == "form-select"
    assert field("other").all("input")[0]["class"] == "form-check-input"


def test_the_summary_leads_to_every_field_that_is_wrong() -> None:
    form = Sample({})
    page = draw("{% error_summary form %}", form=form)
    assert "Có 4 chỗ cần sửa" in page
    assert "<li>Hồ sơ đã đóng.</li>" in page
    shown = "".join(draw("{% field bound %}", bound=bound) for bound in form)
    for link in Reader(page).all("a"):
        assert Reader(shown).by_id(str(link["href"]).removeprefix("#"))


def test_the_summary_takes_focus_and_is_said_at_once() -> None:
    (box,) = Reader(draw("{% error_summary form %}", form=Sample({}))).all("div")
    assert (box["role"], box["tabindex"]) == ("alert", "-1")


def test_there_is_no_summary_before_anything_was_sent() -> None:
    assert draw("{% error_summary form %}", form=Sample()) == ""


def test_the_summary_counts_several_forms_and_form_sets() -> None:
    lines = formset_factory(Sample, validate_max=True, max_num=1)(
        {
            "form-TOTAL_FORMS": "1",
            "form-INITIAL_FORMS": "0",
            "form-0-phone": "1",
            "form-0-how": "a",
            "form-0-sector": "a",
        }
    )
    found = form_fields.faults([lines, Sample({"phone": "1", "how": "a", "sector": "a"})])
    assert [fault.message for fault in found] == ["Hồ sơ đã đóng."] * 2


def test_a_plain_form_is_drawn_whole_with_its_hidden_fields() -> None:
    page = Reader(draw("{% form_fields_of form %}", form=Sample()))
    assert {element["name"] for tag in ("input", "select", "textarea") for element in page.all(tag)} == set(
        Sample().fields
    )
