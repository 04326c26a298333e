"""Closed lists of words of a spot check."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Population(models.TextChoices):
    """Which dossiers of a unit a sample is drawn from. Each can be found again later from the instants of events."""

    ACCEPTED = "accepted", _("Hồ sơ tiếp nhận trong kỳ")
    ENDED = "ended", _("Hồ sơ có kết quả trong kỳ")
    OPEN = "open", _("Hồ sơ đang giải quyết lúc rút mẫu")
    WAITING = "waiting", _("Kết quả chờ trả lúc rút mẫu")


class Verdict(models.TextChoices):
    """What the shelf says of a dossier."""

    AGREES = "agrees", _("Khớp")
    DIFFERS = "differs", _("Khác")
    MISSING = "missing", _("Không thấy hồ sơ")


class Field(models.TextChoices):
    """What of a dossier can differ between the software and the shelf."""

    OWNER = "owner", _("Chủ hồ sơ")
    PROCEDURE = "procedure", _("Thủ tục")
    RECEIVED = "received", _("Ngày tiếp nhận")
    DUE = "due", _("Ngày hẹn trả")
    PLACE = "place", _("Đang ở đâu, ai giữ")
    PAPERS = "papers", _("Giấy tờ trong hồ sơ")
    RESULT = "result", _("Kết quả, số văn bản")
    RETURNED = "returned", _("Đã trả, ai ký nhận")
    OTHER = "other", _("Nội dung khác")
