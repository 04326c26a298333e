"""`motcua calendar import FILE.csv`: special days of a file become a version of the national calendar."""

import json
from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer
from django.utils.translation import gettext as _
from django_typer.management import command, initialize

from motcua.calendars.models import YearState
from motcua.calendars.reading import Reading, read_file
from motcua.calendars.services.import_days import Imported, import_days
from motcua.common import clock
from motcua.common.commands import MotcuaCommand
from motcua.common.formats import day
from motcua.domain.worktime import DayKind
from motcua.organisation.actors import import_actor


class Command(MotcuaCommand):
    """Lịch làm việc."""

    help = "Nhập lịch nghỉ lễ, nghỉ bù, hoán đổi và làm bù."

    @initialize()
    def start(self) -> None:
        """Nhập lịch nghỉ lễ, nghỉ bù, hoán đổi và làm bù."""

    @command(name="import", help="Nhập các ngày đặc biệt từ tệp CSV: date, kind (off, work), name, source.")
    def import_(
        self,
        file: Annotated[Path, typer.Argument(help="Tệp CSV, mã UTF-8.")],
        *,
        skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Bỏ các dòng hỏng, nhận các dòng còn lại.")] = False,
        draft: Annotated[bool, typer.Option("--draft", help="Để lại bản nháp, không công bố ngay.")] = False,
        as_json: Annotated[bool, typer.Option("--json", help="In một đối tượng JSON.")] = False,
    ) -> None:
        """Read, store and tell; exit 1 if a line was not taken."""
        reading = read_file(file)
        done: Imported | None = None
        if skip_bad or not reading.rejected:
            done = import_days(
                reading=reading,
                file_name=file.name,
                publish_now=not draft,
                actor=import_actor(file.name),
                at=clock.now(),
            )
        told = figures(reading, done)
        if as_json:
            self.echo(json.dumps(told, ensure_ascii=False))
        else:
            self._tell(reading, done, told)
        if reading.rejected:
            raise typer.Exit(1)

    def _tell(self, reading: Reading, done: Imported | None, told: dict[str, Any]) -> None:
        words = {
            DayKind.HOLIDAY: _("nghỉ lễ"),
            DayKind.COMPENSATORY: _("nghỉ bù"),
            DayKind.SWAP_OFF: _("nghỉ hoán đổi"),
            DayKind.MAKE_UP: _("làm bù"),
        }
        for kind, word in words.items():
            self.echo(f"{told[kind.value]:>6}  {word}")
        for rejected in reading.rejected:
            self.echo(_("Dòng %(line)s: %(reason)s.") % {"line": rejected.line, "reason": rejected.reason})
        for item in reading.review:
            said = {"line": item.line, "day": day(item.day.on), "name": item.day.name, "reason": item.reason}
            self.echo(_("Cần xem lại, dòng %(line)s: %(day)s %(name)s (%(reason)s).") % said)
        if done is None:
            self.echo(_("Chưa ghi gì vào kho: sửa các dòng trên, hoặc thêm --skip-bad."))
            return
        for year, status in done.years.items():
            self.echo(f"{year}: {YearState(status).label}")
        if done.version is None:
            self.echo(_("Lịch đang công bố đã đúng như tệp này: không có gì mới."))
        elif done.version.key:
            self.echo(_("Đã công bố phiên bản %(key)s.") % {"key": done.version.key})
        else:
            self.echo(_("Đã để lại bản nháp số %(number)s.") % {"number": done.version.number})


def figures(reading: Reading, done: Imported | None) -> dict[str, Any]:
    """The outcome of an import as one JSON object."""
    kinds = Counter(each.kind for each in reading.days.values())
    return {
        "rows": reading.rows,
        "imported": len(reading.days) if done is not None else 0,
        "rejected": len(reading.rejected),
        **{kind.value: kinds[kind] for kind in DayKind if kind is not DayKind.CLOSURE},
        "years": {str(year): status for year, status in done.years.items()} if done is not None else {},
        "version": done.version.key if done is not None and done.version is not None else None,
        "review": [
            {"line": r.line, "date": str(r.day.on), "name": r.day.name, "reason": r.reason} for r in reading.review
        ],
        "rejections": [{"line": r.line, "reason": r.reason} for r in reading.rejected],
    }
