"""Closed lists of words of the catalogue, with what people read for each."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How a dossier is filed (hình thức nộp, NĐ 118/2025 art. 15); ANY holds for all three."""

    DIRECT = "direct", _("Trực tiếp")
    POST = "post", _("Dịch vụ bưu chính")
    ONLINE = "online", _("Trực tuyến")
    ANY = "any", _("Mọi hình thức")


class LimitStatus(models.TextChoices):
    """Whether a limit can carry a due date; everything but CONFIRMED and DISMISSED waits for a person with a source."""

    CONFIRMED = "confirmed", _("Đã xác nhận")
    NUMBER_WITHOUT_UNIT = "number_without_unit", _("Có số, chưa rõ đơn vị")
    PROSE_ONLY = "prose_only", _("Chỉ có lời, chưa có số")
    AMBIGUOUS = "ambiguous", _("Bảng gốc đọc không chắc")
    SEVERAL = "several", _("Nhiều thời hạn, chưa rõ trường hợp")
    DISMISSED = "dismissed", _("Không áp dụng")


DOUBTFUL: Final = frozenset(
    {
        LimitStatus.NUMBER_WITHOUT_UNIT,
        LimitStatus.PROSE_ONLY,
        LimitStatus.AMBIGUOUS,
        LimitStatus.SEVERAL,
    }
)
"""Statuses that keep an offering from being opened."""


class LimitClass(models.TextChoices):
    """What a published record says of its limit as a whole; each record is in exactly one class."""

    WITH_LIMIT_UNIT = "with_limit_unit", _("Có thời hạn và đơn vị")
    NUMBER_WITHOUT_UNIT = "number_without_unit", _("Có số, thiếu đơn vị")
    PROSE_ONLY = "prose_only", _("Không có con số")


class Level(models.TextChoices):
    """Level of government that carries a procedure out."""

    MINISTRY = "ministry", _("Cấp bộ")
    PROVINCE = "province", _("Cấp tỉnh")
    COMMUNE = "commune", _("Cấp xã")
    OTHER = "other", _("Cơ quan khác")


class Origin(models.TextChoices):
    """Where a version came from."""

    NATIONAL = "national", _("Cơ sở dữ liệu quốc gia")
    SHIPPED = "shipped", _("Có sẵn trong sản phẩm")
    OWN = "own", _("Đơn vị tự nhập")


class ComponentKind(models.TextChoices):
    """A paper to hand in, or a remark that the catalogue prints among the papers."""

    DOCUMENT = "document", _("Giấy tờ")
    NOTE = "note", _("Ghi chú")


class Certainty(models.TextChoices):
    """Where a confirmed limit was read."""

    LAW = "law", _("Văn bản pháp luật")
    PORTAL = "portal", _("Cổng Dịch vụ công quốc gia")
    SECONDARY = "secondary", _("Nguồn khác")


CHANNELS: Final = (Channel.DIRECT, Channel.POST, Channel.ONLINE)
"""The three ways of filing, in the order in which pages name them."""
