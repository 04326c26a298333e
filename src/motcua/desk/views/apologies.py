"""The ledger of apologies: numbers that open their rows, filters in the address, export."""

from dataclasses import replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
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
from motcua.desk.forms.apologies import LedgerForm, period
from motcua.desk.pages import apologies as pages
from motcua.desk.pages import apology_file as file
from motcua.desk.pages.addresses import changed
from motcua.domain.apologies import Tally
from motcua.dossiers import apology_policies as policies
from motcua.dossiers.queries import apology_ledger as ledger
from motcua.dossiers.queries.apology_ledger import NONE, By, Filters, Line, Standing
from motcua.organisation.http import OfficerRequest
from motcua.reporting.exports.formats.spreadsheet import Xlsx
from motcua.ui.files import csv_file, saved

if TYPE_CHECKING:
    from collections.abc import Iterator

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
PORTION: Final = 1_000


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
    return csv_file(file.csv_lines(_exported(request, at), at), f"{file.NAME}.csv")


@require_GET
def apologies_xlsx(request: OfficerRequest) -> HttpResponse:
    """The same as a workbook: real dates, a heading that stays, a filter."""
    at = clock.now()
    rows = _exported(request, at)
    with TemporaryDirectory() as folder:
        path = Path(folder) / file.NAME
        with Xlsx(path, file.table(at)) as book:
            while portion := list(islice(rows, PORTION)):
                book.write([file.values(apology, at) for apology in portion])
        return saved(path.read_bytes(), f"{file.NAME}.xlsx", Xlsx.media_type)


def _exported(request: OfficerRequest, at: datetime) -> "Iterator[Apology]":
    """The duties that the address asks for, latest first; that they were exported is logged."""
    _form, filters, _by = _asked(request)
    rows = ledger.rows(request.actor, filters, at).select_related(*ledger.NAMED).order_by(*ledger.ORDER)
    log.write(request.actor.ref, "dossiers.apologies_exported", "ledger", "apologies", at=at)
    return rows[:MOST_EXPORTED].iterator(chunk_size=PORTION)


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
        mine=bool(good.get("viec")),
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
