"""What a rule of consistency says of a row: its code, its verdict, a sentence with the numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from motcua.domain.texts import Text, gettext_noop

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from motcua.domain.published import TableRow


class Rule(StrEnum):
    """The rules of consistency."""

    K01 = "K-01"
    K02 = "K-02"
    K03 = "K-03"
    K04 = "K-04"
    K05 = "K-05"
    K06 = "K-06"
    K07 = "K-07"
    K08 = "K-08"


RULE_WORDS: Final[Mapping[Rule, str]] = {
    Rule.K01: gettext_noop("Tổng bằng các phần cộng lại"),
    Rule.K02: gettext_noop("Nhận bằng đã giải quyết cộng đang giải quyết"),
    Rule.K03: gettext_noop("Tỷ lệ có tử số, mẫu số và tính lại được"),
    Rule.K04: gettext_noop("Tỷ lệ đúng hạn chia cho số đã giải quyết"),
    Rule.K05: gettext_noop("100 % đúng hạn thì không có hồ sơ quá hạn"),
    Rule.K06: gettext_noop("Tổng có phần «trên» thì cũng là «trên»"),
    Rule.K07: gettext_noop("Số liệu có phạm vi, kỳ, ngày chốt và nguồn"),
    Rule.K08: gettext_noop("Tên kỳ khớp ngày chốt số liệu"),
}


class Verdict(StrEnum):
    """What a rule says."""

    HOLDS = "holds"
    FAILS = "fails"
    WARNS = "warns"
    OPEN = "open"


@dataclass(frozen=True)
class Finding:
    """One rule on one row; `numbers` are the figures that were compared, by name."""

    rule: Rule
    verdict: Verdict
    line: int
    scope: str
    text: Text
    numbers: Mapping[str, int | str | None] = field(default_factory=dict)


def finding(
    rule: Rule, verdict: Verdict, row: TableRow, text: Text, numbers: Mapping[str, int | str | None] | None = None
) -> Finding:
    """A finding about a row."""
    return Finding(rule, verdict, row.line, row.scope, text, numbers or {})


def plain(number: int) -> str:
    """A number as Vietnamese texts write it: 52.031."""
    return f"{number:,}".replace(",", ".")


def percent(value: Decimal) -> str:
    """A percentage as Vietnamese texts write it: 87,03 %."""
    return f"{value}".replace(".", ",") + " %"
