"""Foresight learns anew once a day. Safe to run at any time, twice, or by two workers at once."""

from datetime import datetime

from motcua.domain.worktime import local_date, midnight
from motcua.dossiers.models import Dossier, Foresight
from motcua.dossiers.services.foresight import learn_unit
from motcua.organisation.actors import system_actor


def run(at: datetime) -> int:
    """Learn the past of every competent unit that has live dossiers and has not learnt today; return how many did."""
    today = midnight(local_date(at))
    fresh = set(Foresight.objects.filter(current=True, learnt_at__gte=today).values_list("unit_id", flat=True))
    live = Dossier.objects.filter(live=True, import_source__isnull=True, competent_unit__isnull=False)
    units = set(live.order_by().values_list("competent_unit_id", flat=True).distinct()) - fresh - {None}
    return sum(learn_unit(unit_id, actor=system_actor(), at=at) is not None for unit_id in sorted(units))
