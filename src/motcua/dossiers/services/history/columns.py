"""Which column holds what, and what the source's words mean: defaults, and a mapping file in TOML or JSON."""

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.text import slugify
from django.utils.translation import gettext as _

from motcua.catalogue.vocabulary import CHANNELS
from motcua.common.folding import fold
from motcua.domain.errors import BadInput
from motcua.domain.lifecycle import Outcome, State
from motcua.domain.worktime import ZONE
from motcua.dossiers.services.history.files import opened, unreadable

Names = Mapping[str, tuple[str, ...]]

CASE_COLUMNS: Final[Names] = {
    "case": ("case", "case_id", "concept:name", "case:concept:name", "mã hồ sơ", "số hồ sơ"),
    "start": ("start", "startdate", "start_date", "received_at", "ngày tiếp nhận", "thời điểm tiếp nhận"),
    "end": ("end", "enddate", "end_date", "ended_at", "ngày kết thúc", "ngày trả kết quả", "ngày có kết quả"),
    "deadline": ("deadline", "due", "due_at", "due_date", "ngày hẹn trả", "hạn trả", "ngày hẹn trả kết quả"),
    "planned_end": ("end_planned", "enddate_planned", "planned_end"),
    "channel": ("channel", "hình thức nộp", "kênh tiếp nhận"),
    "department": ("department", "unit", "đơn vị", "cơ quan giải quyết"),
    "group": ("group", "nhóm", "phòng"),
    "responsible": ("responsible", "người phụ trách", "cán bộ thụ lý"),
    "procedure": ("procedure", "thủ tục", "tên thủ tục"),
    "applicant": ("applicant", "chủ hồ sơ", "người nộp"),
    "result": ("result", "outcome", "kết quả"),
}
"""Fields of a case and the column names tried for each, without regard to case and diacritics."""

EVENT_COLUMNS: Final[Names] = {
    "case": ("case", "case_id", "case:concept:name", "mã hồ sơ", "số hồ sơ"),
    "activity": ("activity", "concept:name", "bước", "công việc", "hoạt động"),
    "at": ("timestamp", "time:timestamp", "at", "time", "thời điểm", "thời gian"),
    "resource": ("resource", "org:resource", "người thực hiện", "người xử lý"),
    "group": ("group", "org:group", "nhóm", "phòng", "đơn vị"),
    "reference": ("task", "concept:instance", "reference"),
}
"""Fields of an event, likewise."""

NEEDED_OF_CASE: Final = ("case",)
NEEDED_OF_EVENT: Final = ("activity", "at")

CHANNEL_WORDS: Final[Mapping[str, str]] = {
    **{channel.value: channel.value for channel in CHANNELS},
    "internet": "online",
    "web": "online",
    "truc tuyen": "online",
    "desk": "direct",
    "counter": "direct",
    "truc tiep": "direct",
    "tai quay": "direct",
    "buu chinh": "post",
    "dich vu buu chinh": "post",
    "mail": "post",
}
"""Words for ways of filing whose meaning is certain, folded; any other word needs a mapping."""

ENDED_STATES: Final = (State.RETURNED, State.RESOLVED)

WITHOUT_RESULT: Final = frozenset({Outcome.WITHDRAWN, Outcome.STOPPED, Outcome.NO_SUPPLEMENT})
"""Outcomes that end a dossier without a result."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How an ended case ended: the state it is taken over in, and the outcome where the source tells it."""

    state: State = State.RETURNED
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """What a mapping says: the source's names, its zone, columns, channels, results and telling activities."""

    slug: str
    name: str
    procedure: str = ""
    zone: ZoneInfo = ZONE
    case_columns: Mapping[str, str] = field(default_factory=dict)
    event_columns: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)
    results: Mapping[str, Outcome] = field(default_factory=dict)
    activities: Mapping[str, Outcome] = field(default_factory=dict)
    ended_state: State = State.RETURNED

    def channel_of(self, word: str) -> str:
        """The way of filing that a word means; empty where nobody has said."""
        folded = fold(word)
        return self.channels.get(folded) or CHANNEL_WORDS.get(folded, "")

    def ending_of(self, result: str, last_activity: str) -> Ending:
        """How a case ended, by its result, else by the last activity; the outcome stays open where neither tells."""
        outcome = self.results.get(fold(result)) or self.activities.get(fold(last_activity))
        return Ending(State.ENDED if outcome in WITHOUT_RESULT else self.ended_state, outcome)

    def as_data(self) -> dict[str, Any]:
        """What the store keeps of it, beside the source."""
        return {
            "procedure": self.procedure,
            "zone": self.zone.key,
            "cases": dict(self.case_columns),
            "events": dict(self.event_columns),
            "channels": dict(self.channels),
            "results": {word: outcome.value for word, outcome in self.results.items()},
            "activities": {word: outcome.value for word, outcome in self.activities.items()},
            "ended_state": self.ended_state.value,
        }


def find(names: Iterable[str], known: Names, told: Mapping[str, str]) -> dict[str, str]:
    """The column of each field that can be found: the one told, else the first known name that is there.

    Raises BadInput when a column that was told is not there.
    """
    present = {fold(name): name for name in names}
    found: dict[str, str] = {}
    for each, candidates in known.items():
        if each in told:
            if fold(told[each]) not in present:
                raise BadInput(
                    field=each,
                    value=told[each],
                    remedy=_("Không có cột này; tệp có: %(names)s.") % {"names": ", ".join(present.values())},
                )
            found[each] = present[fold(told[each])]
        else:
            first = next((present[fold(name)] for name in candidates if fold(name) in present), None)
            if first is not None:
                found[each] = first
    return found


def require(found: Mapping[str, str], needed: Iterable[str], known: Names, file: str, names: Iterable[str]) -> None:
    """Raise FileUnreadable naming the columns that are missing and those that are there."""
    missing = [f"{each} ({', '.join(known[each][:3])})" for each in needed if each not in found]
    if missing:
        raise unreadable(
            file,
            _("Thiếu cột %(missing)s; tệp có các cột: %(names)s. Đổi tên cột hoặc khai trong tệp --mapping.")
            % {"missing": "; ".join(missing), "names": ", ".join(name for name in names if name)},
        )


_ENDINGS = (".gz", ".csv", ".tsv", ".txt", ".xes", ".xml")
_TABLE_WORDS = ("cases", "case", "dossiers", "ho-so", "hoso")


def slug_of_file(name: str) -> str:
    """A short name for a source out of its file: `receipt` for `receipt_cases.csv` and for `receipt.xes.gz`."""
    stem = name.lower()
    while stem.endswith(_ENDINGS):
        stem = stem.rpartition(".")[0]
    slug = slugify(fold(stem).replace("_", "-"))
    for word in _TABLE_WORDS:
        slug = slug.removesuffix(word).rstrip("-") or slug
    return slug[:32].strip("-") or "nguon"


def layout_of(path: Path | None, file_name: str, source: str = "") -> Layout:
    """The layout told by a mapping file, filled from the file's name where it says nothing.

    `source` names the source on the command line and wins. Raises FileUnreadable and BadInput.
    """
    told = {} if path is None else _load(path)
    _known_only(told, ("source", "cases", "events", "channels", "results", "activities", "ended"), "")
    about = _table(told, "source")
    _known_only(about, ("slug", "name", "procedure", "zone"), "source.")
    slug = source or _word(about, "slug") or slug_of_file(file_name)
    if slug != slugify(slug) or len(slug) > 32:
        raise BadInput(field="source", value=slug, remedy=_("Tên ngắn của nguồn: 1–32 chữ thường, số và gạch nối."))
    ended = _table(told, "ended")
    _known_only(ended, ("state",), "ended.")
    return Layout(
        slug=slug,
        name=(_word(about, "name") or slug)[:255],
        procedure=_word(about, "procedure"),
        zone=_zone(_word(about, "zone")),
        case_columns=_columns(_table(told, "cases"), CASE_COLUMNS, "cases."),
        event_columns=_columns(_table(told, "events"), EVENT_COLUMNS, "events."),
        channels={fold(w): _one_of(v, tuple(CHANNELS), f"channels.{w}") for w, v in _table(told, "channels").items()},
        results=_outcomes(_table(told, "results"), "results."),
        activities=_outcomes(_table(told, "activities"), "activities."),
        ended_state=State(_one_of(ended.get("state", State.RETURNED.value), ENDED_STATES, "ended.state")),
    )


def _load(path: Path) -> dict[str, Any]:
    """The mapping file as plain values."""
    with opened(path, 1_000_000) as stream:
        content = stream.read()
    try:
        text = content.decode("utf-8-sig")
        told = json.loads(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except (UnicodeDecodeError, json.JSONDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise unreadable(
            path.name, _("Tệp ánh xạ phải là TOML hoặc JSON (UTF-8): %(detail)s.") % {"detail": error}
        ) from error
    assert isinstance(told, dict), "both formats have a table on top"
    return told


def _table(told: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = told.get(name, {})
    if not isinstance(value, dict):
        raise BadInput(field=name, value=str(value), remedy=_("Mục này phải là một bảng tên → giá trị."))
    return value


def _known_only(told: Mapping[str, Any], known: Iterable[str], prefix: str) -> None:
    allowed = tuple(known)
    for name in told:
        if name not in allowed:
            raise BadInput(
                field="mapping",
                value=prefix + name,
                remedy=_("Tệp ánh xạ không có mục này; có: %(names)s.") % {"names": ", ".join(allowed)},
            )


def _word(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name, "")
    if not isinstance(value, str):
        raise BadInput(field=name, value=str(value), remedy=_("Giá trị này phải là chữ."))
    return " ".join(value.split())


def _zone(name: str) -> ZoneInfo:
    if not name:
        return ZONE
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadInput(
            field="zone", value=name, remedy=_("Ghi tên múi giờ như Asia/Ho_Chi_Minh hoặc Europe/Amsterdam.")
        ) from error


def _columns(told: Mapping[str, Any], known: Names, prefix: str) -> dict[str, str]:
    _known_only(told, known, prefix)
    return {name: _word(told, name) for name in told}


def _outcomes(told: Mapping[str, Any], prefix: str) -> dict[str, Outcome]:
    return {fold(word): Outcome(_one_of(value, tuple(Outcome), prefix + word)) for word, value in told.items()}


def _one_of(value: object, allowed: Iterable[str], name: str) -> str:
    words = [str(each.value if hasattr(each, "value") else each) for each in allowed]
    if value not in words:
        raise BadInput(
            field="mapping",
            value=f"{name} = {value}",
            remedy=_("Chọn một trong: %(words)s.") % {"words": ", ".join(words)},
        )
    return str(value)
