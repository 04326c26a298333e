"""The parts of a dossier that other units do at the same time, for its page: rows, bars, and what may be done."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.common.formats import instant_long
from motcua.desk.pages.words import ACTION_ICONS, action_words
from motcua.domain.lifecycle import Action
from motcua.domain.parallel_legs import waiting
from motcua.dossiers import policies
from motcua.dossiers.explaining.rows import ParallelRow, parallel_rows
from motcua.dossiers.explaining.strip import Bar, Strip, strip_of_legs
from motcua.dossiers.queries.history import TimelineEntry
from motcua.dossiers.queries.legs import legs_of, told_legs
from motcua.dossiers.vocabulary import LegAnswer
from motcua.organisation.actors import Actor

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier, ParallelLeg


@dataclass(frozen=True, slots=True)
class LegAct:
    """One thing this actor may do to a part."""

    label: str
    icon: str
    url: str


@dataclass(frozen=True, slots=True)
class LegRow:
    """One part: its row, its bar, what was asked, what came of it, and what this actor may do."""

    row: ParallelRow
    bar: Bar
    task: str
    answer: str
    acts: tuple[LegAct, ...]


@dataclass(frozen=True, slots=True)
class LegsPanel:
    """All parts of a dossier; `wait` says when the lead has everything, `late` that this is after the due date."""

    rows: tuple[LegRow, ...]
    strip: Strip
    number: int
    wait: str
    late: bool


def legs_panel(
    actor: Actor, dossier: "Dossier", entries: Sequence[TimelineEntry], open_now: Collection[Action], at: datetime
) -> LegsPanel | None:
    """The panel of a dossier that has parts with other units; None for all others, which costs nothing."""
    legs = legs_of(dossier)
    told = told_legs(dossier, legs, at)
    strip = strip_of_legs(told, dossier.due_at, at)
    if strip is None:
        return None
    words = {entry.event.seq: entry.note for entry in entries}
    rows = tuple(
        LegRow(
            row=row,
            bar=bar,
            task=words.get(leg.sent_seq, ""),
            answer=_answer(leg, words),
            acts=tuple(_acts(actor, dossier, leg, open_now)),
        )
        for leg, row, bar in zip(legs, parallel_rows(told), strip.bars, strict=True)
    )
    wait = waiting([leg.times for leg in legs], dossier.due_at, at)
    return LegsPanel(
        rows=rows,
        strip=strip,
        number=sum(1 for leg in legs if leg.ended_at is None),
        wait="" if wait is None else _wait_words(legs[wait.decisive - 1], wait.ready_at, at),
        late=wait is not None and wait.past_due,
    )


def _answer(leg: "ParallelLeg", words: dict[int, str]) -> str:
    """The result in a word and in full."""
    if leg.answered_seq is None:
        return ""
    return ". ".join(part for part in (str(LegAnswer(leg.answer).label), words.get(leg.answered_seq, "")) if part)


def _acts(actor: Actor, dossier: "Dossier", leg: "ParallelLeg", open_now: Collection[Action]) -> list[LegAct]:
    if leg.ended_at is not None:
        return []
    works = policies.works_on_leg(actor, leg.unit_id)
    may = {
        Action.TAKE_LEG: works and leg.taken_by_id != actor.id,
        Action.ANSWER_LEG: works,
        Action.RECALL_LEG: True,
    }
    return [
        LegAct(
            action_words(action),
            ACTION_ICONS[action],
            f"{reverse('desk:act', args=[dossier.code, action.value])}?viec={leg.no}",
        )
        for action, allowed in may.items()
        if allowed and action in open_now
    ]


def _wait_words(leg: "ParallelLeg", ready: datetime, at: datetime) -> str:
    if ready <= at:
        return _("Chờ kết quả đã quá hạn của %(unit)s.") % {"unit": leg.unit.name}
    return _("Đủ kết quả trước %(due)s; chờ lâu nhất là %(unit)s.") % {
        "due": instant_long(ready),
        "unit": leg.unit.name,
    }
