"""Give parts of a dossier's handling to other units, all at once: whom, what, until when (NĐ 118/2025 art. 20(2)).

The sender goes on holding the dossier and is the lead; its clock runs on. Each unit sees the dossier from now on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from motcua.domain.errors import BadInput
from motcua.domain.lifecycle import Action
from motcua.domain.limits import TimeLimit
from motcua.domain.parallel_legs import MOST_AT_ONCE, MOST_DAYS, leg_stage, limit_allowed, passes, unit_refused
from motcua.domain.texts import Text, gettext_noop
from motcua.domain.worktime import CountingMode
from motcua.dossiers.models import Dossier, ParallelLeg
from motcua.dossiers.services.awaiting import require_in_being
from motcua.dossiers.services.change import Change, EventDraft, Facts, change
from motcua.dossiers.services.doing import perform
from motcua.dossiers.services.moving import words_given
from motcua.organisation.actors import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one unit is to do, and within which limit."""

    unit_id: int
    task: str
    limit: TimeLimit


def plan(facts: Facts, *, parts: Sequence[Part], at: datetime) -> Change:
    """One event for each unit; the legs are numbered on from those sent before."""
    dossier = facts.dossier
    _require_parts(dossier, parts)
    first = dossier.legs_sent + 1
    made = change(
        facts,
        Action.SEND_LEGS,
        at,
        fields={
            "legs_sent": dossier.legs_sent + len(parts),
            "leg_units": [*dossier.leg_units, *(part.unit_id for part in parts)],
        },
    )
    made.events = [_told(facts, made.event, part, no, at) for no, part in enumerate(parts, first)]
    made.units = frozenset(part.unit_id for part in parts)
    return made


def _require_parts(dossier: Dossier, parts: Sequence[Part]) -> None:
    if not 1 <= len(parts) <= MOST_AT_ONCE:
        remedy = Text(gettext_noop("Chọn từ 1 đến %(most)s đơn vị."), {"most": MOST_AT_ONCE})
        raise BadInput(field="parts", value=len(parts), remedy=remedy)
    refused = unit_refused([part.unit_id for part in parts], dossier.holder_unit_id, dossier.leg_units)
    if refused is not None:
        remedy = Text(gettext_noop("Mỗi đơn vị một việc: không chọn đơn vị đang giữ hồ sơ hay đang phối hợp."))
        raise BadInput(field="unit_id", value=refused, remedy=remedy)
    for part in parts:
        if not limit_allowed(part.limit):
            remedy = Text(gettext_noop("Nhập từ 1 đến %(most)s ngày làm việc."), {"most": MOST_DAYS})
            raise BadInput(field="limit", value=str(part.limit), remedy=remedy)


def _told(facts: Facts, draft: EventDraft, part: Part, no: int, at: datetime) -> EventDraft:
    calendar = facts.office_calendar
    due = leg_stage(part.limit, at, calendar, facts.rules, CountingMode(facts.dossier.mode)).term.due
    assert due is not None
    return replace(
        draft,
        leg=no,
        note=words_given(part.task, _("Ghi việc giao cho từng đơn vị.")),
        data={
            "from_unit": facts.dossier.holder_unit_id,
            "to_unit": part.unit_id,
            "limit": str(part.limit),
            "due": due.isoformat(),
            "after_dossier": passes(due, facts.dossier.due_at),
        },
    )


def send_legs(
    dossier: Dossier,
    *,
    parts: Sequence[Part],
    actor: Actor,
    at: datetime,
    key: str = "",
    expected: int | None = None,
) -> Dossier:
    """Send the parts, all or none; whoever holds the dossier is the lead."""

    def written(facts: Facts, made: Change) -> None:
        seq = made.dossier.version - len(made.events)
        no = made.dossier.legs_sent - len(made.events)
        ParallelLeg.objects.bulk_create(
            ParallelLeg(
                dossier=made.dossier,
                no=no + place,
                unit_id=event.data["to_unit"],
                limit=event.data["limit"],
                calendar_version=made.dossier.calendar_version,
                sent_seq=seq + place,
                sent_at=at,
                due_at=datetime.fromisoformat(event.data["due"]),
            )
            for place, event in enumerate(made.events, 1)
        )

    return perform(
        Action.SEND_LEGS,
        dossier,
        lambda f: plan(f, parts=parts, at=at),
        actor=actor,
        at=at,
        key=key,
        expected=expected,
        check=lambda facts, made: require_in_being([part.unit_id for part in parts], at),
        after=written,
    )
