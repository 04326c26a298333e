"""Errors of the apology duty: what its states, its signers and its dates refuse."""

from __future__ import annotations

from motcua.domain.errors import BadInput, Conflict, RuleBroken
from motcua.domain.texts import gettext_noop


class ApologyActNotPossible(RuleBroken):
    """The state of a duty has no such act; `act` and `state` are Texts."""

    code = "apology_act_not_possible"
    template = gettext_noop("Không %(act)s được: việc xin lỗi này đang ở bước “%(state)s”.")


class ApologyChanged(Conflict):
    """Somebody else moved the duty since it was read; `dossier` is the code."""

    code = "apology_changed"
    template = gettext_noop("Việc xin lỗi của hồ sơ %(dossier)s vừa được người khác xử lý. Tải lại trang rồi làm lại.")


class ApologyAlreadyOpen(RuleBroken):
    """The dossier's present due date has a duty already; `dossier` is the code."""

    code = "apology_already_open"
    template = gettext_noop("Hồ sơ %(dossier)s đã có việc xin lỗi đang mở cho ngày hẹn này.")


class NoApologyOwed(RuleBroken):
    """The law does not ask for an apology here; `dossier` is the code, `reason` a Text."""

    code = "no_apology_owed"
    template = gettext_noop("Hồ sơ %(dossier)s không phải xin lỗi: %(reason)s")


class OwnLetter(RuleBroken):
    """Who drafted a letter neither reviews nor approves it where somebody else could."""

    code = "own_letter"
    template = gettext_noop("Bạn đã soạn thư này. Người khác có thẩm quyền xem xét và duyệt thư.")


class ReappointedAlready(RuleBroken):
    """The one re-appointment is used up; `dossier` is the code, `on` the date then promised."""

    code = "reappointed_already"
    template = gettext_noop(
        "Hồ sơ %(dossier)s đã được hẹn lại một lần, đến %(on)s. Pháp luật chỉ cho hẹn lại một lần: "
        "không gửi thư hẹn lại lần nữa được."
    )


class NewDateNotPossible(BadInput):
    """A proposed date that cannot be promised; `remedy` is a Text that says which could."""

    code = "new_date_not_possible"
    template = gettext_noop("Không hẹn đến %(value)s được. %(remedy)s")


class LetterOutdated(RuleBroken):
    """What the letter promises does not fit the dossier any more; `dossier` is the code, `reason` a Text."""

    code = "letter_outdated"
    template = gettext_noop("Thư xin lỗi hồ sơ %(dossier)s không còn đúng: %(reason)s Trả lại để soạn thư mới.")
