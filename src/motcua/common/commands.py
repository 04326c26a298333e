"""What our commands share: wrong use ends with status 2, as `motcua` promises everywhere (design: 5)."""

from types import TracebackType

from django_typer.management import TyperCommand
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

WRONG_USE = 2


class MotcuaCommand(TyperCommand):
    """A command whose usage errors leave with status 2, where django-typer would leave with 1."""

    def __exit__(
        self, exc_type: type[BaseException] | None, exc_val: BaseException | None, exc_tb: TracebackType | None
    ) -> bool | None:
        """Let django-typer tell what was wrong, then correct the status."""
        try:
            return super().__exit__(exc_type, exc_val, exc_tb)  # type: ignore[no-untyped-call, no-any-return]
        except SystemExit:
            # The usage errors of click, in whichever copy of it typer brings along, ask for this status themselves.
            if getattr(exc_val, "exit_code", None) == WRONG_USE:
                raise SystemExit(WRONG_USE) from None
            raise


def progress_bar() -> Progress:
    """A bar on standard error, so that what is printed stays clean."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)
