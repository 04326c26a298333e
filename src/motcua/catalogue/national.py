"""Reads one record of the national catalogue (docs/formats/catalogue.md). Nothing is guessed.

A row's number and unit are taken as published. What is missing, fractional, or differs between rows without saying for
which case, is marked and waits for a person: of a record read wrongly, a citizen's due date would be wrong.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from motcua.catalogue.national_texts import grounds_of, money_of, results_of
from motcua.catalogue.publications import (
    CaseContent,
    ComponentContent,
    FeeContent,
    LimitContent,
    Publication,
    record_hash,
)
from motcua.catalogue.vocabulary import CHANNELS, Certainty, Channel, Level, LimitClass, LimitStatus
from motcua.domain.errors import RecordRejected
from motcua.domain.limits import LimitUnit, TimeLimit

CODE: Final = re.compile(r"\d\.\d{6}")
NOTHING_SAID: Final = frozenset({"", "Không có thông tin", "Không quy định", "--"})
"""What the source prints where a field is empty."""

UNITS: Final = {
    "Ngày làm việc": LimitUnit.WORKING_DAYS,
    "Ngày": LimitUnit.CALENDAR_DAYS,
    "Giờ": LimitUnit.WORKING_HOURS,
    "Giờ làm việc": LimitUnit.WORKING_HOURS,
    "Tháng": LimitUnit.CALENDAR_MONTHS,
}
LEVELS: Final = {"Cấp bộ": Level.MINISTRY, "Cấp tỉnh": Level.PROVINCE, "Cấp xã": Level.COMMUNE}
FILING: Final = {"Trực tiếp": Channel.DIRECT, "Dịch vụ bưu chính": Channel.POST, "Trực tuyến": Channel.ONLINE}
_APPLICANT: Final = re.compile(r", (?=[A-ZĐ])(?!HTX\))")
_SPACES: Final = re.compile(r"\s+")


def read_record(record: object) -> Publication:
    """The publication that a decoded line holds; raises RecordRejected with the reason in Vietnamese."""
    if not isinstance(record, dict):
        raise RecordRejected(reason="dòng không phải là một đối tượng JSON")
    code, name, sector = (_needed(record, key) for key in ("code", "name", "field"))
    if not CODE.fullmatch(code):
        raise RecordRejected(reason=f"mã “{code}” không đúng dạng d.dddddd")
    methods = _rows(record, "methods")
    return Publication(
        code=code,
        name=name,
        sector=sector,
        content_hash=record_hash(record),
        limit_class=limit_class(methods),
        ambiguous=_ambiguous(record),
        decision_no=_text(record, "decision_no"),
        kind=_text(record, "kind"),
        levels=tuple(dict.fromkeys(LEVELS.get(level, Level.OTHER).value for level in _strings(record, "levels"))),
        applicants=tuple(_APPLICANT.split(_text(record, "applicants"))) if _text(record, "applicants") else (),
        channels=tuple(each.value for each in CHANNELS if any(_channel(row) is each for row in methods)),
        competent_agency=_text(record, "competent_agency"),
        executing_agency=_text(record, "executing_agency"),
        coordinating_agency=_text(record, "coordinating_agency"),
        receiving_address=_text(record, "receiving_address"),
        steps_text=_block(record, "steps_text"),
        conditions=_block(record, "conditions"),
        methods_text=_block(record, "methods_text"),
        components_text="" if record.get("components_parse") == "ok" else _block(record, "components_text"),
        source_url=_text(record, "source_url"),
        cases=_cases(record),
        limits=_limits(record, methods),
        fees=_fees(methods),
        results=results_of(_block(record, "result_text")),
        grounds=grounds_of(_block(record, "legal_text")),
    )


def limit_class(methods: Sequence[Mapping[str, Any]]) -> LimitClass:
    """The one class of a record: a number in some row, and whether every row with a number has its unit."""
    numbered = [row for row in methods if row.get("amount") is not None]
    if not numbered:
        return LimitClass.PROSE_ONLY
    if all(row.get("unit") for row in numbered):
        return LimitClass.WITH_LIMIT_UNIT
    return LimitClass.NUMBER_WITHOUT_UNIT


@dataclass(frozen=True, slots=True)
class _Page:
    """What holds for all limit rows of a record."""

    ambiguous: bool
    several: bool
    source: str
    address: str


def _limits(record: Mapping[str, Any], methods: Sequence[Mapping[str, Any]]) -> tuple[LimitContent, ...]:
    decision = _text(record, "decision_no")
    page = _Page(
        ambiguous=_ambiguous(record),
        several=len({(row["amount"], row.get("unit")) for row in methods if row.get("amount") is not None}) > 1,
        source=f"Cổng Dịch vụ công quốc gia, Quyết định {decision}" if decision else "Cổng Dịch vụ công quốc gia",
        address=_text(record, "source_url"),
    )
    if not methods:
        status = LimitStatus.AMBIGUOUS if page.ambiguous else LimitStatus.PROSE_ONLY
        words = _block(record, "methods_text")
        return (LimitContent(channel=Channel.ANY.value, status=status.value, text=words, source_url=page.address),)
    return tuple(_limit(row, page) for row in methods)


def _limit(row: Mapping[str, Any], page: _Page) -> LimitContent:
    amount, term = _amount(row), _term(row)
    status = _status(row, term, page)
    sure = status is LimitStatus.CONFIRMED
    return LimitContent(
        channel=_channel(row).value,
        status=status.value,
        limit=term if sure else None,
        amount=amount,
        unit=str(row.get("unit") or ""),
        text=_SPACES.sub(" ", str(row.get("text") or "")).strip(),
        source=page.source if sure else "",
        source_url=page.address,
        certainty=Certainty.PORTAL.value if sure else "",
    )


def _status(row: Mapping[str, Any], term: TimeLimit | None, page: _Page) -> LimitStatus:
    if page.ambiguous:
        return LimitStatus.AMBIGUOUS
    if row.get("amount") is None:
        return LimitStatus.PROSE_ONLY
    if not row.get("unit"):
        return LimitStatus.NUMBER_WITHOUT_UNIT
    if term is None:
        return LimitStatus.AMBIGUOUS
    return LimitStatus.SEVERAL if page.several else LimitStatus.CONFIRMED


def _ambiguous(record: Mapping[str, Any]) -> bool:
    """Whether the page's table was flattened so that its columns cannot be told apart with certainty."""
    return record.get("methods_parse") == "ambiguous"


def _amount(row: Mapping[str, Any]) -> Decimal | None:
    if row.get("amount") is None:
        return None
    try:
        return Decimal(str(row["amount"]))
    except InvalidOperation:
        raise RecordRejected(reason=f"thời hạn “{row['amount']}” không phải là số") from None


def _term(row: Mapping[str, Any]) -> TimeLimit | None:
    """The limit if the number is whole and positive and the unit is one that the law counts in."""
    amount, unit = _amount(row), UNITS.get(str(row.get("unit") or ""))
    if amount is None or unit is None or amount != amount.to_integral_value() or not 1 <= amount <= 9_999:
        return None
    return TimeLimit(int(amount), unit)


def _fees(methods: Sequence[Mapping[str, Any]]) -> tuple[FeeContent, ...]:
    """Fees as published; a fee that every row names alike is said once, for any channel."""
    by_fee: dict[tuple[str, str], list[Channel]] = {}
    for row in methods:
        fee = _SPACES.sub(" ", str(row.get("fee") or "")).strip()
        if fee not in NOTHING_SAID:
            note = _SPACES.sub(" ", str(row.get("text") or "")).strip()
            by_fee.setdefault((fee, note), []).append(_channel(row))
    every = {_channel(row) for row in methods}
    return tuple(
        FeeContent(channel=channel.value, text=fee, amount=money_of(fee), note=note)
        for (fee, note), named in by_fee.items()
        for channel in ([Channel.ANY] if set(named) == every else dict.fromkeys(named))
    )


def _cases(record: Mapping[str, Any]) -> tuple[CaseContent, ...]:
    found = []
    for case in _rows(record, "cases"):
        components = [
            ComponentContent(
                name=_SPACES.sub(" ", str(row.get("name") or "")).strip(),
                originals=_count(row, "originals"),
                copies=_count(row, "copies"),
                is_document=bool(_count(row, "originals") or _count(row, "copies")),
            )
            for row in _rows(case, "components")
        ]
        name = _SPACES.sub(" ", str(case.get("case") or "")).strip()
        found.append(CaseContent(name=name, components=tuple(components)))
    return tuple(found)


def _channel(row: Mapping[str, Any]) -> Channel:
    name = str(row.get("channel") or "")
    if name not in FILING:
        raise RecordRejected(reason=f"hình thức nộp “{name}” không có trong danh mục")
    return FILING[name]


def _count(row: Mapping[str, Any], key: str) -> int:
    value = row.get(key) or 0
    if not isinstance(value, int | float) or value < 0 or value != int(value):
        raise RecordRejected(reason=f"số lượng “{value}” trong thành phần hồ sơ không dùng được")
    return int(value)


def _rows(record: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    value = record.get(key) or []
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise RecordRejected(reason=f"“{key}” phải là danh sách các dòng")
    return value


def _strings(record: Mapping[str, Any], key: str) -> list[str]:
    value = record.get(key) or []
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise RecordRejected(reason=f"“{key}” phải là danh sách chữ")
    return value


def _needed(record: Mapping[str, Any], key: str) -> str:
    text = _text(record, key)
    if not text:
        raise RecordRejected(reason=f"thiếu “{key}”")
    return text


def _text(record: Mapping[str, Any], key: str) -> str:
    """A field of one line; what the source prints for nothing is nothing."""
    text = _SPACES.sub(" ", str(record.get(key) or "")).strip()
    return "" if text in NOTHING_SAID else text


def _block(record: Mapping[str, Any], key: str) -> str:
    """A field of several lines, as published."""
    text = str(record.get(key) or "").strip()
    return "" if text in NOTHING_SAID else text
