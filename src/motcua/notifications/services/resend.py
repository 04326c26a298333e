"""Dead letters sent again by a person: the same message under the same id, with the text now in use."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from motcua.audit import log
from motcua.notifications.models import Delivery
from motcua.notifications.policies import require_manage
from motcua.notifications.queries.deliveries import RESENDABLE
from motcua.notifications.queries.templates import templates_in_use
from motcua.notifications.topics import topic_of
from motcua.notifications.vocabulary import Channel, DeliveryState, Language
from motcua.organisation.actors import Actor


def resend(deliveries: Sequence[Delivery], *, actor: Actor, at: datetime) -> int:
    """Let dead messages, and those that were too old, wait again from now on, with a full number of attempts.

    Whoever is no longer dead is passed over; returns how many wait now. Raises NotAllowed.
    """
    require_manage(actor)
    texts = templates_in_use()
    number = 0
    with transaction.atomic():
        for row in deliveries:
            key = (topic_of(row.topic).key, Channel(row.channel), Language(row.language))
            changed = Delivery.objects.filter(RESENDABLE, pk=row.pk).update(
                state=DeliveryState.WAITING.value,
                reason="",
                next_at=at,
                budget_from=F("attempts"),
                template_id=texts[key],
            )
            if changed:
                number += changed
                log.write(actor.ref, "notifications.resent", "delivery", row.public_id, at=at)
    return number
