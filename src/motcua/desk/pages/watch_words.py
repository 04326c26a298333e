"""Words of *Theo dõi hạn*: what is watched, for whom, and how heavy a day is."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.desk.queries import Asked, Scope
from motcua.domain.watching import Load
from motcua.dossiers.queries.watch import Age, WatchList


def scope_words(scope: Scope) -> str:
    """Whose work a scope is; empty for scopes that are not watched."""
    return {
        Scope.OWN: _("Việc tôi phụ trách"),
        Scope.UNIT: _("Đơn vị tôi"),
        Scope.AGENCY: _("Cả cơ quan"),
        Scope.DESK: _("Quầy tôi tiếp nhận"),
        Scope.ASKED: _("Đơn vị khác hỏi ý kiến"),
        Scope.JOINT: _("Việc phối hợp"),
        Scope.DECIDE: _("Xin rút, chờ quyết định"),
    }.get(scope, "")


def watch_words(which: WatchList) -> str:
    """What a list is called."""
    return {
        WatchList.PAUSED_LONG: _("Tạm dừng quá lâu"),
        WatchList.WAITING: _("Chờ nơi khác"),
        WatchList.WAITING_LONG: _("Chờ nơi khác quá lâu"),
        WatchList.OPINION: _("Chờ ý kiến"),
        WatchList.OPINION_LATE: _("Ý kiến quá hạn trả lời"),
        WatchList.VERIFYING: _("Đang xác minh"),
        WatchList.PAYMENT: _("Chờ nghĩa vụ tài chính"),
        WatchList.UNCOLLECTED: _("Kết quả chưa đến nhận"),
        WatchList.UNCOLLECTED_LONG: _("Kết quả lâu chưa đến nhận"),
    }[which]


def age_words(age: Age) -> str:
    """A class of age: `dưới 3 ngày`, `3 đến 7 ngày`, `từ 31 ngày`."""
    if age.below is None:
        return _("từ %(least)s ngày") % {"least": age.least}
    if age.least == 0:
        return _("dưới %(below)s ngày") % {"below": age.below}
    return _("%(least)s đến %(most)s ngày") % {"least": age.least, "most": age.below - 1}


def asked_words(asked: Asked) -> str:
    """What a list of dossiers is narrowed to by *Theo dõi hạn*; empty where it is not."""
    parts = [watch_words(asked.watch)] if asked.watch is not None else []
    if asked.age is not None:
        parts.append(_("Kết quả chưa đến nhận, %(age)s") % {"age": age_words(asked.age)})
    if asked.owner is not None:
        parts.append(_("Đang ở một người") if asked.owner else _("Chưa ai nhận"))
    return " · ".join(parts)


def load_words(load: Load) -> str:
    """How heavy a day is."""
    return {
        Load.NONE: _("trống"),
        Load.LIGHT: _("nhẹ"),
        Load.FULL: _("vừa sức"),
        Load.HEAVY: _("nặng"),
        Load.OVER: _("quá sức"),
        Load.UNKNOWN: _("chưa rõ"),
    }[load]


def usual_words(usual: int | None) -> str:
    """What a usual day finishes, or that history is too thin to say."""
    if usual is None:
        return _(
            "Chưa đủ lịch sử để nói một ngày thường giải quyết bao nhiêu: "
            "cần ít nhất 10 ngày làm việc và 10 hồ sơ trong 60 ngày qua."
        )
    return ngettext(
        "Một ngày thường giải quyết %(count)s hồ sơ (trung vị các ngày làm việc của 60 ngày qua).",
        "Một ngày thường giải quyết %(count)s hồ sơ (trung vị các ngày làm việc của 60 ngày qua).",
        usual,
    ) % {"count": usual}
