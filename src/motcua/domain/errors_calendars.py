"""Errors about calendars and questions of time: a branch of the one tree in `errors`."""

from motcua.domain.errors import BadInput, Conflict, RuleBroken
from motcua.domain.texts import gettext_noop


class InstantNotUnderstood(BadInput):
    """A `value` that is not an instant in ISO form."""

    code = "instant_not_understood"
    template = gettext_noop("“%(value)s” không phải là ngày giờ. Viết như 2026-02-11T09:00.")


class ModeUnknown(BadInput):
    """A counting mode that does not exist; `known` lists those that do."""

    code = "mode_unknown"
    template = gettext_noop("Không có cách tính “%(value)s”. Chọn một trong: %(known)s.")


class UnitCodeUnknown(BadInput):
    """A unit code that no unit bears on the date `on`."""

    code = "unit_code_unknown"
    template = gettext_noop("Không có đơn vị nào mang mã “%(value)s” vào ngày %(on)s. Kiểm tra lại mã đơn vị.")


class DayTaken(BadInput):
    """The date `value` already is a special day (`name`) in this draft."""

    code = "day_taken"
    template = gettext_noop("Ngày %(value)s đã có trong bản nháp: %(name)s. Bỏ ngày cũ trước khi thêm.")


class PeriodEmpty(BadInput):
    """A session or closure that does not end after it starts (`start`)."""

    code = "period_empty"
    template = gettext_noop("Giờ kết thúc %(value)s phải sau giờ bắt đầu %(start)s.")


class SessionsOverlap(BadInput):
    """Two sessions of one weekday that overlap; `value` is the new one, `other` the one that stands."""

    code = "sessions_overlap"
    template = gettext_noop("Buổi %(value)s trùng với buổi %(other)s. Bỏ buổi cũ hoặc sửa giờ.")


class DecisionMissing(BadInput):
    """A version is published by a decision or notice, which must be named."""

    code = "decision_missing"
    template = gettext_noop("Nhập số và ngày của quyết định hoặc thông báo công bố lịch.")


class YearSourceMissing(BadInput):
    """A year is confirmed by a source, which must be named."""

    code = "year_source_missing"
    template = gettext_noop("Nhập nguồn xác nhận lịch năm %(year)s, như số thông báo.")


class DraftExists(Conflict):
    """The calendar already has a draft."""

    code = "draft_exists"
    template = gettext_noop("Lịch này đang có bản nháp số %(number)s. Công bố hoặc bỏ bản nháp đó trước.")


class VersionFixed(Conflict):
    """The version was published (or discarded) meanwhile and cannot be edited."""

    code = "version_fixed"
    template = gettext_noop("Bản nháp này không còn: nó đã được công bố hoặc bỏ. Mở bản nháp mới để sửa.")


class NothingToPublish(RuleBroken):
    """The draft says the same as what is published."""

    code = "nothing_to_publish"
    template = gettext_noop("Bản nháp giống hệt lịch đang công bố nên không có gì để công bố.")


class CalendarExists(Conflict):
    """The unit already has a calendar of its own."""

    code = "calendar_exists"
    template = gettext_noop("Đơn vị này đã có lịch riêng.")


class CalendarSuperseded(Conflict):
    """A later version of the calendar was published: only the latest is applied or taken back."""

    code = "calendar_superseded"
    template = gettext_noop(
        "Đã có phiên bản lịch mới hơn được công bố. Chỉ áp dụng hoặc hoàn nguyên phiên bản mới nhất."
    )


class CalendarCodeUnknown(BadInput):
    """No calendar has this code."""

    code = "calendar_code_unknown"
    template = gettext_noop("Không có lịch nào mang mã “%(value)s”. Các mã đang có: %(known)s.")


class DraftMissing(BadInput):
    """The calendar has no draft."""

    code = "draft_missing"
    template = gettext_noop("Lịch “%(value)s” không có bản nháp. Mở bản nháp trên trang lịch làm việc trước.")
