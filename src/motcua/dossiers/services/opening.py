"""Opening a dossier: what an offering pins, shared by submit and accept."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.calendars import queries as calendars
from motcua.catalogue import queries as catalogue
from motcua.catalogue.values import Terms
from motcua.catalogue.vocabulary import CHANNELS
from motcua.common import writing
from motcua.domain.errors import BadInput, NotAllowed, OfferingNotOpen
from motcua.domain.lifecycle import Action, State
from motcua.domain.rule_sets import RuleSet, rule_set_at
from motcua.domain.worktime import WorkCalendar, local_date
from motcua.dossiers import policies
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.steps import steps_of_all
from motcua.dossiers.services.change import Facts
from motcua.dossiers.services.parties import Paper, Party
from motcua.dossiers.vocabulary import ResultChannel
from motcua.organisation import queries as organisation
from motcua.organisation.actors import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """What someone files: on which offering and case, in which way, whose it is, which papers.

    `result_channel` is how the result is wanted; `summary` what exactly is asked for; `copies` the number of sets.
    """

    offering_id: int
    owner: Party
    case_id: int | None = None
    channel: str = "direct"
    submitter: Party | None = None
    papers: tuple[Paper, ...] = ()
    result_channel: str = ResultChannel.DESK
    summary: str = ""
    copies: int = 1


@dataclass(frozen=True, slots=True)
class Ground:
    """What holds for every dossier of one offering, case, channel and instant; gathered once for many."""

    terms: Terms
    rules: RuleSet
    calendar: WorkCalendar
    agency: str


def ground(offering_id: int, case_id: int | None, channel: str, *, actor: Actor, at: datetime) -> Ground:
    """Gather what an acceptance pins.

    Raises BadInput (channel), NotFound or OfferingNotOpen, NotAllowed, LimitUnknown, RuleSetMissing.
    """
    return Grounds(actor).of(offering_id, case_id, channel, at)


class Grounds:
    """What many acceptances pin, each thing read once: terms, the calendar of an agency, its code of a day."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.terms: dict[tuple[int, int | None, str], Terms] = {}
        self.calendars: dict[int, WorkCalendar] = {}
        self.agencies: dict[tuple[int, date], str] = {}

    def of(self, offering_id: int, case_id: int | None, channel: str, at: datetime) -> Ground:
        """What an acceptance of that instant pins; raises what `ground` raises."""
        if channel not in CHANNELS:
            raise BadInput(field="channel", value=channel, remedy=", ".join(c.value for c in CHANNELS))
        terms = self._terms(offering_id, case_id, channel)
        on = local_date(at)
        if not (terms.valid_from <= on and (terms.valid_to is None or on < terms.valid_to)):
            raise OfferingNotOpen()
        if not policies.can_receive(self.actor, terms.unit_id):
            raise NotAllowed(action=Action.ACCEPT.value, actor=self.actor.label)
        unit_id = terms.competent_unit_id
        if unit_id not in self.calendars:
            self.calendars[unit_id] = calendars.current_calendar(unit_id)
        if (unit_id, on) not in self.agencies:
            self.agencies[unit_id, on] = organisation.agency_code(unit_id, on)
        return Ground(
            terms=terms, rules=rule_set_at(at), calendar=self.calendars[unit_id], agency=self.agencies[unit_id, on]
        )

    def _terms(self, offering_id: int, case_id: int | None, channel: str) -> Terms:
        key = (offering_id, case_id, channel)
        if key not in self.terms:
            self.terms[key] = catalogue.terms_of(*key)
        return self.terms[key]


def new_dossier(filing: Filing, base: Ground) -> Dossier:
    """The row of a dossier that does not exist yet: a draft in the eyes of the lifecycle."""
    terms = base.terms
    return writing.new(
        Dossier,
        state=State.DRAFT.value,
        title=terms.name,
        summary=" ".join(filing.summary.split())[:1000],
        owner_name=" ".join(filing.owner.full_name.split()),
        channel=filing.channel,
        result_channel=ResultChannel(filing.result_channel).value,
        copies=filing.copies,
        rule_set=base.rules.id,
        offering_id=terms.offering_id,
        procedure_version_id=terms.procedure_version_id,
        process_version_id=terms.process_version_id,
        case_id=filing.case_id,
        sector_id=terms.sector_id,
        limit=str(terms.limit),
        statutory_limit=str(terms.statutory_limit),
        mode=terms.mode.value,
        calendar_version=base.calendar.version,
        receiving_unit_id=terms.unit_id,
        competent_unit_id=terms.competent_unit_id,
        executing_unit_id=terms.executing_unit_id,
    )


def pinned(base: Ground) -> dict[str, Any]:
    """What an acceptance pins anew on a dossier that was submitted earlier: the law and the terms of that instant."""
    terms = base.terms
    return {
        "rule_set": base.rules.id,
        "procedure_version_id": terms.procedure_version_id,
        "process_version_id": terms.process_version_id,
        "limit": str(terms.limit),
        "statutory_limit": str(terms.statutory_limit),
        "mode": terms.mode.value,
        "calendar_version": base.calendar.version,
    }


def terms_told(terms: Terms) -> dict[str, Any]:
    """What figures keep of the terms: the level of the competent unit, and whether a fee is to be paid."""
    return {"level": terms.level, "with_fee": terms.with_fee}


def facts_of(dossier: Dossier, base: Ground) -> Facts:
    """The facts of a dossier at its opening."""
    version_id = base.terms.process_version_id
    steps = steps_of_all({version_id})[version_id]
    return Facts(dossier, steps, base.calendar, calendars={base.calendar.version: base.calendar})
