"""The ledger of apologies as a file: one table, as CSV and as a workbook. No applicant stands in it."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from motcua.common.csv_lines import BOM, csv_line
from motcua.common.formats import day, instant, instant_long
from motcua.desk.pages.apologies import duty_row, ground_words, sent_words
from motcua.reporting.exports.formats import Column, Kind, Table

if TYPE_CHECKING:
    from motcua.dossiers.models import Apology

NAME = "so-xin-loi"


def table(at: datetime) -> Table:
    """The columns, and when they were read."""
    columns = (
        Column("dossier", _("Mã hồ sơ"), width=22),
        Column("agency", _("Cơ quan"), width=24),
        Column("procedure", _("Mã thủ tục")),
        Column("title", _("Thủ tục"), width=40),
        Column("step", _("Bước"), width=24),
        Column("officer", _("Công chức giữ bước"), width=24),
        Column("due_at", _("Ngày hẹn bị lỡ"), Kind.INSTANT),
        Column("due_by", _("Hạn gửi thư"), Kind.INSTANT),
        Column("ground", _("Vì sao mở"), width=24),
        Column("reason", _("Nguyên nhân"), width=32),
        Column("standing", _("Tình trạng"), width=24),
        Column("letter", _("Bước của thư"), width=20),
        Column("number", _("Số thư")),
        Column("sent_at", _("Gửi lúc"), Kind.INSTANT),
        Column("sent_by", _("Gửi bằng")),
        Column("delivered_on", _("Ngày nhận"), Kind.DAY),
        Column("new_due_at", _("Hẹn lại đến"), Kind.INSTANT),
    )
    return Table(_("Sổ xin lỗi và hẹn lại"), columns, ((_("Số liệu lúc"), instant_long(at)),))


def values(apology: "Apology", at: datetime) -> list[Any]:
    """The row of a duty, a value for each column."""
    row = duty_row(apology, at)
    return [
        apology.dossier.code,
        apology.competent_unit.name,
        apology.procedure_version.procedure.code,
        apology.dossier.title,
        apology.step_name,
        apology.step_person.full_name if apology.step_person is not None else "",
        apology.due_at,
        apology.due_by,
        ground_words(apology),
        apology.reason.name if apology.reason is not None else "",
        row.words,
        row.state,
        apology.number,
        apology.sent_at,
        sent_words(apology.sent_by),
        apology.delivered_on,
        apology.new_due_at,
    ]


def csv_lines(rows: "Iterator[Apology]", at: datetime) -> Iterator[str]:
    """The table for a spreadsheet that opens text, line by line."""
    yield BOM + csv_line([column.title for column in table(at).columns])
    for apology in rows:
        yield csv_line([_written(value) for value in values(apology, at)])


def _written(value: Any) -> str:
    if isinstance(value, datetime):
        return instant(value)
    return day(value) if isinstance(value, date) else value or ""
