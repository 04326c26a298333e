"""Taking over what the outbox holds: who is told of each event, and with which words.

Runs in the transaction that marks the entries as taken: what it writes is written once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from motcua.dossiers.queries.notices import NoticeFacts, actors_of, notice_facts
from motcua.jobs.registry import Entry
from motcua.notifications.addresses import officer_path
from motcua.notifications.queries.rules import rules_on
from motcua.notifications.services.notify import Notice, Recipient, Subject, applicant, notify_all, person
from motcua.notifications.services.preferences import take_over
from motcua.notifications.services.values import officer_values, owner_values
from motcua.notifications.topics import TOPICS
from motcua.notifications.vocabulary import RecipientKind
from motcua.organisation import queries as organisation
from motcua.organisation.roles import Role

PREFIXES: Final = ("dossier.", "apology.")

Place = tuple[Role, int]


@dataclass(frozen=True, slots=True)
class People:
    """Who holds a role in a unit, and who did an event (by its id)."""

    holders: Mapping[Place, Sequence[int]]
    senders: Mapping[int, int | None]


def handle(entries: Sequence[Entry], at: datetime) -> None:
    """Write the deliveries and bell items of some entries. The number of statements does not grow with them.

    Nothing is told about history that was taken over from another system, nor about topics without texts.
    """
    known = [entry for entry in entries if entry.topic in TOPICS and entry.subject_kind == "dossier"]
    facts = notice_facts(entry.subject_id for entry in known)
    pairs = [(e, facts[e.subject_id]) for e in known if e.subject_id in facts and not facts[e.subject_id].adopted]
    take_over([contact for dossier in facts.values() for contact in dossier.contacts], facts)
    people = People(organisation.holders_of(_places(pairs), at), actors_of(_moves(pairs)))
    oldest = at - timedelta(days=max((rule.keep_days for rule in rules_on(at).values()), default=0))
    notify_all([n for entry, dossier in pairs for n in _notices(entry, dossier, people, stale=entry.at < oldest)])


def _notices(entry: Entry, dossier: NoticeFacts, people: People, *, stale: bool) -> Iterable[Notice]:
    if TOPICS[entry.topic].audience is RecipientKind.APPLICANT:
        for contact in dossier.contacts:
            values = owner_values(dossier, contact.role, entry.data)
            yield _notice(entry, dossier, [applicant(contact.id)], values, "", stale=stale)
    elif told := _OFFICERS[entry.topic](entry, dossier, people):
        recipients = [person(person_id) for person_id in told]
        yield _notice(
            entry, dossier, recipients, officer_values(dossier, entry.data), officer_path(dossier.code), stale=stale
        )


def _notice(
    entry: Entry, dossier: NoticeFacts, told: list[Recipient], values: dict[str, object], path: str, *, stale: bool
) -> Notice:
    return Notice(
        topic=entry.topic,
        recipients=tuple(told),
        subject=Subject("dossier", dossier.id),
        values=values,
        key=f"outbox:{entry.public_id}",
        at=entry.at,
        path=path,
        stale=stale,
    )


def _arrived(entry: Entry, dossier: NoticeFacts, people: People) -> list[int]:
    """Who has to go on: the named person, else whoever holds the step's role in its unit. Who sent it knows already.

    Nobody where the dossier has moved on since.
    """
    place = (dossier.holder_unit_id, dossier.step_role)
    moved_on = not dossier.live or (entry.data.get("unit"), entry.data.get("role")) != place
    if moved_on or not dossier.step_role:
        return []
    if dossier.holder_id is not None:
        told: Sequence[int] = [dossier.holder_id]
    else:
        told = people.holders.get((Role(dossier.step_role), dossier.holder_unit_id or 0), ())
    return [person_id for person_id in told if person_id != people.senders.get(entry.data.get("event", 0))]


def _answerable(entry: Entry, dossier: NoticeFacts, people: People) -> list[int]:
    """Who answers for the handling, and who holds the dossier: those who must see to an apology."""
    found = [person_id for place in _answering(dossier) for person_id in people.holders.get(place, ())]
    holder = entry.data.get("person") or dossier.holder_id
    return found if holder is None else [*found, holder]


def _answering(dossier: NoticeFacts) -> tuple[Place, Place]:
    """The leaders of the competent unit and the heads of the executing one."""
    competent = dossier.competent_unit_id or 0
    return (Role.LEADER, competent), (Role.UNIT_HEAD, dossier.executing_unit_id or competent)


_OFFICERS: Final[dict[str, Callable[[Entry, NoticeFacts, People], list[int]]]] = {
    "dossier.arrived": _arrived,
    "apology.owed": _answerable,
}


def _places(pairs: Iterable[tuple[Entry, NoticeFacts]]) -> set[Place]:
    """The roles and units whose holders some entry needs."""
    found: set[Place] = set()
    for entry, dossier in pairs:
        if entry.topic == "dossier.arrived" and dossier.holder_id is None and dossier.step_role:
            found.add((Role(dossier.step_role), dossier.holder_unit_id or 0))
        if entry.topic == "apology.owed":
            found |= set(_answering(dossier))
    return found


def _moves(pairs: Iterable[tuple[Entry, NoticeFacts]]) -> set[int]:
    """The events by which dossiers came to somebody."""
    return {
        entry.data["event"] for entry, _dossier in pairs if entry.topic == "dossier.arrived" and "event" in entry.data
    }
