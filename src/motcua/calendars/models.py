"""Calendars, their versions, and the rows of each version.

A version is DRAFT, then PUBLISHED and from then on fixed. A unit's calendar holds only what is its own (sessions,
closures, days that differ); the rest comes from the national calendar. `key` names the content of a published version
and is what dossiers keep.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from motcua.common.privacy import PersonalData


class VersionState(models.TextChoices):
    """A version is being edited, or in force and fixed."""

    DRAFT = "draft", _("Bản nháp")
    PUBLISHED = "published", _("Đã công bố")


class SpecialKind(models.TextChoices):
    """Kinds of special days, as in `domain.worktime.DayKind`."""

    HOLIDAY = "holiday", _("Nghỉ lễ, tết")
    COMPENSATORY = "compensatory", _("Nghỉ bù")
    SWAP_OFF = "swap_off", _("Nghỉ hoán đổi")
    MAKE_UP = "make_up", _("Làm bù")


class YearState(models.TextChoices):
    """How sure a year is, as in `domain.worktime.YearStatus`."""

    CONFIRMED = "confirmed", _("Đã xác nhận")
    PROVISIONAL = "provisional", _("Dự kiến")


class Calendar(models.Model):
    """The national calendar (`unit` empty) or that of one unit and all below it that have none of their own."""

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    unit = models.OneToOneField("organisation.Unit", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(unit__isnull=False) | Q(code="vn"), name="calendars_one_national"),
        ]


class CalendarVersion(models.Model):
    """One numbered state of a calendar; `key` is empty until it is published."""

    personal_data: ClassVar[dict[str, PersonalData]] = {"published_by_label": PersonalData.NAME}

    calendar = models.ForeignKey(Calendar, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=VersionState.choices, default=VersionState.DRAFT)
    key = models.CharField(max_length=40, null=True, unique=True)
    based_on = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    decision = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)
    published_by_kind = models.CharField(max_length=20, blank=True)
    published_by_id = models.BigIntegerField(null=True)
    published_by_label = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["calendar", "number"], name="calendars_version_number"),
            models.UniqueConstraint(
                fields=["calendar"], condition=Q(state="draft"), name="calendars_one_draft_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", published_at__isnull=True, key__isnull=True)
                | Q(state="published", published_at__isnull=False, key__isnull=False),
                name="calendars_published_has_key",
            ),
        ]


class OfficeSession(models.Model):
    """One opening on a weekday (0 = Monday) in local time, in force on [valid_from, valid_to)."""

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    version = models.ForeignKey(CalendarVersion, models.CASCADE, related_name="sessions")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()
    for_intake = models.BooleanField(default=True)
    for_clock = models.BooleanField(default=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__lte=6, opens__lt=F("closes")), name="calendars_session_in_order"
            ),
            models.CheckConstraint(
                condition=Q(for_intake=True) | Q(for_clock=True), name="calendars_session_has_purpose"
            ),
        ]


class SpecialDay(models.Model):
    """One date that differs from its weekday; `replaces` is the date that a make-up day makes up for."""

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    version = models.ForeignKey(CalendarVersion, models.CASCADE, related_name="special_days")
    on = models.DateField()
    kind = models.CharField(max_length=12, choices=SpecialKind.choices)
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=300, blank=True)
    replaces = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "on"], name="calendars_one_special_day_a_date"),
        ]


class Closure(models.Model):
    """The office shut on [starts, ends)."""

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    version = models.ForeignKey(CalendarVersion, models.CASCADE, related_name="closures")
    starts = models.DateTimeField()
    ends = models.DateTimeField()
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(starts__lt=F("ends")), name="calendars_closure_in_order"),
        ]


class CalendarYear(models.Model):
    """A year that the version knows: how sure, by what source, confirmed by whom."""

    personal_data: ClassVar[dict[str, PersonalData]] = {"confirmed_by_label": PersonalData.NAME}

    version = models.ForeignKey(CalendarVersion, models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=12, choices=YearState.choices)
    source = models.CharField(max_length=300, blank=True)
    confirmed_by_kind = models.CharField(max_length=20, blank=True)
    confirmed_by_id = models.BigIntegerField(null=True)
    confirmed_by_label = models.CharField(max_length=200, blank=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "year"], name="calendars_one_status_a_year"),
        ]
