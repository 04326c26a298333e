"""What people are told about, to whom, and which words a text about it may use.

A topic with a dot may be a member of a family: `watch.near` is written with the texts of `watch`.
"""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_noop

from motcua.notifications.vocabulary import OUTWARD, Channel, RecipientKind

_DOSSIER: Final = ("code", "field", "office", "link", "stop")


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic: who is told, how pages call it, its placeholders; the bell of a `duty` cannot be switched off."""

    key: str
    audience: RecipientKind
    label: str
    placeholders: tuple[str, ...]
    duty: bool = False

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The ways by which it can be told."""
        return OUTWARD if self.audience is RecipientKind.APPLICANT else tuple(Channel)


def _citizen(key: str, label: str, *more: str) -> Topic:
    return Topic(key, RecipientKind.APPLICANT, label, (*_DOSSIER, *more))


def _officer(key: str, label: str, *placeholders: str, duty: bool = False) -> Topic:
    return Topic(key, RecipientKind.PERSON, label, placeholders, duty)


TOPICS: Final[dict[str, Topic]] = {
    topic.key: topic
    for topic in (
        _citizen("dossier.accepted", gettext_noop("Hồ sơ đã được tiếp nhận"), "due"),
        _citizen("dossier.refused_at_intake", gettext_noop("Hồ sơ không được tiếp nhận")),
        _citizen("dossier.supplement_asked", gettext_noop("Cần bổ sung giấy tờ"), "day"),
        _citizen("dossier.calendar_applied", gettext_noop("Ngày trả kết quả thay đổi theo lịch"), "due", "before"),
        _citizen("apology.sent", gettext_noop("Thư xin lỗi vì giải quyết chậm"), "due", "before"),
        _citizen("dossier.withdrawal_decided", gettext_noop("Trả lời đề nghị rút hồ sơ")),
        _citizen("dossier.stopped", gettext_noop("Cơ quan dừng giải quyết")),
        _citizen("dossier.lapsed", gettext_noop("Hồ sơ đóng vì không bổ sung giấy tờ")),
        _citizen("dossier.resolved", gettext_noop("Đã có kết quả")),
        _officer("dossier.arrived", gettext_noop("Có hồ sơ mới chuyển đến"), "code", "field", "step", "due", "link"),
        _officer(
            "apology.owed", gettext_noop("Phải gửi thư xin lỗi"), "code", "field", "unit", "due", "by", "link",
            duty=True,
        ),
        _officer(
            "watch", gettext_noop("Nhắc hạn"), "rule", "code", "field", "step", "unit", "due", "link", duty=True
        ),
        _officer(
            "digest", gettext_noop("Việc đầu ngày"), "day", "late", "today", "near", "link_late", "link_today",
            "link_near", "link",
        ),
    )
}  # fmt: skip


def topic_of(key: str) -> Topic:
    """The topic of a key, or the family it belongs to; KeyError for a key that nobody may use."""
    return TOPICS[key] if key in TOPICS else TOPICS[key.partition(".")[0]]


def of_audience(audience: RecipientKind) -> list[Topic]:
    """The topics about which some kind of recipient is told, in their order."""
    return [topic for topic in TOPICS.values() if topic.audience is audience]
