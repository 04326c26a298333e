"""Kinds of units, codes, events, posts and assignments: words that other apps may import too."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """Where a unit stands. The district level closed on 30/6/2025 (Law 72/2025/QH15) and lives on in history."""

    PROVINCE = "province", _("Cấp tỉnh")
    DISTRICT = "district", _("Cấp huyện")
    COMMUNE = "commune", _("Cấp xã")
    OFFICE = "office", _("Cơ quan, phòng ban")
    ONE_STOP = "one_stop", _("Bộ phận Một cửa")


GOVERNMENT: Final = frozenset({Level.PROVINCE.value, Level.DISTRICT.value, Level.COMMUNE.value})
"""Levels that are bodies of government; offices and one-stop shops belong to one."""


class CodeScheme(models.TextChoices):
    """Which list a code belongs to."""

    AGENCY = "agency", _("Mã định danh (QĐ 20/2020/QĐ-TTg)")
    AGENCY_2016 = "agency_2016", _("Mã định danh cũ (QCVN 102:2016/BTTTT)")
    GSO = "gso", _("Mã đơn vị hành chính (Tổng cục Thống kê)")


class EventKind(models.TextChoices):
    """What happened to units on a day."""

    CREATED = "created", _("Thành lập")
    IMPORTED = "imported", _("Nhập từ danh mục")
    RENAMED = "renamed", _("Đổi tên")
    MOVED = "moved", _("Chuyển cơ quan cấp trên")
    RECODED = "recoded", _("Đổi mã")
    MERGED = "merged", _("Sáp nhập, hợp nhất")
    SPLIT = "split", _("Chia, tách")
    DISSOLVED = "dissolved", _("Kết thúc hoạt động")


class PartSide(models.TextChoices):
    """Whether a unit of an event stood before it or came out of it."""

    BEFORE = "before", _("Trước sự kiện")
    AFTER = "after", _("Sau sự kiện")


class Sphere(models.TextChoices):
    """The organisation that a post belongs to: one person often holds a State and a Party post at once."""

    STATE = "state", _("Chính quyền")
    PARTY = "party", _("Đảng")
    COUNCIL = "council", _("Hội đồng nhân dân")
    UNION = "union", _("Đoàn thể")


class AssignmentKind(models.TextChoices):
    """How a post is held."""

    MAIN = "main", _("Chức vụ chính")
    CONCURRENT = "concurrent", _("Kiêm nhiệm")
    ACTING = "acting", _("Phụ trách")
    SECONDED = "seconded", _("Được cử đến")
