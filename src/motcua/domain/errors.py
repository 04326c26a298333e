"""The one tree of errors that motcua raises on purpose.

Every class has a `code` (snake_case, stable, for the API and logs) and a `template` (Vietnamese msgid with named placeholders). The edge
translates them once: page, API and command line say the same sentence. A programmer's mistake stays a `ValueError` or `TypeError`.
"""

from __future__ import annotations

from typing import ClassVar

from motcua.domain.texts import Translate, as_written, gettext_noop, render


class MotcuaError(Exception):
    """Base of all errors of this product; `params` fill the template's placeholders."""

    code: ClassVar[str] = "error"
    template: ClassVar[str] = gettext_noop("Có lỗi xảy ra.")

    def __init__(self, **params: object) -> None:
        super().__init__(params)
        self.params: dict[str, object] = params

    def message(self, translate: Translate = as_written) -> str:
        """The sentence for the reader, in the language of `translate`."""
        return render(self.template, self.params, translate)

    def __str__(self) -> str:
        return self.message()


class RuleBroken(MotcuaError):
    """What the law or the lifecycle forbids (409 or 422 at the edge)."""

    code = "rule_broken"
    template = gettext_noop("Quy định không cho phép việc này.")


class NotAllowed(MotcuaError):
    """The actor lacks the right (403 at the edge)."""

    code = "not_allowed"
    template = gettext_noop("Bạn không có quyền làm việc này.")


class NotFound(MotcuaError):
    """It does not exist, or the actor may not know that it does (404 at the edge)."""

    code = "not_found"
    template = gettext_noop("Không tìm thấy nội dung này.")


class Conflict(MotcuaError):
    """Someone else was first (409 at the edge)."""

    code = "conflict"
    template = gettext_noop("Nội dung này vừa được người khác thay đổi. Tải lại trang rồi làm lại.")


class BadInput(MotcuaError):
    """Input that cannot be used (400 at the edge): `field` names where, `value` what was given, `remedy` what to do."""

    code = "bad_input"
    template = gettext_noop("“%(value)s” không dùng được. %(remedy)s")

    def __init__(self, *, field: str = "", **params: object) -> None:
        super().__init__(field=field, **params)
        self.field = field


class LimitNotUnderstood(BadInput):
    """A time limit that is not written as the product writes limits; `value` is what was given."""

    code = "limit_not_understood"
    template = gettext_noop(
        "“%(value)s” không phải là thời hạn. Viết như: 8 working_hours, 5 working_days, 15 calendar_days, 1 calendar_months, same_day."
    )


class LimitOutOfRange(BadInput):
    """A time limit whose amount is not between 1 and `most`."""

    code = "limit_out_of_range"
    template = gettext_noop("Thời hạn “%(value)s” phải từ 1 đến %(most)s.")


class CalendarMissing(RuleBroken):
    """A computation reached a `year` for which the calendar says nothing: a date is refused, never guessed."""

    code = "calendar_missing"
    template = gettext_noop("Chưa có lịch làm việc năm %(year)s. Nhập và công bố lịch năm đó rồi tính lại.")


class CalendarUnknown(RuleBroken):
    """An event names a calendar `version` that was not handed in."""

    code = "calendar_unknown"
    template = gettext_noop("Không có phiên bản lịch “%(version)s”.")


class RuleSetMissing(RuleBroken):
    """No rule set was in force at the instant of acceptance (`on`, a local date as text)."""

    code = "rule_set_missing"
    template = gettext_noop(
        "Chưa có bộ quy định cho hồ sơ tiếp nhận ngày %(on)s. Quy định sớm nhất có hiệu lực từ %(first)s."
    )


class RuleSetUnknown(BadInput):
    """A rule set id that does not exist; `known` lists those that do."""

    code = "rule_set_unknown"
    template = gettext_noop("Không có bộ quy định “%(value)s”. Chọn một trong: %(known)s.")


class ClockHistoryBroken(RuleBroken):
    """Clock events that cannot follow each other; `kind` is the event refused, `at` its instant."""

    code = "clock_history_broken"
    template = gettext_noop("Diễn biến thời gian của hồ sơ không hợp lệ tại %(kind)s (%(at)s).")
