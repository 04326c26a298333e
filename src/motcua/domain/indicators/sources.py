"""The texts that fix the figures, with the dates between which each is in force."""

from __future__ import annotations

from datetime import date
from typing import Final

from motcua.domain.indicators.definitions import Source

BEGINNING: Final = date(2018, 6, 21)
"""Nothing is counted before the first decree that the product knows."""

FORM_06A: Final = Source("TT 02/2017/TT-VPCP, biểu II.06a/VPCP/KSTT", date(2017, 12, 15), date(2020, 12, 5))
FORM_06: Final = Source("TT 01/2020/TT-VPCP, biểu số 06/VPCP/KSTT", date(2020, 12, 5))
INDEX_766: Final = Source("QĐ 766/QĐ-TTg ngày 23/6/2022", date(2022, 6, 23))
SCORING_2018: Final = Source("TT 01/2018/TT-VPCP, Điều 13–15", date(2019, 1, 6), date(2025, 9, 15))
APOLOGY_2018: Final = Source("NĐ 61/2018/NĐ-CP, Điều 19", date(2018, 6, 21), date(2025, 7, 1))
APOLOGY_2025: Final = Source("NĐ 118/2025/NĐ-CP, Điều 19 khoản 6", date(2025, 7, 1))
STATISTICS_2026: Final = Source("NĐ 224/2026/NĐ-CP, Điều 19 khoản 2", date(2026, 7, 1))
EVALUATION_2025: Final = Source("NĐ 118/2025/NĐ-CP, Điều 32", date(2025, 7, 1))
OWN: Final = Source("", BEGINNING)
"""No text fixes it: the product's own definition."""
