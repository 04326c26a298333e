"""The apology duty of a dossier and its letter: who owes it, until when, how far it is, every step an event."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from motcua.common.privacy import PersonalData
from motcua.domain.apologies import OWING, Ground, LetterState, SentBy
from motcua.dossiers.models.dossier import Dossier
from motcua.organisation.roles import Role

_OWING = sorted(state.value for state in OWING)


class LateReason(models.Model):
    """Why dossiers are late, as a code list: `name` for lists, `words` for the letter; rows are closed, not changed."""

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField(max_length=32, db_index=False)
    name = models.CharField(max_length=160)
    words = models.CharField(max_length=500)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="dossiers_reason_from"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_to__isnull=True), name="dossiers_one_open_reason"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="dossiers_reason_period"
            ),
        ]


class ApologySigner(models.Model):
    """Who signs the letters of a competent agency, on [valid_from, valid_to): a role in a unit, under a printed title.

    Without a row the leaders of the agency sign.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+")
    signer_unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    role = models.CharField(max_length=32, choices=[(role.value, role.value) for role in Role])
    title = models.CharField(max_length=120)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "valid_from"], name="dossiers_signer_from"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(valid_to__isnull=True), name="dossiers_one_open_signer"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="dossiers_signer_period"
            ),
        ]


class Apology(models.Model):
    """A duty to apologise for one due date of one dossier.

    `due_at` is the date that is missed, `due_by` until when the letter is to go out. Unit, procedure and step with its
    owner are those of the day the duty opened: figures keep counting them there. `version` counts its events (compare
    and swap). `new_due_at` is the date proposed and, once sent, promised; None where the letter promises none.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="apologies", db_index=False)
    due_at = models.DateTimeField()
    due_by = models.DateTimeField()
    ground = models.CharField(max_length=16, choices=[(g.value, g.value) for g in Ground])
    state = models.CharField(max_length=24, choices=[(s.value, s.value) for s in LetterState])
    version = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()

    competent_unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    executing_unit = models.ForeignKey(
        "organisation.Unit", on_delete=models.PROTECT, related_name="+", db_index=False, null=True, blank=True
    )
    receiving_unit = models.ForeignKey("organisation.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    procedure_version = models.ForeignKey(
        "catalogue.ProcedureVersion", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    step_no = models.PositiveSmallIntegerField()
    step_name = models.TextField()
    step_unit = models.ForeignKey(
        "organisation.Unit", on_delete=models.PROTECT, related_name="+", db_index=False, null=True, blank=True
    )
    step_person = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, related_name="+", db_index=False, null=True, blank=True
    )
    reason = models.ForeignKey(
        LateReason, on_delete=models.PROTECT, related_name="+", db_index=False, null=True, blank=True
    )

    letters = models.PositiveSmallIntegerField(default=0)
    new_due_at = models.DateTimeField(null=True, blank=True)
    drafter = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, related_name="+", db_index=False, null=True, blank=True
    )
    approver = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, related_name="+", db_index=False, null=True, blank=True
    )
    paper_id = models.UUIDField(null=True, blank=True)
    number = models.CharField(max_length=40, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.CharField(max_length=16, blank=True)
    delivered_on = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    relief = models.CharField(max_length=16, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["dossier", "due_at"],
                condition=~Q(state=LetterState.CLOSED_NOT_NEEDED.value),
                name="dossiers_apology_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in LetterState]), name="dossiers_apology_state"
            ),
            models.CheckConstraint(
                condition=Q(sent_by="") | Q(sent_by__in=[s.value for s in SentBy]), name="dossiers_apology_sent_by"
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | ~Q(sent_by=""), name="dossiers_apology_sent_has_way"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["dossier"], name="dossiers_apology_dossier"),
            models.Index(fields=["competent_unit", "due_by", "id"], name="dossiers_apology_unit"),
            models.Index(fields=["due_by", "id"], name="dossiers_apology_due"),
            models.Index(fields=["due_by", "id"], name="dossiers_apology_owing", condition=Q(state__in=_OWING)),
        ]


class ApologyEvent(models.Model):
    """What happened to a duty; append-only, without names or words: those stand in notes and letters, hashed here."""

    personal_data: ClassVar[dict[str, PersonalData]] = {}

    apology = models.ForeignKey(Apology, on_delete=models.PROTECT, related_name="events", db_index=False)
    seq = models.PositiveIntegerField()
    act = models.CharField(max_length=16)
    from_state = models.CharField(max_length=24, blank=True)
    to_state = models.CharField(max_length=24)
    actor_kind = models.CharField(max_length=16)
    actor_id = models.BigIntegerField(null=True, blank=True)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    note_hash = models.CharField(max_length=64, blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["apology", "seq"], name="dossiers_apology_event_seq"),
        ]


class ApologyNote(models.Model):
    """Words that belong to an event of a duty and may have to be erased; the event keeps `sha256(salt + text)`."""

    personal_data: ClassVar[dict[str, PersonalData]] = {"text": PersonalData.FREE_TEXT}

    event = models.OneToOneField(ApologyEvent, on_delete=models.PROTECT, related_name="note")
    salt = models.CharField(max_length=32)
    text = models.TextField()
    erased_at = models.DateTimeField(null=True, blank=True)


class ApologyLetter(models.Model):
    """One version of a letter: the reason given, the body as drafted and edited, the date proposed.

    Never changed: a new draft is a new version. The salted hash of the body stands in the event of its drafting.
    """

    personal_data: ClassVar[dict[str, PersonalData]] = {"body": PersonalData.FREE_TEXT}

    apology = models.ForeignKey(Apology, on_delete=models.PROTECT, related_name="versions", db_index=False)
    no = models.PositiveSmallIntegerField()
    reason = models.ForeignKey(LateReason, on_delete=models.PROTECT, related_name="+", db_index=False)
    body = models.TextField()
    salt = models.CharField(max_length=32)
    new_due_at = models.DateTimeField(null=True, blank=True)
    drafted_by = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    drafted_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["apology", "no"], name="dossiers_letter_no"),
        ]
