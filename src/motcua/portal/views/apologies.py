"""What anybody may know of apologies: how many each office owed, and how it kept that. Numbers only, no names."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from motcua.common import clock
from motcua.domain.apologies import Tally
from motcua.domain.worktime import local_date
from motcua.dossiers.queries.apology_ledger import public_lines

FIRST_YEAR = 2018


@require_GET
def apologies(request: HttpRequest) -> HttpResponse:
    """Per office: owed, sent in time, sent late, still owed, for the duties of one year."""
    at = clock.now()
    today = local_date(at)
    year = _year(request.GET.get("nam", ""), today.year)
    lines = public_lines(date(year, 1, 1), date(year, 12, 31), at)
    context: dict[str, Any] = {
        "lines": lines,
        "total": sum((line.tally for line in lines), start=Tally()),
        "year": year,
        "before": year - 1 if year > FIRST_YEAR else None,
        "after": year + 1 if year < today.year else None,
        "at": at,
    }
    return render(request, "portal/apologies.html", context)


def _year(text: str, present: int) -> int:
    """The year asked for, if it is one that can have figures; else the present one."""
    return int(text) if text.isdigit() and len(text) == 4 and FIRST_YEAR <= int(text) <= present else present
