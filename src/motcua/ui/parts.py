"""Values that the components draw: what a page hands to a template tag, so that type checking reaches templates."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final


@dataclass(frozen=True, slots=True)
class ShellLink:
    """One link of the public menu or of the foot of the page; `key` is a single-key shortcut."""

    label: str
    url: str
    current: bool = False
    key: str = ""


class StepState(StrEnum):
    """Where a step of a track stands."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class TrackStep:
    """One step of a track: `used` and `limit` are ready words ("2,6", "2 ngày"); `over` says it took too long."""

    name: str
    state: StepState
    who: str = ""
    used: str = ""
    limit: str = ""
    over: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened; `at` is an aware instant, `detail` and `change` are plain text."""

    what: str
    at: datetime
    icon: str = "dot"
    who: str = ""
    detail: str = ""
    before: str = ""
    after: str = ""
    url: str = ""
    url_label: str = ""


class DayKind(StrEnum):
    """How a stretch of a day stands in the bar of days."""

    VOID = "void"
    PAUSED = "paused"
    USED = "used"
    LEFT = "left"
    OFF = "off"


WHOLE_DAY: Final = 100


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day of the bar: its stretches as (kind, percent of the day) that add up to 100, and marks on it.

    `week` is a short date written under the cell where a week begins, `flag` a word written above it,
    `due` frames the cell.
    """

    parts: tuple[tuple[DayKind, int], ...]
    week: str = ""
    flag: str = ""
    due: bool = False

    @classmethod
    def whole(cls, kind: DayKind, *, week: str = "", flag: str = "", due: bool = False) -> "DayCell":
        """A day of one kind from morning to evening."""
        return cls(((kind, WHOLE_DAY),), week=week, flag=flag, due=due)


@dataclass(frozen=True, slots=True)
class UndoOffer:
    """A sentence about what was just done and the address that takes it back, with the values to post there."""

    text: str
    url: str
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Shell:
    """What stands around every page; an empty address leaves the part out.

    `person_name` empty means nobody is signed in; `bell_count` is what the person has not read. `banner` is a sentence
    over everything (a demo store says so).
    """

    site_name: str
    site_note: str = ""
    home_url: str = "/"
    search_url: str = ""
    search_label: str = ""
    search_hint: str = ""
    person_name: str = ""
    person_note: str = ""
    account_url: str = ""
    sign_in_url: str = ""
    sign_out_url: str = ""
    banner: str = ""
    now: datetime | None = None
    bell_url: str = ""
    bell_count_url: str = ""
    bell_count: int = 0
    public_menu: tuple[ShellLink, ...] = ()
    footer: tuple[str, ...] = ()
    footer_links: tuple[ShellLink, ...] = ()


@dataclass(frozen=True, slots=True)
class ConfirmPage:
    """What the page `ui/confirm.html` repeats before a thing that cannot be undone.

    `facts` are (label, value) pairs naming what it is done to, `effect` says what follows, `button` is the verb.
    """

    title: str
    button: str
    cancel_url: str
    effect: str = ""
    facts: Sequence[tuple[str, str]] = field(default_factory=tuple)
    icon: str = ""
