"""Before a dossier exists: drafts of intake; and where dossiers of another system came from."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from motcua.common.privacy import PersonalData
from motcua.dossiers.models.dossier import Dossier


class Draft(models.Model):
    """What an officer has typed into intake so far, kept on the server so that nothing typed is lost.

    A draft is the state DRAFT of the lifecycle: it ends by becoming a dossier or by being thrown away.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {"data": PersonalData.FREE_TEXT}

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")
    offering = models.ForeignKey(
        "catalogue.Offering", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    data = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, related_name="draft", null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(dossier__isnull=True) | Q(closed_at__isnull=False), name="dossiers_draft_used_is_closed"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "-updated_at"], name="dossiers_drafts", condition=Q(closed_at__isnull=True)),
        ]


class ImportSource(models.Model):
    """Another system whose history was taken over; `unit` is who may read it besides administrator and auditor.

    Its dossiers stand outside desk lists and official figures.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=32, unique=True)
    name = models.CharField(max_length=255)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    imported_at = models.DateTimeField()
    mapping = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
