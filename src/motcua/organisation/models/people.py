"""People, the posts of a unit, and who holds which post from when to when."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from motcua.common.privacy import PersonalData
from motcua.organisation.kinds import AssignmentKind, Sphere
from motcua.organisation.models.units import Unit


class Person(models.Model):
    """A cadre, official or employee known to this store."""

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "full_name": PersonalData.NAME,
        "sort_key": PersonalData.NAME,
        "search_key": PersonalData.NAME,
        "phone": PersonalData.CONTACT,
        "email": PersonalData.CONTACT,
    }

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    full_name = models.CharField(max_length=120)
    sort_key = models.CharField(max_length=240)
    search_key = models.CharField(max_length=120)
    phone = models.CharField(max_length=32, blank=True)
    email = models.EmailField(blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["sort_key", "id"], name="organisation_person_sort")]


class Post(models.Model):
    """A post (chức vụ, vị trí) of a unit during [valid_from, valid_to)."""

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    title = models.CharField(max_length=120)
    sphere = models.CharField(max_length=16, choices=Sphere.choices, default=Sphere.STATE)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="organisation_post_period"
            ),
            models.CheckConstraint(condition=Q(sphere__in=Sphere.values), name="organisation_post_sphere"),
            models.UniqueConstraint(
                fields=["unit", "title", "sphere"],
                condition=Q(valid_to__isnull=True),
                name="organisation_post_one_open",
            ),
        ]


class Assignment(models.Model):
    """A person holds a post during [valid_from, valid_to); several at once are normal (kiêm nhiệm)."""

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assignments")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="assignments")
    kind = models.CharField(max_length=16, choices=AssignmentKind.choices, default=AssignmentKind.MAIN)
    decision = models.CharField(max_length=255, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="organisation_assignment_period",
            ),
            models.CheckConstraint(condition=Q(kind__in=AssignmentKind.values), name="organisation_assignment_kind"),
            models.UniqueConstraint(
                fields=["person", "post"],
                condition=Q(valid_to__isnull=True),
                name="organisation_assignment_one_open",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(valid_to__isnull=True, kind=AssignmentKind.MAIN),
                name="organisation_assignment_one_main",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["post", "valid_from"], name="organisation_assignment_post")]
