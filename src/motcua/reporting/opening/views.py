"""Pages behind a figure: all definitions, one of them, and the rows that a figure counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from motcua.common import clock
from motcua.common.pagination import Count, first_row, neighbours, number_in
from motcua.domain.errors import NotFound
from motcua.domain.indicators import index766, registry
from motcua.domain.indicators.definitions import DUE_WORDS, PRECISION_WORDS, Definition, Kind
from motcua.domain.indicators.examples import QUARTER, RATE_SCORED
from motcua.domain.indicators.sources import INDEX_766, SCORING_2018
from motcua.domain.indicators.values import Period
from motcua.domain.instants import local_date
from motcua.figures import queries as figures
from motcua.figures.questions import Part, Question
from motcua.reporting.opening import timed, words, worked
from motcua.reporting.opening.addresses import definition_url, figure_url
from motcua.reporting.opening.asked import QuestionForm
from motcua.reporting.opening.grouping import GROUPS
from motcua.reporting.opening.lines import dossier_lines, stay_lines
from motcua.reporting.opening.units import allowed
from motcua.reporting.reports.policies import readable_units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from motcua.organisation.http import OfficerRequest
    from motcua.reporting.opening.timed import Mark

PAGE: Final = 50


@require_GET
def definitions(request: HttpRequest) -> HttpResponse:
    """Every figure by name, and the two scorings that figures feed."""
    groups = [
        (_(name), [(each, _(each.name), _(words.KIND_WORDS[each.kind]), worked.result(each.code)) for each in found])
        for name, found in GROUPS
    ]
    context = {
        "groups": groups,
        "index_groups": [
            (
                _(index766.GROUP_WORDS[group]),
                index766.GROUP_POINTS[group],
                [(item, worked.score(item)) for item in index766.ITEMS if item.group is group],
            )
            for group in index766.Group
        ],
        "index_source": INDEX_766,
        "rate_scored": RATE_SCORED,
        "nine": worked.of_nine(),
        "nine_source": SCORING_2018,
        "base": _base(request),
    }
    return render(request, "reporting/opening/definitions.html", context)


@require_GET
def definition(request: HttpRequest, code: str) -> HttpResponse:
    """One figure: what it counts, by which text, what its source leaves open; and what it is this month."""
    found = _definition(code)
    context: dict[str, Any] = {
        "code": code,
        "definition": found,
        "kind": _(words.KIND_WORDS[found.kind]),
        "precision": _(PRECISION_WORDS[found.precision]),
        "due": _(DUE_WORDS[found.due]),
        "is_rate": found.kind is Kind.RATE,
        "example": worked.example(code),
        "example_period": words.period_words(QUARTER),
        "base": _base(request),
    }
    question = _this_month(request)
    if question is not None:
        context |= {"figure": figures.figures([code], question)[code], "question": question}
        context["period"] = words.period_words(question.period)
    return render(request, "reporting/opening/definition.html", context)


def _definition(code: str) -> Definition[Any]:
    if code not in registry.ALL:
        raise NotFound(what=code)
    return registry.ALL[code]


def _base(request: HttpRequest) -> str:
    """Definitions are public; whoever signed in keeps the menu."""
    return "ui/officer.html" if request.user.is_authenticated else "reporting/opening/public.html"


def _this_month(request: HttpRequest) -> Question | None:
    """The running month for what the officer may ask; None for whoever may ask nothing."""
    actor = getattr(request, "actor", None)
    units = frozenset() if actor is None else readable_units(actor)
    if units is not None and not units:
        return None
    today = local_date(clock.now())
    following = today.replace(year=today.year + today.month // 12, month=today.month % 12 + 1, day=1)
    return Question(period=Period(today.replace(day=1), following), units=units)


@require_GET
def rows(request: OfficerRequest, code: str) -> HttpResponse:
    """The rows that a figure counts, or divides by: as many as its number says, fifty on a page."""
    found = _definition(code)
    form = QuestionForm(request.GET)
    context: dict[str, Any] = {"code": code, "definition": found, "form": form}
    if not form.is_valid():
        return render(request, "reporting/opening/rows.html", context, status=422)
    question, part = form.question(), form.part()
    question = replace(question, units=_readable(request, question.units))
    found_marks = timed.marks(code, question) if found.measure is not None and part is Part.COUNTED else []
    page = _timed_page(request, code, question, found_marks) if found_marks else _page(request, code, question, part)
    context |= {
        "marks": found_marks,
        "question": question,
        "figure": figures.figures([code], question)[code],
        "is_rate": found.kind is Kind.RATE,
        "base_shown": part is Part.BASE,
        "counted_url": figure_url(code, question),
        "base_url": figure_url(code, question, Part.BASE),
        "definition_url": definition_url(code),
        "period": words.period_words(question.period),
        "filters": words.question_words(question),
        "count": Count(page.total, exact=True),
        "page": page,
        "stays": code in registry.OF_STEPS,
        "rows": stay_lines(request.actor, page.rows)
        if code in registry.OF_STEPS
        else dossier_lines(request.actor, page.rows, question.known_at),
    }
    if found_marks:
        _mark(context["rows"], found_marks, page.first)
    return render(request, "reporting/opening/rows.html", context)


def _readable(request: OfficerRequest, units: frozenset[int] | None) -> frozenset[int] | None:
    """The units of the address, less those of others; who asks only for others finds nothing here."""
    found = allowed(request.actor, units)
    if found is not None and not found:
        raise NotFound(what=_("đơn vị"))
    return found


@dataclass(frozen=True, slots=True)
class _Page:
    """Ids of one page, and the keys that lead to its neighbours, as `common.pagination` names them."""

    rows: list[int]
    previous: str | None
    next: str | None
    total: int
    first: int = 0


def _page(request: OfficerRequest, code: str, question: Question, part: Part) -> _Page:
    total = figures.count_rows(code, question, part=part)
    before, after = (number_in(request.GET.get(name, "")) for name in ("before", "after"))
    if before is not None and after is None:
        found = figures.row_ids(code, question, part=part, before=before, limit=PAGE + 1)
        more, ids = len(found) > PAGE, found[-PAGE:]
        earlier, later = more, bool(ids)
    else:
        found = figures.row_ids(code, question, part=part, after=after or 0, limit=PAGE + 1)
        more, ids = len(found) > PAGE, found[:PAGE]
        earlier, later = bool(after and ids), more
    return _Page(ids, str(ids[0]) if earlier else None, str(ids[-1]) if later else None, total)


def _timed_page(request: OfficerRequest, code: str, question: Question, marks: Sequence[Mark]) -> _Page:
    """From the quickest to the slowest: the keys are numbers of rows, and a mark opens the page on which it lies."""
    asked = next((mark for mark in marks if str(mark.percent) == request.GET.get("moc")), None)
    first = first_row(request.GET, PAGE)
    if first is None:
        first = 0 if asked is None else (asked.rank - 1) // PAGE * PAGE
    ids, more = timed.page_of(code, question, first=first, limit=PAGE)
    total = figures.count_rows(code, question)
    return _Page(ids, *neighbours(first, PAGE, more=more), total, first)


def _mark(lines: Sequence[dict[str, Any]], marks: Sequence[Mark], first: int) -> None:
    """Say at the rows on which marks lie which ones these are."""
    for mark in marks:
        place = mark.rank - first - 1
        if 0 <= place < len(lines):
            lines[place].setdefault("marks", []).append(mark.name)
