"""The apology duty on pages: its words, the panel on the dossier's page, what waits on *my work*, its story."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.common.formats import instant_table
from motcua.domain.apologies import (
    ACT_WORDS,
    GROUND_WORDS,
    MET_WORDS,
    RELIEF_WORDS,
    SENT_WORDS,
    STATE_WORDS,
    Act,
    Ground,
    LetterState,
    Met,
    Relief,
    SentBy,
)
from motcua.domain.lifecycle import RUNNING, State
from motcua.dossiers import apology_policies as policies
from motcua.dossiers.queries import apologies as queries
from motcua.organisation.actors import Actor
from motcua.ui.parts import TimelineEntry

if TYPE_CHECKING:
    from motcua.dossiers.models import Apology, Dossier

MET_CLASS: Final[dict[Met, str]] = {
    Met.IN_TIME: "intime",
    Met.LATE: "near",
    Met.OWED: "today",
    Met.OVERDUE: "late",
    Met.NOT_NEEDED: "paused",
}
"""The state of time whose colour and icon says how a duty was met."""

ACT_ICONS: Final[dict[Act, str]] = {
    Act.OPEN: "exclamation-circle",
    Act.DRAFT: "pencil-square",
    Act.REWORK: "arrow-return-left",
    Act.REVIEW: "check2",
    Act.APPROVE: "pen",
    Act.NUMBER: "123",
    Act.SEND: "send",
    Act.DELIVER: "check2-all",
    Act.RELIEVE: "archive",
}
"""The icon of each act."""

MOST: Final = 8
"""Duties shown on *my work*; the ledger has the rest."""


def state_words(apology: "Apology") -> str:
    """How far the letter is."""
    return _(STATE_WORDS[LetterState(apology.state)])


def met_words(met: Met) -> str:
    """How the duty was met."""
    return _(MET_WORDS[met])


def ground_words(apology: "Apology") -> str:
    """Why the duty opened."""
    return _(GROUND_WORDS[Ground(apology.ground)])


def sent_words(way: str) -> str:
    """How the letter went out."""
    return _(SENT_WORDS[SentBy(way)]) if way else ""


def relief_words(apology: "Apology") -> str:
    """Why the duty is not needed any more."""
    return _(RELIEF_WORDS[Relief(apology.relief)]) if apology.relief else ""


def act_words(act: Act) -> str:
    """What an act is called on a button."""
    words = _(ACT_WORDS[act])
    return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A duty as a list says it."""

    apology: "Apology"
    met: Met
    colour: str
    words: str
    state: str
    url: str


def duty_row(apology: "Apology", at: datetime) -> DutyRow:
    """The row of a duty."""
    met = queries.met(apology, at)
    url = reverse("desk:apology", args=[apology.public_id])
    return DutyRow(apology, met, MET_CLASS[met], met_words(met), state_words(apology), url)


@dataclass(frozen=True, slots=True)
class DutyPanel:
    """The panel of a dossier: its duties, newest first, and whether this actor may say that it will be late."""

    rows: tuple[DutyRow, ...]
    may_say: bool
    say_url: str


def duty_panel(actor: Actor, dossier: "Dossier", at: datetime) -> DutyPanel | None:
    """What the dossier's page shows about apologies; None where there is nothing to show or to say. One query."""
    rows = tuple(duty_row(apology, at) for apology in queries.duties_of(dossier))
    runs = State(dossier.state) in RUNNING and dossier.due_at is not None and not dossier.reappointments
    taken = any(row.apology.due_at == dossier.due_at and row.met is not Met.NOT_NEEDED for row in rows)
    may_say = runs and not taken and policies.may_say_late(actor, dossier)
    if not rows and not may_say:
        return None
    return DutyPanel(rows, may_say, reverse("desk:say_late", args=[dossier.code]))


@dataclass(frozen=True, slots=True)
class Waiting:
    """Duties that wait for an officer on *my work*: how many, whether any is beyond its time, the most urgent ones."""

    number: int
    overdue: bool
    rows: tuple[DutyRow, ...]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.number - len(self.rows)


def waiting(actor: Actor, at: datetime) -> Waiting:
    """What waits for the actor. Two queries."""
    found = queries.waiting_for(actor, at)
    rows = tuple(duty_row(apology, at) for apology in found.select_related("dossier", "competent_unit")[:MOST])
    number = len(rows) if len(rows) < MOST else found.count()
    return Waiting(number, any(row.met is Met.OVERDUE for row in rows), rows)


def story(apology: "Apology", entries: Sequence[queries.Entry]) -> list[TimelineEntry]:
    """What happened to the duty, newest first, in words."""
    return [
        TimelineEntry(
            what=_what(apology, entry),
            at=entry.event.at,
            icon=ACT_ICONS[entry.act],
            who=entry.actor or _("Hệ thống"),
            detail=_detail(entry),
        )
        for entry in entries
    ]


def _what(apology: "Apology", entry: queries.Entry) -> str:
    words, data = act_words(entry.act), entry.event.data
    if entry.act is Act.OPEN:
        return f"{words}: {_(GROUND_WORDS[Ground(data['ground'])]).lower()}"
    if entry.act is Act.DRAFT and data.get("new_due_at"):
        when = instant_table(datetime.fromisoformat(data["new_due_at"]))
        return _("%(what)s, bản %(no)s, đề nghị hẹn %(when)s") % {"what": words, "no": data["letter"], "when": when}
    if entry.act is Act.DRAFT:
        return _("%(what)s, bản %(no)s") % {"what": words, "no": data["letter"]}
    if entry.act is Act.SEND:
        return f"{words}: {sent_words(data['by']).lower()}"
    if entry.act is Act.RELIEVE:
        return f"{words}: {_(RELIEF_WORDS[Relief(data['relief'])])}"
    return words


def _detail(entry: queries.Entry) -> str:
    if entry.act is Act.DRAFT or not entry.event.note_hash:
        return ""
    return entry.note or _("Nội dung đã được xóa theo quy định.")
