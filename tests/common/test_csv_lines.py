"""Lines of CSV files: any cell comes back, and none is taken for a formula."""

import csv
from io import StringIO

from hypothesis import given
from hypothesis import strategies as st

from motcua.common.csv_lines import csv_line


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=1))
def test_cells_come_back_and_no_text_begins_like_a_formula(cells: list[str]) -> None:
    (read,) = csv.reader(StringIO(csv_line(cells)))
    assert not [cell for cell in read if cell[:1] in ("=", "+", "-", "@")]
    assert [cell.removeprefix("'") for cell in read] == [cell.removeprefix("'") for cell in cells]


def test_a_number_stays_one_below_zero_too() -> None:
    assert csv_line([-30, "-30", "Hạn cũ"]) == "-30,'-30,Hạn cũ\r\n"
