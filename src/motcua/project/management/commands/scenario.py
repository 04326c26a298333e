"""`motcua scenario`: the situation of a published article in a new store, and what its records say of the article."""

import json
import time
from typing import Annotated

import typer
from django.core.management import call_command
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from motcua.common.commands import MotcuaCommand, progress_bar
from motcua.common.formats import number
from motcua.domain.indicators import registry
from motcua.domain.ruling import Verdict, percent
from motcua.project.scenarios import stores, telling
from motcua.project.scenarios.articles import ARTICLES


class Command(MotcuaCommand):
    """Dựng tình huống của một bài báo."""

    help = "Dựng tình huống của một bài báo trong một kho mới, rồi đọc số liệu từ hồ sơ và xét các số đã công bố."

    def handle(
        self,
        name: Annotated[str, typer.Argument(help=", ".join(ARTICLES))],
        scale: Annotated[str, typer.Option(help="Tỷ lệ: 1:50 dựng một phần năm mươi số hồ sơ.")] = "1:1",
        seed: Annotated[int, typer.Option(help="Hạt giống: cùng số thì cùng dữ liệu.")] = 2021,
        *,
        as_json: Annotated[bool, typer.Option("--json", help="In một đối tượng JSON.")] = False,
    ) -> None:
        """Fill an empty store (MOTCUA_HOME, DATABASE_URL), which is marked as invented, and tell its figures.

        Exit status: 0 every printed total came out, 1 one did not, 2 wrong use or the store holds something.
        """
        article = ARTICLES.get(name)
        if article is None:
            said = {"name": name, "known": ", ".join(ARTICLES)}
            raise typer.BadParameter(_("Không có tình huống “%(name)s”; chọn một trong: %(known)s.") % said)
        one_in = _scale(scale)
        if one_in is None:
            raise typer.BadParameter(_("Tỷ lệ viết như 1:50; không hiểu “%(scale)s”.") % {"scale": scale})
        call_command("migrate", interactive=False, verbosity=0)
        stores.refuse_unless_empty()
        begun = time.perf_counter()
        with progress_bar() as bar:
            work = bar.add_task(_("Dựng hồ sơ"), total=stores.to_build(article, one_in) or None)
            built = stores.fill(article, scale=one_in, seed=seed, told=lambda done: bar.advance(work, done))
        seconds = time.perf_counter() - begun
        outcome = telling.tell(built)
        if as_json:
            self.echo(json.dumps(telling.as_json(outcome) | {"seconds": round(seconds, 1)}, ensure_ascii=False))
        else:
            tell(outcome, seconds)
        if not outcome.reproduced:
            raise typer.Exit(1)


def _scale(text: str) -> int | None:
    """The 50 of 1:50 (or of 50); None for what is no scale."""
    digits = text.removeprefix("1:")
    return int(digits) if digits.isascii() and digits.isdigit() and int(digits) else None


def tell(outcome: telling.Outcome, seconds: float) -> None:
    """Print the outcome for people."""
    console = Console()
    built = outcome.built
    for scope in built.article.scopes:
        console.print(_table(outcome, scope.name))
    for article_id, each in outcome.contradictions:
        verdict = _("SAI") if each.verdict is Verdict.FAILS else _("lưu ý")
        said = {
            "id": article_id,
            "rule": each.rule,
            "verdict": verdict,
            "scope": each.scope,
            "text": each.text.render(_),
        }
        console.print(_("%(id)s · %(scope)s: %(rule)s %(verdict)s. %(text)s") % said, highlight=False)
    told = {"held": outcome.held, "wrong": len(outcome.contradictions)}
    console.print(_("%(held)s điều đúng, %(wrong)s mâu thuẫn.") % told, highlight=False)
    if built.dossiers:
        pace = number(round(built.dossiers / seconds))
        said = {"dossiers": number(built.dossiers), "seconds": number(round(seconds)), "pace": pace}
        console.print(_("%(dossiers)s hồ sơ trong %(seconds)s giây, %(pace)s hồ sơ mỗi giây.") % said, highlight=False)


def _table(outcome: telling.Outcome, scope: str) -> Table:
    """The figures of one line."""
    table = Table(title=f"{outcome.name} · {scope}" if scope else outcome.name)
    table.add_column(_("Số liệu"))
    from_records = outcome.built.article.dossiers
    for heading in (_("Từ hồ sơ") if from_records else _("Kê khai"), _("Bài báo"), ""):
        table.add_column(heading, justify="right")
    for told in telling.shown(outcome):
        if told.scope == scope:
            printed = "" if told.printed is None else number(told.printed)
            mark = "" if told.printed is None else "✓" if told.agrees else "✗"
            table.add_row(_name(told), _value(told), printed, mark)
    return table


def _name(told: telling.Told) -> str:
    if told.column:
        return _(telling.words_of(told))
    return (
        _(registry.ALL[told.code].name)
        if told.code in registry.ALL
        else _("Tỷ lệ đang giải quyết trên số tiếp nhận trong kỳ")
    )


def _value(told: telling.Told) -> str:
    assert told.value is not None
    if told.column:
        return number(int(told.value))
    return f"{percent(told.value)} ({number(told.numerator or 0)} / {number(told.denominator or 0)})"
