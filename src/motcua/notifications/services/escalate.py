"""Telling people by the rules of watching: each sending recorded, none twice."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.common import writing
from motcua.domain.watching import Level, Mark, Rule, Telling, Thresholds, tellings
from motcua.dossiers.queries.notices import NoticeFacts, notice_facts
from motcua.dossiers.queries.watching import WatchedDossier, watched_dossiers
from motcua.notifications.addresses import officer_path
from motcua.notifications.models import EscalationSending
from motcua.notifications.queries.escalation import Sets, sets_at
from motcua.notifications.services.notify import Notice, Subject, notify_all, person
from motcua.notifications.services.values import officer_values
from motcua.notifications.vocabulary import Channel
from motcua.notifications.watch_words import rule_code
from motcua.organisation import queries as organisation
from motcua.organisation.roles import Role

Place = tuple[Role, int]


@dataclass(frozen=True, slots=True)
class People:
    """Who holds which role where."""

    holders: dict[Place, tuple[int, ...]]

    def of(self, dossier: WatchedDossier, level: Level) -> Collection[int]:
        """Whom a level means for a dossier: nobody where nobody holds the role."""
        if level is Level.OFFICER and dossier.holder_id is not None:
            return (dossier.holder_id,)
        return {p for place in places_of(dossier, level) for p in self.holders.get(place, ())}


def places_of(dossier: WatchedDossier, level: Level) -> list[Place]:
    """The roles and units in which the people of a level are found."""
    if level is Level.LEADER:
        return [(Role.LEADER, dossier.competent_unit_id)]
    if level is Level.ONE_STOP_HEAD:
        return [(Role.ONE_STOP_HEAD, dossier.receiving_unit_id)]
    if dossier.holder_unit_id is None:
        return []
    if level is Level.UNIT_HEAD:
        return [(Role.UNIT_HEAD, dossier.holder_unit_id), (Role.ONE_STOP_HEAD, dossier.holder_unit_id)]
    return [(Role(dossier.step_role), dossier.holder_unit_id)] if dossier.step_role else []


def run(at: datetime) -> int:
    """Tell what is to be told at `at`; returns how many were told. Each portion is a transaction of its own."""
    sets = sets_at(at)
    told = 0
    for portion in watched_dossiers(at):
        with transaction.atomic():
            told += _tell(portion, sets, at)
    return told


def _tell(portion: list[WatchedDossier], sets: Sets, at: datetime) -> int:
    said = _said([dossier.id for dossier in portion])
    people = people_of(portion, at)
    found = [
        (dossier, telling)
        for dossier in portion
        for telling in due_tellings(dossier, *sets.of(dossier.receiving_unit_id)[1:], people, at, said)
    ]
    facts = notice_facts({dossier.id for dossier, _telling in found}, contacts=False)
    sendings = [_sending(dossier, telling, sets, at) for dossier, telling in found]
    writing.insert(sendings, unless_there=True)
    notify_all([_notice(facts[dossier.id], telling, at) for dossier, telling in found])
    return len(found)


def due_tellings(
    dossier: WatchedDossier,
    rules: Iterable[Rule],
    thresholds: Thresholds,
    people: People,
    at: datetime,
    said: dict[int, set[Mark]],
) -> list[Telling]:
    """What is to be told of one dossier now."""
    return tellings(
        tuple(rules),
        dossier.watched,
        dossier.calendar,
        thresholds,
        at,
        people=lambda level: people.of(dossier, level),
        said=said.get(dossier.id, ()),
    )


def people_of(portion: Iterable[WatchedDossier], at: datetime) -> People:
    """Everybody whom rules may mean for some dossiers. One query."""
    places = {place for dossier in portion for level in Level for place in places_of(dossier, level)}
    found = organisation.holders_of(places, at)
    return People({place: tuple(ids) for place, ids in found.items()})


def _said(ids: Collection[int]) -> dict[int, set[Mark]]:
    rows = EscalationSending.objects.filter(dossier_id__in=ids)
    found: dict[int, set[Mark]] = {}
    for dossier_id, series, anchor, person_id in rows.values_list("dossier_id", "series", "anchor_at", "person_id"):
        found.setdefault(dossier_id, set()).add((str(series), anchor, person_id))
    return found


def _sending(dossier: WatchedDossier, telling: Telling, sets: Sets, at: datetime) -> EscalationSending:
    owner = sets.of(dossier.receiving_unit_id)[0]
    return EscalationSending(
        series=telling.rule.id,
        rule_id=sets.rows[owner, telling.rule.id],
        dossier_id=dossier.id,
        anchor_at=telling.anchor,
        person_id=telling.person_id,
        told_at=at,
    )


def _notice(facts: NoticeFacts, telling: Telling, at: datetime) -> Notice:
    """The notice of one telling; its texts are those of the family `watch`."""
    rule = telling.rule
    values = officer_values(facts) | {"rule": rule_code(rule.trigger, rule.after_days)}
    channels = frozenset({Channel(rule.channel)}) if rule.channel else None
    return Notice(
        topic=f"watch.{rule.trigger.value}",
        recipients=(person(telling.person_id),),
        subject=Subject("dossier", facts.id),
        values=values,
        key=f"watch:{rule.id}:{facts.id}:{int(telling.anchor.timestamp())}",
        at=at,
        path=officer_path(facts.code),
        channels=channels,
    )


@dataclass(frozen=True, slots=True)
class Touched:
    """What a rule would say now, were it new: about how many dossiers, to how many people."""

    dossiers: int
    people: int


def preview(rule: Rule, thresholds: Thresholds, at: datetime, desk: int | None = None) -> Touched:
    """Count what a rule would say at this moment if nothing had been said; writes nothing.

    A general rule (no `desk`) is not counted where a desk has rules of its own.
    """
    elsewhere = sets_at(at).own if desk is None else frozenset()
    dossiers: set[int] = set()
    told: set[int] = set()
    for portion in watched_dossiers(at, desk):
        people = people_of(portion, at)
        for dossier in portion:
            if dossier.receiving_unit_id in elsewhere:
                continue
            found = due_tellings(dossier, (rule,), thresholds, people, at, {})
            dossiers |= {dossier.id} if found else set()
            told |= {telling.person_id for telling in found}
    return Touched(len(dossiers), len(told))
