"""What is still to be done on a dossier, and when that would end if every step took its own time."""

from datetime import datetime
from functools import lru_cache

from motcua.domain.apologies import WorkLeft, proposed_date, work_ends
from motcua.domain.limits import TimeLimit
from motcua.domain.routing import Step, StepKind, critical_path
from motcua.domain.rule_sets import rule_set
from motcua.domain.worktime import CountingMode
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.clock import calendar_of
from motcua.dossiers.queries.steps import steps_of_all


def work_left(dossier: Dossier) -> WorkLeft | None:
    """The step at which the dossier lies and the limits of those after it; None where it has no process."""
    version_id = dossier.process_version_id
    if version_id is None:
        return None
    current, following = limits_left(steps_of_all({version_id})[version_id], dossier.step_no)
    return WorkLeft(current=current, current_due=dossier.step_due_at, following=following)


@lru_cache(maxsize=4096)
def limits_left(steps: tuple[Step, ...], no: int) -> tuple[TimeLimit | None, tuple[TimeLimit, ...]]:
    """The limit of a step and those of the steps after it on the longest way, the return of the result left out."""
    by_no = {step.no: step for step in steps}
    if no not in by_no:
        return None, ()
    reached, waiting = {no}, [no]
    while waiting:
        for after in by_no[waiting.pop()].next:
            if after not in reached:
                reached.add(after)
                waiting.append(after)
    way = critical_path([by_no[each] for each in sorted(reached)]).steps
    left = [by_no[each] for each in way if by_no[each].kind is not StepKind.RETURN]
    if not left or left[0].no != no:
        return None, ()
    return left[0].limit, tuple(step.limit for step in left[1:])


def work_ends_of(dossier: Dossier, at: datetime) -> datetime | None:
    """When the work would end if from `at` each step took its own time; None without a process or a calendar."""
    work, calendar = work_left(dossier), calendar_of(dossier)
    if work is None or calendar is None:
        return None
    return work_ends(calendar, work, at, rules=rule_set(dossier.rule_set), mode=CountingMode(dossier.mode))


def proposal_of(dossier: Dossier, at: datetime) -> datetime | None:
    """The date that a letter written at `at` proposes; None without a process, a calendar or a due date."""
    work, calendar = work_left(dossier), calendar_of(dossier)
    if work is None or calendar is None or dossier.due_at is None:
        return None
    rules, mode = rule_set(dossier.rule_set), CountingMode(dossier.mode)
    return proposed_date(calendar, work, at, due=dossier.due_at, rules=rules, mode=mode)
