"""Set from which share of a term on a dossier counts as near its date, for terms that begin from tomorrow on."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from motcua.audit import log
from motcua.domain.errors import BadInput
from motcua.domain.texts import Text, gettext_noop
from motcua.domain.worktime import local_date
from motcua.dossiers import policies
from motcua.dossiers.models import NearShare
from motcua.organisation.actors import Actor

LEAST: Final = 5
MOST: Final = 50


@transaction.atomic
def set_near(percent: int, *, actor: Actor, at: datetime) -> NearShare:
    """Let another share hold from tomorrow on; the row before is closed, one that has not begun is set anew.

    Raises NotAllowed, BadInput (field `percent`).
    """
    policies.require_near_rule(actor)
    if not LEAST <= percent <= MOST:
        remedy = Text(gettext_noop("Nhập từ %(least)s đến %(most)s."), {"least": LEAST, "most": MOST})
        raise BadInput(field="percent", value=percent, remedy=remedy)
    begins = local_date(at) + timedelta(days=1)
    NearShare.objects.filter(valid_to__isnull=True, valid_from__lt=begins).update(valid_to=begins)
    row, _made = NearShare.objects.update_or_create(valid_from=begins, defaults={"percent": percent})
    data = {"percent": percent, "valid_from": begins.isoformat()}
    log.write(actor.ref, "dossiers.near_share_set", "near_share", row.pk, at=at, data=data)
    return row
