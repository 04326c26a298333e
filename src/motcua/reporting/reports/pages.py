"""What the pages of reports show, made ready for their templates."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.common import formats
from motcua.domain.indicators.definitions import HUNDRED, percentage
from motcua.domain.indicators.registry import OF_DOSSIERS
from motcua.domain.instants import local_date
from motcua.domain.report_checks import claimed
from motcua.domain.report_periods import NUMBERED, PeriodKind, last_closed
from motcua.domain.report_sheets import (
    KIND_NAMES,
    TITLES,
    Origin,
    Part,
    Sheet,
    SheetKind,
    placed,
    total,
)
from motcua.domain.report_states import ACTION_WORDS, STATE_WORDS, ReportAction, ReportState, possible
from motcua.domain.ruling import RULE_WORDS, Finding, Rule, Verdict
from motcua.organisation import queries as organisation
from motcua.organisation.actors import Actor
from motcua.reporting.exports.formats import FORMATS
from motcua.reporting.models import Report, ReportVersion
from motcua.reporting.reports.freezing import thawed
from motcua.reporting.reports.heads import one_stop_head
from motcua.reporting.reports.layout import (
    Cell,
    Line,
    Scored,
    lines_of,
    name_of,
    qualified,
    scored,
)
from motcua.reporting.reports.numbers import changed, compared_index, compared_lines, number
from motcua.reporting.reports.opening import Opener, count_of
from motcua.reporting.reports.policies import Right, can
from motcua.reporting.reports.queries.declared import declared_for, typed
from motcua.reporting.reports.queries.reports import period_of_report, sheet_of, versions_of
from motcua.reporting.reports.services.reporting import RIGHTS, findings_of
from motcua.reporting.reports.told import codes_shown, period_words, told_of
from motcua.ui.parts import TimelineEntry

ICONS = {
    ReportState.COLLECTING: "pencil-square",
    ReportState.CHECKED: "clipboard-check",
    ReportState.APPROVED: "check2-square",
    ReportState.SUBMITTED: "send",
    ReportState.RECEIVED: "inbox",
    ReportState.RETURNED: "arrow-return-left",
}
ACTION_ICONS = {
    ReportAction.COLLECT: "arrow-repeat",
    ReportAction.CHECK: "clipboard-check",
    ReportAction.APPROVE: "check2-square",
    ReportAction.SUBMIT: "send",
    ReportAction.RECEIVE: "inbox",
    ReportAction.RETURN: "arrow-return-left",
    ReportAction.HAND_BACK: "arrow-return-left",
    ReportAction.CORRECT: "pencil-square",
}
_FORWARD = frozenset({ReportAction.CHECK, ReportAction.APPROVE, ReportAction.SUBMIT, ReportAction.RECEIVE})

WITH_PROCEDURES: Final = "?thu-tuc=co"
"""What the address of a report says of form 06 that is read procedure by procedure."""


@dataclass(frozen=True)
class Button:
    """A step that the reader may take now; `main` is the one that leads on; `blocked` says that rules fail."""

    action: ReportAction
    words: str
    icon: str
    main: bool
    blocked: bool


def address(report: Report, *, procedures: bool = False) -> str:
    """The page of a report, procedure by procedure where it is read so."""
    return reverse("reporting:report", args=[report.public_id]) + (WITH_PROCEDURES if procedures else "")


def state_words(report: Report) -> tuple[str, str]:
    """The state of a report: icon and words."""
    state = ReportState(report.state)
    return ICONS[state], _(STATE_WORDS[state])


def row_of(report: Report) -> dict[str, Any]:
    """A line of the list."""
    icon, words = state_words(report)
    return {
        "report": report,
        "name": _(KIND_NAMES[SheetKind(report.kind)]),
        "period": period_of_report(report).label.render(_),
        "icon": icon,
        "state": words,
        "last": period_of_report(report).last_day,
    }


def next_period(at: datetime) -> dict[str, object]:
    """What is offered to report on: the last quarter that is over."""
    period = last_closed(PeriodKind.QUARTER, local_date(at))
    number = period.number if period.kind in NUMBERED else None
    return {"period": period.kind.value, "year": period.year, "number": number}


def facts_of(report: Report) -> list[tuple[str, str]]:
    """What a confirmation repeats."""
    return [
        (_("Báo cáo"), _(KIND_NAMES[SheetKind(report.kind)])),
        (_("Đơn vị"), report.unit.name),
        (_("Kỳ"), period_of_report(report).label.render(_)),
        (_("Bản"), str(report.version)),
    ]


def effect_of(action: ReportAction) -> str:
    """What follows a step."""
    words = {
        ReportAction.CHECK: _("Quy tắc K-01 đến K-08 được xét lại; báo cáo không khớp thì không qua."),
        ReportAction.APPROVE: _("Sau khi duyệt, báo cáo chỉ còn chờ gửi."),
        ReportAction.SUBMIT: _(
            "Từng hồ sơ được đếm lại rồi đóng dấu; sau đó số liệu đứng yên, muốn sửa thì lập bản mới."
        ),
        ReportAction.RECEIVE: _("Đơn vị gửi thấy báo cáo đã được tiếp nhận."),
        ReportAction.RETURN: _("Đơn vị gửi phải lập bản sửa rồi gửi lại."),
        ReportAction.HAND_BACK: _("Báo cáo trở lại bước tổng hợp."),
        ReportAction.CORRECT: _("Mở bản mới để tổng hợp lại; bản đã gửi được giữ nguyên."),
    }
    return words.get(action, "")


def context_of(report: Report, actor: Actor, *, procedures: bool = False) -> dict[str, Any]:
    """Everything the page of a report shows; of form 06 on demand every procedure."""
    sheet = sheet_of(report)
    icon, words = state_words(report)
    context: dict[str, Any] = {
        "report": report,
        "name": _(KIND_NAMES[SheetKind(report.kind)]),
        "title": _(TITLES[SheetKind(report.kind)]),
        "period": period_words(period_of_report(report)),
        "icon": icon,
        "state": words,
        "versions": versions_of(report),
        "timeline": _timeline(report),
    }
    if sheet is None:
        return context | {"buttons": _buttons(report, actor, blocked=False)}
    found = findings_of(report)
    own = report.collected_by_id is not None and report.collected_by_id == actor.id
    wrong = [each for each in found if each.verdict is Verdict.FAILS]
    told = told_of(report, sheet, found)
    return context | {
        "buttons": _buttons(report, actor, blocked=bool(wrong), own=own),
        "waits": own and report.state == ReportState.COLLECTING and can(actor, Right.CHECK, report.unit_id),
        "wrong": [(each.rule.value, each.scope, each.text.render(_)) for each in wrong],
        "rules": _rules(found),
        "claims": _claims(report, sheet),
        "facts": told.facts,
        **_figures(report, sheet, 0, procedures=procedures),
    }


def _buttons(report: Report, actor: Actor, *, blocked: bool, own: bool = False) -> list[Button]:
    """What the reader may do next; who collected the figures is not offered to check them."""
    return [
        Button(
            action,
            _(ACTION_WORDS[action]),
            ACTION_ICONS[action],
            action in _FORWARD or (action is ReportAction.COLLECT and report.content is None),
            blocked and action in (ReportAction.CHECK, ReportAction.APPROVE, ReportAction.SUBMIT),
        )
        for action in possible(ReportState(report.state))
        if can(actor, RIGHTS[action], report.unit_id)
        and not (own and action is ReportAction.CHECK)
        and (report.content is not None or action is ReportAction.COLLECT)
    ]


def _figures(report: Report, sheet: Sheet, version: int, *, procedures: bool) -> dict[str, Any]:
    opener = Opener(report, sheet, version)
    context: dict[str, Any] = {
        "sheet": sheet,
        "kind": sheet.kind.value,
        "parts": [_part(part, sheet) for part in sheet.parts],
        "codes": codes_shown(sheet),
    }
    if sheet.kind is SheetKind.INDEX_766:
        found = scored(sheet)
        return context | {
            "scored": found,
            "groups": _groups(found, opener),
            "compared_items": compared_index(sheet, opener),
            "year_before": sheet.year_before,
        }
    lines = lines_of(sheet, procedures=procedures)
    return context | {
        "procedures": procedures,
        "kept": WITH_PROCEDURES if procedures else "",
        "divided": any(part.procedures for part in sheet.parts),
        "lines": [(line, [(cell, opener.address(cell), _label(line, cell)) for cell in line.cells]) for line in lines],
        "kpi": _kpi(lines[-1], opener),
        "head": one_stop_head() if sheet.kind is SheetKind.ONE_STOP else [],
        "compared": compared_lines(sheet, lines[-1], opener),
        "year_before": sheet.year_before,
    }  # fmt: skip


def _label(line: Line, cell: Cell) -> str:
    column = cell.code.removeprefix("form06.")
    said = {"line": line.name, "column": column, "count": formats.number(cell.count.value) if cell.count else "–"}
    return _("%(line)s, cột %(column)s: %(count)s hồ sơ") % said


def _kpi(whole: Line, opener: Opener) -> dict[str, Any]:
    """The four main numbers over the table; the rate is computed from the counts."""
    cells = {cell.code: cell for cell in whole.cells}
    found: dict[str, Any] = {
        name: number(cells[code].count, opener.address(cells[code]))
        for name, code in (("to_handle", "form06.3"), ("resolved", "form06.7"), ("overdue", "form06.13"),
                           ("carried", "form06.6"), ("pending", "form06.11"))
    }  # fmt: skip
    counts = {code: cells[code].count for code in ("form06.7", "form06.8", "form06.9")}
    if all(count is not None for count in counts.values()):
        early, on_time, resolved = (
            count.value if (count := counts[code]) else 0 for code in ("form06.8", "form06.9", "form06.7")
        )
        share = percentage(early + on_time, resolved)
        found["rate"] = None if share is None else share / HUNDRED
        found["rate_url"] = opener.on_time()
    return found


def _groups(found: Scored, opener: Opener) -> list[dict[str, Any]]:
    """The groups of the index; each item with the addresses of its two numbers."""
    return [
        {
            "name": group.name,
            "written": group.written,
            "out_of": group.out_of,
            "lines": [(line, *(opener.address(cell) for cell in line.cells)) for line in group.items],
        }
        for group in found.groups
    ]


def _part(part: Part, sheet: Sheet) -> dict[str, Any]:
    codes = sheet.codes
    return {
        "part": part,
        "declared": part.origin is Origin.DECLARED,
        "total": total(part.rows, codes).cells.get(codes[0]),
        "url": reverse("reporting:report_version", args=[part.report, part.version]) if part.report else "",
    }


def _rules(found: list[Finding]) -> list[dict[str, Any]]:
    """Each rule with how many lines hold, and what it says where it does not."""
    shown = []
    for rule in Rule:
        mine = [each for each in found if each.rule is rule]
        if mine:
            verdicts = Counter(each.verdict for each in mine)
            shown.append(
                {
                    "rule": rule.value,
                    "words": _(RULE_WORDS[rule]),
                    "holds": verdicts[Verdict.HOLDS],
                    "all": len(mine),
                    "fails": verdicts[Verdict.FAILS],
                    "warns": verdicts[Verdict.WARNS],
                    "said": [each.text.render(_) for each in mine if each.verdict is not Verdict.HOLDS],
                }
            )
    return shown


def _claims(report: Report, sheet: Sheet) -> list[tuple[str, str]]:
    """What declared figures say against the records, rule and sentence; they block nothing."""
    if report.known_at is None or sheet.kind is not SheetKind.FORM_06:
        return []
    units = {part.unit_id for part in sheet.parts if part.origin is Origin.RECORDS}
    figures = [typed(row) for row in declared_for(units, period_of_report(report).period, report.known_at)]
    found = claimed(sheet, figures, organisation.unit_names(units, period_of_report(report).last_day))
    return [(each.rule.value, f"{each.scope}: {each.text.render(_)}") for each in found]


def _timeline(report: Report) -> list[TimelineEntry]:
    return [
        TimelineEntry(
            what=_(ACTION_WORDS[ReportAction(event.action)]),
            at=event.at,
            icon=ACTION_ICONS[ReportAction(event.action)],
            who=event.actor_label,
            detail=event.reason,
            before=_(STATE_WORDS[ReportState(event.before)]) if event.before != event.after else "",
            after=_(STATE_WORDS[ReportState(event.after)]) if event.before != event.after else "",
        )
        for event in report.events.order_by("-seq")
    ]


def version_context(report: Report, version: ReportVersion, *, procedures: bool = False) -> dict[str, Any]:
    """A frozen version; of form 06 on demand every procedure."""
    sheet = thawed(version.content)
    return {
        "report": report,
        "version": version,
        "name": _(KIND_NAMES[sheet.kind]),
        "period": period_words(period_of_report(report)),
        "changes": changed(report, version, sheet),
        "formats": list(FORMATS),
        "facts": told_of(report, sheet, [], version).facts,
        **_figures(report, sheet, version.version, procedures=procedures),
    }


def parts_context(report: Report, sheet: Sheet, cell: Cell, version: int) -> dict[str, Any]:
    """The parts of one number."""
    opener = Opener(report, sheet, version)
    place = ("", "") if cell.whole else (cell.section, cell.key)
    rows = placed(sheet.parts, sheet.codes).get(place)
    return {
        "report": report,
        "cell": cell,
        "name": _(KIND_NAMES[sheet.kind]),
        "line": _("Tổng cộng") if cell.whole else "" if rows is None else name_of(rows),
        "count": (count := rows.cells.get(cell.code) if rows is not None else None),
        "before": qualified(count),
        "parts": [
            (part, number(count, opener.of_part(part, cell), part.name))
            for part in sheet.parts
            if (count := count_of(part, cell)) is not None
        ],
        "silent": [part.name for part in sheet.parts if count_of(part, cell) is None],
        "missing": [each.name for each in sheet.missing],
        "definition": cell.code in OF_DOSSIERS,
    }
