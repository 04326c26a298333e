"""The rules of watching that hold for a desk on a day, and the thresholds beside them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q

from motcua.domain.errors import NotFound
from motcua.domain.instants import local_date
from motcua.domain.watching import CATCH_UP, USUAL, Level, Rule, Thresholds, Trigger
from motcua.notifications.models import EscalationRule, EscalationSending, WatchThreshold


def _in_force(on: date) -> Q:
    return Q(valid_to__isnull=True) | Q(valid_to__gt=on)


def rule_value(row: EscalationRule) -> Rule:
    """The pure value of a stored rule."""
    return Rule(
        id=str(row.series),
        trigger=Trigger(row.trigger),
        level=Level(row.level),
        channel=row.channel,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        after_days=row.after_days,
        at_time=row.at_time,
    )


def open_of(unit_id: int | None) -> Q:
    """The condition on rows in force without end of a desk, or (None) of the general ones."""
    return Q(unit_id=unit_id, valid_to__isnull=True)


@dataclass(frozen=True, slots=True)
class Sets:
    """Rules (with those that ended of late) and thresholds by desk; None stands for every desk without its own."""

    rules: Mapping[int | None, tuple[Rule, ...]]
    rows: Mapping[tuple[int | None, str], int]
    thresholds: Mapping[int | None, Thresholds]
    own: frozenset[int]

    def of(self, desk: int) -> tuple[int | None, tuple[Rule, ...], Thresholds]:
        """Whose rules hold for a desk, the rules, and the thresholds."""
        owner = desk if desk in self.own else None
        limits = self.thresholds.get(desk) or self.thresholds.get(None) or USUAL
        return owner, self.rules.get(owner, ()), limits


def sets_at(at: datetime) -> Sets:
    """Everything that decides at an instant. Two queries."""
    on = local_date(at)
    rules: dict[int | None, list[Rule]] = defaultdict(list)
    rows: dict[tuple[int | None, str], int] = {}
    own: set[int] = set()
    for row in EscalationRule.objects.filter(_in_force(on - CATCH_UP)).order_by("valid_from", "id"):
        rules[row.unit_id].append(rule_value(row))
        rows[row.unit_id, str(row.series)] = row.pk
        if row.unit_id is not None and (row.valid_to is None or row.valid_to > on):
            own.add(row.unit_id)
    found = {unit_id: tuple(each) for unit_id, each in rules.items()}
    return Sets(found, rows, _thresholds(on), frozenset(own))


def _thresholds(on: date) -> dict[int | None, Thresholds]:
    rows = WatchThreshold.objects.filter(_in_force(on), valid_from__lte=on).order_by("valid_from", "id")
    return {row.unit_id: Thresholds(row.paused_days, row.waiting_days, row.uncollected_days) for row in rows}


def rules_of(unit_id: int | None, at: datetime) -> list[EscalationRule]:
    """The open rules of a desk, or (None) the general ones, in the order in which they speak."""
    rows = EscalationRule.objects.filter(open_of(unit_id))
    triggers, levels = list(Trigger), list(Level)
    return sorted(rows, key=lambda r: (triggers.index(Trigger(r.trigger)), levels.index(Level(r.level)), r.after_days))


def rule_by_public_id(public_id: UUID) -> EscalationRule:
    """An open rule; raises NotFound."""
    found = EscalationRule.objects.filter(public_id=public_id, valid_to__isnull=True).first()
    if found is None:
        raise NotFound(subject="escalation_rule", value=public_id)
    return found


def thresholds_of(unit_id: int | None, at: datetime) -> Thresholds:
    """The thresholds of a desk, or the general ones."""
    known = _thresholds(local_date(at))
    return known.get(unit_id) or known.get(None) or USUAL


def thresholds_near(unit_ids: Collection[int], at: datetime) -> Thresholds:
    """The thresholds by which people of these units watch: those of the desk of their agency, else the general ones."""
    on, ids = local_date(at), sorted(unit_ids)
    near = Q(unit_id__in=ids) | Q(unit__parent_id__in=ids) | Q(unit__parent__children__in=ids) | Q(unit__isnull=True)
    rows = WatchThreshold.objects.filter(near, _in_force(on), valid_from__lte=on).distinct()
    row = min(rows, key=lambda each: (each.unit_id is None, each.unit_id or 0, -each.pk), default=None)
    return USUAL if row is None else Thresholds(row.paused_days, row.waiting_days, row.uncollected_days)


def told_counts(series: Collection[UUID], since: datetime) -> dict[UUID, int]:
    """How often each rule spoke since an instant. One query."""
    told = EscalationSending.objects.filter(told_at__gte=since, series__in=list(series)).order_by()
    return dict(told.values_list("series").annotate(number=Count("pk")))
