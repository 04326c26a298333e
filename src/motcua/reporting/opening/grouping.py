"""The definitions in the groups in which people look for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from motcua.domain.indicators import form06, index766, rates, times
from motcua.domain.texts import gettext_noop

if TYPE_CHECKING:
    from motcua.domain.indicators.definitions import Definition

GROUPS: Final[tuple[tuple[str, tuple[Definition[Any], ...]], ...]] = (
    (gettext_noop("Biểu 06: nhận và giải quyết hồ sơ"), tuple(form06.COLUMNS.values())),
    (gettext_noop("Số liệu mà biểu 06 không có"), form06.BESIDE),
    (gettext_noop("Tỷ lệ đúng hạn theo từng mẫu số"), (*rates.ON_TIME, *rates.OTHER_DATES)),
    (gettext_noop("Tỷ lệ giải quyết, trực tuyến, số hóa"), (*rates.HANDLED, rates.ONLINE, *rates.DIGITISED)),
    (gettext_noop("Thư xin lỗi"), rates.APOLOGIES),
    (gettext_noop("Bộ chỉ số 766"), index766.DEFINITIONS),
    (gettext_noop("Thời gian giải quyết"), times.DOSSIERS),
    (gettext_noop("Từng bước của quy trình"), times.STEPS),
)
"""Every definition is in exactly one group."""
