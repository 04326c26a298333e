"""Closed lists of words of a notice, with what people read for each."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """By which way a notice goes; the bell rings inside the officers' pages only."""

    BELL = "bell", _("Chuông trong hệ thống")
    EMAIL = "email", _("Thư điện tử")
    SMS = "sms", _("Tin nhắn SMS")
    ZALO = "zalo", _("Zalo")


OUTWARD: Final = (Channel.EMAIL, Channel.SMS, Channel.ZALO)
"""Channels that leave the house: each message is a `Delivery`."""


class RecipientKind(models.TextChoices):
    """Who is told: an officer of this store, or a party of a dossier."""

    PERSON = "person", _("Cán bộ, công chức")
    APPLICANT = "applicant", _("Người dân, tổ chức")


class DeliveryState(models.TextChoices):
    """What became of a message."""

    WAITING = "waiting", _("Chờ gửi")
    SENT = "sent", _("Đã gửi")
    DEAD = "dead", _("Không gửi được")
    SKIPPED = "skipped", _("Không gửi")


class SkipReason(models.TextChoices):
    """Why a message is not sent although it was written."""

    OPTED_OUT = "opted_out", _("Người nhận đã ngừng nhận tin")
    STALE = "stale", _("Tin đã quá cũ")
    NO_ADDRESS = "no_address", _("Không có địa chỉ nhận")


class Source(models.TextChoices):
    """Where somebody said that he wants notices, or no longer wants them."""

    INTAKE = "intake", _("Khi nộp hồ sơ")
    OWN_PAGE = "own_page", _("Trang tùy chọn thông báo")
    LINK = "link", _("Liên kết trong tin")


class Language(models.TextChoices):
    """The languages in which notices are written."""

    VI = "vi", _("Tiếng Việt")
    EN = "en", _("Tiếng Anh")
