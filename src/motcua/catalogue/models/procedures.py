"""A procedure and everything a published version of it says.

The fields follow NĐ 63/2010/NĐ-CP art. 8(2) and the record of the national database. Time and fee depend on how the
dossier is filed and on the case (trường hợp), so they are child rows. A version is never changed once something uses
it: a changed publication is a new version, and a dossier keeps the version of its acceptance.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from motcua.catalogue.vocabulary import Certainty, Channel, ComponentKind, LimitClass, LimitStatus, Origin
from motcua.common.privacy import PersonalData


class Sector(models.Model):
    """Field of administration (lĩnh vực) that a procedure belongs to."""

    name = models.CharField(max_length=255, unique=True)
    code = models.CharField(max_length=32, blank=True)
    search_key = models.CharField(max_length=255, db_index=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    class Meta:
        ordering = ("search_key",)


class Procedure(models.Model):
    """A procedure by its national code; what it says is in its versions."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=32, unique=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {}


class ProcedureVersion(models.Model):
    """One publication of a procedure, valid in [valid_from, valid_to).

    `levels`, `applicants` and `channels` are lists of words; `search_key` is the folded text that search reads,
    `initials` the first letters of the name's words («đăng ký lại khai sinh» → «dklks»). `content_hash` tells whether
    a new publication says anything new; `published_hash` is that of the national record which agrees with it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    sector = models.ForeignKey(Sector, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    origin = models.CharField(max_length=16, choices=Origin.choices)
    name = models.TextField()
    short_name = models.CharField(max_length=255, blank=True)
    decision_no = models.CharField(max_length=64, blank=True)
    decision_date = models.DateField(null=True, blank=True)
    ministry = models.CharField(max_length=255, blank=True)
    kind = models.CharField(max_length=255, blank=True)
    levels = models.JSONField(default=list)
    applicants = models.JSONField(default=list)
    channels = models.JSONField(default=list)
    competent_agency = models.TextField(blank=True)
    executing_agency = models.TextField(blank=True)
    coordinating_agency = models.TextField(blank=True)
    receiving_address = models.TextField(blank=True)
    steps_text = models.TextField(blank=True)
    conditions = models.TextField(blank=True)
    methods_text = models.TextField(blank=True)
    components_text = models.TextField(blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    content_hash = models.CharField(max_length=64)
    published_hash = models.CharField(max_length=64, blank=True)
    limit_class = models.CharField(max_length=32, choices=LimitClass.choices)
    ambiguous = models.BooleanField(default=False)
    search_key = models.TextField()
    initials = models.CharField(max_length=400)
    sort_key = models.CharField(max_length=400)
    recorded_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("procedure", "number"), name="catalogue_version_number"),
            models.UniqueConstraint(
                fields=("procedure",), condition=Q(valid_to__isnull=True), name="catalogue_one_open_version"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="catalogue_version_period",
            ),
        )
        indexes = (models.Index(fields=("sort_key", "id"), name="catalogue_version_sort"),)


class VersionLevel(models.Model):
    """One level of a version as a row of its own, so that lists can filter by it on every engine."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="level_rows")
    level = models.CharField(max_length=16)

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    class Meta:
        constraints = (models.UniqueConstraint(fields=("version", "level"), name="catalogue_version_level"),)
        indexes = (models.Index(fields=("level", "version"), name="catalogue_level_version"),)


class Case(models.Model):
    """A case (trường hợp) of a version with its own list of papers; `name` is empty when there is only one."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="cases")
    no = models.PositiveIntegerField()
    name = models.TextField(blank=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    class Meta:
        ordering = ("version", "no")
        constraints = (models.UniqueConstraint(fields=("version", "no"), name="catalogue_case_no"),)


class Component(models.Model):
    """A paper of a case (thành phần hồ sơ), or a note printed among them: 0 originals and 0 copies is no paper."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="components")
    no = models.PositiveIntegerField()
    name = models.TextField()
    form = models.CharField(max_length=500, blank=True)
    originals = models.PositiveIntegerField(default=0)
    copies = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=16, choices=ComponentKind.choices)
    required = models.BooleanField(default=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    class Meta:
        ordering = ("case", "no")
        constraints = (models.UniqueConstraint(fields=("case", "no"), name="catalogue_component_no"),)


class ChannelLimit(models.Model):
    """The time limit of a version for one way of filing and one case, as published and as confirmed.

    `published_*` is what the source says and never changes. `limit` («5 working_days») is what a due date may be
    derived from; it is filled only when the status is CONFIRMED, with the source and who confirmed it. `doubt` keeps
    what was doubtful when the row arrived. `process` is the process made for this limit, where it is not the
    offering's own (a case that needs verification runs another one).
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="limits")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="limits", null=True, blank=True)
    no = models.PositiveIntegerField()
    channel = models.CharField(max_length=16, choices=Channel.choices)
    published_amount = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    published_unit = models.CharField(max_length=64, blank=True)
    published_text = models.TextField(blank=True)
    doubt = models.CharField(max_length=32, blank=True)
    status = models.CharField(max_length=32, choices=LimitStatus.choices)
    limit = models.CharField(max_length=64, blank=True)
    source = models.TextField(blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    certainty = models.CharField(max_length=16, choices=Certainty.choices, blank=True)
    process = models.ForeignKey("catalogue.Process", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by_kind = models.CharField(max_length=16, blank=True)
    confirmed_by_id = models.BigIntegerField(null=True, blank=True)
    confirmed_by_label = models.CharField(max_length=255, blank=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {"confirmed_by_label": PersonalData.NAME}

    class Meta:
        ordering = ("version", "no")
        constraints = (
            models.UniqueConstraint(fields=("version", "no"), name="catalogue_limit_no"),
            models.CheckConstraint(
                condition=~Q(status=LimitStatus.CONFIRMED) | (~Q(limit="") & ~Q(source="")),
                name="catalogue_confirmed_limit_has_source",
            ),
            models.CheckConstraint(
                condition=Q(status=LimitStatus.CONFIRMED) | Q(limit=""),
                name="catalogue_only_confirmed_limit_counts",
            ),
        )
        indexes = (models.Index(fields=("status", "version"), name="catalogue_limit_status"),)


class Fee(models.Model):
    """A fee or charge (phí, lệ phí) as published; `amount` in đồng only where the source gives one exact number."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="fees")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="fees", null=True, blank=True)
    no = models.PositiveIntegerField()
    channel = models.CharField(max_length=16, choices=Channel.choices)
    name = models.TextField(blank=True)
    text = models.TextField(blank=True)
    amount = models.BigIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    class Meta:
        ordering = ("version", "no")
        constraints = (models.UniqueConstraint(fields=("version", "no"), name="catalogue_fee_no"),)


class ResultKind(models.Model):
    """A result that the procedure gives, with its national code («KQ.G15.000031») where it has one."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="results")
    no = models.PositiveIntegerField()
    code = models.CharField(max_length=32, blank=True)
    name = models.TextField()

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    class Meta:
        ordering = ("version", "no")
        constraints = (models.UniqueConstraint(fields=("version", "no"), name="catalogue_result_no"),)


class LegalGround(models.Model):
    """A legal text that the procedure rests on (căn cứ pháp lý); `number` is empty where the source has none."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="legal_grounds")
    no = models.PositiveIntegerField()
    number = models.CharField(max_length=128, blank=True)
    title = models.TextField(blank=True)
    issued_on = models.DateField(null=True, blank=True)
    agency = models.CharField(max_length=255, blank=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    class Meta:
        ordering = ("version", "no")
        constraints = (models.UniqueConstraint(fields=("version", "no"), name="catalogue_ground_no"),)
