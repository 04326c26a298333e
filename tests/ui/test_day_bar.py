"""The bar of days fills its width exactly, whatever the number of days, and its words do not touch."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.ui.day_bar import LETTER, layout
from motcua.ui.parts import DayCell, DayKind
from tests.ui.rendering import Reader, draw

KINDS = st.sampled_from(list(DayKind))
WORDS = st.one_of(st.just(""), st.sampled_from(["Nhận 12/01", "Tính lại từ 21/01", "Hẹn trả 13/02"]))
CELLS = st.builds(
    lambda first, second, share, flag, due: DayCell(((first, share), (second, 100 - share)), flag=flag, due=due),
    KINDS,
    KINDS,
    st.integers(0, 100),
    WORDS,
    st.booleans(),
)


def value(percent: str) -> float:
    assert percent.endswith("%")
    return float(percent[:-1])


@given(st.lists(CELLS, min_size=1, max_size=120))
def test_cells_lie_side_by_side_and_fill_the_bar(cells: list[DayCell]) -> None:
    bar = layout(cells)
    assert len(bar.cells) == len(cells)
    for index, cell in enumerate(bar.cells):
        assert value(cell.x) == pytest.approx(index * 100 / len(cells), abs=0.01)
        assert sum(value(part.width) for part in cell.stretches) == pytest.approx(100)
    assert value(bar.cells[-1].x) + value(bar.cells[-1].width) == pytest.approx(100, abs=0.02)


@given(st.lists(CELLS, min_size=1, max_size=60))
def test_flags_on_one_line_that_follow_each_other_do_not_touch(cells: list[DayCell]) -> None:
    flags = layout(cells).flags
    for before, after in pairwise(flags):
        if before.high or after.high:
            continue
        width = len(after.text) * LETTER
        start = value(after.x) - (width if after.anchor == "end" else 0)
        ends = value(before.x) + (len(before.text) * LETTER if before.anchor == "start" else 0)
        assert start >= ends - 0.02


def test_a_day_that_does_not_add_up_is_refused() -> None:
    with pytest.raises(ValueError, match="100 percent"):
        layout([DayCell(((DayKind.USED, 50),))])


def test_the_legend_explains_what_is_drawn_and_nothing_else() -> None:
    page = draw(
        "{% day_bar cells 'Từ 12/01 đến 13/01' %}", cells=[DayCell.whole(DayKind.USED), DayCell.whole(DayKind.OFF)]
    )
    assert "Đã dùng" in page
    assert "Ngày nghỉ" in page
    assert "Tạm dừng" not in page
    assert "Hẹn trả" not in page


def test_the_picture_is_told_in_words_and_needs_no_style_attribute() -> None:
    page = draw("{% day_bar cells 'Từ 12/01' id='b' %}", cells=[DayCell.whole(DayKind.OFF, week="12/01", due=True)])
    picture = Reader(page).all("svg")[0]
    assert (picture["role"], picture["aria-label"]) == ("img", "Từ 12/01")
    assert 'fill="url(#b-off)"' in page
    assert "style=" not in page
