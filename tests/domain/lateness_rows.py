"""The rows of docs/rules/lateness.md on foresight, and on software and reality, against the real functions."""

import re
from datetime import timedelta

from motcua.domain import foresight, oddities, sampling
from motcua.domain.deadlines import TimeLimit
from motcua.domain.foresight_judging import Alarms, Judgement
from motcua.domain.routing import Place, Step, StepKind
from tests.domain.executed_page import Row
from tests.domain.test_deadlines_page import instant

YES = {True: "có", False: "không"}
BANDS = {"ít": foresight.SLACK, "như thường": 0, "nhiều": foresight.BUSY}
DUE = instant("09:00 09/03/2026")


def check_forecast(row: Row) -> None:
    wide, missed, narrow, narrow_missed = (int(text) for text in list(row.values())[:4])
    model = foresight.Model({"": (wide, missed), "5": (wide, missed), "5|step": (narrow, narrow_missed)}, {})
    found = model.forecast(foresight.Situation(5, "step", "procedure", "unit", 0))
    said = ("–", "–") if found is None else (f"{found.in_time} trên {found.alike}", f"{found.probability * 100:.0f} %")
    assert said == (row["Câu"], row["Xác suất trễ"])


def check_band(row: Row) -> None:
    assert foresight.band(int(row["Đơn vị đang mở"]), int(row["Thường mở"])) == BANDS[row["Mức việc"]]


def check_beats(row: Row) -> None:
    judged, missed, brier, base, model, plain = (float(text) for text in list(row.values())[:6])
    found = Judgement(
        cut=DUE,
        until=DUE,
        learnt=0,
        judged=int(judged),
        missed=int(missed),
        readings=0,
        silent=0,
        brier=brier,
        base=0.2,
        base_brier=base,
        bins=(),
        model=Alarms(0, 0, timedelta(hours=model)),
        rule=Alarms(0, 0, timedelta(hours=plain)),
    )
    assert YES[found.beats] == row["Được hiện"]


# --- software and reality


def check_entered(row: Row) -> None:
    received, recorded = instant(row["Nhận hồ sơ lúc"]), instant(row["Vào phần mềm lúc"])
    assert YES[oddities.entered_late(received, recorded)] == row["Nhập muộn"]


def four_steps() -> tuple[Step, ...]:
    kinds = (StepKind.RECEIVE, StepKind.ASSIGN, StepKind.APPRAISE, StepKind.SIGN, StepKind.RETURN)
    limit = TimeLimit.parse("1 working_days")
    return tuple(
        Step(no, kind.value, "handler", Place.EXECUTING, limit, kind, next=(no + 1,) if no < len(kinds) else ())
        for no, kind in enumerate(kinds, 1)
    )


def check_released(row: Row) -> None:
    at = instant("08:00 02/03/2026")
    places = []
    for step, seconds in re.findall(r"(\d+): (\d+)", row["Các bước và số giây"]):
        places.append((at, int(step)))
        at += timedelta(seconds=int(seconds))
    required = oddities.unavoidable(four_steps())
    assert required == {1, 2, 3, 4}
    assert YES[oddities.released_early(places, at, required)] == row["Dấu hiệu"]


def check_returned(row: Row) -> None:
    proofs = ["" if text == "không có" else text for text in row["Bằng chứng của từng lần trả"].split("; ")]
    assert YES[oddities.returned_unconfirmed(proofs)] == row["Trả không xác nhận"]


def check_burst(row: Row) -> None:
    minutes = [int(text) for text in row["Kết quả ghi ở phút thứ"].split(", ")]
    found = oddities.bursts((minute, DUE + timedelta(minutes=minute)) for minute in minutes)
    assert len(found) == int(row["Bao nhiêu trong một đợt dồn"])


def check_sample(row: Row) -> None:
    found = sampling.wilson(int(row["Khác hoặc không thấy"]), int(row["Đã xem"]))
    assert found is not None
    told = tuple(f"{share * 100:.1f} %".replace(".", ",") for share in found)
    assert told == (row["Từ"], row["Đến"])


def parts(text: str) -> dict[str, int]:
    return {name: int(number) for name, number in (part.split() for part in text.split(", "))}


def check_allotted(row: Row) -> None:
    found = sampling.allot(parts(row["Số hồ sơ của từng đơn vị"]), int(row["Cỡ mẫu"]))
    assert found == parts(row["Mỗi đơn vị được bốc"])
