"""The one tree of errors that motcua raises on purpose.

Every class has a `code` (snake_case, stable, for the API and logs) and a `template` (Vietnamese msgid with named
placeholders). The edge translates them once: page, API and command line say the same sentence. A programmer's mistake
stays a `ValueError` or `TypeError`.
"""

# ruff: noqa: N818 (the names are the product's words, every one of them a MotcuaError)

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
        "“%(value)s” không phải là thời hạn. "
        "Viết như: 8 working_hours, 5 working_days, 15 calendar_days, 1 calendar_months, same_day."
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


class LimitDoubtful(RuleBroken):
    """An offering needs limits that a person confirmed; `count` of procedure `procedure` still wait."""

    code = "limit_doubtful"
    template = gettext_noop(
        "Thủ tục %(procedure)s còn %(count)s thời hạn nghi ngờ. "
        "Công chức kiểm soát thủ tục xác nhận kèm nguồn rồi mới mở tiếp nhận."
    )


class LimitUnknown(RuleBroken):
    """No confirmed limit, or several, fit this case and way of filing of procedure `procedure`."""

    code = "limit_unknown"
    template = gettext_noop(
        "Thủ tục %(procedure)s chưa có đúng một thời hạn đã xác nhận cho trường hợp và hình thức nộp này."
    )


class CommitmentTooLong(RuleBroken):
    """A unit may promise less time than the law gives (`statutory`), never more."""

    code = "commitment_too_long"
    template = gettext_noop("Thời hạn cam kết %(value)s dài hơn thời hạn theo quy định %(statutory)s.")


class VersionInUse(RuleBroken):
    """A version that offerings or dossiers stand on is never changed."""

    code = "version_in_use"
    template = gettext_noop("Phiên bản này đã được dùng nên không sửa được. Lập phiên bản mới rồi sửa ở đó.")


class OfferingExists(Conflict):
    """A unit has one open offering of a procedure at a time."""

    code = "offering_exists"
    template = gettext_noop("Đơn vị đang tiếp nhận thủ tục %(procedure)s. Kết thúc lần mở hiện tại trước khi mở lại.")


class OfferingClosed(RuleBroken):
    """An offering cannot end before it begins, and ends once."""

    code = "offering_closed"
    template = gettext_noop("Không kết thúc được việc tiếp nhận vào ngày %(on)s: đã kết thúc hoặc chưa bắt đầu.")


class ProcessMissing(RuleBroken):
    """The procedure has no internal process in force."""

    code = "process_missing"
    template = gettext_noop("Thủ tục %(procedure)s chưa có quy trình nội bộ đang áp dụng.")


class ProcessFaulty(RuleBroken):
    """Steps that are no process; `fault` is a code of `routing.Fault`."""

    code = "process_faulty"
    template = gettext_noop(
        "Các bước chưa thành quy trình (%(fault)s). Cần một bước tiếp nhận đầu tiên, bước cuối là trả kết quả, "
        "số bước không trùng và không quay vòng."
    )


class SourceMissing(BadInput):
    """A limit is confirmed only with its source."""

    code = "source_missing"
    template = gettext_noop("Chưa ghi nguồn của thời hạn. Ghi điều, khoản và số văn bản.")


class DossierCodeNotUnderstood(BadInput):
    """Text that is no dossier code of any layout in use."""

    code = "dossier_code_not_understood"
    template = gettext_noop(
        "“%(value)s” không phải là mã hồ sơ. Nhập như trên giấy tiếp nhận, ví dụ H15.50.05.13-261008-0975."
    )


class AgencyIdentifierNotUnderstood(BadInput):
    """Text that is no electronic identifier of an agency."""

    code = "agency_identifier_not_understood"
    template = gettext_noop("“%(value)s” không phải là mã định danh cơ quan. Nhập như H15.50.05.13 hoặc 000.00.01.H22.")


class ProcedureCodeNotUnderstood(BadInput):
    """Text that is no code of an administrative procedure."""

    code = "procedure_code_not_understood"
    template = gettext_noop(
        "“%(value)s” không phải là mã thủ tục. Nhập một chữ số, dấu chấm và sáu chữ số, ví dụ 1.004873."
    )


class NumberOutOfRange(RuleBroken):
    """A sequence number that a code cannot carry; numbers never begin again, so the series is at its end."""

    code = "number_out_of_range"
    template = gettext_noop("Số thứ tự %(number)s nằm ngoài khoảng từ 1 đến %(most)s của dãy số.")


class PaperUnknown(RuleBroken):
    """The form set has no such paper (`paper`, `form_set`)."""

    code = "paper_unknown"
    template = gettext_noop("Bộ mẫu “%(form_set)s” không có giấy “%(paper)s”.")


class PaperDataInvalid(BadInput):
    """Data that do not fit the contract of the paper; `field` is the path within the data."""

    code = "paper_data_invalid"
    template = gettext_noop("Dữ liệu của giấy “%(paper)s” không dùng được ở “%(field)s”: cần %(wanted)s.")


class PaperNotTypeset(MotcuaError):
    """The typesetter failed or warned; `detail` is its own message."""

    code = "paper_not_typeset"
    template = gettext_noop("Không lập được bản in của giấy “%(paper)s”: %(detail)s")


class PaperAltered(RuleBroken):
    """The stored content of an issued paper no longer matches its seal, or was erased."""

    code = "paper_altered"
    template = gettext_noop(
        "Nội dung của giấy số “%(number)s” đã bị xóa hoặc không còn khớp với lúc cấp, nên không in lại."
    )


class ActionNotPossible(RuleBroken):
    """The lifecycle has no row for this `action` in this `state` (both as words)."""

    code = "action_not_possible"
    template = gettext_noop("Hồ sơ đang ở trạng thái “%(state)s” nên không làm được việc “%(action)s”.")


class GuardFails(RuleBroken):
    """The lifecycle knows the `action`, but its condition does not hold; `reason` is the sentence that says why."""

    code = "guard_fails"
    template = gettext_noop("Không làm được việc “%(action)s”. %(reason)s")


class DossierChanged(Conflict):
    """Another officer (or the same one, twice) moved the dossier `dossier` since it was read."""

    code = "dossier_changed"
    template = gettext_noop(
        "Hồ sơ %(dossier)s vừa có người khác xử lý. Tải lại trang để xem diễn biến mới nhất rồi làm lại."
    )


class OfferingNotOpen(RuleBroken):
    """The unit does not receive this procedure at that instant."""

    code = "offering_not_open"
    template = gettext_noop("Đơn vị không tiếp nhận thủ tục này vào thời điểm đó. Chọn thủ tục đang mở tiếp nhận.")


class LadderBroken(RuleBroken):
    """Rules that would tell the level `above` before, or without, the level `below` it."""

    code = "ladder_broken"
    template = gettext_noop("%(below)s phải được báo trước: không báo %(above)s sớm hơn hoặc thay cho cấp này.")


class StoreRefused(MotcuaError):
    """A backup, restore, demo or server that will not touch this store; `what` is the file or store, `reason` why."""

    code = "store_refused"
    template = gettext_noop("Không làm được với “%(what)s”: %(reason)s")


# Applicants.


class IdentityNotValid(BadInput):
    """A name or number of an applicant that cannot be right; `fault` says what is wrong and what to do."""

    code = "identity_not_valid"
    template = gettext_noop("“%(value)s” %(fault)s")


class RecordRejected(BadInput):
    """A record of an import that cannot be taken; `reason` says why."""

    code = "record_rejected"
    template = gettext_noop("Không nhận bản ghi: %(reason)s.")


class FileUnreadable(BadInput):
    """A file that cannot be read as a whole; `value` is its name."""

    code = "file_unreadable"
    template = gettext_noop("Không đọc được tệp “%(value)s”. %(remedy)s")
