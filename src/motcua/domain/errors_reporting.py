"""Errors of reports and declared figures: a branch of the one tree in `errors`."""

from __future__ import annotations

from motcua.domain.errors import Conflict, RuleBroken
from motcua.domain.texts import gettext_noop


class FigureDeclared(Conflict):
    """A `figure` of the unit, part and period stands already: it is corrected, not declared twice."""

    code = "figure_declared"
    template = gettext_noop("Số liệu «%(figure)s» của kỳ này đã khai. Mở số đã khai và sửa, ghi lý do.")


class ReportExists(Conflict):
    """The unit has a report of this kind and `period`: it is opened, not made twice."""

    code = "report_exists"
    template = gettext_noop("Đơn vị đã có báo cáo này của kỳ %(period)s. Mở báo cáo đó.")


class ReportStepNotPossible(Conflict):
    """The `action` is not for a report in its `state`."""

    code = "report_step_not_possible"
    template = gettext_noop("Không thể «%(action)s» khi báo cáo «%(state)s». Tải lại trang để xem trạng thái mới.")


class ReportUnbalanced(RuleBroken):
    """Rules of consistency fail (`count` of them; `first` says one): such a report is not issued."""

    code = "report_unbalanced"
    template = gettext_noop("Báo cáo chưa khớp: %(count)s điều sai, trước hết: %(first)s Sửa rồi tổng hợp lại.")


class PeriodNotOver(RuleBroken):
    """Figures were collected before the period was over (`last`, its last day)."""

    code = "period_not_over"
    template = gettext_noop("Kỳ báo cáo đến hết ngày %(last)s mới xong. Tổng hợp lại sau ngày đó rồi kiểm tra.")


class CheckedByCollector(RuleBroken):
    """Who collected the figures does not check them himself."""

    code = "checked_by_collector"
    template = gettext_noop("Người tổng hợp không tự kiểm tra báo cáo của mình. Nhờ người khác kiểm tra.")


class ReportNotCollected(RuleBroken):
    """The report holds no figures yet."""

    code = "report_not_collected"
    template = gettext_noop("Báo cáo chưa có số liệu. Tổng hợp trước.")


class ReportTampered(RuleBroken):
    """The rows behind a report, or its kept content, are not those that were counted; `where` names what differs."""

    code = "report_tampered"
    template = gettext_noop(
        "Hồ sơ đứng sau báo cáo không còn như lúc tổng hợp: %(where)s. Kiểm tra dữ liệu trước khi làm tiếp."
    )
