"""Opting in and out: a change closes the row that was and opens another."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from motcua.common import writing
from motcua.domain.errors import NotAllowed
from motcua.dossiers.queries.notices import Contact, NoticeFacts
from motcua.notifications.models import Preference
from motcua.notifications.queries.preferences import wishes_of
from motcua.notifications.vocabulary import Channel, Language, RecipientKind, Source
from motcua.organisation.actors import Actor


def take_over(contacts: Sequence[Contact], facts: Mapping[int, NoticeFacts]) -> None:
    """Keep what parties ticked at intake, dated by it; whoever said anything about a channel since is left alone."""
    ids = {contact.id for contact in contacts}
    rows = Preference.objects.filter(recipient_kind=RecipientKind.APPLICANT.value, recipient_id__in=ids)
    known = set(rows.values_list("recipient_id", "channel"))
    writing.insert(
        [
            Preference(
                recipient_kind=RecipientKind.APPLICANT.value,
                recipient_id=contact.id,
                channel=channel,
                language=contact.language,
                opted_in_at=facts[contact.dossier_id].received_at,
                given_in=Source.INTAKE.value,
            )
            for contact in contacts
            for channel in contact.channels
            if (contact.id, channel) not in known
        ],
        unless_there=True,
    )


def stop(applicant_ids: Sequence[int], channels: Sequence[Channel], *, at: datetime) -> int:
    """Switch channels off for parties of a dossier, by the link in a message; returns how many were on."""
    rows = Preference.objects.filter(
        recipient_kind=RecipientKind.APPLICANT.value,
        recipient_id__in=applicant_ids,
        channel__in=[channel.value for channel in channels],
        ended_at__isnull=True,
    )
    return rows.update(ended_at=at, ended_in=Source.LINK.value)


def resume(applicant_ids: Sequence[int], channels: Sequence[Channel], *, at: datetime) -> int:
    """Switch channels on again that a party had once asked for and then stopped; returns how many are on now."""
    rows = Preference.objects.filter(
        recipient_kind=RecipientKind.APPLICANT.value,
        recipient_id__in=applicant_ids,
        channel__in=[channel.value for channel in channels],
        ended_at__isnull=False,
    )
    latest = {(row.recipient_id, row.channel): row for row in rows.order_by("id")}
    writing.insert(
        [
            Preference(
                recipient_kind=row.recipient_kind,
                recipient_id=row.recipient_id,
                channel=row.channel,
                topics=row.topics,
                language=row.language,
                opted_in_at=at,
                given_in=Source.LINK.value,
            )
            for row in latest.values()
        ],
        unless_there=True,
    )
    return len(latest)


def choose(wanted: Mapping[Channel, Sequence[str]], language: Language, *, actor: Actor, at: datetime) -> None:
    """Set what the actor wants by each channel named, in which language; one without topics is switched off.

    For the bell an empty choice is kept: the bell rings for duties only.
    """
    if actor.id is None:
        raise NotAllowed(action="notifications.choose", actor=actor.label)
    with transaction.atomic():
        known = wishes_of(RecipientKind.PERSON, actor.id)
        for channel, topics in wanted.items():
            _choose(known.get(channel.value), actor.id, channel, sorted(topics), language, at)


def _choose(
    known: Preference | None, person_id: int, channel: Channel, topics: list[str], language: Language, at: datetime
) -> None:
    on = bool(topics) or channel is Channel.BELL
    if known is not None and on and (known.topics, known.language) == (topics, language.value):
        return
    if known is not None:
        known.ended_at, known.ended_in = at, Source.OWN_PAGE.value
        known.save(update_fields=["ended_at", "ended_in"])
    if on:
        Preference.objects.create(
            recipient_kind=RecipientKind.PERSON.value,
            recipient_id=person_id,
            channel=channel.value,
            topics=topics,
            language=language.value,
            opted_in_at=at,
            given_in=Source.OWN_PAGE.value,
        )
