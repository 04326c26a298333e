"""What a scenario's store tells: figures from its records beside those that were printed, and what contradicts itself.

Nothing is a given result: counts come from `figures` or from what was declared, contradictions from the rules of
consistency over both; an article's id is only put beside what was found.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from motcua.domain.consistency import check
from motcua.domain.indicators.definitions import percentage
from motcua.domain.published import WORDS, Column, Count, TableRow
from motcua.domain.ruling import Finding, Rule, Verdict
from motcua.domain.typed_figures import CODE_OF, summed_qualifier
from motcua.figures.queries import figures
from motcua.figures.questions import Question
from motcua.organisation import queries as organisation
from motcua.project.scenarios.articles import Article, Scope, scaled
from motcua.project.scenarios.stores import Built
from motcua.reporting.reports.queries.declared import as_table, declared_for

COUNTED: Final = tuple(
    Column(name)
    for name in (
        "to_handle", "received", "online", "direct", "carried_in", "resolved", "early", "on_time", "late", "pending",
        "not_due", "overdue",
    )
)  # fmt: skip
"""The counts that records give: form 06, and what was received."""
RATES: Final = (
    "resolved.received",
    "resolved.to_handle",
    "late.to_handle",
    "on_time.resolved",
    "on_time.received",
    "pending.received",
)


@dataclass(frozen=True, slots=True)
class Told:
    """One figure of one line, beside what was printed of it; `numerator` and `denominator` are None for a count."""

    scope: str
    code: str
    column: Column | None
    value: Decimal | None
    numerator: int | None = None
    denominator: int | None = None
    printed: int | None = None
    article_id: str = ""
    sentence: str = ""

    @property
    def agrees(self) -> bool:
        """Whether the article says the same, or nothing."""
        return self.printed is None or self.printed == self.value


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that a scenario prints."""

    built: Built
    name: str
    figures: tuple[Told, ...]
    contradictions: tuple[tuple[str, Finding], ...]
    held: int

    @property
    def reproduced(self) -> bool:
        """Whether every printed total came out."""
        return all(told.agrees for told in self.figures)


def tell(built: Built) -> Outcome:
    """Read the figures of a store and judge them."""
    article = built.article
    name = organisation.unit_names([built.head_id])[built.head_id]
    found = {scope.name: _figures(built, scope) for scope in article.scopes} if article.dossiers else {}
    rows = _table(built, name, found)
    judged = check(rows)
    if not article.dossiers:
        found = {scope.name: _declared(scope, row) for scope, row in zip(article.scopes, rows, strict=True)}
    wrong = [each for each in judged if each.verdict in {Verdict.FAILS, Verdict.WARNS}]
    return Outcome(
        built=built,
        name=name,
        figures=tuple(told for scope in article.scopes for told in found[scope.name]),
        contradictions=tuple((_id_of(article, name, each), each) for each in _once(wrong)),
        held=sum(each.verdict is Verdict.HOLDS for each in judged),
    )


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """What the article says once is doubted once: all its lines have the one period that it names."""
    doubted: set[str] = set()
    for each in findings:
        if each.rule is Rule.K08 and str(each.text) in doubted:
            continue
        doubted.add(str(each.text))
        yield each


def _figures(built: Built, scope: Scope) -> list[Told]:
    """The figures of a line from its records."""
    question = Question(period=built.article.period, units=built.units[scope.name])
    codes = [CODE_OF[column] for column in COUNTED]
    found = figures([*codes, *RATES], question)
    counts = {column: found[CODE_OF[column]].numerator for column in COUNTED}
    counts[Column.IN_TIME] = counts[Column.EARLY] + counts[Column.ON_TIME]
    told = [_count(built, scope, column, counts[column]) for column in Column if column in counts]
    shares = [found[code] for code in RATES if found[code].denominator]
    return told + [Told(scope.name, each.code, None, each.value, each.numerator, each.denominator) for each in shares]


def _count(built: Built, scope: Scope, column: Column, count: int) -> Told:
    printed = _printed(built, scope, column)
    told = Told(scope.name, CODE_OF[column], column, Decimal(count), printed=printed)
    return told if printed is None else replace(told, article_id=scope.id, sentence=scope.sentence)


def _printed(built: Built, scope: Scope, column: Column) -> int | None:
    """What the article says; at another scale what it would say, the whole being what its parts are."""
    if column not in scope.counts or built.scale == 1:
        return scope.counts.get(column)
    parts = [each for each in built.article.scopes if each.name]
    whole = not scope.name and len(parts) > 1
    received, pending = (
        sum(scaled(each.counts.get(name, 0), built.scale) for each in (parts if whole else [scope]))
        for name in (Column.RECEIVED, Column.PENDING)
    )
    derived = {Column.RECEIVED: received, Column.PENDING: pending, Column.NOT_DUE: pending, Column.LATE: 0}
    return derived.get(column, received - pending)


def _declared(scope: Scope, row: TableRow) -> list[Told]:
    """The declared counts of a line, and those that follow from them."""
    told = [
        Told(
            scope.name,
            CODE_OF[column],
            column,
            Decimal(count.value),
            printed=scope.counts.get(column),
            article_id=scope.id,
            sentence=scope.sentence,
        )
        for column, count in row.counts.items()
    ]
    resolved = row.known(Column.RESOLVED)
    in_time = row.known(Column.IN_TIME)
    if resolved and in_time is not None:
        told.append(Told(scope.name, CODE_OF[Column.RESOLVED], Column.RESOLVED, Decimal(resolved)))
        told += _shares(scope, in_time, {"on_time.resolved": resolved, "on_time.received": row.known(Column.RECEIVED)})
    return told


def _shares(scope: Scope, part: int, wholes: dict[str, int | None]) -> list[Told]:
    return [Told(scope.name, code, None, percentage(part, n), part, n) for code, n in wholes.items() if n]


def _table(built: Built, name: str, found: dict[str, list[Told]]) -> list[TableRow]:
    """The article as a table: its shares and period as declared, its counts from records where there are any."""
    article = built.article
    declared = {row.scope: row for row in as_table(declared_for([built.head_id], article.period, built.at))}
    rows = []
    for line, scope in enumerate(article.scopes, 1):
        own = scope.name or name
        row = declared.get(own) or TableRow(line=line, scope=own, source=article.source)
        rates = tuple(replace(rate, line=line) for rate in row.rates)
        row = replace(row, line=line, part_of=name if scope.name else "", label=article.label, rates=rates)
        if article.dossiers:
            row = _with_counts(row, article, found[scope.name])
        rows.append(row)
    return rows if article.dossiers else [_summed(row, rows) for row in rows]


def _with_counts(row: TableRow, article: Article, told: list[Told]) -> TableRow:
    """A row whose counts are those of the records."""
    counts = {each.column: Count(int(each.value)) for each in told if each.column and each.value is not None}
    return replace(row, starts=article.period.starts, ends=None, closing=article.closing, counts=counts)


def _summed(row: TableRow, rows: list[TableRow]) -> TableRow:
    """The whole with what only its parts tell: the sum of those that all of them do (K-06)."""
    parts = [each for each in rows if each.part_of == row.scope]
    counts = dict(row.counts)
    for column in Column:
        found = [part.counts[column] for part in parts if column in part.counts]
        if found and len(found) == len(parts) and column not in counts:
            qualifier = summed_qualifier(count.qualifier for count in found)
            counts[column] = Count(sum(count.value for count in found), qualifier)
    return replace(row, counts=counts)


def _id_of(article: Article, name: str, finding: Finding) -> str:
    """Under which id the article's statement is listed that a finding speaks of."""
    scope = next(each for each in article.scopes if (each.name or name) == finding.scope)
    if finding.rule is Rule.K08:
        return article.label_id or scope.id
    of = finding.numbers.get("of")
    claims = [claim for claim in scope.claims if of is None or claim.of.value == of]
    shares = finding.rule in {Rule.K03, Rule.K04, Rule.K05}
    return claims[0].id if shares and claims else scope.id


def as_json(outcome: Outcome) -> dict[str, Any]:
    """The outcome as one JSON object."""
    built, article = outcome.built, outcome.built.article
    return {
        "scenario": article.name,
        "scale": built.scale,
        "source": article.source,
        "unit": outcome.name,
        "period_from": article.period.starts.isoformat(),
        "period_until": article.period.ends.isoformat(),
        "period_label": article.label,
        "from_records": article.dossiers,
        "units": len(built.units[""]),
        "dossiers": built.dossiers,
        "reproduced": outcome.reproduced,
        "figures": [_figure_json(told) for told in outcome.figures],
        "held": outcome.held,
        "contradictions": [
            {
                "article_id": article_id,
                "rule": each.rule.value,
                "verdict": each.verdict.value,
                "scope": each.scope,
                "message": str(each.text),
                "numbers": dict(each.numbers),
            }
            for article_id, each in outcome.contradictions
        ],
    }


def _figure_json(told: Told) -> dict[str, Any]:
    return {
        "scope": told.scope or "whole",
        "code": told.code,
        "column": told.column.value if told.column else None,
        "value": None if told.value is None else (int(told.value) if told.column else str(told.value)),
        "numerator": told.numerator,
        "denominator": told.denominator,
        "printed": told.printed,
        "agrees": told.agrees,
        "article_id": told.article_id,
        "sentence": told.sentence,
    }


def shown(outcome: Outcome) -> Iterator[Told]:
    """What people are shown: what was printed, what is not nothing, and every share."""
    for told in outcome.figures:
        if told.printed is not None or told.column is None or told.value:
            yield told


def words_of(told: Told) -> str:
    """The name of a count in the words of published tables."""
    return WORDS[told.column] if told.column else ""
