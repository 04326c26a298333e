"""Raw records become cases with their events; a row that cannot be one is put aside with its line and the reason."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path

from django.utils.translation import gettext as _

from motcua.dossiers.services.history import columns, tables, xes
from motcua.dossiers.services.history.columns import Layout
from motcua.dossiers.services.history.instants import END_OF_DAY, parse
from motcua.dossiers.services.history.values import History, Record, Rejection, SourceCase, SourceEvent

LONGEST = 500
"""Characters of one value that mean something; a longer one is a shifted column or a text, not a word."""

LONGEST_SHOWN = 40

EVERY = 500

Progress = Callable[[int], None]


class _Bad(Exception):  # noqa: N818  ends the reading of one row, never leaves this module
    """Why a row is not taken, as a phrase."""


@dataclass(slots=True)
class _Case:
    """A case whose events are still being collected."""

    line: int
    values: Mapping[str, str]
    start: datetime | None
    end: datetime | None
    deadline: datetime | None
    planned_end: datetime | None
    events: list[SourceEvent] = field(default_factory=list)


@dataclass(slots=True)
class _Reading:
    """The rows read so far: cases by their id in the order of the file."""

    layout: Layout
    file: str
    progress: Progress
    cases: dict[str, _Case] = field(default_factory=dict)
    rejected: list[Rejection] = field(default_factory=list)
    read: int = 0

    def case(self, record: Record, found: Mapping[str, str]) -> _Case | None:
        """Take a row of the cases; None when it is rejected."""
        self.told()
        try:
            values = _values(record, found)
            case_id = _needed(values, "case", found)
            if case_id in self.cases:
                raise _Bad(_("mã %(case)s đã có ở dòng %(line)s") % _shown(case_id, self.cases[case_id].line))
            made = _Case(
                line=record.line,
                values=values,
                start=self._instant(values, "start", found),
                end=self._instant(values, "end", found),
                deadline=self._instant(values, "deadline", found, END_OF_DAY),
                planned_end=self._instant(values, "planned_end", found, END_OF_DAY),
            )
        except _Bad as bad:
            self.reject(self.file, record.line, str(bad))
            return None
        self.cases[case_id] = made
        return made

    def event(self, record: Record, found: Mapping[str, str], file: str, owner: _Case | None = None) -> None:
        """Take an event; without an `owner` it names its case itself."""
        self.told()
        try:
            values = _values(record, found)
            if owner is None:
                case_id = _needed(values, "case", found)
                owner = self.cases.get(case_id)
                if owner is None:
                    raise _Bad(_("không có hồ sơ %(case)s trong danh sách hồ sơ nhận được") % _shown(case_id))
            activity = _needed(values, "activity", found)
            _needed(values, "at", found)
            at = self._instant(values, "at", found)
            assert at is not None
        except _Bad as bad:
            self.reject(file, record.line, str(bad))
            return
        owner.events.append(
            SourceEvent(
                line=record.line,
                activity=activity,
                at=at,
                resource=values.get("resource", ""),
                group=values.get("group", ""),
                reference=values.get("reference", ""),
            )
        )

    def finished(self) -> History:
        """The cases with their events in order of time; one without any instant is rejected here."""
        history = History(rejected=self.rejected)
        for case_id, each in self.cases.items():
            each.events.sort(key=lambda event: event.at)
            start = each.start or (each.events[0].at if each.events else None)
            if start is None:
                reason = _("hồ sơ %(case)s không có thời điểm tiếp nhận và không có sự kiện nào") % _shown(case_id)
                self.reject(self.file, each.line, reason)
                continue
            history.cases.append(_case(case_id, each, start))
        history.rejected.sort(key=lambda row: (row.file != self.file, row.line))
        return history

    def reject(self, file: str, line: int, reason: str) -> None:
        """Put a row aside."""
        self.rejected.append(Rejection(file, line, reason))

    def told(self) -> None:
        """Count a record and say so now and then."""
        self.read += 1
        if self.read % EVERY == 0:
            self.progress(EVERY)

    def _instant(
        self, values: Mapping[str, str], name: str, found: Mapping[str, str], whole_day: time = time()
    ) -> datetime | None:
        """The instant of a field; None when it is empty."""
        written = values.get(name, "")
        if not written:
            return None
        try:
            return parse(written, self.layout.zone, whole_day=whole_day)
        except (ValueError, OverflowError):
            raise _Bad(
                _("cột %(column)s: “%(value)s” không phải thời điểm; viết như 2026-02-11T08:30 hoặc 11/02/2026 08:30")
                % {"column": found[name], "value": written[:LONGEST_SHOWN]}
            ) from None


def read_tables(cases: Path, events: Path, layout: Layout, progress: Progress = lambda _done: None) -> History:
    """Read a table of cases and a table of events. Raises FileUnreadable and BadInput."""
    reading = _Reading(layout, cases.name, progress)
    found: dict[str, str] = {}

    def on_header(names: list[str]) -> None:
        found.update(columns.find(names, columns.CASE_COLUMNS, layout.case_columns))
        columns.require(found, columns.NEEDED_OF_CASE, columns.CASE_COLUMNS, cases.name, names)

    for record in tables.records(cases, reading.rejected, on_header):
        reading.case(record, found)
    found_in_events: dict[str, str] = {}

    def on_event_header(names: list[str]) -> None:
        found_in_events.update(columns.find(names, columns.EVENT_COLUMNS, layout.event_columns))
        needed = ("case", *columns.NEEDED_OF_EVENT)
        columns.require(found_in_events, needed, columns.EVENT_COLUMNS, events.name, names)

    for record in tables.records(events, reading.rejected, on_event_header):
        reading.event(record, found_in_events, events.name)
    return reading.finished()


def read_log(path: Path, layout: Layout, progress: Progress = lambda _done: None) -> History:
    """Read an XES log. Raises FileUnreadable and BadInput.

    Attributes may differ from trace to trace, so the fields are looked for in each.
    """
    reading = _Reading(layout, path.name, progress)
    of_case = _Finder(columns.CASE_COLUMNS, layout.case_columns)
    of_event = _Finder(columns.EVENT_COLUMNS, layout.event_columns)
    for trace in xes.traces(path):
        case = reading.case(trace.record, of_case.fields(trace.record))
        if case is None:
            continue
        for record in trace.events:
            reading.event(record, of_event.fields(record), path.name, case)
    return reading.finished()


@dataclass(slots=True)
class _Finder:
    """Finds the fields among the attributes of one element after the other; what one lacks is empty there.

    Elements of a log mostly carry the same attributes, so the answer for a set of them is kept.
    """

    known: columns.Names
    told: Mapping[str, str]
    answers: dict[tuple[str, ...], dict[str, str]] = field(default_factory=dict)

    def fields(self, record: Record) -> dict[str, str]:
        """The attribute of each field that this element has."""
        present = tuple(record.values)
        if present not in self.answers:
            if len(self.answers) > EVERY:
                self.answers.clear()
            self.answers[present] = self._find(present)
        return self.answers[present]

    def _find(self, present: tuple[str, ...]) -> dict[str, str]:
        here = {name: column for name, column in self.told.items() if column in present}
        rest = {name: names for name, names in self.known.items() if name not in self.told or name in here}
        return columns.find(present, rest, here)


def _values(record: Record, found: Mapping[str, str]) -> dict[str, str]:
    """The fields of a row, without blanks around them."""
    values = {}
    for name, column in found.items():
        value = record.values[column].strip()
        if "\0" in value or len(value) > LONGEST:
            raise _Bad(_("cột %(column)s quá dài hoặc có ký tự lạ") % {"column": column})
        values[name] = value
    return values


def _needed(values: Mapping[str, str], name: str, found: Mapping[str, str]) -> str:
    value = values.get(name, "")
    if not value:
        raise _Bad(_("cột %(column)s để trống") % {"column": found.get(name, name)})
    return value


def _shown(case_id: str, line: int = 0) -> dict[str, object]:
    return {"case": case_id[:LONGEST_SHOWN], "line": line}


def _case(case_id: str, each: _Case, start: datetime) -> SourceCase:
    values = each.values
    return SourceCase(
        line=each.line,
        case_id=case_id,
        start=start.astimezone(UTC),
        start_given=each.start is not None,
        end=each.end,
        deadline=each.deadline,
        planned_end=each.planned_end,
        channel=values.get("channel", ""),
        department=values.get("department", ""),
        group=values.get("group", ""),
        responsible=values.get("responsible", ""),
        procedure=values.get("procedure", ""),
        applicant=values.get("applicant", ""),
        result=values.get("result", ""),
        events=tuple(each.events),
    )
