"""An opinion that was asked of another unit: who asked whom, until when, how, and what came back."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from motcua.common.privacy import PersonalData
from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.vocabulary import AnswerMode, Stance


class Consultation(models.Model):
    """One request (NĐ 118/2025 art. 19(4)(b-d)).

    `asked_seq` and `answered_seq` name the events, whose notes hold what was asked and what was said. `closed_at` is
    set by the answer, or by the end of the dossier, which needs none any more. The units still asked stand also in
    the dossier's own row, so that lists and policies read no second table.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="consultations", db_index=False)
    asking_unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    mode = models.CharField(max_length=16, choices=AnswerMode.choices, default=AnswerMode.WRITTEN)
    asked_seq = models.PositiveIntegerField()
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answered_seq = models.PositiveIntegerField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    stance = models.CharField(max_length=16, choices=Stance.choices, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dossier", "asked_seq"], name="dossiers_consultation_event"),
            models.UniqueConstraint(
                fields=["dossier", "asked_unit"],
                condition=Q(closed_at__isnull=True),
                name="dossiers_one_open_question",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True)
                | Q(closed_at__isnull=False, answered_seq__isnull=False, answered_at__gte=F("asked_at")),
                name="dossiers_answered_is_closed",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["asked_unit", "due_at"], name="dossiers_questions", condition=Q(closed_at__isnull=True)
            ),
        ]
