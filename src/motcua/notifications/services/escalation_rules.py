"""Changing the rules of watching: a row is closed and another one opened, from today on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID, uuid4

from django.db import transaction

from motcua.audit import log
from motcua.domain.errors import BadInput
from motcua.domain.instants import local_date
from motcua.domain.texts import Text, gettext_noop
from motcua.domain.watching import Level, Rule, Thresholds, Trigger, check_ladder
from motcua.notifications.models import EscalationRule, WatchThreshold
from motcua.notifications.policies import require_watch_rules
from motcua.notifications.queries.escalation import open_of, rule_value, rules_of
from motcua.notifications.services.signing import set_by
from motcua.notifications.vocabulary import Channel
from motcua.organisation.actors import Actor

MOST_DAYS = 20
LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a rule is to say."""

    trigger: Trigger
    level: Level
    channel: str = ""
    after_days: int = 0
    at_time: time | None = None


def put_rule(
    draft: Draft, *, unit_id: int | None, actor: Actor, at: datetime, series: UUID | None = None
) -> EscalationRule:
    """Let a rule hold from today on: a new one, or (by its `series`) instead of the one there was.

    Raises NotAllowed, BadInput, LadderBroken (a level above would be told before the one below).
    """
    require_watch_rules(actor, unit_id)
    _check(draft)
    with transaction.atomic():
        open_rules = _locked(unit_id, at)
        kept = [row for row in open_rules if row.series != series]
        made = _row(draft, series or uuid4(), unit_id, actor, at)
        check_ladder([*map(rule_value, kept), rule_value(made)])
        _close([row for row in open_rules if row.series == series], at)
        made.save(force_insert=True)
        log.write(actor.ref, "notifications.watch_rule_set", "escalation_rule", made.public_id, at=at)
    return made


def end_rule(row: EscalationRule, *, actor: Actor, at: datetime) -> None:
    """Let a rule hold no longer. Raises NotAllowed, LadderBroken (a level above would stand alone)."""
    require_watch_rules(actor, row.unit_id)
    with transaction.atomic():
        open_rules = _locked(row.unit_id, at)
        check_ladder([rule_value(each) for each in open_rules if each.pk != row.pk])
        _close([row], at)
        log.write(actor.ref, "notifications.watch_rule_ended", "escalation_rule", row.public_id, at=at)


def own_rules(unit_id: int, *, actor: Actor, at: datetime) -> int:
    """Give a desk rules of its own: copies of the general ones, which then no longer hold for it; how many."""
    require_watch_rules(actor, unit_id)
    with transaction.atomic():
        if _locked(unit_id, at):
            return 0
        copies = [_row(draft_of(row), row.series, unit_id, actor, at) for row in rules_of(None, at)]
        EscalationRule.objects.bulk_create(copies)
        log.write(actor.ref, "notifications.watch_rules_own", "unit", unit_id, at=at)
    return len(copies)


def set_thresholds(limits: Thresholds, *, unit_id: int | None, actor: Actor, at: datetime) -> WatchThreshold:
    """Let other thresholds hold from today on. Raises NotAllowed, BadInput."""
    require_watch_rules(actor, unit_id)
    values = {
        "paused_days": limits.paused_days,
        "waiting_days": limits.waiting_days,
        "uncollected_days": limits.uncollected_days,
    }
    for field, days in values.items():
        _check_days(field, days, 1, LONGEST)
    on = local_date(at)
    with transaction.atomic():
        WatchThreshold.objects.filter(open_of(unit_id)).update(valid_to=on)
        row = WatchThreshold.objects.create(unit_id=unit_id, valid_from=on, **values, **set_by(actor, at))
        log.write(actor.ref, "notifications.watch_thresholds_set", "unit", unit_id or 0, at=at, data=values)
    return row


def _check(draft: Draft) -> None:
    _check_days("after_days", draft.after_days, 0, MOST_DAYS)
    if draft.channel and draft.channel not in Channel.values:
        raise BadInput(field="channel", value=draft.channel, remedy=", ".join(Channel.values))
    if draft.trigger in (Trigger.NEAR, Trigger.TODAY) and draft.after_days:
        remedy = Text(gettext_noop("Quy tắc sắp đến hạn và hôm nay không đếm thêm ngày: để 0."))
        raise BadInput(field="after_days", value=draft.after_days, remedy=remedy)


def _check_days(field: str, days: int, least: int, most: int) -> None:
    if not least <= days <= most:
        remedy = Text(gettext_noop("Nhập từ %(least)s đến %(most)s ngày."), {"least": least, "most": most})
        raise BadInput(field=field, value=days, remedy=remedy)


def _locked(unit_id: int | None, at: datetime) -> list[EscalationRule]:
    """The open rules, held against others who change them at the same time."""
    return list(EscalationRule.objects.select_for_update().filter(open_of(unit_id)))


def _close(rows: Sequence[EscalationRule], at: datetime) -> None:
    EscalationRule.objects.filter(pk__in=[row.pk for row in rows]).update(valid_to=local_date(at))


def draft_of(row: EscalationRule) -> Draft:
    """What a stored rule says."""
    value = rule_value(row)
    return Draft(
        trigger=value.trigger,
        level=value.level,
        channel=value.channel,
        after_days=value.after_days,
        at_time=value.at_time,
    )


def _row(draft: Draft, series: UUID, unit_id: int | None, actor: Actor, at: datetime) -> EscalationRule:
    return EscalationRule(
        series=series,
        unit_id=unit_id,
        trigger=draft.trigger.value,
        level=draft.level.value,
        channel=draft.channel,
        after_days=draft.after_days,
        at_time=draft.at_time,
        valid_from=local_date(at),
        **set_by(actor, at),
    )


def as_rule(draft: Draft) -> Rule:
    """A draft as the decision reads it, as if it had always held: for its preview."""
    return Rule(
        id="",
        trigger=draft.trigger,
        level=draft.level,
        channel=draft.channel,
        valid_from=date.min,
        after_days=draft.after_days,
        at_time=draft.at_time,
    )
