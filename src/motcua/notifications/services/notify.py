"""Tell people something: the one door to deliveries and bell items. What was told under a key is never told again."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db import transaction

from motcua.common import writing
from motcua.dossiers.queries import notices as dossiers
from motcua.notifications import rendering
from motcua.notifications.models import BellItem, Delivery, Preference
from motcua.notifications.queries.preferences import open_wishes, wants
from motcua.notifications.queries.templates import TemplateKey, templates_in_use
from motcua.notifications.topics import topic_of
from motcua.notifications.vocabulary import OUTWARD, Channel, DeliveryState, Language, RecipientKind, SkipReason
from motcua.organisation import queries as organisation

MOST_KEY: Final = 128


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is told: a person of this store or a party of a dossier, by id."""

    kind: RecipientKind
    id: int


def person(person_id: int) -> Recipient:
    """An officer."""
    return Recipient(RecipientKind.PERSON, person_id)


def applicant(applicant_id: int) -> Recipient:
    """A party of a dossier."""
    return Recipient(RecipientKind.APPLICANT, applicant_id)


@dataclass(frozen=True, slots=True)
class Subject:
    """What it is about: its kind in one word and its id."""

    kind: str
    id: int


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell to some recipients.

    `values` fill the placeholders of the topic (instants, days and texts; no personal data). `path` is where the bell
    leads. `channels` narrows the ways to officers; whoever wants none of them outward hears the bell instead.
    `stale` says that it comes too late to be sent: it is only kept.
    """

    topic: str
    recipients: tuple[Recipient, ...]
    subject: Subject
    values: Mapping[str, object]
    key: str
    at: datetime
    path: str = ""
    channels: frozenset[Channel] | None = None
    stale: bool = False


@dataclass(slots=True)
class _Ground:
    """What is read once for many notices."""

    wishes: dict[tuple[str, int], dict[str, Preference]]
    templates: dict[TemplateKey, int]
    addresses: dict[tuple[str, int], dict[Channel, str]]
    bells: list[BellItem] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)


def notify(
    topic: str,
    recipients: Iterable[Recipient],
    subject: Subject,
    data: Mapping[str, object],
    *,
    key: str,
    at: datetime,
    path: str = "",
    channels: Collection[Channel] | None = None,
) -> None:
    """Tell some recipients one thing, once for ever under `key`; joins the caller's transaction.

    Officers hear the bell, and what they opted in for; citizens only what they opted in for. KeyError for a topic
    that does not exist, ValueError for a recipient that its texts are not written for.
    """
    narrowed = None if channels is None else frozenset(channels)
    notify_all([Notice(topic, tuple(recipients), subject, data, key, at, path, narrowed)])


def notify_all(notices: Sequence[Notice]) -> None:
    """Tell many things with a constant number of statements, all or none."""
    ground = _ground(notices)
    for notice in notices:
        values = rendering.stored(notice.values)
        for recipient in dict.fromkeys(notice.recipients):
            _write(ground, notice, recipient, values)
    with transaction.atomic(savepoint=False):
        writing.insert(ground.bells, unless_there=True)
        writing.insert(ground.deliveries, unless_there=True)


def _ground(notices: Sequence[Notice]) -> _Ground:
    ids: dict[RecipientKind, set[int]] = defaultdict(set)
    for notice in notices:
        for recipient in notice.recipients:
            ids[recipient.kind].add(recipient.id)
    addresses: dict[tuple[str, int], dict[Channel, str]] = {}
    if people := ids[RecipientKind.PERSON]:
        for person_id, contact in organisation.contacts_of(people).items():
            addresses[RecipientKind.PERSON, person_id] = _by_channel(contact.email, contact.phone)
    if parties := ids[RecipientKind.APPLICANT]:
        for party_id, party in dossiers.contacts(parties).items():
            addresses[RecipientKind.APPLICANT, party_id] = _by_channel(party.email, party.phone)
    return _Ground(open_wishes(ids), templates_in_use(), addresses)


def _by_channel(email: str, phone: str) -> dict[Channel, str]:
    return {Channel.EMAIL: email, Channel.SMS: phone, Channel.ZALO: phone}


def _write(ground: _Ground, notice: Notice, recipient: Recipient, values: dict[str, str]) -> None:
    """Add the rows of one recipient."""
    known = (recipient.kind.value, recipient.id)
    wishes = ground.wishes.get(known, {})
    topic = topic_of(notice.topic)
    if topic.audience is not recipient.kind:
        raise ValueError(f"the texts of {topic.key} are not written for a {recipient.kind.value}")
    allowed = frozenset(topic.channels) if notice.channels is None else notice.channels
    outward = [c for c in OUTWARD if c in allowed and c in wishes and wants(wishes[c], topic)]
    for channel in outward:
        ground.deliveries.append(_delivery(ground, notice, recipient, wishes[channel], values))
    if recipient.kind is RecipientKind.APPLICANT or notice.stale:
        return
    rings = Channel.BELL in allowed and (topic.duty or Channel.BELL not in wishes or wants(wishes[Channel.BELL], topic))
    if rings or (not outward and Channel.BELL not in allowed):
        ground.bells.append(
            BellItem(
                person_id=recipient.id,
                topic=notice.topic,
                subject_kind=notice.subject.kind,
                subject_id=notice.subject.id,
                values=values,
                path=notice.path,
                at=notice.at,
                key=_key(notice, recipient, Channel.BELL),
            )
        )


def _delivery(
    ground: _Ground, notice: Notice, recipient: Recipient, wish: Preference, values: dict[str, str]
) -> Delivery:
    channel = Channel(wish.channel)
    address = ground.addresses.get((recipient.kind.value, recipient.id), {}).get(channel, "")
    reason = SkipReason.STALE if notice.stale else "" if address else SkipReason.NO_ADDRESS
    return Delivery(
        topic=notice.topic,
        subject_kind=notice.subject.kind,
        subject_id=notice.subject.id,
        recipient_kind=recipient.kind.value,
        recipient_id=recipient.id,
        channel=channel.value,
        address=address,
        language=wish.language,
        template_id=ground.templates[topic_of(notice.topic).key, channel, Language(wish.language)],
        values=values,
        state=(DeliveryState.SKIPPED if reason else DeliveryState.WAITING).value,
        reason=reason,
        next_at=notice.at,
        key=_key(notice, recipient, channel),
        created_at=notice.at,
    )


def _key(notice: Notice, recipient: Recipient, channel: Channel) -> str:
    """The key of one row; too long a key of a caller is a programmer's mistake, not one to cut in silence."""
    key = f"{notice.key}:{recipient.kind.value}{recipient.id}:{channel.value}"
    if len(key) > MOST_KEY:
        raise ValueError(f"the key of a notice is longer than {MOST_KEY} characters: {key}")
    return key
