"""Errors of reports and declared figures."""

from __future__ import annotations

from motcua.domain.errors import Conflict
from motcua.domain.texts import gettext_noop


class FigureDeclared(Conflict):
    """A `figure` of the unit, part and period stands already: it is corrected, not declared twice."""

    code = "figure_declared"
    template = gettext_noop("Số liệu «%(figure)s» của kỳ này đã khai. Mở số đã khai và sửa, ghi lý do.")
