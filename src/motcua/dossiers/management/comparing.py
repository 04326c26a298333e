"""How a command compares a whole store with its events, and tells what it found."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, Final, TypeVar

from django.utils.translation import gettext as _

from motcua.common import clock
from motcua.common.commands import progress_bar
from motcua.common.formats import instant, number
from motcua.dossiers.queries.clock_rows import number_of_all
from motcua.dossiers.services.comparing import EVENTS, Comparison, Difference
from motcua.dossiers.services.recompute import FACT
from motcua.organisation.actors import system_actor

_SHOWN: Final = 20


_Found = TypeVar("_Found", bound=Comparison)


def run(compare: Callable[[Callable[[int], None]], _Found], repair: Callable[..., _Found] | None) -> _Found:
    """Compare every dossier, then put right what differs where `repair` is given, with a bar for each."""
    with progress_bar() as bar:
        reading = bar.add_task(_("Tính lại"), total=number_of_all())
        found = compare(lambda done: bar.advance(reading, done))
        if repair is not None and found.differing:
            writing = bar.add_task(_("Ghi"), total=len(found.differing))
            repair(found, actor=system_actor(), at=clock.now(), told=lambda done: bar.advance(writing, done))
    return found


def as_json(found: Comparison) -> dict[str, Any]:
    """The outcome as one JSON object."""
    return {
        "dossiers": found.dossiers,
        "differences": found.differences,
        "differing_dossiers": len(found.differing),
        "by_column": dict(found.by_column.most_common()),
        "repaired": found.repaired,
        "examples": [
            {"code": each.code, "column": each.column, "old": _plain(each.held), "new": _plain(each.told)}
            for each in found.examples
        ],
    }


def words(found: Comparison) -> Iterator[str]:
    """The differences in lines of text: how many by column, the first ones, what was put right."""
    yield from (f"{number(times):>8}  {column}" for column, times in found.by_column.most_common())
    yield from (_line(each) for each in found.examples[:_SHOWN])
    if found.differences > _SHOWN:
        more = found.differences - min(_SHOWN, len(found.examples))
        yield _("… và %(more)s chỗ nữa.") % {"more": number(more)}
    if found.repaired:
        yield _("Đã ghi lại %(repaired)s hồ sơ.") % {"repaired": number(found.repaired)}


def _line(each: Difference) -> str:
    """One difference in words: `code column: old → new`."""
    if each.column == FACT:
        return _("%(code)s: dòng số liệu thống kê ghi ngày khác với hồ sơ.") % {"code": each.code}
    if each.column == EVENTS:
        return _("%(code)s: không tính được từ diễn biến. %(reason)s") % {"code": each.code, "reason": each.told}
    return f"{each.code} {each.column}: {said(each.held)} → {said(each.told)}"


def said(value: object) -> str:
    """What a column holds, for people: an instant in local time, a dash for nothing."""
    return instant(value) if isinstance(value, datetime) else "–" if value in (None, "") else str(value)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, (date, datetime)) else value
