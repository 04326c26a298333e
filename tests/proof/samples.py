"""What tests need to know of a store made for them: who may sign in, codes, and a sample of every kind of id."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.test import Client

from motcua.calendars.models import Calendar
from motcua.calendars.services.drafts import open_draft
from motcua.catalogue import queries as catalogue
from motcua.catalogue.models import ChannelLimit, ProcessVersion
from motcua.catalogue.values import OfferingRow
from motcua.documents import queries as documents
from motcua.dossiers import policies
from motcua.dossiers import queries as dossiers
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.drafts import save_draft
from motcua.dossiers.services.foresight import learn_unit
from motcua.dossiers.services.papers import SUBJECT
from motcua.organisation.actors import system_actor
from motcua.organisation.models import Account, Assignment, Person, RoleGrant, Unit
from motcua.project.demo.cast import Cast
from tests.factories import PROCEDURE, World
from tests.proof import sample_apologies, sample_calendars, sample_checks, sample_jobs, sample_reports, situations

Facts = dict[str, Any]


def gather(cast: Cast, now: datetime) -> Facts:
    """Make the situations and tell everything as JSON values."""
    (offering,) = catalogue.offerings_for({cast.commune.one_stop}, now.date(), PROCEDURE)
    made = situations.make(World(cast, offering.id), now)
    learn_unit(cast.commune.id, actor=system_actor(), at=now)
    return {
        "members": {**_members(cast), "superior": sample_reports.superior(cast, now)},
        "dossiers": {name: {"code": row.code, "token": row.public_token or ""} for name, row in made.items()},
        "acts": _acts(cast, made, now),
        "ids": _ids(cast, offering, made, now),
    }


def _members(cast: Cast) -> dict[str, dict[str, str]]:
    """Name, user name, password and the cookie of an open session, by key of the cast."""
    found = {}
    for key, member in cast.members.items():
        if member.username:
            client = Client()
            client.force_login(Account.objects.get(username=member.username))
            found[key] = {
                "name": member.actor.label,
                "username": member.username,
                "password": member.password,
                "session": client.cookies["sessionid"].value,
            }
    return found


def _acts(cast: Cast, made: Mapping[str, Dossier], now: datetime) -> dict[str, dict[str, str]]:
    """For every action that somebody may take now: who, on which dossier."""
    found: dict[str, dict[str, str]] = {}
    for key, member in cast.members.items():
        codes = [row.code for row in made.values()] if member.username else []
        for row in Dossier.objects.filter(policies.visible_to(member.actor), code__in=codes):
            for action in dossiers.actions_now(member.actor, row, now):
                found.setdefault(action.value, {"member": key, "code": row.code})
    return found


def _ids(cast: Cast, offering: OfferingRow, made: Mapping[str, Dossier], now: datetime) -> dict[str, str]:
    """One id of each kind, as it stands in addresses."""
    handler = cast.members["handler"]
    national = Calendar.objects.get(unit__isnull=True)
    open_draft(calendar_id=national.pk, actor=cast.administrator, at=now)
    draft = save_draft(
        data={"offering": str(offering.public_id), "owner-full_name": "Trần Văn Nháp", "label": offering.label},
        actor=cast.desk_officer,
        at=now - timedelta(minutes=5),
        offering_id=offering.id,
    )
    limit = ChannelLimit.objects.filter(version__procedure__code=PROCEDURE).order_by("pk")[0]
    paper = documents.papers_of(SUBJECT, made["accepted"].pk)[0]
    grant = RoleGrant.objects.filter(person_id=handler.person_id)[0]
    assignment = Assignment.objects.filter(person_id=handler.person_id)[0]
    return {
        "unit": str(Unit.objects.get(pk=cast.commune.id).public_id),
        "commune": str(cast.commune.id),
        "desk": str(cast.commune.one_stop),
        "person": str(Person.objects.get(pk=handler.person_id).public_id),
        "person_without_account": str(Person.objects.filter(account__isnull=True)[0].public_id),
        "assignment": str(assignment.pk),
        "grant": str(grant.pk),
        "calendar": str(national.public_id),
        "draft": str(draft.public_id),
        "offering": str(offering.public_id),
        "limit": str(limit.public_id),
        "process": str(ProcessVersion.objects.get(offerings=offering.id).public_id),
        "paper": str(paper.public_id),
        "paper_name": "giay-tiep-nhan.pdf",
        **sample_jobs.make(cast.administrator, now),
        **sample_calendars.make(cast, now),
        **sample_apologies.make(World(cast, offering.id), now),
        **sample_checks.make(cast, now),
        **sample_reports.make(cast, now),
    }
