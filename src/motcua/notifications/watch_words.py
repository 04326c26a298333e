"""What rules of watching are called, on pages and in notices."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.domain.watching import LEVEL_WORDS, Level, Trigger


def trigger_words(trigger: Trigger) -> str:
    """When a rule speaks, without its days."""
    return {
        Trigger.NEAR: _("Sắp đến hạn"),
        Trigger.TODAY: _("Đến hạn hôm nay"),
        Trigger.LATE: _("Quá hạn"),
        Trigger.PAUSED: _("Tạm dừng quá lâu"),
        Trigger.WAITING: _("Chờ nơi khác quá lâu"),
        Trigger.OPINION: _("Ý kiến quá hạn trả lời"),
        Trigger.UNCOLLECTED: _("Kết quả lâu chưa đến nhận"),
    }[trigger]


def rule_words(trigger: Trigger, after_days: int) -> str:
    """The rule in few words: `Quá hạn 3 ngày làm việc`."""
    said = trigger_words(trigger)
    if not after_days:
        return said
    if trigger in (Trigger.LATE, Trigger.OPINION):
        days = ngettext("%(days)s ngày làm việc", "%(days)s ngày làm việc", after_days) % {"days": after_days}
        return _("%(what)s, đã %(days)s") % {"what": said, "days": days}
    days = ngettext("%(days)s ngày nữa", "%(days)s ngày nữa", after_days) % {"days": after_days}
    return _("%(what)s, thêm %(days)s") % {"what": said, "days": days}


def rule_code(trigger: Trigger, after_days: int) -> str:
    """The rule as a notice keeps it, to be put into the words of whoever reads it: `late:3`."""
    return f"{trigger.value}:{after_days}"


def rule_said(code: str) -> str:
    """A kept rule in words; what is none stands as it is."""
    trigger, _sign, days = code.partition(":")
    return rule_words(Trigger(trigger), int(days)) if trigger in set(Trigger) and days.isdigit() else code


def level_words(level: Level) -> str:
    """Who is told."""
    return _(LEVEL_WORDS[level])
