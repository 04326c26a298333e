"""Open the correction of an error in a result: 3 working days, at the agency's cost (NĐ 118/2025 art. 23(1)).

The first end of processing stays: a correction has its own timer and its own lateness. `return_result` closes it.
"""

from datetime import datetime

from motcua.domain.lifecycle import Action
from motcua.domain.rule_sets import correction_due
from motcua.dossiers.models import Dossier
from motcua.dossiers.services.change import Change, Facts, change
from motcua.dossiers.services.doing import perform
from motcua.dossiers.services.moving import reason_given
from motcua.organisation.actors import Actor


def plan(facts: Facts, *, at: datetime, note: str) -> Change:
    """The result is taken back to be corrected; it will be returned again."""
    due = correction_due(facts.office_calendar, at, facts.rules)
    return change(
        facts,
        Action.CORRECT,
        at,
        fields={"correction_due_at": due, "sort_at": due or at},
        note=reason_given(note),
        data={"due": due.isoformat() if due else None},
    )


def correct(
    dossier: Dossier, *, note: str, actor: Actor, at: datetime, key: str = "", expected: int | None = None
) -> Dossier:
    """Open a correction; `note` says what is wrong in the result."""
    return perform(
        Action.CORRECT,
        dossier,
        lambda f: plan(f, at=at, note=note),
        actor=actor,
        at=at,
        key=key,
        expected=expected,
    )
