"""What the pages of declared figures show."""

from typing import Any

from django.utils.translation import gettext as _

from motcua.common import formats
from motcua.domain.consistency import check
from motcua.domain.indicators.definitions import HUNDRED
from motcua.domain.indicators.values import Period
from motcua.domain.published import WORDS
from motcua.domain.ruling import Verdict
from motcua.domain.typed_figures import name_of
from motcua.reporting.models import DeclaredFigure
from motcua.reporting.opening.words import period_words
from motcua.reporting.reports.layout import QUALIFIERS
from motcua.reporting.reports.queries.declared import as_table, declared_for, typed
from motcua.reporting.reports.told import VERDICTS


def line_of(row: DeclaredFigure) -> dict[str, Any]:
    """A declared figure in words."""
    figure = typed(row)
    before = QUALIFIERS[figure.qualifier]
    return {
        "row": row,
        "name": name_of(row.code).render(_),
        "period": row.label or period_words(Period(row.starts, row.ends)),
        "before": _(before) if before else "",
        "value": _value(row),
        "base": _(WORDS[figure.base]) if figure.base is not None else "",
        "is_rate": figure.is_rate,
    }


def _value(row: DeclaredFigure) -> str:
    value = typed(row).value
    if value is None:
        return _("không có con số")
    return formats.percent(value / HUNDRED, row.places) if typed(row).is_rate else formats.number(value)


def findings_beside(row: DeclaredFigure) -> list[tuple[str, str, str]]:
    """What the rules say of everything declared for the same unit and period: rule, verdict, sentence."""
    rows = declared_for([row.unit_id], Period(row.starts, row.ends), row.declared_at)
    found = check(as_table(rows))
    return [
        (each.rule.value, _(VERDICTS[each.verdict]), f"{each.scope}: {each.text.render(_)}")
        for each in found
        if each.verdict in (Verdict.FAILS, Verdict.WARNS)
    ]
