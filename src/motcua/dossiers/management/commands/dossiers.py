"""`motcua dossiers import`: take the history of another system over; `timers`: let what falls due by law happen."""

import json as json_text
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from django.utils.translation import gettext as _
from django_typer.management import command

from motcua.common import clock
from motcua.common.commands import MotcuaCommand, progress_bar
from motcua.common.formats import number
from motcua.dossiers.jobs.timers import run as run_timers
from motcua.dossiers.services.adopt import Adopted
from motcua.dossiers.services.history.oddities import Finding
from motcua.dossiers.services.take_over import Taken, Told, Wanted, take_over
from motcua.figures.fact_tables import require_complete

_SHOWN = 20


class Command(MotcuaCommand):
    """Dossiers from the command line."""

    help = "Hồ sơ: nhận từ hệ thống khác; việc đến hạn theo luật."

    @command(name="import", help="Nhận hồ sơ và diễn biến từ hệ thống khác (docs/formats/history.md).")
    def import_(
        self,
        cases: Annotated[Path, typer.Argument(help="Tệp CSV mỗi dòng một hồ sơ, hoặc nhật ký XES; nhận cả .gz.")],
        events: Annotated[Path | None, typer.Argument(help="Tệp CSV mỗi dòng một sự kiện; không dùng với XES.")] = None,
        mapping: Annotated[
            Path | None, typer.Option(help="TOML hoặc JSON: tên cột và từ (docs/formats/history.md).")
        ] = None,
        source: Annotated[str, typer.Option(help="Tên ngắn của nguồn; bỏ trống thì theo tên tệp.")] = "",
        unit: Annotated[str, typer.Option(help="Mã đơn vị mà người đứng đầu Bộ phận Một cửa được xem.")] = "",
        *,
        all_or_none: Annotated[
            bool, typer.Option("--all-or-nothing", help="Có dòng hỏng thì không ghi dòng nào.")
        ] = False,
        dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ đọc và đếm.")] = False,
        json: Annotated[bool, typer.Option("--json", help="In một đối tượng JSON.")] = False,
    ) -> None:
        """Take the dossiers of another system over, with all their events (docs/formats/history.md).

        Importing again changes nothing. Exit status: 0 every row was taken, 1 a row was rejected, 2 wrong use or a
        store whose rows of an older version are not filled yet.
        """
        if not dry_run:
            require_complete()
        wanted = Wanted(cases, events, mapping, source, unit, all_or_none=all_or_none, dry_run=dry_run)
        with progress_bar() as bar:
            reading = bar.add_task(_("Đọc"), total=None)
            writing = bar.add_task(_("Ghi"), total=None, visible=False)
            told = Told(
                read=lambda done: bar.advance(reading, done),
                total=lambda total: bar.update(writing, total=total, visible=True),
                written=lambda done: bar.advance(writing, done),
            )
            taken = take_over(wanted, told, at=clock.now())
        self.stdout.write(_as_json(taken) if json else _as_text(taken))
        if taken.history.rejected:
            raise typer.Exit(1)

    @command(help="Đóng hồ sơ quá 15 ngày không bổ sung; chạy vài phút một lần (docs/operations.md).")
    def timers(
        self,
        *,
        json: Annotated[bool, typer.Option("--json", help="In một đối tượng JSON.")] = False,
    ) -> None:
        """Close the dossiers whose supplement did not come within 15 days (docs/operations.md).

        Run it every few minutes; twice, or on two machines at once, it does nothing twice. Exit status: 0 good, 1 one
        could not be closed, 2 the store's rows of an older version are not filled yet.
        """
        require_complete()
        done = run_timers(clock.now())
        figures = {"lapsed": list(done.lapsed), "overtaken": done.overtaken, "failed": list(done.failed)}
        words = _("Đã đóng %(lapsed)s hồ sơ vì không bổ sung; %(failed)s hồ sơ không đóng được.") % {
            "lapsed": number(len(done.lapsed)),
            "failed": number(len(done.failed)),
        }
        self.stdout.write(json_text.dumps(figures, ensure_ascii=False) if json else words)
        if done.failed:
            raise typer.Exit(1)


def _as_json(taken: Taken) -> str:
    done = taken.adopted or Adopted()
    figures: dict[str, Any] = {
        "source": taken.layout.slug,
        **taken.history.counts,
        "written": taken.adopted is not None,
        "new": done.new,
        "grown": done.grown,
        "known": done.known,
        "rejected": len(taken.history.rejected),
        "anomalies": [asdict(each) for each in taken.oddities.anomalies],
        "warnings": [asdict(each) for each in taken.warnings],
        "rejections": [asdict(each) for each in taken.history.rejected],
    }
    return json_text.dumps(figures, ensure_ascii=False)


def _as_text(taken: Taken) -> str:
    counts = {name: number(value) for name, value in taken.history.counts.items()}
    lines = [
        _("Nguồn %(source)s: %(dossiers)s hồ sơ, %(events)s sự kiện; %(ended)s đã kết thúc, %(open)s đang mở.")
        % {"source": taken.layout.name, **counts},
        _("Kết thúc sau hạn đã hẹn: %(ended_late)s.") % counts,
        _written(taken),
    ]
    lines += [
        _("Bất thường, dòng %(line)s, %(case)s: %(message)s.") % asdict(each) for each in taken.oddities.anomalies
    ]
    lines += _grouped(taken.warnings)
    lines += [
        _("Không nhận, %(file)s dòng %(line)s: %(reason)s.") % asdict(each) for each in taken.history.rejected[:_SHOWN]
    ]
    if len(taken.history.rejected) > _SHOWN:
        more = number(len(taken.history.rejected) - _SHOWN)
        lines.append(_("… và %(more)s dòng nữa, xem đủ bằng --json.") % {"more": more})
    return "\n".join(lines)


def _written(taken: Taken) -> str:
    if taken.adopted is None:
        return _("Chưa ghi gì vào kho.")
    done = taken.adopted
    return _("Đã ghi: %(new)s hồ sơ mới, %(grown)s hồ sơ thêm sự kiện; %(known)s hồ sơ đã có, để nguyên.") % {
        "new": number(done.new),
        "grown": number(done.grown),
        "known": number(done.known),
    }


def _grouped(warnings: list[Finding]) -> list[str]:
    """One line for each kind of warning, with the first case as an example."""
    first: dict[str, Finding] = {}
    for each in warnings:
        first.setdefault(each.code, each)
    return [
        _("Lưu ý, %(count)s hồ sơ (%(code)s), ví dụ dòng %(line)s, %(case)s: %(message)s.")
        % {**asdict(first[code]), "count": number(count)}
        for code, count in Counter(each.code for each in warnings).items()
    ]
