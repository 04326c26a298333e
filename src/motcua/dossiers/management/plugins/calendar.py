"""`motcua calendar dry-run` and `apply`: what a calendar does to running dossiers, before and after it is decided."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from django.utils.translation import gettext as _

from motcua.calendars import proposals
from motcua.calendars import queries as calendars
from motcua.calendars.management.commands.calendar import Command as Calendar
from motcua.calendars.proposals import Proposal
from motcua.calendars.reading import Reading, read_file
from motcua.calendars.shipped import NATIONAL
from motcua.common import clock
from motcua.common.commands import progress_bar
from motcua.common.formats import day, instant, number
from motcua.domain.errors_calendars import DraftMissing
from motcua.domain.worktime import ZONE, local_date
from motcua.dossiers.models import CalendarApplication
from motcua.dossiers.queries.calendar_effect import Effect, Totals, Trial, trial
from motcua.dossiers.services import apply_calendar
from motcua.jobs.services.run import run_here
from motcua.organisation.actors import system_actor

_SHOWN = 20


@Calendar.command(name="dry-run", help="Xem trước: hồ sơ nào đổi hạn nếu nhập tệp này, hoặc áp dụng bản nháp này.")
def dry_run(  # type: ignore[no-untyped-def]  # django-typer binds a first parameter without annotation
    self,
    file: Annotated[Path | None, typer.Argument(help="Tệp CSV như của calendar import.")] = None,
    *,
    draft: Annotated[str, typer.Option("--draft", help="Mã lịch có bản nháp: vn, hoặc u và số của đơn vị.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="In một đối tượng JSON.")] = False,
) -> None:
    """Derive every running dossier as if the calendar had been applied; nothing is written.

    Exit status: 0 good, 1 a line of the file was not understood or a dossier cannot be counted, 2 wrong use.
    """
    if (file is None) == (not draft):
        raise typer.BadParameter(_("Nêu một tệp, hoặc --draft và mã lịch."))
    at = clock.now()
    reading = Reading() if file is None else read_file(file)
    proposal = _draft(draft) if file is None else proposals.of_file(reading, local_date(at))
    done = trial(proposal, at)
    told = figures(done) | {"rejections": [{"line": each.line, "reason": each.reason} for each in reading.rejected]}
    self.echo(json.dumps(told, ensure_ascii=False) if as_json else _words(done))
    for rejected in () if as_json else reading.rejected:
        self.echo(_("Dòng %(line)s: %(reason)s.") % {"line": rejected.line, "reason": rejected.reason})
    if reading.rejected or done.unreached:
        raise typer.Exit(1)


def _draft(code: str) -> Proposal:
    version = calendars.draft_of(calendars.calendar_by_code(code))
    if version is None:
        raise DraftMissing(field="draft", value=code)
    return proposals.of_version(version)


@Calendar.command(help="Áp dụng cho hồ sơ đang giải quyết: lịch đang công bố, hoặc bản nháp (--draft, công bố luôn).")
def apply(  # type: ignore[no-untyped-def]  # django-typer binds a first parameter without annotation
    self,
    calendar: Annotated[str, typer.Argument(help="Mã lịch: vn, hoặc u và số của đơn vị.")] = NATIONAL,
    *,
    decision: Annotated[str, typer.Option("--decision", help="Số, ngày quyết định hoặc thông báo.")],
    draft: Annotated[bool, typer.Option("--draft", help="Công bố bản nháp của lịch rồi áp dụng.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="In một đối tượng JSON.")] = False,
) -> None:
    """Publish the draft if asked, and bring every running dossier of the calendar's units to the latest version.

    Broken off, it goes on when called again. Exit status: 0 good, 1 dossiers stay behind, 2 wrong use.
    """
    at, actor = clock.now(), system_actor()
    if draft:
        version_id = _draft(calendar).version_id or 0
        application = apply_calendar.publish_and_apply(draft_id=version_id, decision=decision, actor=actor, at=at)
    else:
        version = calendars.version_in_force(calendars.calendar_by_code(calendar))
        if version is None:
            raise DraftMissing(field="calendar", value=calendar)
        application = apply_calendar.apply_version(version_id=version.pk, decision=decision, actor=actor, at=at)
    with progress_bar() as bar:
        work = bar.add_task(_("Áp dụng lịch"), total=None)
        job = apply_calendar.go_on(application, actor=actor, at=at)
        run_here(job, lambda done, total: bar.update(work, completed=done, total=total), at=at)
    application.refresh_from_db()
    self.echo(json.dumps(outcome(application), ensure_ascii=False) if as_json else _told(application))
    if application.left_behind or application.finished_at is None:
        raise typer.Exit(1)


def figures(done: Trial) -> dict[str, Any]:
    """A trial as one JSON object."""
    return done.totals.as_json() | {
        "calendar": done.proposal.key,
        "unreached": [{"code": each.code, "reason": each.reason} for each in done.unreached],
        "examples": [_effect(each) for each in done.moved[:_SHOWN]],
    }


def _effect(each: Effect) -> dict[str, Any]:
    return {
        "code": each.code,
        "old": each.due_before.astimezone(ZONE).isoformat(),
        "new": each.due.astimezone(ZONE).isoformat(),
        "minutes": each.minutes,
        "paper_differs": each.paper_differs,
    }


def outcome(application: CalendarApplication) -> dict[str, Any]:
    """What came of a decision as one JSON object."""
    return Totals.from_json(application.totals).as_json() | {
        "calendars": application.keys,
        "decision": application.decision,
        "finished": application.finished_at is not None,
        "superseded": application.superseded,
        "left_behind": application.left_behind,
        "left_codes": application.left_codes,
    }


def _words(done: Trial) -> str:
    lines = [_numbers(done.totals)]
    lines += [
        f"  {each.code}  {instant(each.due_before)} → {instant(each.due)}{'  *' if each.paper_differs else ''}"
        for each in done.moved[:_SHOWN]
    ]
    if any(each.paper_differs for each in done.moved[:_SHOWN]):
        lines.append(_("* người nộp giữ giấy ghi hạn khác."))
    lines += [f"  {day(on)}: {before} → {after}" for on, before, after in done.totals.days]
    lines += [
        _("%(code)s: lịch này không tính được hạn. %(reason)s") % {"code": each.code, "reason": each.reason}
        for each in done.unreached[:_SHOWN]
    ]
    return "\n".join(lines)


def _numbers(totals: Totals) -> str:
    words = _(
        "%(dossiers)s hồ sơ đang giải quyết theo lịch này; %(moved)s đổi hạn: %(later)s muộn hơn, %(earlier)s sớm hơn; "
        "%(paper_differs)s người nộp giữ giấy ghi hạn khác."
    )
    names = ("dossiers", "moved", "later", "earlier", "paper_differs")
    return words % {name: number(getattr(totals, name)) for name in names}


def _told(application: CalendarApplication) -> str:
    lines = [_numbers(Totals.from_json(application.totals))]
    if application.superseded:
        lines.append(_("Đã có phiên bản lịch mới hơn: phần còn lại theo phiên bản đó."))
    elif application.finished_at is None:
        lines.append(_("Chưa xong: chạy lại lệnh này để áp dụng tiếp."))
    if application.left_behind:
        told = {"count": number(application.left_behind), "codes": ", ".join(application.left_codes)}
        lines.append(_("%(count)s hồ sơ còn theo lịch cũ vì lịch mới không tính được hạn: %(codes)s.") % told)
    return "\n".join(lines)
