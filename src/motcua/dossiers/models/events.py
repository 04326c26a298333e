"""What happened to a dossier. Events are append-only in the database itself; words stand in erasable notes."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.common.privacy import PersonalData
from motcua.domain.lifecycle import EventKind
from motcua.dossiers.models.dossier import Dossier


class DossierEvent(models.Model):
    """One event. `at` is when it took effect, `recorded_at` when it was written (they differ for adopted history).

    It holds no name, number or free text: `reason` is a code, words go to an `EventNote` whose salted hash stands in
    `note_hash`. `clock` is the `ClockKind` of an event that moves the clock, else empty; `data` holds ids and codes.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="events", db_index=False)
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=24)
    from_state = models.CharField(max_length=24)
    to_state = models.CharField(max_length=24)
    step = models.PositiveSmallIntegerField(default=0)
    leg = models.PositiveSmallIntegerField(null=True, blank=True)
    actor_kind = models.CharField(max_length=16)
    actor_id = models.BigIntegerField(null=True, blank=True)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    reason = models.CharField(max_length=32, blank=True)
    note_hash = models.CharField(max_length=64, blank=True)
    clock = models.CharField(max_length=24, blank=True)
    promised_at = models.DateTimeField(null=True, blank=True)
    calendar_version = models.CharField(max_length=96, blank=True)
    data = models.JSONField(default=dict)
    idempotency_key = models.CharField(max_length=64, null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dossier", "seq"], name="dossiers_event_seq"),
            models.UniqueConstraint(fields=["idempotency_key"], name="dossiers_event_key"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["dossier", "seq"], name="dossiers_event_clock", condition=~Q(clock="")),
            models.Index(fields=["actor_id", "id"], name="dossiers_event_actor", condition=Q(actor_id__isnull=False)),
            models.Index(
                fields=["calendar_version", "id"],
                name="dossiers_event_calendar",
                condition=Q(kind=EventKind.CALENDAR_APPLIED.value),
            ),
        ]


class EventNote(models.Model):
    """Words that belong to an event and may have to be erased; the event keeps `sha256(salt + text)`."""

    personal_data: ClassVar[dict[str, PersonalData]] = {"text": PersonalData.FREE_TEXT}

    event = models.OneToOneField(DossierEvent, on_delete=models.PROTECT, related_name="note")
    salt = models.CharField(max_length=32)
    text = models.TextField()
    erased_at = models.DateTimeField(null=True, blank=True)
