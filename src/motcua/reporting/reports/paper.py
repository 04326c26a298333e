"""A report on paper: PDF/A, A4 lying, in the official layout, with its sources behind the signatures."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from motcua.common import formats
from motcua.documents import papers
from motcua.documents.papers.words import day_words
from motcua.domain.indicators.definitions import HUNDRED
from motcua.domain.published import Count
from motcua.domain.report_sheets import Sheet, SheetKind
from motcua.reporting.reports.heads import one_stop_head
from motcua.reporting.reports.layout import (
    Cell,
    ItemLine,
    compared,
    compared_items,
    lines_of,
    points_words,
    qualified,
    scored,
    signed,
    signed_share,
)
from motcua.reporting.reports.told import Told


def printed(sheet: Sheet, told: Told, *, signers: Sequence[str], foot: str, draft: bool, at: datetime) -> bytes:
    """The bytes of the PDF. `signers`: who collected, who checked, who approved, empty where nobody has yet."""
    data: dict[str, Any] = {
        "kind": sheet.kind.value,
        "form": told.form,
        "source": told.source,
        "title": told.title,
        "unit": told.unit,
        "receiver": told.receiver,
        "period": told.period,
        "measure": told.measure,
        "draft": _("BẢN THẢO, CHƯA GỬI") if draft else "",
        "foot": foot,
        "signers": list(signers),
        "date": day_words(formats.local(at).date()).capitalize(),
        "facts": [list(fact) for fact in told.facts],
        "units": list(told.units),
        "missing": [each.name for each in sheet.missing],
        "findings": list(told.findings),
        "definitions": [f"{code}: {words}" for code, words in told.definitions],
        "changes": [[each.line, each.figure, each.code, each.before, each.after] for each in told.changes],
        "compared": [
            [
                line.name,
                _counted(line.now),
                _counted(line.before),
                signed(line.difference),
                signed_share(line.share) or "–",
            ]
            for line in compared(sheet)
        ],
        "compared_items": [
            [
                f"{each.now.item.code} {each.now.name}",
                *_item_words(each.now),
                *_item_words(each.before),
                signed(each.rate_difference, 2),
                signed(each.points_difference, 2),
            ]
            for each in compared_items(sheet)
        ],
        **(_index(sheet) if sheet.kind is SheetKind.INDEX_766 else _table(sheet)),
    }
    return papers.render_report(data, at=at)


def _table(sheet: Sheet) -> Mapping[str, Any]:
    return {
        "columns": list(sheet.codes),
        "head": [[group.name, list(group.columns)] for group in one_stop_head()],
        "lines": [
            {"kind": line.kind, "mark": line.mark, "name": line.name, "cells": [_cell(cell) for cell in line.cells]}
            for line in lines_of(sheet)
        ],
    }


def _cell(cell: Cell) -> str:
    return "–" if cell.count is None else _counted(cell.count)


def _counted(count: Count) -> str:
    return f"{qualified(count)} {formats.number(count.value)}".strip()


def _item_words(line: ItemLine) -> list[str]:
    """Numbers, rate and points of an item; dashes where there was nothing to divide by."""
    numbers = [line.numerator, line.denominator]
    return [
        *("–" if each is None else _counted(each) for each in numbers),
        _share(line.rate),
        points_words(line.points),
    ]


def _index(sheet: Sheet) -> Mapping[str, Any]:
    found = scored(sheet)
    return {
        "columns": [],
        "groups": [
            {
                "name": group.name,
                "points": points_words(group.points),
                "out_of": str(group.out_of),
                "items": [
                    {
                        "code": line.item.code,
                        "name": line.name,
                        "formula": line.formula,
                        "numerator": _count(line.numerator.value) if line.numerator else "–",
                        "denominator": _count(line.denominator.value) if line.denominator else "–",
                        "rate": _share(line.rate),
                        "threshold": f"{line.item.threshold} %",
                        "out_of": str(line.item.points),
                        "points": points_words(line.points),
                    }
                    for line in group.items
                ],
            }
            for group in found.groups
        ],
        "points": points_words(found.points),
        "out_of": str(found.out_of),
        "left_out": _("Không đo được ở đây nên để ngoài, không tính là 0 điểm: %(names)s.")
        % {"names": "; ".join(found.left_out)}
        if found.left_out
        else "",
    }


def _count(value: int) -> str:
    return formats.number(value)


def _share(value: Decimal | None) -> str:
    return "–" if value is None else formats.percent(value / HUNDRED)
