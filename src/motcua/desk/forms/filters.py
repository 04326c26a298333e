"""What a list is narrowed to, read from its address: an address that cannot be read narrows nothing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.catalogue.vocabulary import CHANNELS
from motcua.desk.pages.words import state_words
from motcua.desk.queries import Asked, Scope
from motcua.domain.lifecycle import State
from motcua.domain.remaining import TimeState
from motcua.domain.watching import USUAL, Thresholds
from motcua.dossiers.queries.lists import GROUPS, WorkFilters
from motcua.dossiers.queries.watch import AGES, WatchList, age_of
from motcua.ui.fields import PlainSelect, VietnameseDateField, choose_from

EVERYTHING = "tat-ca"
"""The group that leaves nothing out; without any filter the list shows what is not finished."""

NARROWING = ("q", "nhom", "trang_thai", "thoi_gian", "han", "theo_doi", "tuoi", "nguoi", "quay", "tu", "den")
"""Filters by which a list shows more than what is not finished, or something else."""

NOT_LISTED = frozenset({State.DRAFT})


class FilterForm(forms.Form):
    """The filters of the list of dossiers; every field may stay empty.

    sources: slug and name, by id, of the systems whose history the officer may see; without one only our own is listed.
    """

    q = forms.CharField(
        label=gettext_lazy("Mã, họ tên, điện thoại, số định danh"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    linh_vuc = forms.ChoiceField(label=gettext_lazy("Lĩnh vực"), required=False, widget=PlainSelect)
    don_vi = forms.ChoiceField(label=gettext_lazy("Đang ở"), required=False, widget=PlainSelect)
    kenh = forms.ChoiceField(label=gettext_lazy("Hình thức nộp"), required=False, widget=PlainSelect)
    trang_thai = forms.ChoiceField(label=gettext_lazy("Trạng thái"), required=False, widget=PlainSelect)
    nguon = forms.ChoiceField(label=gettext_lazy("Nguồn"), required=False, widget=PlainSelect)
    nhom = forms.ChoiceField(required=False, choices=[(name, name) for name in (EVERYTHING, *GROUPS)])
    thoi_gian = forms.ChoiceField(required=False, choices=[(state.value, state.value) for state in TimeState])
    viec = forms.ChoiceField(required=False, choices=[(scope.value, scope.value) for scope in Scope])
    han = forms.DateField(required=False)
    theo_doi = forms.ChoiceField(required=False, choices=[(which.value, which.value) for which in WatchList])
    tuoi = forms.ChoiceField(required=False, choices=[(str(age), str(age)) for age in AGES])
    nguoi = forms.IntegerField(required=False, min_value=0)
    quay = forms.IntegerField(required=False, min_value=1)
    tu = VietnameseDateField(missing="", required=False)
    den = VietnameseDateField(missing="", required=False)

    def __init__(
        self,
        data: Mapping[str, Any],
        *,
        sectors: Sequence[tuple[int, str]],
        units: Sequence[tuple[int, str]],
        sources: Mapping[int, tuple[str, str]],
        thresholds: Thresholds = USUAL,
    ) -> None:
        super().__init__(data)
        self.thresholds = thresholds
        self._choices("linh_vuc", _("Mọi lĩnh vực"), sectors)
        self._choices("don_vi", _("Mọi đơn vị"), units)
        self._choices("kenh", _("Mọi hình thức"), [(c.value, c.label) for c in CHANNELS])
        states = [(s.value, state_words(s)) for s in State if s not in NOT_LISTED]
        self._choices("trang_thai", _("Mọi trạng thái"), states)
        self._source_ids = {slug: pk for pk, (slug, _name) in sources.items()}
        self._choices("nguon", _("Hệ thống này"), sources.values())

    @property
    def has_sources(self) -> bool:
        """Whether there is another system's history to choose."""
        return bool(self._source_ids)

    def _choices(self, name: str, everything: str, rows: Iterable[tuple[Any, Any]]) -> None:
        choose_from(self, name, [("", everything), *((str(value), label) for value, label in rows)])

    def asked(self) -> Asked:
        """The filters that could be read; a value that is not understood is left out."""
        self.is_valid()
        good = self.cleaned_data
        return Asked(
            WorkFilters(
                text=good.get("q", ""),
                group="" if good.get("nhom") == EVERYTHING else good.get("nhom", ""),
                state=good.get("trang_thai", ""),
                time=good.get("thoi_gian", ""),
                sector_id=int(good["linh_vuc"]) if good.get("linh_vuc") else None,
                unit_id=int(good["don_vi"]) if good.get("don_vi") else None,
                receiving_unit_id=good.get("quay"),
                channel=good.get("kenh", ""),
                import_source_id=self._source_ids.get(good.get("nguon", "")),
            ),
            scope=Scope(good.get("viec", "")),
            due_on=good.get("han"),
            accepted=(good["tu"], good["den"]) if good.get("tu") and good.get("den") else None,
            unfinished=not any(good.get(name) not in (None, "") for name in NARROWING),
            watch=WatchList(good["theo_doi"]) if good.get("theo_doi") else None,
            age=age_of(good.get("tuoi", "")),
            owner=good.get("nguoi"),
            thresholds=self.thresholds,
        )


class PeriodForm(forms.Form):
    """A period of days, first and last included."""

    tu = VietnameseDateField(label=gettext_lazy("Từ ngày"), missing=gettext_lazy("Chưa có ngày bắt đầu."))
    den = VietnameseDateField(label=gettext_lazy("Đến hết ngày"), missing=gettext_lazy("Chưa có ngày kết thúc."))

    def clean(self) -> dict[str, Any]:
        """The last day does not come before the first, and a register holds a year at most."""
        good = super().clean() or {}
        first, last = good.get("tu"), good.get("den")
        if isinstance(first, date) and isinstance(last, date):
            if last < first:
                self.add_error(
                    "den",
                    _("Ngày kết thúc trước ngày bắt đầu. Chọn ngày từ %(day)s trở đi.") % {"day": f"{first:%d/%m/%Y}"},
                )
            elif (last - first).days > 366:
                self.add_error("den", _("Sổ lập nhiều nhất cho một năm. Chọn khoảng ngắn hơn."))
        return good
