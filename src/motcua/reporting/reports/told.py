"""What stands around the figures of a report, in words: the same on the page, on paper and in the workbook."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.common import formats
from motcua.domain.indicators import index766
from motcua.domain.indicators.registry import OF_DOSSIERS
from motcua.domain.indicators.sources import FORM_06, FORM_06A, INDEX_766
from motcua.domain.report_periods import KIND_WORDS, REGIMES, PeriodKind, ReportPeriod
from motcua.domain.report_sheets import KIND_NAMES, NUMERATOR, TITLES, Origin, Part, Sheet, SheetKind
from motcua.domain.report_states import STATE_WORDS, ReportState
from motcua.domain.ruling import Finding, Verdict
from motcua.organisation import queries as organisation
from motcua.reporting.models import Report, ReportVersion
from motcua.reporting.reports.counting import DEFINITION_OF
from motcua.reporting.reports.layout import column_name, nameless
from motcua.reporting.reports.queries.reports import period_of_report

VERDICTS = {
    Verdict.FAILS: gettext_noop("SAI"),
    Verdict.WARNS: gettext_noop("lưu ý"),
}
"""What is told on paper: what fails and what to note; the rest is on the page."""


_LAYOUTS = {
    SheetKind.ONE_STOP: gettext_noop(
        "Phần mềm tự đặt: không tìm thấy biểu chính thức cho Bộ phận Một cửa; cột 6 đến 16 là cột 3 đến 13 của Biểu 06."
    ),
    SheetKind.INDEX_766: gettext_noop(
        "Phần mềm tự đặt: mục, điểm và ngưỡng đọc ở nguồn thứ cấp, như Cổng Dịch vụ công quốc gia dùng tháng 10/2026."
    ),
}
"""Of which sheets no official layout was found; form 06 has one."""


@dataclass(frozen=True)
class Told:
    """Words around a report: `facts` are label and value, the other sequences one sentence each."""

    form: str
    source: str
    title: str
    unit: str
    receiver: str
    period: str
    measure: str
    facts: Sequence[tuple[str, str]]
    units: Sequence[str]
    definitions: Sequence[tuple[str, str]]
    findings: Sequence[str]
    changes: "Sequence[ChangedLine]"


@dataclass(frozen=True)
class ChangedLine:
    """One number that a version gives otherwise than the one before: the line, the figure and its code, both values."""

    line: str
    figure: str
    code: str
    before: str
    after: str

    @property
    def words(self) -> str:
        """`Hộ tịch, Số hồ sơ đã giải quyết (form06.7): 176 → 178`."""
        return _("%(line)s, %(code)s: %(before)s → %(after)s") % {
            "line": self.line,
            "code": f"{self.figure} ({self.code})",
            "before": self.before,
            "after": self.after,
        }


def period_words(period: ReportPeriod) -> str:
    """`Kỳ báo cáo: quý I/2026 (từ 15/12/2025 đến hết 14/03/2026)`."""
    said = {
        "label": period.label.render(_),
        "first": formats.day(period.period.starts),
        "last": formats.day(period.last_day),
    }
    return _("Kỳ báo cáo: %(label)s (từ %(first)s đến hết %(last)s)") % said


def told_of(report: Report, sheet: Sheet, findings: Sequence[Finding], version: ReportVersion | None = None) -> Told:
    """The words of a report as it stands, or of a frozen version of it."""
    period = period_of_report(report)
    names = organisation.unit_names([report.unit_id], period.last_day)
    above = organisation.ancestor_ids(report.unit_id)[1:]
    receiver = organisation.unit_names(above[:1], period.last_day)
    source = _source(sheet.kind, period)
    return Told(
        form=_(KIND_NAMES[sheet.kind]),
        source=source,
        title=_(TITLES[sheet.kind]),
        unit=names[report.unit_id],
        receiver=_("Đơn vị nhận báo cáo: %(unit)s") % {"unit": receiver[above[0]]} if receiver else "",
        period=period_words(period),
        measure=_("Đơn vị tính: số hồ sơ thủ tục hành chính") if sheet.kind is not SheetKind.INDEX_766 else "",
        facts=_facts(report, period, source, version),
        units=[_unit_words(part) for part in sheet.parts],
        definitions=[(code, _definition(code)) for code in codes_shown(sheet)],
        findings=[_finding_words(each) for each in findings if each.verdict in VERDICTS],
        changes=changed_lines(sheet.kind, version.changes if version is not None else []),
    )


def _source(kind: SheetKind, period: ReportPeriod) -> str:
    if kind is SheetKind.INDEX_766:
        return INDEX_766.text if INDEX_766.in_force(period.last_day) else ""
    if kind is SheetKind.FORM_06:
        return next((each.text for each in (FORM_06A, FORM_06) if each.in_force(period.last_day)), "")
    return ""


def _facts(report: Report, period: ReportPeriod, source: str, version: ReportVersion | None) -> list[tuple[str, str]]:
    sheet_kind = SheetKind(report.kind)
    regime = next(each for each in REGIMES if each.code == report.regime)
    own = period.kind in (PeriodKind.CALENDAR_MONTH, PeriodKind.FREE)
    known_at = version.known_at if version is not None else report.known_at
    state = _("Đã gửi") if version is not None else _(STATE_WORDS[ReportState(report.state)])
    facts = [
        (_("Kỳ báo cáo"), period.label.render(_)),
        (_("Cách chốt kỳ"), _(KIND_WORDS[period.kind]) if own else f"{_(regime.name)}. {regime.source}".strip()),
        (_("Số liệu tính lúc"), formats.instant(known_at) if known_at is not None else "–"),
        (_("Trạng thái"), f"{state}, {_('bản')} {version.version if version is not None else report.version}"),
        (_("Mở từng con số tại"), _address(report, version)),
    ]
    if source:
        facts.append((_("Căn cứ"), source))
    if sheet_kind in _LAYOUTS:
        facts.append((_("Mẫu biểu"), _(_LAYOUTS[sheet_kind])))
    if version is not None:
        facts += [(_("Dấu của bộ dòng"), version.row_seal), (_("Dấu của báo cáo"), version.seal)]
        if version.reason:
            facts.append((_("Lý do có bản này"), version.reason))
    return facts


def _unit_words(part: Part) -> str:
    said = {"unit": part.name, "at": formats.instant(part.known_at), "version": part.version}
    if part.origin is Origin.DECLARED:
        return _("%(unit)s: số khai. Nguồn: %(sources)s") % {**said, "sources": "; ".join(part.sources)}
    if part.report:
        return _("%(unit)s: theo báo cáo đã gửi, bản %(version)s, tính lúc %(at)s") % said
    return _("%(unit)s: đếm từ hồ sơ, tính lúc %(at)s") % said


def codes_shown(sheet: Sheet) -> list[str]:
    """The codes of the figures that a report shows."""
    if sheet.kind is SheetKind.INDEX_766:
        return [item.definition for item in index766.ITEMS if item.definition]
    return list(sheet.codes)


def _definition(code: str) -> str:
    found = OF_DOSSIERS[code]
    return f"{_(found.name)}: {_(found.condition.words)}"


def _finding_words(found: Finding) -> str:
    return f"{found.rule.value} {_(VERDICTS[found.verdict])}. {found.scope}: {found.text.render(_)}"


def changed_lines(kind: SheetKind, changes: Iterable[Mapping[str, object]]) -> list[ChangedLine]:
    """What a version gives otherwise than the one before, in words."""
    return [_changed_line(kind, change) for change in changes]


def _changed_line(kind: SheetKind, change: Mapping[str, object]) -> ChangedLine:
    key, code, name = (str(change[each]) for each in ("key", "code", "name"))
    before, after = _or_dash(change["before"]), _or_dash(change["after"])
    if kind is SheetKind.INDEX_766:
        figure = _("tử số") if code == NUMERATOR else _("mẫu số")
        return ChangedLine(f"{key} {_(name)}".strip(), figure, DEFINITION_OF.get(key, ""), before, after)
    line = _("Tổng cộng") if not (name or key) else name or nameless(key)
    return ChangedLine(line, column_name(code), code, before, after)


def _address(report: Report, version: ReportVersion | None) -> str:
    """Where each number of the paper opens its rows."""
    if version is None:
        return f"{settings.PUBLIC_URL}{reverse('reporting:report', args=[report.public_id])}"
    return f"{settings.PUBLIC_URL}{reverse('reporting:report_version', args=[report.public_id, version.version])}"


def _or_dash(value: object) -> str:
    return "–" if not isinstance(value, int) else formats.number(value)
