"""The ledger of apologies: numbers that open their rows, filters in the address, export."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from motcua.audit import log
from motcua.catalogue import queries as catalogue
from motcua.common import clock
from motcua.common.csv_lines import BOM, csv_line
from motcua.common.formats import day, instant
from motcua.desk.forms.apologies import LedgerForm, period
from motcua.desk.pages import apologies as pages
from motcua.desk.pages.addresses import changed
from motcua.domain.apologies import Tally
from motcua.dossiers import apology_policies as policies
from motcua.dossiers.queries import apology_ledger as ledger
from motcua.dossiers.queries.apology_ledger import NONE, By, Filters, Line, Standing
from motcua.organisation.http import OfficerRequest
from motcua.ui.files import csv_file

if TYPE_CHECKING:
    from motcua.dossiers.models import Apology

STANDINGS: Final[dict[Standing, str | Promise]] = {
    Standing.OWED: gettext_lazy("Phải xin lỗi"),
    Standing.IN_TIME: gettext_lazy("Gửi đúng lúc"),
    Standing.LATE: gettext_lazy("Gửi muộn"),
    Standing.STILL: gettext_lazy("Còn nợ"),
    Standing.OVERDUE: gettext_lazy("Nợ quá hạn gửi"),
    Standing.NOT_NEEDED: gettext_lazy("Không cần nữa"),
}
"""The columns of the ledger."""

SPLITS: Final[dict[By, str | Promise]] = {
    By.UNIT: gettext_lazy("Cơ quan"),
    By.PROCEDURE: gettext_lazy("Thủ tục"),
    By.OFFICER: gettext_lazy("Công chức giữ bước"),
    By.REASON: gettext_lazy("Nguyên nhân"),
}
"""What the ledger can be split by."""

_VALUE: Final = {By.UNIT: "don_vi", By.PROCEDURE: "thu_tuc", By.OFFICER: "cong_chuc", By.REASON: "nguyen_nhan"}
MOST_EXPORTED: Final = 100_000


@require_GET
def apologies(request: OfficerRequest) -> HttpResponse:
    """The ledger as the actor may see it: a table of numbers, and the duties that were asked for."""
    at = clock.now()
    form, filters, by = _asked(request)
    page, count = ledger.page(
        request.actor, filters, at, after=request.GET.get("after"), before=request.GET.get("before")
    )
    # The numbers keep every filter but the column itself: they are what the columns open.
    counted = ledger.rows(request.actor, replace(filters, standing=None), at)
    lines = ledger.lines(counted, by, at)
    total = ledger.total(counted, at)
    context = {
        "form": form,
        "by": by,
        "split": SPLITS[by],
        "standings": list(STANDINGS.values()),
        "lines": [(line, _named(line, by), _figures(request, line.tally, by, line.value)) for line in lines],
        "total": _figures(request, total, None, None),
        "rows": [pages.duty_row(apology, at) for apology in page.rows],
        "labels": _labels(page.rows),
        "page": page,
        "count": count,
        "exact": ledger.rows(request.actor, filters, at).count() if "dem" in request.GET else None,
        "exact_url": changed(request, dem="1"),
        "export": request.GET.urlencode(),
        "keeps": policies.keeps_lists(request.actor),
        "at": at,
    }
    return render(request, "desk/apologies.html", context)


@require_GET
def apologies_csv(request: OfficerRequest) -> StreamingHttpResponse:
    """The rows of the ledger under the same filters, as a file that spreadsheets open. No applicant stands in it."""
    at = clock.now()
    _form, filters, _by = _asked(request)
    rows = ledger.rows(request.actor, filters, at).select_related(*ledger.NAMED).order_by(*ledger.ORDER)
    log.write(request.actor.ref, "dossiers.apologies_exported", "ledger", "apologies", at=at)
    return csv_file(_lines_of(rows[:MOST_EXPORTED].iterator(), at), "so-xin-loi.csv")


def _lines_of(rows: "Iterator[Apology]", at: datetime) -> Iterator[str]:
    """The file line by line."""
    yield BOM + csv_line(_heads())
    for apology in rows:
        yield csv_line(_cells(apology, at))


def _heads() -> list[str]:
    return [
        _("Mã hồ sơ"),
        _("Cơ quan"),
        _("Mã thủ tục"),
        _("Thủ tục"),
        _("Bước"),
        _("Công chức giữ bước"),
        _("Ngày hẹn bị lỡ"),
        _("Hạn gửi thư"),
        _("Vì sao mở"),
        _("Nguyên nhân"),
        _("Tình trạng"),
        _("Bước của thư"),
        _("Số thư"),
        _("Gửi lúc"),
        _("Gửi bằng"),
        _("Ngày nhận"),
        _("Hẹn lại đến"),
    ]


def _cells(apology: "Apology", at: datetime) -> list[str]:
    row = pages.duty_row(apology, at)
    return [
        apology.dossier.code,
        apology.competent_unit.name,
        apology.procedure_version.procedure.code,
        apology.dossier.title,
        apology.step_name,
        apology.step_person.full_name if apology.step_person is not None else "",
        instant(apology.due_at),
        instant(apology.due_by),
        pages.ground_words(apology),
        apology.reason.name if apology.reason is not None else "",
        row.words,
        row.state,
        apology.number,
        instant(apology.sent_at) if apology.sent_at is not None else "",
        pages.sent_words(apology.sent_by),
        day(apology.delivered_on) if apology.delivered_on is not None else "",
        instant(apology.new_due_at) if apology.new_due_at is not None else "",
    ]


def _asked(request: OfficerRequest) -> tuple[LedgerForm, Filters, By]:
    """What the address asks for; what cannot be read narrows nothing."""
    form = LedgerForm(
        request.GET,
        standings=[(standing.value, str(words)) for standing, words in STANDINGS.items()],
        splits=[(by.value, str(words)) for by, words in SPLITS.items()],
    )
    form.is_valid()
    good = form.cleaned_data
    first, last = period(good)
    filters = Filters(
        standing=Standing(good["tinh_trang"]) if good.get("tinh_trang") else None,
        unit_id=good.get("don_vi"),
        procedure_id=good.get("thu_tuc"),
        person_id=good.get("cong_chuc"),
        reason_id=good.get("nguyen_nhan"),
        first=first,
        last=last,
    )
    return form, filters, By(good["theo"]) if good.get("theo") else By.UNIT


def _figures(request: OfficerRequest, tally: Tally, by: By | None, value: int | None) -> list[tuple[int, str, bool]]:
    """The numbers of a line, each with the address that opens exactly its rows, and whether it is red."""
    numbers = {
        Standing.OWED: tally.owed,
        Standing.IN_TIME: tally.in_time,
        Standing.LATE: tally.late,
        Standing.STILL: tally.still,
        Standing.OVERDUE: tally.overdue,
        Standing.NOT_NEEDED: tally.not_needed,
    }
    narrowed = {} if by is None else {_VALUE[by]: str(value)}
    return [
        (number, changed(request, tinh_trang=standing.value, **narrowed), standing is Standing.OVERDUE and number > 0)
        for standing, number in numbers.items()
    ]


def _named(line: Line, by: By) -> str:
    if line.value != NONE:
        return line.name
    return _("Chưa có người nhận") if by is By.OFFICER else _("Chưa ghi nguyên nhân")


def _labels(rows: "list[Apology]") -> Any:
    return catalogue.labels({apology.procedure_version_id for apology in rows})
