"""One import of another system's history from its files to the store: read, look for oddities, write."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _

from motcua.domain.errors import BadInput, NotFound
from motcua.domain.worktime import local_date
from motcua.dossiers.services.adopt import Adopted, adopt
from motcua.dossiers.services.history.columns import Layout, layout_of
from motcua.dossiers.services.history.files import is_xml, unreadable
from motcua.dossiers.services.history.oddities import Finding, Oddities, oddities
from motcua.dossiers.services.history.reading import read_log, read_tables
from motcua.dossiers.services.history.values import History
from motcua.organisation import queries as organisation
from motcua.organisation.actors import Actor, import_actor

CHANGED = "changed_since"

Step = Callable[[int], None]


def _silent(_done: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be imported: two tables, or one XES log as `cases`; how its words are read; who may read it."""

    cases: Path
    events: Path | None = None
    mapping: Path | None = None
    source: str = ""
    unit: str = ""
    all_or_none: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """Who wants to hear how far it is: records read, cases to write, cases written."""

    read: Step = _silent
    total: Step = _silent
    written: Step = _silent


@dataclass(slots=True)
class Taken:
    """What came of it; `adopted` is None when nothing was to be written."""

    layout: Layout
    history: History
    oddities: Oddities
    adopted: Adopted | None = None
    warnings: list[Finding] = field(default_factory=list)


def take_over(wanted: Wanted, told: Told | None = None, *, at: datetime, actor: Actor | None = None) -> Taken:
    """Import a history; the actor is the import itself unless a person does it.

    Raises FileUnreadable, BadInput (mapping, source, unit), NotAllowed. Rows that cannot be taken are in the answer.
    """
    told = told or Told()
    layout = layout_of(wanted.mapping, wanted.cases.name, wanted.source)
    unit_id = _unit_id(wanted.unit, at)
    history = _read(wanted, layout, told.read)
    found = oddities(history.cases, layout, at)
    taken = Taken(layout, history, found, warnings=list(found.warnings))
    if wanted.dry_run or (wanted.all_or_none and history.rejected):
        return taken
    told.total(len(history.cases))
    taken.adopted = adopt(
        history, layout, unit_id=unit_id, progress=told.written, actor=actor or import_actor(layout.name), at=at
    )
    lines = {case.case_id: case.line for case in history.cases}
    message = _("nguồn nay ghi khác lúc nhập; giữ nguyên điều đã nhập")
    taken.warnings += [Finding(case_id, CHANGED, message, lines[case_id]) for case_id in taken.adopted.changed]
    return taken


def _read(wanted: Wanted, layout: Layout, told: Step) -> History:
    if is_xml(wanted.cases):
        if wanted.events is not None:
            raise unreadable(wanted.events.name, _("Tệp XES đã có cả sự kiện: chỉ đưa một tệp."))
        return read_log(wanted.cases, layout, told)
    if wanted.events is None:
        raise unreadable(wanted.cases.name, _("Đưa thêm tệp CSV sự kiện, hoặc một tệp XES."))
    return read_tables(wanted.cases, wanted.events, layout, told)


def _unit_id(code: str, at: datetime) -> int | None:
    """The unit of a code on the day; None without a code."""
    if not code:
        return None
    try:
        return organisation.unit_by_code(code, local_date(at)).pk
    except NotFound as error:
        raise BadInput(field="unit", value=code, remedy=_("Không có đơn vị nào mang mã này hôm nay.")) from error
