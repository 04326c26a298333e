"""XES logs (IEEE 1849) as raw records, by the standard library's expat.

A log is somebody else's file: document types, entities and deep nesting are refused before anything is expanded.
Only attributes directly below a trace or an event count; globals, classifiers and nested attributes are passed over.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from django.utils.translation import gettext as _

from motcua.domain.errors import MotcuaError
from motcua.dossiers.services.history.files import opened, unreadable
from motcua.dossiers.services.history.values import Record

CHUNK = 1 << 16
MOST_DEPTH = 64

_ATTRIBUTES = frozenset({"string", "date", "int", "float", "boolean", "id"})


@dataclass(slots=True)
class Trace:
    """One case of a log: its own attributes and those of its events."""

    record: Record
    events: list[Record]


def traces(path: Path) -> Iterator[Trace]:
    """The traces of a log in their order, one after the other. Raises FileUnreadable."""
    reader = _Reader(path.name)
    with opened(path) as stream:
        while chunk := stream.read(CHUNK):
            reader.feed(chunk)
            yield from reader.taken()
        reader.feed(b"", final=True)
        yield from reader.taken()


@dataclass(slots=True)
class _Open:
    """An element that is being read: where it began and what it says so far."""

    line: int
    values: dict[str, str] = field(default_factory=dict)


class _Reader:
    """Feeds expat and collects finished traces."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._path: list[str] = []
        self._trace: _Open | None = None
        self._event: _Open | None = None
        self._events: list[Record] = []
        self._done: list[Trace] = []
        self._parser = expat.ParserCreate()
        self._parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.EntityDeclHandler = self._refuse
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def feed(self, chunk: bytes, *, final: bool = False) -> None:
        """Read more of the file; raises FileUnreadable where it is no XES."""
        try:
            self._parser.Parse(chunk, final)
        except expat.ExpatError as error:
            remedy = _("Tệp XES hỏng ở dòng %(line)s: %(detail)s.")
            raise unreadable(self._name, remedy % {"line": error.lineno, "detail": error}) from error
        except MotcuaError:
            raise
        except (ValueError, LookupError) as error:
            raise unreadable(self._name, _("Bảng mã của tệp XES không đọc được. Lưu lại dạng UTF-8.")) from error

    def taken(self) -> list[Trace]:
        """The traces finished since the last call."""
        done, self._done = self._done, []
        return done

    def _refuse(self, *_declared: object) -> None:
        raise unreadable(
            self._name,
            _("Tệp có khai báo DTD hoặc thực thể XML, là thứ XES không cần và có thể gây hại. Xuất lại tệp XES."),
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if not self._path and name != "log":
            raise unreadable(self._name, _("Đây không phải tệp XES: phần tử gốc phải là “log”."))
        if len(self._path) >= MOST_DEPTH:
            raise unreadable(self._name, _("Các phần tử lồng nhau quá sâu."))
        parent = self._path[-1] if self._path else ""
        self._path.append(name)
        if name == "trace" and parent == "log":
            self._trace, self._events = _Open(self._parser.CurrentLineNumber), []
        elif name == "event" and parent == "trace":
            self._event = _Open(self._parser.CurrentLineNumber)
        elif name in _ATTRIBUTES:
            self._attribute(parent, attributes)

    def _attribute(self, parent: str, attributes: dict[str, str]) -> None:
        """Keep the value of an attribute that stands directly below the open event or trace."""
        owner = {"event": self._event, "trace": self._trace}.get(parent)
        if owner is not None and "key" in attributes:
            owner.values[attributes["key"]] = attributes.get("value", "")

    def _end(self, tag: str) -> None:
        name = self._path.pop()
        parent = self._path[-1] if self._path else ""
        if name == "event" and parent == "trace" and self._event is not None:
            self._events.append(Record(self._event.line, self._event.values))
            self._event = None
        elif name == "trace" and parent == "log" and self._trace is not None:
            self._done.append(Trace(Record(self._trace.line, self._trace.values), self._events))
            self._trace = None
