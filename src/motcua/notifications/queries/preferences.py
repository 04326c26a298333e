"""Who wants what."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q

from motcua.dossiers.queries.notices import contacts_of_dossiers
from motcua.dossiers.vocabulary import PartyRole
from motcua.notifications.addresses import stop_path
from motcua.notifications.models import Preference
from motcua.notifications.sending import configured
from motcua.notifications.topics import Topic
from motcua.notifications.vocabulary import OUTWARD, Channel, RecipientKind

Wishes = dict[tuple[str, int], dict[str, Preference]]
"""Open wishes by (kind, id) of the recipient, then by channel."""


def open_wishes(ids: Mapping[RecipientKind, Collection[int]]) -> Wishes:
    """The open wishes of several recipients. One query."""
    condition = Q(pk__in=())
    for kind, wanted in ids.items():
        condition |= Q(recipient_kind=kind.value, recipient_id__in=set(wanted))
    found: Wishes = {}
    for row in Preference.objects.filter(condition, ended_at__isnull=True):
        found.setdefault((row.recipient_kind, row.recipient_id), {})[row.channel] = row
    return found


def wants(wish: Preference, topic: Topic) -> bool:
    """Whether an open wish covers a topic: an officer names topics, a citizen who names none wants all."""
    if wish.recipient_kind == RecipientKind.APPLICANT.value and not wish.topics:
        return True
    return topic.key in wish.topics


def wishes_of(kind: RecipientKind, recipient_id: int) -> dict[str, Preference]:
    """The open wishes of one recipient by channel."""
    return open_wishes({kind: [recipient_id]}).get((kind.value, recipient_id), {})


def stopped_channels(applicant_id: int) -> list[Channel]:
    """The channels by which a party was told once and is no longer. One query."""
    rows = Preference.objects.filter(recipient_kind=RecipientKind.APPLICANT.value, recipient_id=applicant_id)
    known = list(rows.values_list("channel", "ended_at"))
    on = {channel for channel, ended_at in known if ended_at is None}
    return [channel for channel in OUTWARD if channel.value in {name for name, _at in known} - on]


@dataclass(frozen=True, slots=True)
class WayOut:
    """The page on which one party of a dossier stops notices; `role` in words."""

    role: str
    url: str


def ways_out(dossier_id: int, token: str) -> list[WayOut]:
    """Where the parties of a dossier that asked for notices stop them. One query."""
    rows = contacts_of_dossiers([dossier_id])
    return [WayOut(str(PartyRole(row.role).label), stop_path(token, row.role)) for row in rows]


def offered_channels() -> list[Channel]:
    """The channels that a citizen may be asked about: e-mail always, SMS and Zalo where a gateway carries them."""
    return [channel for channel in OUTWARD if channel is Channel.EMAIL or configured(channel)]
