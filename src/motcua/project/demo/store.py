"""Making the demo store: a folder of its own with a mark, so that it can never be taken for a real one."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from motcua.common import clock
from motcua.domain.errors import StoreRefused
from motcua.domain.texts import Text, gettext_noop
from motcua.project.demo.cast import Cast, make_cast
from motcua.project.demo.lives import Life
from motcua.project.demo.running import run
from motcua.project.demo.world import World, build

DAYS = 90
NEIGHBOUR_SHARE = 0.06
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
    return cast


def _lives(world: World, number: int, begun: datetime) -> list[Iterator[datetime]]:
    """Return so many lives, born at random working minutes, in the order of their birth."""
    minutes = world.calendar.minutes_between(begun, world.now)
    born = sorted(world.calendar.add_minutes(begun, world.chance.randrange(1, minutes)) for _ in range(number))
    desks = (world.cast.neighbour.one_stop, world.cast.commune.one_stop)
    return [Life(world, desks[world.chance.random() > NEIGHBOUR_SHARE], at).lived() for at in born]
