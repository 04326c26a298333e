"""docs/rules/statistics.md as values: its tables, the dossiers of its example, and how it tells a definition."""

import re
from datetime import date, datetime
from decimal import Decimal

from motcua.domain.indicators import index766, nine
from motcua.domain.indicators.definitions import (
    PRECISION_WORDS,
    Definition,
    Figure,
    Kind,
    Punctuality,
    Source,
    by,
    evaluate,
    rows_of,
)
from motcua.domain.indicators.registry import ALL, OF_DOSSIERS, OF_STEPS
from motcua.domain.indicators.values import Dimension, DossierFigures, Period, StepFigures
from motcua.domain.worktime import ZONE
from tests.domain.executed_page import Row, tables, text_of

PAGE = tables(text_of("statistics"))

QUARTER = Period(date(2025, 12, 15), date(2026, 3, 15))
SECOND = Period(date(2026, 3, 15), date(2026, 6, 15))
KIND_WORDS = {
    Kind.COUNT: "đếm",
    Kind.RATE: "tỷ lệ",
    Kind.MEAN: "trung bình",
    Kind.MEDIAN: "trung vị",
    Kind.P90: "mức 90 %",
}
DIMENSION_WORDS = {
    Dimension.COMPETENT_UNIT: "nơi giải quyết",
    Dimension.CHANNEL: "hình thức nộp",
    Dimension.FIELD: "lĩnh vực",
}
STEPS = {"3 thẩm định": "appraise", "4 xem xét": "review", "5 ký": "sign"}
OFFICERS = {"Cường": 1, "Dũng": 2}
YES_NO = {"có": True, "không": False, "–": None}
DEFINITION_HEAD = (
    "Mã", "Tên", "Cách tính", "Đối tượng", "Mẫu số", "Điều kiện", "Làm tròn", "So với hạn", "Căn cứ",
)  # fmt: skip
DOUBT_HEAD = ("Mã", "Chưa rõ, và cách hiểu ở đây")
SOURCE_HEAD = ("Văn bản", "Từ", "Đến")
ITEM_HEAD = ("Mục", "Nhóm", "Tên", "Điểm", "Ngưỡng", "Cách tính", "Số của phần mềm", "Chưa rõ")
NINE_HEAD = ("Mã", "Chỉ số", "Xét", "2 điểm", "1 điểm", "0 điểm", "Chưa rõ")
SAMPLE_HEAD = (
    "Hồ sơ", "Nơi", "Lĩnh vực", "Nộp", "Tiếp nhận", "Hạn đầu", "Hạn", "Hạn luật", "Kết thúc", "Cách kết thúc", "Phút",
    "Bổ sung", "Giấy tờ", "Số hóa",
)  # fmt: skip
MORE_HEAD = (
    "Hồ sơ", "Hạn gửi thư", "Gửi thư", "Giấy tờ dùng lại", "Kết quả điện tử", "Có phí", "Trả trực tuyến",
)  # fmt: skip
STAY_HEAD = ("Hồ sơ", "Bước", "Công chức", "Đến ngày", "Hạn của bước", "Rời bước", "Phút")
RESULT_HEAD = ("Mã", "Tử số", "Mẫu", "Giá trị", "Hồ sơ")
STEP_RESULT_HEAD = ("Mã của bước", "Tử số", "Mẫu", "Giá trị", "Hồ sơ")
NEXT_HEAD = ("Mã", "Quý I", "Quý II")
SCORE_HEAD = ("Mục", "Tỷ lệ", "Được điểm")
SERVICE_HEAD = (
    "Thời gian", "Từng cơ quan", "Liên hệ", "Cơ quan", "Niêm yết", "Điện tử", "Phản ánh", "Điểm 1, 2, 3, 4, 6, 7",
)  # fmt: skip
AGENCY_HEAD = (
    "Cấp", "Thủ tục", "Nhận, trả ở Một cửa", "Tại chỗ", "Phản ánh", "Đúng hạn", "Thủ tục đủ điều kiện", "Trực tuyến",
    "Hồ sơ", "Hồ sơ trực tuyến", "Điểm 5, 8, 9",
)  # fmt: skip
PUNCTUALITY = {"trước hạn": Punctuality.EARLY, "đúng hạn": Punctuality.ON_TIME, "quá hạn": Punctuality.LATE}
PART_HEAD = ("Chiều", "Phần", "Mã", "Tử số", "Mẫu", "Giá trị")


def of_head(head: tuple[str, ...]) -> list[Row]:
    return [row for each, rows in PAGE if each == head for row in rows]


def number(text: str) -> int:
    return int(text.replace(".", ""))


def decimal(text: str) -> Decimal | None:
    return None if text == "–" else Decimal(text.removesuffix(" %").replace(".", "").replace(",", "."))


def written(value: Decimal | None, *, percent: bool = False) -> str:
    if value is None:
        return "–"
    text = f"{value:,}".translate(str.maketrans(",.", ".,"))
    return f"{text} %" if percent else text


def instant(text: str) -> datetime | None:
    found = re.search(r"\d\d:\d\d \d\d/\d\d/\d{4}", text)
    return datetime.strptime(found.group(), "%H:%M %d/%m/%Y").replace(tzinfo=ZONE) if found else None


def day(text: str) -> date | None:
    found = re.search(r"\d\d/\d\d/\d{4}", text)
    return datetime.strptime(found.group(), "%d/%m/%Y").replace(tzinfo=ZONE).date() if found else None


def number_or_none(text: str) -> int | None:
    return None if text == "–" else number(text)


def dossier(row: Row, more: Row) -> DossierFigures:
    before, after = map(int, row["Bổ sung"].split(" + "))
    refused, ended = row["Kết thúc"].startswith("từ chối"), instant(row["Kết thúc"])
    paused = row["Cách kết thúc"].startswith("tạm dừng")
    return DossierFigures(
        dossier_id=int(row["Hồ sơ"]),
        official=row["Nơi"] != "cũ",
        competent_unit_id={"A": 1, "B": 2, "cũ": None}[row["Nơi"]],
        sector_id={"đất đai": 1, "hộ tịch": 2}[row["Lĩnh vực"]],
        channel=row["Nộp"],
        outcome="" if ended is None else row["Cách kết thúc"],
        paused=paused,
        supplements_before=before,
        supplements_after=after,
        accepted_at=instant(row["Tiếp nhận"]),
        accepted_on=day(row["Tiếp nhận"]),
        first_due_at=instant(row["Hạn đầu"]),
        due_at=instant(row["Hạn"]),
        due_on=day(row["Hạn"]),
        statutory_due_at=instant(row["Hạn luật"]),
        ended_at=ended,
        ended_on=None if refused else day(row["Kết thúc"]),
        refused_on=day(row["Kết thúc"]) if refused else None,
        minutes_used=number_or_none(row["Phút"]),
        supplement_asked_at=instant(row["Cách kết thúc"]),
        components=number_or_none(row["Giấy tờ"]),
        components_digitised=number_or_none(row["Số hóa"]),
        components_reused=number_or_none(more["Giấy tờ dùng lại"]),
        apology_due_at=instant(more["Hạn gửi thư"]),
        apology_due_on=day(more["Hạn gửi thư"]),
        apology_sent_at=instant(more["Gửi thư"]),
        apology_sent_on=day(more["Gửi thư"]),
        electronic_result=YES_NO[more["Kết quả điện tử"]],
        with_fee=YES_NO[more["Có phí"]],
        paid_online=YES_NO[more["Trả trực tuyến"]],
    )


def stay(row: Row) -> StepFigures:
    return StepFigures(
        dossier_id=int(row["Hồ sơ"]),
        step=STEPS[row["Bước"]],
        officer_id=OFFICERS[row["Công chức"]],
        arrived_on=day(row["Đến ngày"]),
        due_at=instant(row["Hạn của bước"]),
        left_at=instant(row["Rời bước"]),
        left_on=day(row["Rời bước"]),
        minutes_used=number_or_none(row["Phút"]),
    )


def dossiers() -> list[DossierFigures]:
    more = {row["Hồ sơ"]: row for row in of_head(MORE_HEAD)}
    unknown = dict.fromkeys(MORE_HEAD, "–")
    return [dossier(row, more.get(row["Hồ sơ"], unknown)) for row in of_head(SAMPLE_HEAD)]


def stays() -> list[StepFigures]:
    return [stay(row) for row in of_head(STAY_HEAD)]


def service(row: Row) -> nine.ServiceFigures:
    units = () if row["Từng cơ quan"] == "–" else row["Từng cơ quan"].split(", ")
    return nine.ServiceFigures(
        time=PUNCTUALITY.get(row["Thời gian"]),
        unit_times=tuple(PUNCTUALITY[unit] for unit in units),
        contacts=number_or_none(row["Liên hệ"]),
        agencies=number_or_none(row["Cơ quan"]),
        posted=YES_NO[row["Niêm yết"]],
        electronic=YES_NO[row["Điện tử"]],
        complaint=YES_NO[row["Phản ánh"]],
    )


def agency(row: Row) -> nine.AgencyFigures:
    level, listed, received, spot, feedback, in_time, eligible, services, handled, online, _points = row.values()
    return nine.AgencyFigures(
        level=nine.ServiceLevel(level.strip("`")),
        listed=number(listed),
        at_one_stop=number(received),
        on_the_spot=number(spot),
        feedback=number_or_none(feedback),
        feedback_in_time=number(in_time),
        eligible=number(eligible),
        online_services=number(services),
        dossiers=number(handled),
        online_dossiers=number(online),
    )


def outcome(definition: Definition[DossierFigures] | Definition[StepFigures], found: Figure) -> tuple[str, str, str]:
    value = written(found.value, percent=definition.kind is Kind.RATE)
    return str(found.numerator), str(found.denominator), value


def result(code: str, period: Period) -> tuple[str, ...]:
    rows = dossiers()
    opened = ", ".join(str(row.dossier_id) for row in rows_of(OF_DOSSIERS[code], rows, period))
    return (*outcome(OF_DOSSIERS[code], evaluate(OF_DOSSIERS[code], rows, period)), opened or "–")


def step_result(code: str, period: Period) -> tuple[str, ...]:
    rows = stays()
    opened = ", ".join(str(row.dossier_id) for row in rows_of(OF_STEPS[code], rows, period))
    return (*outcome(OF_STEPS[code], evaluate(OF_STEPS[code], rows, period)), opened or "–")


def parts(code: str, dimension: Dimension) -> dict[str, tuple[str, str, str]]:
    every: dict[Dimension, dict[object, str]] = {
        Dimension.COMPETENT_UNIT: {1: "A", 2: "B"},
        Dimension.CHANNEL: {each: each for each in ("direct", "post", "online")},
        Dimension.FIELD: {1: "đất đai", 2: "hộ tịch"},
    }
    names = every[dimension]
    found = by(OF_DOSSIERS[code], dossiers(), QUARTER, dimension)
    return {names[key]: outcome(OF_DOSSIERS[code], figure) for key, figure in found.items()}


def cited(source: Source) -> str:
    return source.text or "Phần mềm"


def told(definition: Definition[DossierFigures] | Definition[StepFigures]) -> tuple[str, ...]:
    """A definition as the page tells it."""
    return (
        f"`{definition.code}`",
        definition.name,
        KIND_WORDS[definition.kind],
        definition.population.words,
        definition.base.words,
        definition.condition.words,
        str(definition.places),
        PRECISION_WORDS[definition.precision],
        "; ".join(map(cited, definition.sources)),
    )


def sources() -> list[tuple[str, ...]]:
    """Every text that a definition names, with its dates."""
    named = {source for definition in ALL.values() for source in definition.sources}
    named |= {item.source for item in index766.ITEMS} | {each.source for each in nine.INDICATORS}
    return [
        (cited(source), f"{source.valid_from:%d/%m/%Y}", f"{source.valid_to:%d/%m/%Y}" if source.valid_to else "–")
        for source in sorted(named, key=lambda source: (source.valid_from, source.text))
    ]


def told_item(item: index766.Item) -> tuple[str, ...]:
    """A scored line as the page tells it."""
    figure = f"`{item.definition}`" if item.definition else "–"
    threshold = f"{item.threshold} %"
    name, points = item.name, str(item.points)
    return (item.code, f"`{item.group}`", name, points, threshold, item.formula, figure, item.doubt or "–")


def told_indicator(item: nine.Indicator) -> tuple[str, ...]:
    """One of the nine indicators as the page tells it."""
    return (f"`{item.code}`", item.name, item.population, item.two, item.one, item.none, item.doubt or "–")
