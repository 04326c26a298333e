"""Errors of the engines that evaluate figures: a branch of the one tree in `errors`."""

# ruff: noqa: N818  as in `errors`

from __future__ import annotations

from motcua.domain.errors import MotcuaError
from motcua.domain.texts import gettext_noop


class EngineGone(MotcuaError):
    """Nobody answers at the address of an engine."""

    code = "engine_gone"
    template = gettext_noop("Máy chủ %(engine)s tại %(address)s không trả lời. Kiểm tra máy chủ rồi thử lại.")


class EngineMissing(MotcuaError):
    """The client of an engine is not installed; `extra` is what to install."""

    code = "engine_missing"
    template = gettext_noop("Chưa cài phần nối với %(engine)s. Cài thêm %(extra)s.")


class FiguresIncomplete(MotcuaError):
    """The rows that figures read come from an older version and are not filled yet."""

    code = "figures_incomplete"
    template = gettext_noop("Số liệu của hồ sơ cũ chưa được tính xong sau khi nâng cấp. Hãy chạy: motcua migrate")
