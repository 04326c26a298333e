"""What our commands share: wrong use ends with status 2, as `motcua` promises everywhere (design: 5)."""

import sys
from types import TracebackType
from typing import Any

from django.utils.translation import gettext as _
from django_typer.management import TyperCommand
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

WRONG_USE = 2


class MotcuaCommand(TyperCommand):
    """A command whose usage errors leave with status 2, where django-typer would leave with 1."""

    def __exit__(
        self, exc_type: type[BaseException] | None, exc_val: BaseException | None, exc_tb: TracebackType | None
    ) -> bool | None:
        """Tell people what was wrong, with our status; a caller in this process gets django-typer's exception."""
        # The usage errors of click, in whichever copy of it typer brings along, ask for this status themselves.
        wrong_use = getattr(exc_val, "exit_code", None) == WRONG_USE
        if exc_val is not None and wrong_use and self._called_from_command_line:
            sys.stderr.write(f"motcua: {_said(exc_val)}\n")
            raise SystemExit(WRONG_USE) from None
        return super().__exit__(exc_type, exc_val, exc_tb)  # type: ignore[no-untyped-call, no-any-return]


def _said(error: BaseException) -> str:
    """What was wrong with the words of a command, in one sentence; click says it in English only."""
    param: Any = getattr(error, "param", None)
    hint = getattr(error, "param_hint", None)
    if param is None and type(error).__name__ == "BadParameter":  # raised by the command itself, in its own words
        return f"{hint}: {error}" if hint else str(error)
    name = getattr(error, "option_name", None) or _name(param)
    template = {
        "NoSuchOption": _("Lệnh này không có “%(name)s”. Thêm --help để xem cách dùng."),
        "MissingParameter": _("Thiếu %(name)s. Thêm --help để xem cách dùng."),
        "BadParameter": _("Giá trị của %(name)s không dùng được. Thêm --help để xem cách dùng."),
    }.get(type(error).__name__, _("Lệnh viết chưa đúng. Thêm --help để xem cách dùng."))
    if type(error).__name__ == "BadParameter" and hasattr(param, "type"):
        if hasattr(param.type, "formats"):
            template = _("%(name)s không phải là ngày. Viết như 2026-02-11.")
        elif getattr(param.type, "choices", ()):
            choices = ", ".join(str(getattr(each, "value", each)) for each in param.type.choices)
            return _("%(name)s nhận một trong: %(choices)s.") % {"name": name, "choices": choices}
        elif getattr(param.type, "exists", False):
            template = _("Không mở được tệp ở %(name)s. Kiểm tra đường dẫn.")
    return template % {"name": name}


def _name(param: Any) -> str:
    """A parameter as people write it: `--valid-from`, or an argument by its name."""
    options = [each for each in getattr(param, "opts", ()) if each.startswith("-")]
    return options[-1] if options else str(getattr(param, "name", "")).upper()


def progress_bar() -> Progress:
    """A bar on standard error, so that what is printed stays clean."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
