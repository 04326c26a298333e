"""Small made histories: two tables, the same as a log, and ways to spoil them."""

import gzip
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from motcua.dossiers.services.history.columns import Layout, layout_of
from motcua.dossiers.services.history.reading import read_tables
from motcua.dossiers.services.history.values import History, SourceCase, SourceEvent

REAL: Final = Path(__file__).parents[4] / "shared" / "data" / "eventlogs"
MISSING: Final = "real data (../shared/data/eventlogs) is not on this machine"

CASES: Final = """case,start,end,deadline,channel,department,responsible
A-1,2025-03-03T08:00:00+07:00,2025-03-07T10:00:00+07:00,2025-03-10T17:00:00+07:00,Desk,Địa chính,Vũ Thị Lan
A-2,2025-03-04T08:00:00+07:00,2025-03-12T10:00:00+07:00,2025-03-11T17:00:00+07:00,Internet,Tư pháp,Lê Văn Sỹ
A-3,2025-03-05T08:00:00+07:00,,2025-03-12T17:00:00+07:00,Post,Tư pháp,Lê Văn Sỹ
"""

EVENTS: Final = """case,activity,timestamp,resource,group,task
A-1,Nhận hồ sơ,2025-03-03T08:00:00+07:00,Vũ Thị Lan,Quầy 1,t1
A-1,Thẩm định,2025-03-05T09:30:00+07:00,Lê Văn Sỹ,Địa chính,t2
A-1,Trả kết quả,2025-03-07T10:00:00+07:00,Vũ Thị Lan,Quầy 1,t3
A-2,Nhận hồ sơ,2025-03-04T08:00:00+07:00,Vũ Thị Lan,Quầy 1,t4
A-2,Từ chối,2025-03-12T10:00:00+07:00,Lê Văn Sỹ,Tư pháp,t5
A-3,Nhận hồ sơ,2025-03-05T08:00:00+07:00,Vũ Thị Lan,Quầy 1,t6
"""

LOG: Final = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <global scope="trace"><string key="concept:name" value="UNKNOWN"/></global>
  <string key="meta" value="x"><string key="concept:name" value="nested"/></string>
  <trace>
    <string key="concept:name" value="A-1"/>
    <date key="startdate" value="2025-03-03T08:00:00.000+07:00"/>
    <date key="enddate" value="2025-03-07T10:00:00.000+07:00"/>
    <date key="deadline" value="2025-03-10T17:00:00.000+07:00"/>
    <string key="channel" value="Desk"/>
    <event>
      <string key="concept:name" value="Nhận hồ sơ"/>
      <date key="time:timestamp" value="2025-03-03T08:00:00.000+07:00"/>
      <string key="org:resource" value="Vũ Thị Lan"><string key="concept:name" value="nested"/></string>
    </event>
    <event>
      <date key="time:timestamp" value="2025-03-05T09:30:00.000+07:00"/>
      <string key="concept:name" value="Thẩm định"/>
    </event>
  </trace>
  <trace><string key="concept:name" value="A-3"/><date key="startdate" value="2025-03-05T08:00:00+07:00"/></trace>
</log>
"""


def write(folder: Path, name: str, content: str | bytes) -> Path:
    """A file in the folder, packed when its name ends with `.gz`."""
    data = content.encode() if isinstance(content, str) else content
    path = folder / name
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return path


def tables(folder: Path, cases: str = CASES, events: str = EVENTS, name: str = "old") -> tuple[Path, Path]:
    """Both tables as files."""
    return write(folder, f"{name}_cases.csv", cases), write(folder, f"{name}_events.csv", events)


def layout(slug: str = "old", mapping: Path | None = None) -> Layout:
    """A layout that says nothing but the source's name."""
    return layout_of(mapping, "old_cases.csv", slug)


def read(folder: Path, cases: str = CASES, events: str = EVENTS) -> History:
    """Both tables, read."""
    return read_tables(*tables(folder, cases, events), layout())


def day(number: int, hour: int = 8) -> datetime:
    """An instant in March 2025, UTC."""
    return datetime(2025, 3, number, hour, tzinfo=UTC)


def a_case(case_id: str = "A-9", *events: SourceEvent, **changes: object) -> SourceCase:
    """A case that is in order, ended on the fifth, due on the tenth."""
    told: dict[str, object] = {
        "line": 2,
        "case_id": case_id,
        "start": day(3),
        "start_given": True,
        "end": day(5),
        "deadline": day(10),
        "planned_end": None,
        "channel": "Desk",
        "department": "",
        "group": "",
        "responsible": "",
        "procedure": "",
        "applicant": "",
        "result": "",
        "events": events or (an_event(),),
    }
    return SourceCase(**{**told, **changes})  # type: ignore[arg-type]


def an_event(activity: str = "Nhận hồ sơ", at: datetime | None = None, **changes: str) -> SourceEvent:
    """An event on the third of March."""
    return SourceEvent(line=2, activity=activity, at=at or day(3), **changes)
