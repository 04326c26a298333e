"""Units, the codes and names they bear for a period, and the events that make, change and end them."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from motcua.common.privacy import PersonalData
from motcua.organisation.kinds import CodeScheme, EventKind, Level, PartSide


def _period(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name=name)


class Unit(models.Model):
    """One body with its own identity for as long as it exists: [valid_from, valid_to).

    `name`, `parent` repeat the latest `UnitPeriod`, so that today's pages need no join.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    level = models.CharField(max_length=16, choices=Level.choices)
    name = models.CharField(max_length=255)
    search_key = models.CharField(max_length=255)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    address = models.CharField(max_length=255, blank=True)
    phone = models.CharField(max_length=32, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            _period("organisation_unit_period"),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="organisation_unit_level"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="organisation_unit_not_own_parent"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["parent", "name"], name="organisation_unit_children"),
            models.Index(fields=["search_key"], name="organisation_unit_search"),
        ]


class UnitPeriod(models.Model):
    """The name and the parent of a unit during [valid_from, valid_to); periods of a unit follow without gap."""

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="periods")
    name = models.CharField(max_length=255)
    search_key = models.CharField(max_length=255)
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="child_periods")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            _period("organisation_unitperiod_period"),
            models.UniqueConstraint(fields=["unit", "valid_from"], name="organisation_unitperiod_start"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(valid_to__isnull=True), name="organisation_unitperiod_one_open"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["parent", "valid_from"], name="organisation_unitperiod_tree")]


class UnitCode(models.Model):
    """A code that belongs to a unit during [valid_from, valid_to).

    No two rows of one scheme and code may overlap: the services check it under `structure_lock`; the database
    refuses what both engines can express (two open rows, two rows starting the same day).
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="codes")
    scheme = models.CharField(max_length=16, choices=CodeScheme.choices)
    code = models.CharField(max_length=35)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            _period("organisation_unitcode_period"),
            models.CheckConstraint(condition=~Q(code=""), name="organisation_unitcode_not_empty"),
            models.UniqueConstraint(fields=["scheme", "code", "valid_from"], name="organisation_unitcode_start"),
            models.UniqueConstraint(
                fields=["scheme", "code"], condition=Q(valid_to__isnull=True), name="organisation_unitcode_one_open"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["code"], name="organisation_unitcode_code")]


class UnitEvent(models.Model):
    """Something that happened to units on the day `effective_on`, by a decision; append-only."""

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=16, choices=EventKind.choices)
    effective_on = models.DateField()
    decision = models.CharField(max_length=255, blank=True)
    recorded_at = models.DateTimeField()
    actor_kind = models.CharField(max_length=16)
    actor_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=EventKind.values), name="organisation_unitevent_kind")
        ]


class UnitEventPart(models.Model):
    """A unit's part in an event; `inherits` marks the unit that takes over the records of those before; append-only."""

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    event = models.ForeignKey(UnitEvent, on_delete=models.PROTECT, related_name="parts")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="event_parts")
    side = models.CharField(max_length=8, choices=PartSide.choices)
    inherits = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["event", "unit", "side"], name="organisation_uniteventpart_once"),
            models.CheckConstraint(
                condition=Q(inherits=False) | Q(side=PartSide.AFTER), name="organisation_uniteventpart_heir_after"
            ),
        ]
