"""Opening the duty: foresight says that the dossier will be late, or the date does (a person: see `saying`).

One duty for one due date of one dossier; opening what is open already does nothing. Nothing is owed for history of
another system, nor once the one re-appointment is used up.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.calendars import queries as calendars
from motcua.common import writing
from motcua.common.formats import instant
from motcua.domain.apologies import Act, Ground, LetterState, Standing, ground_of_date, letter_due
from motcua.domain.errors import CalendarMissing, MotcuaError
from motcua.domain.errors_apologies import ApologyAlreadyOpen, NoApologyOwed, ReappointedAlready
from motcua.domain.lifecycle import FINAL, State
from motcua.domain.rule_sets import rule_set
from motcua.domain.texts import Text, gettext_noop
from motcua.domain.worktime import local_date, midnight
from motcua.dossiers.guards import of_reappointment
from motcua.dossiers.models import Apology, ApologyNote, Dossier, Foresight
from motcua.dossiers.notes import hash_of, new_salt
from motcua.dossiers.queries.clock import calendar_of
from motcua.dossiers.queries.foresight import current_models, probability_of
from motcua.dossiers.queries.work_left import work_ends_of
from motcua.dossiers.services.apologies import telling
from motcua.dossiers.services.apologies.moving import Said, event_of
from motcua.dossiers.services.fact_rows import tell_apology
from motcua.organisation.actors import Actor, system_actor

logger = logging.getLogger(__name__)

PORTION = 500
DAYS_AHEAD = 3
"""Working days by which the run looks beyond today for dossiers whose letter is due today."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What a run did: duties opened by ground, dossiers that could not be judged (by code)."""

    by_ground: Mapping[Ground, int]
    failed: tuple[str, ...]

    @property
    def number(self) -> int:
        """All that were opened."""
        return sum(self.by_ground.values())


def open_due_duties(at: datetime) -> Opened:
    """Open the duties that the date or foresight opens; safe at any time, twice, and by two workers at once."""
    found: Counter[Ground] = Counter()
    failed: list[str] = []
    for rows, grounds in ((_near(at), _by_date), (_foreseeable(at), _by_foresight)):
        last = 0
        while portion := list(rows.filter(pk__gt=last).order_by("pk")[:PORTION]):
            last = portion[-1].pk
            _open_some(portion, grounds, at, found, failed)
    return Opened(dict(found), tuple(failed))


Grounds = Callable[[Sequence[Dossier], datetime], Iterator[tuple[Dossier, Ground]]]


def _open_some(
    portion: Sequence[Dossier], grounds: Grounds, at: datetime, found: Counter[Ground], failed: list[str]
) -> None:
    for dossier, ground in grounds(portion, at):
        try:
            opened = _unless_there(dossier, ground, at)
        except MotcuaError as error:
            logger.warning("apology_not_opened", extra={"dossier": dossier.code, "error": error.code})
            failed.append(dossier.code)
        else:
            found.update([ground] if opened is not None else [])


def _free() -> QuerySet[Dossier]:
    """Running dossiers that were not re-appointed and whose present due date has no duty."""
    there = Apology.objects.filter(dossier=OuterRef("pk"), due_at=OuterRef("due_at"))
    return Dossier.objects.filter(
        ~Exists(there.exclude(state=LetterState.CLOSED_NOT_NEEDED)),
        live=True,
        import_source__isnull=True,
        due_at__isnull=False,
        processing_ended_at__isnull=True,
        paused_since__isnull=True,
        reappointments=0,
    )


def _near(at: datetime) -> QuerySet[Dossier]:
    """Those near their date or beyond it."""
    return _free().filter(Q(near_at__lte=at) | Q(due_at__lt=_horizon(at)))


def _foreseeable(at: datetime) -> QuerySet[Dossier]:
    """Those whose date is to come, of units whose past is known well enough to be shown."""
    units = Foresight.objects.filter(current=True, shown=True).values("unit_id")
    return _free().filter(due_at__gte=at, competent_unit_id__in=units)


def _by_date(dossiers: Sequence[Dossier], at: datetime) -> Iterator[tuple[Dossier, Ground]]:
    for dossier in dossiers:
        ground = _ground(dossier, at)
        if ground is not None:
            yield dossier, ground


def _by_foresight(dossiers: Sequence[Dossier], at: datetime) -> Iterator[tuple[Dossier, Ground]]:
    """Those of which as many like them missed their date as the threshold in force asks for."""
    forecasts = probability_of(dossiers, at)
    rows = current_models({dossier.competent_unit_id or 0 for dossier in dossiers})
    for dossier in dossiers:
        forecast = forecasts.get(dossier.pk)
        if forecast is not None and forecast.probability >= rows[dossier.competent_unit_id or 0].certain_from:
            yield dossier, Ground.FORESIGHT


def _horizon(at: datetime) -> datetime:
    """Until when a due date may lie whose letter is due today, by the national calendar, with days to spare."""
    today = local_date(at)
    try:
        return midnight(calendars.current_calendar().working_day_after(today, DAYS_AHEAD))
    except CalendarMissing:
        return midnight(today + timedelta(days=DAYS_AHEAD))


def _ground(dossier: Dossier, at: datetime) -> Ground | None:
    until = letter_due_of(dossier)
    if until is None or dossier.due_at is None:
        return None
    try:
        ends = work_ends_of(dossier, at) or dossier.due_at
    except CalendarMissing:
        ends = dossier.due_at  # nobody can say when the work ends: only the passing of the date tells
    standing = Standing(due=dossier.due_at, letter_due=until, near=dossier.near_at, work_ends=ends)
    return ground_of_date(standing, at)


def letter_due_of(dossier: Dossier) -> datetime | None:
    """Until when a letter about the dossier's present due date is to go out; None where none is owed."""
    calendar = calendar_of(dossier)
    if calendar is None or dossier.due_at is None or dossier.clock_started_at is None:
        return None
    rules = rule_set(dossier.rule_set)
    return letter_due(calendar, started=dossier.clock_started_at, due=dossier.due_at, rules=rules)


def _unless_there(dossier: Dossier, ground: Ground, at: datetime) -> Apology | None:
    try:
        return open_duty(dossier, ground, actor=system_actor(), at=at)
    except (ApologyAlreadyOpen, ReappointedAlready):
        return None


def open_duty(
    dossier: Dossier, ground: Ground, *, actor: Actor, at: datetime, note: str = "", reason_id: int | None = None
) -> Apology:
    """Open a duty for the present due date; raises ApologyAlreadyOpen, ReappointedAlready, NoApologyOwed."""
    until = _owed_until(dossier)
    apology = duty_of(dossier, ground, until=until, at=at, reason_id=reason_id)
    try:
        with transaction.atomic():
            write_opened(apology, actor=actor, at=at, note=note)
    except IntegrityError:
        raise ApologyAlreadyOpen(dossier=dossier.code) from None
    return apology


def _owed_until(dossier: Dossier) -> datetime:
    """Until when the letter is owed; raises ReappointedAlready or NoApologyOwed where none can be."""
    until = letter_due_of(dossier)
    if until is None or dossier.import_source_id is not None:
        reason = Text(gettext_noop("quy định áp dụng cho hồ sơ không có việc này, hoặc hồ sơ chưa có hạn trả."))
        raise NoApologyOwed(dossier=dossier.code, reason=reason)
    if dossier.processing_ended_at is not None or State(dossier.state) in FINAL:
        raise NoApologyOwed(dossier=dossier.code, reason=Text(gettext_noop("hồ sơ đã giải quyết xong.")))
    if dossier.paused_since is not None:
        raise NoApologyOwed(dossier=dossier.code, reason=Text(gettext_noop("thời hạn đang tạm dừng.")))
    check_once(dossier)
    return until


def check_once(dossier: Dossier) -> None:
    """Refuse where the one re-appointment is used up: no letter can move the date again. Raises ReappointedAlready."""
    if not of_reappointment(dossier):
        promised = dossier.promised_at
        raise ReappointedAlready(dossier=dossier.code, on=instant(promised) if promised is not None else "")


def duty_of(
    dossier: Dossier, ground: Ground, *, until: datetime, at: datetime, reason_id: int | None = None
) -> Apology:
    """The row of a duty that opens now: who owes it, for which date, at whose step."""
    assert dossier.due_at is not None
    assert dossier.competent_unit_id is not None
    assert dossier.receiving_unit_id is not None
    assert dossier.procedure_version_id is not None
    return Apology(
        dossier=dossier,
        due_at=dossier.due_at,
        due_by=until,
        ground=ground.value,
        state=LetterState.OPEN.value,
        version=1,
        opened_at=at,
        competent_unit_id=dossier.competent_unit_id,
        executing_unit_id=dossier.executing_unit_id,
        receiving_unit_id=dossier.receiving_unit_id,
        procedure_version_id=dossier.procedure_version_id,
        step_no=dossier.step_no,
        step_name=dossier.step_name,
        step_unit_id=dossier.holder_unit_id,
        step_person_id=dossier.holder_id,
        reason_id=reason_id,
    )


def write_opened(apology: Apology, *, actor: Actor, at: datetime, note: str = "") -> None:
    """Write a new duty with its event, its words and the row that tells others, in the caller's transaction."""
    salt = new_salt() if note else ""
    said = Said(
        data={"ground": apology.ground, "reason": apology.reason_id, "due_by": apology.due_by.isoformat()},
        hash=hash_of(salt, note) if note else "",
    )
    writing.insert([apology])
    event = event_of(apology, Act.OPEN, "", said, actor=actor, at=at)
    writing.insert([event])
    if note:
        writing.insert([ApologyNote(event=event, salt=salt, text=note)])
    tell_apology(apology.dossier_id, event.recorded_at)
    telling.owed(apology, at=at)
