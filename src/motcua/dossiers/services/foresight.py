"""Learn from the past of a competent unit, and judge by the same past whether what was learnt may be shown."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from motcua.domain.foresight import Workload, learn
from motcua.domain.foresight_judging import cut_of, judge
from motcua.domain.worktime import local_date
from motcua.dossiers import policies
from motcua.dossiers.models import Foresight, ForesightThreshold
from motcua.dossiers.queries import followed
from motcua.dossiers.queries.courses import courses_of
from motcua.dossiers.queries.judgements import write
from motcua.organisation.actors import Actor


def learn_unit(unit_id: int, *, actor: Actor, at: datetime) -> Foresight | None:
    """Learn what is known of a unit's dossiers at `at`; of the row before only the judgement is kept.

    Judged by time: what was known when three fifths of the past had begun is held against what came after. None when
    another worker was first. Raises NotAllowed.
    """
    policies.require_system(actor)
    courses = courses_of(unit_id, at)
    workload = Workload(courses)
    model = learn(courses, workload, at)
    cut = cut_of(courses, at)
    judgement = None if cut is None else judge(courses, cut, at)
    row = Foresight(
        unit_id=unit_id,
        learnt_at=at,
        dossiers=model.learnt,
        groups=dict(model.groups),
        usual=dict(model.usual),
        workload={unit: workload.open_at(unit, at) for unit in sorted({course.unit for course in courses})},
        judgement={} if judgement is None else write(judgement),
        followed=followed.write(courses, workload, model.usual, at, judgement),
        shown=judgement is not None and judgement.beats,
        certain_from=threshold_at(at),
    )
    try:
        with transaction.atomic():
            before = Foresight.objects.filter(unit_id=unit_id, current=True, learnt_at__lt=at)
            before.update(current=False, groups={}, usual={}, workload={}, followed={})
            row.save(force_insert=True)
    except IntegrityError:
        return None
    return row


def threshold_at(at: datetime) -> float:
    """From which probability on a dossier *will* miss its date, in force that day."""
    on = local_date(at)
    rows = ForesightThreshold.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on)
    found = rows.order_by("-valid_from").values_list("probability", flat=True).first()
    return 1.0 if found is None else found
