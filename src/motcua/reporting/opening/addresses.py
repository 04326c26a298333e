"""Addresses of definitions and of rows: a question written into a URL, so that a figure opens wherever it stands."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from django.urls import reverse

from motcua.domain.indicators.values import Dimension
from motcua.figures.questions import Part
from motcua.reporting.opening.units import Below

if TYPE_CHECKING:
    from motcua.figures.questions import Question

UNIT_BY: Final = {
    Dimension.COMPETENT_UNIT: "giai-quyet",
    Dimension.RECEIVING_UNIT: "tiep-nhan",
    Dimension.EXECUTING_UNIT: "thuc-hien",
}
"""In which sense a dossier is a unit's; the first is meant where an address says nothing."""

ONLY: Final = {
    Dimension.FIELD: "linh-vuc",
    Dimension.PROCEDURE: "thu-tuc",
    Dimension.CHANNEL: "kenh",
    Dimension.OFFICER: "nguoi",
    Dimension.LEVEL: "cap",
    Dimension.STEP: "buoc",
    Dimension.COMPETENT_UNIT: "dv-giai-quyet",
    Dimension.RECEIVING_UNIT: "dv-tiep-nhan",
    Dimension.EXECUTING_UNIT: "dv-thuc-hien",
}
"""The parameter of each dimension that rows are narrowed by."""

UNKNOWN: Final = "-"
"""The value of rows that do not know theirs."""


def definition_url(code: str) -> str:
    """The address of a definition."""
    return reverse("reporting:definition", args=[code])


def figure_url(code: str, question: Question, part: Part = Part.COUNTED, mark: int | None = None) -> str:
    """The address of the rows that a figure counts, or of those that it divides by; of a time with a mark (`mark` of a
    hundred rows take no longer) the page on which it lies.
    """
    found = parameters(question, part) | ({} if mark is None else {"moc": str(mark)})
    written = urlencode(found, safe="/,")  # dates and lists as people read them: addresses stand on paper too
    return f"{reverse('reporting:figure_rows', args=[code])}?{written}"


def parameters(question: Question, part: Part = Part.COUNTED) -> dict[str, str]:
    """A question as the parameters of an address; `den` is the last day, as people say it."""
    last = question.period.ends - timedelta(days=1)
    found = {"tu": f"{question.period.starts:%d/%m/%Y}", "den": f"{last:%d/%m/%Y}"}
    if question.known_at is not None:
        found["luc"] = question.known_at.isoformat()
    if question.unit_by is not Dimension.COMPETENT_UNIT:
        found["theo"] = UNIT_BY[question.unit_by]
    if isinstance(question.units, Below):
        found |= {"don-vi": str(question.units.root), "ca-duoi": "co"}
    elif question.units is not None:
        found["don-vi"] = _joined(question.units)
    found |= {ONLY[dimension]: _joined(values) for dimension, values in question.only}
    return found if part is Part.COUNTED else {**found, "phan": "mau-so"}


def _joined(values: frozenset[object]) -> str:
    return ",".join(sorted(UNKNOWN if value is None else str(value) for value in values))
