"""`motcua catalogue import FILE` and `motcua catalogue check`."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from django_typer.management import command
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from motcua.catalogue.queries.sums import doubtful_offerings, sum_findings
from motcua.catalogue.services.import_national import Reading, compare_reading, import_reading, read_file
from motcua.catalogue.services.publish import Published
from motcua.common import clock
from motcua.common.commands import MotcuaCommand
from motcua.common.formats import number
from motcua.domain.routing import Fit
from motcua.organisation.actors import import_actor

SHOWN = 20
WORDS = {
    "records": "bản ghi trong tệp",
    "imported": "nhận được",
    "rejected": "không nhận",
    "with_limit_unit": "có thời hạn và đơn vị",
    "number_without_unit": "có số, thiếu đơn vị",
    "prose_only": "không có con số",
    "with_components": "có thành phần hồ sơ",
    "with_cases": "có nhiều trường hợp",
    "ambiguous": "bảng gốc đọc không chắc",
    "new_procedures": "thủ tục mới",
    "new_versions": "phiên bản mới",
    "unchanged": "không có gì mới",
}


class Command(MotcuaCommand):
    """Danh mục thủ tục hành chính."""

    help = "Nhập danh mục thủ tục quốc gia, kiểm tra thời hạn và quy trình."

    @command(name="import", help="Nhập danh mục quốc gia: mỗi dòng một thủ tục (JSON), nén gzip cũng được.")
    def import_(
        self,
        file: Annotated[Path, typer.Argument(help="Tệp .jsonl hoặc .jsonl.gz.")],
        *,
        dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ đọc, so với kho và đếm, không ghi gì.")] = False,
        all_or_nothing: Annotated[
            bool, typer.Option("--all-or-nothing", help="Có dòng hỏng thì không ghi dòng nào.")
        ] = False,
        valid_from: Annotated[
            datetime | None,
            typer.Option(formats=["%Y-%m-%d"], help="Ngày các phiên bản mới có hiệu lực (mặc định: hôm nay)."),
        ] = None,
        as_json: Annotated[bool, typer.Option("--json", help="In số liệu dưới dạng JSON.")] = False,
    ) -> None:
        """Read the file, store what is new, and say what came of every line; exit 1 if a line was not taken."""
        with _progress() as bar:
            read = bar.add_task("Đọc tệp", total=None)
            reading = read_file(file, lambda done: bar.advance(read, done))
            bar.update(read, total=reading.records)
            refused = all_or_nothing and bool(reading.rejected)
            stores = not dry_run and not refused
            day = valid_from.date() if valid_from else None
            done = _store(reading, file.name, day, bar) if stores else Published()
            if dry_run and not refused:
                done = compare_reading(reading)
        figures = reading.counts() | {
            "new_procedures": done.new_procedures,
            "new_versions": done.new_versions,
            "unchanged": done.unchanged,
        }
        if refused:
            figures["imported"] = 0
        if as_json:
            lines = [{"line": each.line, "reason": each.reason} for each in reading.rejected]
            self.echo(json.dumps(figures | {"dry_run": dry_run, "rejections": lines}, ensure_ascii=False))
        else:
            self._tell(figures, reading, stored=stores)
        if reading.rejected:
            raise typer.Exit(1)

    @command(name="check", help="So tổng thời gian các bước với thời hạn; tìm thủ tục đang mở có thời hạn nghi ngờ.")
    def check_catalogue(
        self, *, as_json: Annotated[bool, typer.Option("--json", help="In kết quả dưới dạng JSON.")] = False
    ) -> None:
        """Exit 1 if steps take longer than a limit, or an open offering stands on a doubtful one."""
        compared, sums = sum_findings()
        doubtful = doubtful_offerings()
        longer = [each for each in sums if each.check.fit is Fit.LONGER]
        if as_json:
            rows = [
                {
                    "code": each.code,
                    "process": each.process,
                    "version": each.version,
                    "limit": str(each.limit),
                    "fit": each.check.fit.value,
                    "measure": each.check.measure.value,
                    "difference": [each.check.difference.least, each.check.difference.most],
                }
                for each in sums
            ]
            offerings = [
                {"offering": each.offering_id, "code": each.code, "limits": each.doubtful} for each in doubtful
            ]
            figures = {"compared": compared, "longer": len(longer), "unclear": len(sums) - len(longer)}
            self.echo(json.dumps(figures | {"sums": rows, "doubtful_offerings": offerings}, ensure_ascii=False))
        else:
            self.echo(f"Đã so {number(compared)} cặp quy trình và thời hạn.")
            for each in sums:
                said = "dài hơn" if each.check.fit is Fit.LONGER else "chưa chắc vừa"
                self.echo(f"  {each.code}: {each.process} (phiên bản {each.version}) {said} {each.limit.words()}")
            for offering in doubtful:
                self.echo(f"  {offering.code}: đang mở tiếp nhận mà còn {offering.doubtful} thời hạn nghi ngờ")
            if not sums and not doubtful:
                self.echo("Không có gì sai.")
        if longer or doubtful:
            raise typer.Exit(1)

    def _tell(self, figures: dict[str, int], reading: Reading, *, stored: bool) -> None:
        for key, value in figures.items():
            self.echo(f"{number(value):>8}  {WORDS[key]}")
        for each in reading.rejected[:SHOWN]:
            self.echo(f"Dòng {each.line}: {each.reason}.")
        if len(reading.rejected) > SHOWN:
            self.echo(f"… và {len(reading.rejected) - SHOWN} dòng nữa (xem --json).")
        if not stored:
            self.echo("Chưa ghi gì vào kho.")


def _store(reading: Reading, name: str, day: date | None, bar: Progress) -> Published:
    task = bar.add_task("Ghi vào kho", total=len(reading.publications))
    return import_reading(
        reading,
        actor=import_actor(name),
        at=clock.now(),
        valid_from=day,
        progress=lambda done: bar.advance(task, done),
    )


def _progress() -> Progress:
    """A bar on standard error, so that what is printed stays clean."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
