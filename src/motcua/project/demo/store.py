"""Making the demo store: a folder of its own with a mark, so that it can never be taken for a real one."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from motcua.common import clock
from motcua.domain.errors import StoreRefused
from motcua.domain.lifecycle import State
from motcua.domain.texts import Text, gettext_noop
from motcua.project.demo import drafts, monthly_reports, office_days, spot_checks
from motcua.project.demo.apologies import Apologised, ApologisedLate, look_after
from motcua.project.demo.cast import Cast, make_cast
from motcua.project.demo.lives import Life
from motcua.project.demo.running import run
from motcua.project.demo.turns import DAY, UNFINISHED, Forgotten, Joint, halted, kind_of
from motcua.project.demo.world import World, build

DAYS = 90
NEIGHBOUR_SHARE = 0.06
RECENT = (4, 14)
"""Calendar days before now in which the unfinished dossiers were filed; the longer where the shorter is all Tết."""
JUST_NOW = (1, 2, 3, *RECENT)
"""… those that the desk has not answered yet, which it does within 8 working hours."""
SPARE_DAYS = 5
"""Working days of the term of what is unfinished: so that it is not late merely because the demo stops there."""
SHARE_UNFINISHED = 150
"""One dossier in so many waits in each unfinished state."""
SHARE_JOINT = 200
"""One dossier in so many is worked on by several offices at once; half of them just now."""
PLAYED_OUT = timedelta(days=45)
"""How long before now something is filed, so that what it shows has come to pass."""
LATELY = timedelta(days=6)
"""… so that it is late, and people above have heard of it."""
ALWAYS = (
    (Apologised, None, PLAYED_OUT),
    (Apologised, None, PLAYED_OUT),
    (ApologisedLate, None, PLAYED_OUT),
    (Forgotten, State.IN_PROGRESS, PLAYED_OUT),
    (Life, State.IN_PROGRESS, LATELY),
    (Life, State.AWAITING_SIGNATURE, LATELY),
)
"""However few dossiers the demo has: apologies in time and late, one that is long owed, and what is late now."""
MARK = "demo-store"


def refuse_unless_marked(home: Path) -> None:
    """Raise StoreRefused where `home` holds a store that is not a demo."""
    if (home / "motcua.sqlite3").exists() and not (home / MARK).exists():
        reason = Text(gettext_noop("thư mục này giữ một kho thật; hãy đặt MOTCUA_HOME sang thư mục khác."))
        raise StoreRefused(what=home, reason=reason)


def fill(*, dossiers: int, seed: int, now: datetime, progress: Callable[[float], None]) -> Cast:
    """Put the cast and so many dossiers of the last 90 days into a migrated, empty store; progress is told 0…1."""
    begun = now - timedelta(days=DAYS)
    with clock.set_to(begun):
        cast = make_cast(begun)
        world = build(cast, seed=seed, now=now)
    whole = (now - begun).total_seconds()
    run(_lives(world, dossiers, begun), now, lambda at: progress((at - begun).total_seconds() / whole))
    drafts.leave(world, now)
    spot_checks.leave(world, now)
    office_days.run_tasks(now)
    return cast


def _lives(world: World, number: int, begun: datetime) -> list[Iterator[datetime]]:
    """Return so many lives in the order of their birth, most at random working minutes, the last ones unfinished."""
    desks = (world.cast.neighbour.one_stop, world.cast.commune.one_stop)
    waiting = [pair for pair in UNFINISHED for _ in range(number // SHARE_UNFINISHED)]
    joint = number // SHARE_JOINT
    waiting += [(Joint, "leg_units")] * (joint // 2)
    done = joint - joint // 2
    lives = [
        (at, kind_of(world.chance)(world, desks[world.chance.random() > NEIGHBOUR_SHARE], at).lived())
        for at in _births(world, number - len(waiting) - len(ALWAYS) - done, begun, world.now)
    ]
    lives += [_waiting(world, kind, state) for kind, state in waiting]
    lives += [
        (at, Joint(world, world.cast.commune.one_stop, at).lived())
        for at in _births(world, done, begun, world.now - PLAYED_OUT)
    ]
    for kind, state, before in ALWAYS:
        at = world.calendar.add_minutes(world.now - before, world.chance.randrange(1, 2 * DAY))
        life = kind(world, world.cast.commune.one_stop, at)
        lives.append((at, life.lived() if state is None else halted(life, state)))
    lives.append((begun, look_after(world, begun)))
    lives.append((begun, office_days.lived(world)))
    lives.append((begun, monthly_reports.lived(world, begun)))
    return [life for _, life in sorted(lives, key=lambda pair: pair[0])]


def _births(world: World, number: int, start: datetime, end: datetime) -> list[datetime]:
    """Return random working minutes within an interval."""
    minutes = world.calendar.minutes_between(start, end)
    return [world.calendar.add_minutes(start, world.chance.randrange(1, minutes)) for _ in range(number)]


def _waiting(world: World, kind: type[Life], state: State | str) -> tuple[datetime, Iterator[datetime]]:
    """Return the birth and the life of a dossier that waits in a state (or with a column set)."""
    days = JUST_NOW if state == State.SUBMITTED else RECENT
    start = _recent(world, days)
    whole = world.calendar.minutes_between(start, world.now)
    at = world.calendar.add_minutes(start, world.chance.randrange(1, max(2, whole - DAY // 2)))
    return at, halted(kind(world, world.cast.commune.one_stop, at, least_days=SPARE_DAYS, hurried=True), state)


def _recent(world: World, choices: tuple[int, ...]) -> datetime:
    """Return the latest of some instants before now after which there was at least half a working day."""
    starts = [world.now - timedelta(days=days) for days in choices]
    return next((at for at in starts if world.calendar.minutes_between(at, world.now) >= DAY // 2), starts[-1])
