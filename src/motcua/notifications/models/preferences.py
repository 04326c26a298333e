"""Who wants to be told what, by which channel; and since when, and where that was said."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.common.privacy import PersonalData
from motcua.notifications.vocabulary import Channel, Language, RecipientKind, Source


class Preference(models.Model):
    """One recipient's wish for one channel during [opted_in_at, ended_at). A change closes the row and opens another.

    `topics` lists what an officer wants; a citizen's empty list means everything about the dossier. Without an open row
    nothing goes by e-mail, SMS or Zalo; the bell rings without one, for everything.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    recipient_kind = models.CharField(max_length=16, choices=RecipientKind.choices)
    recipient_id = models.BigIntegerField()
    channel = models.CharField(max_length=8, choices=Channel.choices)
    topics = models.JSONField(default=list)
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.VI)
    opted_in_at = models.DateTimeField()
    given_in = models.CharField(max_length=16, choices=Source.choices)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_in = models.CharField(max_length=16, choices=Source.choices, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["recipient_kind", "recipient_id", "channel"],
                condition=Q(ended_at__isnull=True),
                name="notifications_preference_one_open",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) ^ ~Q(ended_in=""), name="notifications_preference_ended"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["recipient_kind", "recipient_id"], name="notifications_wishes"),
        ]
