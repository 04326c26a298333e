"""The lists that the duty needs: reasons for lateness, who signs, from when foresight opens it.

Rows are closed from a day on, never changed.
"""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from motcua.audit import log
from motcua.domain.errors import BadInput, NotAllowed, NotFound
from motcua.domain.instants import ONE_DAY
from motcua.domain.worktime import local_date
from motcua.dossiers import apology_policies as policies
from motcua.dossiers.models import ApologySigner, ForesightThreshold, LateReason
from motcua.dossiers.shipped_reasons import SHIPPED
from motcua.organisation import queries as organisation
from motcua.organisation.actors import Actor
from motcua.organisation.roles import Role

BEGINNING = date(2018, 6, 21)
"""From when the shipped reasons hold: the first day of the first rule set."""

LEAST_CERTAIN, MOST_CERTAIN = 50, 99
"""What may be called certain, in percent: below a half more dossiers would be apologised for in vain than not."""

SIGNING_ROLES = (Role.LEADER, Role.UNIT_HEAD, Role.ONE_STOP_HEAD)
"""Roles that may be named as signers."""


def ship_reasons() -> int:
    """Put the shipped reasons into the store that it does not know under their codes; return how many."""
    known = set(LateReason.objects.values_list("code", flat=True))
    fresh = [
        LateReason(code=reason.code, name=reason.name, words=reason.words, valid_from=BEGINNING)
        for reason in SHIPPED
        if reason.code not in known
    ]
    LateReason.objects.bulk_create(fresh)
    return len(fresh)


def add_reason(*, code: str, name: str, words: str, valid_from: date, actor: Actor, at: datetime) -> LateReason:
    """Add a reason from a day on; under a code in force, the row there is closed on that day and followed by this one.

    Raises NotAllowed, BadInput.
    """
    _require(actor)
    _filled(name=name, words=words)
    with transaction.atomic():
        running = LateReason.objects.filter(code=code, valid_to__isnull=True).first()
        if running is not None:
            _check_after(running.valid_from, valid_from)
            LateReason.objects.filter(pk=running.pk).update(valid_to=valid_from)
        made = LateReason.objects.create(
            code=code, name=name.strip(), words=words.strip().rstrip("."), valid_from=valid_from
        )
        data = {"code": code, "valid_from": valid_from.isoformat()}
        log.write(actor.ref, "dossiers.late_reason_added", "late_reason", made.public_id, at=at, data=data)
    return made


def close_reason(*, public_id: UUID, on: date, actor: Actor, at: datetime) -> LateReason:
    """Close a reason from a day on. Raises NotAllowed, NotFound, BadInput; the last one in force stays."""
    _require(actor)
    with transaction.atomic():
        found = LateReason.objects.filter(public_id=public_id, valid_to__isnull=True).first()
        if found is None:
            raise NotFound(subject="late_reason", value=public_id)
        _check_after(found.valid_from, on)
        if LateReason.objects.filter(valid_to__isnull=True).count() == 1:
            raise BadInput(field="on", value=found.name, remedy=_("Danh mục phải còn ít nhất một nguyên nhân."))
        LateReason.objects.filter(pk=found.pk).update(valid_to=on)
        data = {"code": found.code, "valid_to": on.isoformat()}
        log.write(actor.ref, "dossiers.late_reason_closed", "late_reason", found.public_id, at=at, data=data)
    found.valid_to = on
    return found


def name_signer(
    *, unit_id: int, signer_unit_id: int, role: str, title: str, valid_from: date, actor: Actor, at: datetime
) -> ApologySigner:
    """Say who signs the letters of an agency from a day on; who did until then is closed on that day.

    Raises NotAllowed, BadInput.
    """
    _require(actor)
    _filled(title=title)
    if role not in SIGNING_ROLES:
        raise BadInput(field="role", value=role, remedy=_("Chọn lãnh đạo, trưởng đơn vị hoặc người đứng đầu Một cửa."))
    if len(organisation.units({unit_id, signer_unit_id})) != len({unit_id, signer_unit_id}):
        raise BadInput(field="unit_id", value=unit_id, remedy=_("Chọn một đơn vị trong cơ cấu tổ chức."))
    try:
        with transaction.atomic():
            running = ApologySigner.objects.filter(unit_id=unit_id, valid_to__isnull=True).first()
            if running is not None:
                _check_after(running.valid_from, valid_from)
                ApologySigner.objects.filter(pk=running.pk).update(valid_to=valid_from)
            made = ApologySigner.objects.create(
                unit_id=unit_id,
                signer_unit_id=signer_unit_id,
                role=role,
                title=" ".join(title.split()),
                valid_from=valid_from,
            )
            data = {"unit": unit_id, "signer_unit": signer_unit_id, "role": role, "valid_from": valid_from.isoformat()}
            log.write(actor.ref, "dossiers.apology_signer_named", "apology_signer", made.public_id, at=at, data=data)
    except IntegrityError:
        remedy = _("Đơn vị đã có người ký từ ngày này. Chọn ngày khác.")
        raise BadInput(field="valid_from", value=f"{valid_from:%d/%m/%Y}", remedy=remedy) from None
    return made


def signers(on: date) -> list[ApologySigner]:
    """Who signs where, in force on a day or later."""
    rows = ApologySigner.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on))
    return list(rows.select_related("unit", "signer_unit").order_by("unit__name", "valid_from"))


def set_threshold(*, percent: int, ground: str, valid_from: date, actor: Actor, at: datetime) -> ForesightThreshold:
    """Say from which probability (in percent) on a dossier will miss its date, from a day on.

    Foresight reads it when it learns, once a day: a day that is over cannot be set. Raises NotAllowed, BadInput.
    """
    _require(actor)
    _filled(ground=ground)
    if not LEAST_CERTAIN <= percent <= MOST_CERTAIN:
        remedy = _("Nhập từ %(least)s đến %(most)s.") % {"least": LEAST_CERTAIN, "most": MOST_CERTAIN}
        raise BadInput(field="percent", value=percent, remedy=remedy)
    _check_after(local_date(at) - ONE_DAY, valid_from)
    with transaction.atomic():
        running = ForesightThreshold.objects.filter(valid_to__isnull=True).order_by("-valid_from").first()
        if running is not None:
            _check_after(running.valid_from, valid_from)
            ForesightThreshold.objects.filter(pk=running.pk).update(valid_to=valid_from)
        made = ForesightThreshold.objects.create(
            probability=percent / 100, ground=" ".join(ground.split()), valid_from=valid_from
        )
        data = {"percent": percent, "valid_from": valid_from.isoformat()}
        log.write(actor.ref, "dossiers.foresight_threshold_set", "foresight_threshold", made.pk, at=at, data=data)
    return made


def thresholds() -> list[ForesightThreshold]:
    """Every threshold there ever was, newest first."""
    return list(ForesightThreshold.objects.order_by("-valid_from"))


def role_of(signer: ApologySigner) -> Role:
    """The role that a row names."""
    return Role(signer.role)


def _require(actor: Actor) -> None:
    if not policies.keeps_lists(actor):
        raise NotAllowed(action="apology_lists", actor=actor.label)


def _filled(**texts: str) -> None:
    for name, text in texts.items():
        if not text.strip():
            raise BadInput(field=name, value="", remedy=_("Không để trống."))


def _check_after(valid_from: date, on: date) -> None:
    if on <= valid_from:
        remedy = _("Chọn ngày sau %(day)s.") % {"day": f"{valid_from:%d/%m/%Y}"}
        raise BadInput(field="valid_from", value=f"{on:%d/%m/%Y}", remedy=remedy)
