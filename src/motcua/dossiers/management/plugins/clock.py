"""`motcua clock explain` and `recompute`: why a date is what it is, and that all dates kept are what they should be."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any

import typer
from django.utils.translation import gettext as _

from motcua.calendars.management.commands.clock import Command as Clock
from motcua.common import clock
from motcua.common.commands import progress_bar
from motcua.common.formats import instant, number
from motcua.dossiers.explaining.as_json import as_json as as_json_of
from motcua.dossiers.queries.access import access_dossier
from motcua.dossiers.queries.clock_rows import number_of_all
from motcua.dossiers.queries.explanation import Explanation, explanation_of
from motcua.dossiers.services.recompute import EVENTS, FACT, Difference, Recomputed, repair
from motcua.dossiers.services.recompute import recompute as recompute_all
from motcua.organisation.actors import system_actor

_SHOWN = 20


@Clock.command(help="Tính lại mọi hạn từ diễn biến và so với số đang lưu; có sai khác thì thoát với mã 1.")
def recompute(  # type: ignore[no-untyped-def]  # django-typer binds a first parameter without annotation
    self,
    *,
    apply: Annotated[bool, typer.Option("--apply", help="Ghi lại những số sai, có nhật ký.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="In một đối tượng JSON.")] = False,
) -> None:
    """Derive every dossier of the store anew and report what its row says otherwise.

    Exit status: 0 all agree, 1 something differed (also when `--apply` has put it right), 2 wrong use.
    """
    with progress_bar() as bar:
        reading = bar.add_task(_("Tính lại"), total=number_of_all())
        found = recompute_all(lambda done: bar.advance(reading, done))
        if apply and found.differing:
            writing = bar.add_task(_("Ghi"), total=len(found.differing))
            repair(found, actor=system_actor(), at=clock.now(), told=lambda done: bar.advance(writing, done))
    self.echo(json.dumps(figures(found), ensure_ascii=False) if as_json else _words(found))
    if found.differences:
        raise typer.Exit(1)


@Clock.command(help="Giải thích hạn của một hồ sơ từng dòng, và hạn của từng bước.")
def explain(  # type: ignore[no-untyped-def]  # django-typer binds a first parameter without annotation
    self,
    code: Annotated[str, typer.Argument(help="Mã hồ sơ.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="In một đối tượng JSON.")] = False,
) -> None:
    """Tell the derivation of a dossier's due date line by line, then its steps (docs/formats/explanation.md).

    Exit status: 0 good, 1 the dossier has no clock yet, 2 wrong use.
    """
    at = clock.now()
    found = explanation_of(access_dossier(system_actor(), code, at), at)
    if found is None:
        self.echo(_("Hồ sơ %(code)s chưa được tiếp nhận nên chưa có hạn.") % {"code": code})
        raise typer.Exit(1)
    self.echo(json.dumps(as_json_of(found), ensure_ascii=False) if as_json else "\n".join(_told(found)))


def _told(found: Explanation) -> Iterator[str]:
    """The explanation in lines of text: the dates, why, then the steps with why."""
    mark = f" ({_('tạm tính')})" if found.provisional else ""
    yield f"{found.code}  {_said(found.due)}{mark}"
    if found.promised_at != found.due:
        yield _("Giấy hẹn ghi %(due)s.") % {"due": _said(found.promised_at)}
    yield from (f"  {line.sentence.render(_)}" for line in found.lines)
    for stay in found.stays:
        words = {"no": stay.step.no, "name": stay.step.name, "unit": stay.unit, "due": _said(stay.due)}
        yield _("Bước %(no)s, %(name)s, %(unit)s: hạn %(due)s") % words
        yield from (f"  {line.sentence.render(_)}" for line in stay.lines)


def figures(found: Recomputed) -> dict[str, Any]:
    """The outcome as one JSON object."""
    return {
        "dossiers": found.dossiers,
        "differences": found.differences,
        "differing_dossiers": len(found.differing),
        "by_column": dict(found.by_column.most_common()),
        "repaired": found.repaired,
        "examples": [
            {"code": each.code, "column": each.column, "old": _plain(each.held), "new": _plain(each.told)}
            for each in found.examples
        ],
    }


def _words(found: Recomputed) -> str:
    numbers = {"dossiers": number(found.dossiers), "differing": number(len(found.differing))}
    if not found.differences:
        return _("Đã tính lại %(dossiers)s hồ sơ: mọi hạn đang lưu đều đúng với diễn biến.") % numbers
    lines = [_("Đã tính lại %(dossiers)s hồ sơ: %(differing)s hồ sơ lưu khác với diễn biến.") % numbers]
    lines += [f"{number(times):>8}  {column}" for column, times in found.by_column.most_common()]
    lines += [_line(each) for each in found.examples[:_SHOWN]]
    if found.differences > _SHOWN:
        lines.append(
            _("… và %(more)s chỗ nữa.") % {"more": number(found.differences - min(_SHOWN, len(found.examples)))}
        )
    if found.repaired:
        lines.append(_("Đã ghi lại %(repaired)s hồ sơ.") % {"repaired": number(found.repaired)})
    return "\n".join(lines)


def _line(each: Difference) -> str:
    """One difference in words: `code column: old → new`."""
    if each.column == FACT:
        return _("%(code)s: dòng số liệu thống kê ghi ngày khác với hồ sơ.") % {"code": each.code}
    if each.column == EVENTS:
        return _("%(code)s: không tính được từ diễn biến. %(reason)s") % {"code": each.code, "reason": each.told}
    return f"{each.code} {each.column}: {_said(each.held)} → {_said(each.told)}"


def _said(value: object) -> str:
    return instant(value) if isinstance(value, datetime) else "–" if value in (None, "") else str(value)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
