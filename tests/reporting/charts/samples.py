"""One picture of each kind, with names that are hard to set."""

from motcua.domain import funnel
from motcua.reporting.charts.pictures import (
    BarRow,
    Bars,
    Column,
    Columns,
    FunnelPlot,
    FunnelPoint,
    Lines,
    Multiples,
    Panel,
    Picture,
    Rate,
    RatePoint,
    Spread,
    SpreadRow,
    Tone,
)

MONTHS = (*(f"{month:02d}/25" for month in range(1, 13)), "01/26")
LONG = "Nông nghiệp, lâm nghiệp, thủy lợi và phòng, chống thiên tai"

BARS = Bars(
    words='Đã giải quyết theo lĩnh vực: "nhiều nhất" là <Chứng thực>',
    parts=(("Trước hạn", Tone.EARLY), ("Đúng hạn", Tone.ON_TIME), ("Quá hạn", Tone.LATE)),
    rows=(BarRow("Chứng thực", (402, 37, 9), "448 · 9 trễ"), BarRow(LONG, (8, 2, 0), "10")),
)
LINES = Lines(
    words="Tiếp nhận và giải quyết",
    ticks=MONTHS,
    lines=(("Tiếp nhận", tuple(range(900, 913))), ("Đã giải quyết", (None, *range(800, 812)))),
)
RATE = Rate(
    words="Tỷ lệ đúng hạn",
    ticks=MONTHS,
    points=(None, *(RatePoint(0.97, 0.94, 0.99, no == 3, "97,00 %") for no in range(12))),
    few="ít hơn 20 hồ sơ",
    band="khoảng 95 %",
)
_SHARE = 0.95
_UNITS = (("Ủy ban nhân dân xã Yên Phú", 700, 800), ("Ủy ban nhân dân xã Đông Hạ", 96, 100), ("Xã O'Kim", 3, 3))
FUNNEL = FunnelPlot(
    words="So sánh đơn vị",
    common=_SHARE,
    common_word="Chung 95,00 %",
    size_word="Số hồ sơ đã giải quyết",
    points=tuple(
        FunnelPoint(name, size, counted / size, funnel.place(counted, size, _SHARE).value)
        for name, counted, size in _UNITS
    ),
    curve=tuple((c.size, c.far_low, c.low, c.high, c.far_high) for c in funnel.curve(1200, _SHARE, points=8)),
    places=(("within", "Trong khoảng"), ("far_below", "Thấp hơn nhiều"), ("few", "Quá ít, không xét")),
)
SPREAD = Spread(
    words="Thời gian theo bước",
    axis="giờ làm việc",
    rows=(SpreadRow("Thẩm định", (0.5, 2.0, 12.0, 30.0, 70.0), "giữa 12 giờ"),),
)
MULTIPLES = Multiples(
    words="Từng đơn vị",
    ticks=MONTHS,
    panels=tuple(Panel(name, (None, *([0.97] * 12)), "97,0 %") for name, _, _ in _UNITS),
    common=tuple([0.95] * 13),
)
COLUMNS = Columns(
    words="Khối lượng ngày tới",
    usual=12,
    usual_word="Sức làm 12 một ngày",
    columns=(Column("T4\n11/02", "T4\n11", 5, Tone.LIGHT, "5"), Column("T5\n12/02", "T5\n12", 22, Tone.OVER, "22 ▲")),
)
ALL: tuple[Picture, ...] = (BARS, LINES, RATE, FUNNEL, SPREAD, MULTIPLES, COLUMNS)
