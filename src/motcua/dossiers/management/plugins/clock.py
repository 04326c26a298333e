"""`motcua clock explain` and `recompute`: why a date is what it is, and that all dates kept are what they should be."""

import json
from collections.abc import Iterator
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from motcua.calendars.management.commands.clock import Command as Clock
from motcua.common import clock
from motcua.common.formats import number
from motcua.dossiers.explaining.as_json import as_json as as_json_of
from motcua.dossiers.management import comparing
from motcua.dossiers.management.comparing import run, said
from motcua.dossiers.queries.access import access_dossier
from motcua.dossiers.queries.explanation import Explanation, explanation_of
from motcua.dossiers.services.comparing import Comparison
from motcua.dossiers.services.recompute import recompute as recompute_all
from motcua.dossiers.services.recompute import repair
from motcua.organisation.actors import system_actor


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
    found = run(recompute_all, repair if apply else None)
    told = comparing.as_json(found)
    self.echo(json.dumps(told, ensure_ascii=False) if as_json else "\n".join(_compared(found)))
    if found.differences:
        raise typer.Exit(1)


@Clock.command(help="Giải thích hạn của một hồ sơ từng dòng, và hạn của từng bước.")
def explain(  # type: ignore[no-untyped-def]  # django-typer binds a first parameter without annotation
    self,
    code: Annotated[str, typer.Argument(help="Mã hồ sơ.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="In một đối tượng JSON.")] = False,
) -> None:
    """Tell the derivation of a dossier's due date line by line, then its steps and legs (docs/formats/explanation.md).

    Exit status: 0 good, 1 the dossier has no clock yet, 2 wrong use.
    """
    at = clock.now()
    found = explanation_of(access_dossier(system_actor(), code, at), at)
    if found is None:
        self.echo(_("Hồ sơ %(code)s chưa được tiếp nhận nên chưa có hạn.") % {"code": code})
        raise typer.Exit(1)
    self.echo(json.dumps(as_json_of(found), ensure_ascii=False) if as_json else "\n".join(_told(found)))


def _told(found: Explanation) -> Iterator[str]:
    """The explanation in lines of text: the dates, why, then the steps and the parallel legs with why."""
    mark = f" ({_('tạm tính')})" if found.provisional else ""
    yield f"{found.code}  {said(found.due)}{mark}"
    if found.promised_at != found.due:
        yield _("Giấy hẹn ghi %(due)s.") % {"due": said(found.promised_at)}
    yield from (f"  {line.sentence.render(_)}" for line in found.lines)
    for stay in found.stays:
        words = {"no": stay.step.no, "name": stay.step.name, "unit": stay.unit, "due": said(stay.due)}
        yield _("Bước %(no)s, %(name)s, %(unit)s: hạn %(due)s") % words
        yield from (f"  {line.sentence.render(_)}" for line in stay.lines)
    for leg in found.parallel:
        part = {"no": leg.no, "unit": leg.unit, "due": said(leg.due)}
        yield _("Việc phối hợp %(no)s, %(unit)s: hạn %(due)s") % part
        yield from (f"  {line.sentence.render(_)}" for line in leg.lines)


def _compared(found: Comparison) -> Iterator[str]:
    numbers = {"dossiers": number(found.dossiers), "differing": number(len(found.differing))}
    if not found.differences:
        yield _("Đã tính lại %(dossiers)s hồ sơ: mọi hạn đang lưu đều đúng với diễn biến.") % numbers
        return
    yield _("Đã tính lại %(dossiers)s hồ sơ: %(differing)s hồ sơ lưu khác với diễn biến.") % numbers
    yield from comparing.words(found)
