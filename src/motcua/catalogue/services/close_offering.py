"""End the reception of a procedure at a unit's desk; dossiers already accepted run on."""

from datetime import date, datetime

from django.db import transaction

from motcua.audit import log
from motcua.catalogue.models import Offering
from motcua.catalogue.policies import Action, require
from motcua.common.formats import day
from motcua.domain.errors import NotFound, OfferingClosed
from motcua.organisation.actors import Actor


def close_offering(*, offering_id: int, valid_to: date, actor: Actor, at: datetime) -> Offering:
    """Let the offering end: `valid_to` is the first day on which nothing is received any more.

    Raises OfferingClosed if it ended already or would end before it began, NotAllowed, NotFound.
    """
    with transaction.atomic():
        offering = Offering.objects.select_for_update().filter(pk=offering_id).first()
        if offering is None:
            raise NotFound()
        require(actor, Action.MANAGE_OFFERINGS, offering.unit_id)
        if offering.valid_to is not None or valid_to < offering.valid_from:
            raise OfferingClosed(on=day(valid_to))
        offering.valid_to = valid_to
        offering.save(update_fields=["valid_to"])
        log.write(
            actor.ref, "catalogue.offering_closed", "offering", offering.pk, at=at, data={"on": valid_to.isoformat()}
        )
    return offering
