"""Any dossier that can have happened, for properties: accepted, carried, paused, ended, refused, late or not.

Rows are drawn from a seed by the standard library: a hundred stores cost a second.
"""

from datetime import date, datetime, timedelta
from random import Random

from hypothesis import strategies as st

from motcua.domain.indicators.values import DossierFigures, Period
from motcua.domain.instants import local_date, midnight

FIRST = date(2026, 1, 15)
NEXT = date(2026, 1, 20)
AFTER = date(2026, 1, 23)
PERIOD = Period(FIRST, NEXT)
FOLLOWING = Period(NEXT, AFTER)
START = midnight(date(2026, 1, 10))

DAY = 24 * 60
EDGES = [day * DAY + minute for day in range(16) for minute in (-1, 0, 1, 540, 1020)]
"""Minutes around the edges of the periods, so that midnight itself is drawn often."""


def _minute(chance: Random) -> int:
    return chance.choice(EDGES) if chance.random() < 0.7 else chance.randrange(16 * DAY)


def _at(minute: int | None) -> datetime | None:
    return None if minute is None else START + timedelta(minutes=minute)


def _on(at: datetime | None) -> date | None:
    return None if at is None else local_date(at)


def dossier(seed: int) -> DossierFigures:
    """One row that keeps the order of things: accepted, then ended."""
    chance = Random(seed)
    official = chance.random() > 0.1
    if chance.random() < 0.1:
        refused, due = _at(_minute(chance)), _at(chance.choice([None, _minute(chance)]))
        return DossierFigures(dossier_id=seed, official=official, refused_on=_on(refused), due_at=due, due_on=_on(due))
    accepted = _minute(chance)
    ended = _at(max(_minute(chance), accepted)) if chance.random() < 0.7 else None
    due, first, law = (_at(chance.choice([None, _minute(chance), _minute(chance)])) for _ in range(3))
    return DossierFigures(
        dossier_id=seed,
        official=official,
        competent_unit_id=chance.choice([1, 2, None]),
        channel=chance.choice(["direct", "post", "online"]),
        outcome="" if ended is None else chance.choice(["GRANTED", "REFUSED", "WITHDRAWN", "STOPPED"]),
        paused=ended is None and chance.random() < 0.3,
        supplements_after=chance.randrange(3),
        accepted_at=_at(accepted),
        accepted_on=_on(_at(accepted)),
        due_at=due,
        due_on=_on(due),
        first_due_at=first,
        statutory_due_at=law,
        ended_at=ended,
        ended_on=_on(ended),
        minutes_used=None if ended is None else chance.choice([None, chance.randrange(5000)]),
        supplement_asked_at=chance.choice([None, START]),
        components=chance.choice([None, 0, 3]),
        components_digitised=chance.choice([None, 0, 2, 3, 9]),
        components_reused=chance.choice([None, 1, 9]),
        electronic_result=chance.choice([None, True, False]),
        with_fee=chance.choice([None, True, False]),
        paid_online=chance.choice([None, True, False]),
        apology_due_at=chance.choice([None, START]),
        apology_due_on=chance.choice([None, FIRST, NEXT]),
        apology_sent_at=chance.choice([None, START, START + timedelta(1)]),
        apology_sent_on=chance.choice([None, FIRST, NEXT]),
    )


dossiers = st.integers(0, 1 << 32).map(dossier)
stores = st.integers(0, 1 << 32).map(lambda seed: [dossier(seed + number) for number in range(seed % 13)])
