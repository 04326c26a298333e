"""`{% load dossier_rows %}`: the rows of a list of dossiers, written by Python.

A page has fifty of them and most of its words stand there: as a template each row took ten times as long, and the work
list is the page that is opened all day. What comes from the store is escaped where it is put in.
"""

from collections.abc import Sequence
from html import escape

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from motcua.common.formats import instant_table, local
from motcua.desk.pages.rows import ListRow
from motcua.desk.pages.time_marks import TimeMark
from motcua.desk.templatetags.desk import live_badge
from motcua.domain.remaining import TimeState

register = template.Library()

NONE = '<span class="mc-zero">–</span>'
TIME = '<span class="mc-sm mc-nowrap {}">{}</span>'
ROW = (
    '<tr data-row>{tick}<td class="tm">{time}</td><td><a class="mc-code" href="{url}" data-open>{code}</a></td>'
    '<td class="who">{owner}</td><td class="proc">{label}</td><td class="at">{step}{holder}</td>'
    '<td class="mc-num" data-k="{due_label}">{due}{accepted}</td></tr>\n'
)
TICK = '<td class="ck"><input class="form-check-input" type="checkbox" name="codes" value="{}" aria-label="{}"></td>'
SUB = '<span class="sub">{}</span>'


@register.simple_tag
def dossier_rows(rows: Sequence[ListRow], tick: object = False) -> SafeString:  # noqa: FBT002  a tag's argument
    """`{% dossier_rows rows tick %}`: the lines of `desk/rows.html`; `tick` puts a box before each."""
    due_label, chosen, received = escape(_("Hẹn trả")), _("Chọn %(code)s"), _("nhận %(day)s")
    drawn = []
    for row in rows:
        dossier, code = row.dossier, escape(row.dossier.code)
        whose = dossier.holder.full_name if dossier.holder is not None else row.unit
        accepted = dossier.accepted_at
        drawn.append(
            ROW.format(
                tick=TICK.format(code, escape(chosen % {"code": dossier.code})) if tick else "",
                time=_time(row.mark),
                url=escape(reverse("desk:dossier", args=[dossier.code])),
                code=code,
                owner=escape(dossier.owner_name),
                label=escape(row.label),
                step=escape(row.step),
                holder=SUB.format(escape(whose)) if whose else "",
                due_label=due_label,
                due=_due(row),
                accepted=SUB.format(escape(received % {"day": f"{local(accepted):%d/%m}"})) if accepted else "",
            )
        )
    return mark_safe("".join(drawn))  # noqa: S308  every value is escaped where it is put in


def _time(mark: TimeMark) -> str:
    if mark.state is not None:
        return live_badge(mark)
    if not mark.badge:
        return NONE
    return TIME.format("t-late" if mark.ended_late else "mc-soft", escape(mark.badge))


def _due(row: ListRow) -> str:
    if row.mark.state is TimeState.PAUSED:
        return NONE
    return "–" if row.dossier.due_at is None else escape(instant_table(row.dossier.due_at))
