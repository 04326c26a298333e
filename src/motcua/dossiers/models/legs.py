"""A part of a dossier's handling that another unit does beside the lead: what, until when, what came of it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from motcua.common.privacy import PersonalData
from motcua.domain.parallel_legs import LegTimes
from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.vocabulary import LegAnswer


class ParallelLeg(models.Model):
    """One parallel leg (NĐ 118/2025 art. 20(2)); `no` counts those of its dossier and stands in their events.

    `sent_seq` and `answered_seq` name the events, whose notes hold the task and the words of the answer. `due_at` is
    counted once, when it is sent, by the calendar that is named. `ended_at` is set by the answer, by a recall, or by
    the end of the dossier. The units with an open leg stand also in the dossier's own row, so that lists and policies
    read no second table.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="parallel_legs", db_index=False)
    no = models.PositiveSmallIntegerField()
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    limit = models.CharField(max_length=64)
    calendar_version = models.CharField(max_length=96)
    sent_seq = models.PositiveIntegerField()
    sent_at = models.DateTimeField()
    due_at = models.DateTimeField()
    taken_by = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, related_name="+", db_index=False, null=True, blank=True
    )
    answered_seq = models.PositiveIntegerField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=16, choices=LegAnswer.choices, blank=True)
    recalled_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dossier", "no"], name="dossiers_leg_no"),
            models.UniqueConstraint(
                fields=["dossier", "unit"], condition=Q(ended_at__isnull=True), name="dossiers_one_open_leg"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True)
                | Q(ended_at=F("answered_at"), answered_seq__isnull=False, recalled_at__isnull=True),
                name="dossiers_answered_leg_ended",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "due_at"], name="dossiers_open_legs", condition=Q(ended_at__isnull=True)),
        ]

    @property
    def times(self) -> LegTimes:
        """Its instants, as the rules read them."""
        closed = None if self.answered_at or self.recalled_at else self.ended_at
        return LegTimes(self.no, self.sent_at, self.due_at, self.answered_at, self.recalled_at, closed)
