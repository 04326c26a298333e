"""What was written, sent, dropped or is dead; for administrators. Addresses are shown in part only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Count as CountOf
from django.db.models import Q, QuerySet

from motcua.common.pagination import Count, KeysetPage, count, keyset
from motcua.dossiers.queries.notices import ids_of
from motcua.notifications.models import Delivery
from motcua.notifications.sending import configured
from motcua.notifications.vocabulary import OUTWARD, Channel, DeliveryState, SkipReason

ORDER: Final = ("-id",)
PAGE: Final = 50
SHOWN_DIGITS: Final = 3

RESENDABLE: Final = Q(state=DeliveryState.DEAD.value) | Q(
    state=DeliveryState.SKIPPED.value, reason=SkipReason.STALE.value
)
"""Messages that a person may send again."""


@dataclass(frozen=True, slots=True)
class DeliveryFilters:
    """What the list is narrowed to; an empty value narrows nothing. `code` is that of a dossier."""

    state: str = ""
    channel: str = ""
    topic: str = ""
    code: str = ""


def matching(filters: DeliveryFilters) -> QuerySet[Delivery]:
    """The rows that the filters say."""
    rows = Delivery.objects.all()
    exact = {"state": filters.state, "channel": filters.channel}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if filters.code:
        rows = rows.filter(subject_kind="dossier", subject_id__in=ids_of(filters.code))
    if filters.topic:
        rows = rows.filter(Q(topic=filters.topic) | Q(topic__startswith=f"{filters.topic}."))
    return rows


def page_of(
    filters: DeliveryFilters, *, after: str | None = None, before: str | None = None
) -> tuple[KeysetPage[Delivery], Count]:
    """A page of deliveries, newest first, and how many there are. Two queries."""
    rows = matching(filters)
    return keyset(rows, ORDER, after=after, before=before, size=PAGE), count(rows)


def counts_by_state() -> dict[str, int]:
    """How many deliveries are in each state. One query."""
    rows = Delivery.objects.values_list("state").annotate(number=CountOf("id")).order_by()
    return dict.fromkeys(DeliveryState.values, 0) | dict(rows)


def held_up(at: datetime) -> list[tuple[Channel, int]]:
    """Channels that the settings do not open although messages wait for them, and how many wait."""
    closed = [channel for channel in OUTWARD if not configured(channel)]
    rows = Delivery.objects.filter(
        state=DeliveryState.WAITING.value, channel__in=[c.value for c in closed], next_at__lte=at
    )
    numbers = dict(rows.values_list("channel").annotate(number=CountOf("id")).order_by())
    return [(channel, numbers[channel.value]) for channel in closed if channel.value in numbers]


def resendable(ids: Iterable[UUID]) -> list[Delivery]:
    """Those of some deliveries that can be sent again, oldest first."""
    return list(Delivery.objects.filter(RESENDABLE, public_id__in=list(ids)).order_by("id"))


def all_resendable(filters: DeliveryFilters, most: int) -> Sequence[Delivery]:
    """What a list holds that can be sent again, oldest first, up to `most`."""
    return list(matching(filters).filter(RESENDABLE).order_by("id")[:most])


def masked(address: str) -> str:
    """An address of which only so much is shown that its holder would know it again."""
    if "@" in address:
        name, _, domain = address.partition("@")
        return f"{name[:1]}…@{domain}"
    return f"…{address[-SHOWN_DIGITS:]}" if address else ""
