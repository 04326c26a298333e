"""Spot checks as their pages show them: whoever may look at the unit may read its checks."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from motcua.domain.errors import NotFound
from motcua.domain.sampling import wilson
from motcua.inspections.models import Finding, FindingDraft, SpotCheck, SpotCheckItem
from motcua.inspections.policies import units_of
from motcua.inspections.vocabulary import Verdict
from motcua.organisation.actors import Actor

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier


def visible(actor: Actor) -> QuerySet[SpotCheck]:
    """The checks that the actor may read."""
    units = units_of(actor)
    rows = SpotCheck.objects.select_related("unit", "drawn_by")
    return rows if units is None else rows.filter(unit_id__in=units)


def access_check(actor: Actor, public_id: UUID) -> SpotCheck:
    """One check; NotFound for any other."""
    found = visible(actor).filter(public_id=public_id).first()
    if found is None:
        raise NotFound(subject="spot_check", value=public_id)
    return found


def access_item(actor: Actor, public_id: UUID, place: int) -> SpotCheckItem:
    """One drawn dossier of a check, with the check and what a page names of the dossier; NotFound for any other."""
    check = access_check(actor, public_id)
    names = ("receiving_unit", "competent_unit", "executing_unit", "holder_unit", "holder")
    rows = SpotCheckItem.objects.filter(check_of=check, place=place)
    found = rows.select_related("check_of__unit", *(f"dossier__{name}" for name in names)).first()
    if found is None:
        raise NotFound(subject="spot_check_item", value=place)
    return found


@dataclass(frozen=True, slots=True)
class Result:
    """What has been found: how many of each verdict, how many are still to be looked at.

    `wrong` are those that differ or were not there; `low` and `high` bound their share in the whole population (95 %,
    Wilson), None while nothing was looked at.
    """

    drawn: int
    agrees: int
    differs: int
    missing: int
    low: float | None
    high: float | None

    @property
    def looked_at(self) -> int:
        """Dossiers with a verdict."""
        return self.agrees + self.differs + self.missing

    @property
    def left(self) -> int:
        """Dossiers without."""
        return self.drawn - self.looked_at

    @property
    def wrong(self) -> int:
        """Dossiers of which software and shelf do not agree."""
        return self.differs + self.missing

    @property
    def share(self) -> float | None:
        """The share of the wrong ones among those looked at."""
        return self.wrong / self.looked_at if self.looked_at else None


def result_of(verdicts: Sequence[str | None]) -> Result:
    """The result of a check by the verdict of each drawn dossier, None where there is none yet."""
    agrees, differs, missing = (sum(v == each for v in verdicts) for each in Verdict.values)
    bounds = wilson(differs + missing, agrees + differs + missing)
    low, high = bounds if bounds is not None else (None, None)
    return Result(len(verdicts), agrees, differs, missing, low, high)


class Shown(StrEnum):
    """Which of the drawn dossiers a page shows: those with a verdict, those without, those that do not agree."""

    ALL = ""
    LOOKED_AT = "da-xem"
    LEFT = "chua-xem"
    WRONG = "khong-khop"
    AGREES = "khop"
    DIFFERS = "khac"
    MISSING = "khong-thay"

    def holds(self, verdict: str | None) -> bool:
        """Whether a dossier of this verdict (None: not looked at yet) is shown."""
        if self is Shown.ALL:
            return True
        return verdict in _SHOWN[self] if verdict else self is Shown.LEFT


_SHOWN: Final = {
    Shown.LOOKED_AT: frozenset(Verdict.values),
    Shown.LEFT: frozenset[str](),
    Shown.WRONG: frozenset({Verdict.DIFFERS.value, Verdict.MISSING.value}),
    Shown.AGREES: frozenset({Verdict.AGREES.value}),
    Shown.DIFFERS: frozenset({Verdict.DIFFERS.value}),
    Shown.MISSING: frozenset({Verdict.MISSING.value}),
}


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A drawn dossier and what was found of it last; `drafted` says that somebody has typed and not recorded yet."""

    place: int
    dossier: "Dossier"
    finding: Finding | None
    drafted: bool

    @property
    def verdict(self) -> str | None:
        """The verdict that holds."""
        return None if self.finding is None else self.finding.verdict


def items_of(check: SpotCheck) -> list[ItemRow]:
    """The drawn dossiers in their order with the finding that holds. Three queries."""
    items = list(check.items.select_related("dossier__executing_unit", "dossier__holder_unit").order_by("place"))
    findings = {finding.item_id: finding for finding in _last_findings([item.pk for item in items])}
    drafted = set(FindingDraft.objects.filter(item__check_of=check).values_list("item_id", flat=True))
    return [ItemRow(item.place, item.dossier, findings.get(item.pk), item.pk in drafted) for item in items]


def _last_findings(item_ids: Sequence[int]) -> QuerySet[Finding]:
    rows = Finding.objects.filter(item_id__in=item_ids).order_by("item_id", "seq")
    return rows.select_related("found_by", "note")  # a later one takes the place of an earlier in the caller's mapping


def findings_of(item: SpotCheckItem) -> list[Finding]:
    """Everything found of one dossier, the latest first."""
    return list(item.findings.select_related("found_by", "note").order_by("-seq"))


def draft_of(item: SpotCheckItem, actor: Actor) -> FindingDraft | None:
    """What this person has typed about a dossier and not recorded yet."""
    return FindingDraft.objects.filter(item=item, person_id=actor.id or 0).first()


def results_of(checks: Sequence[SpotCheck]) -> dict[int, Result]:
    """The result of each of some checks; one query."""
    last = Finding.objects.filter(item=OuterRef("pk")).order_by("-seq").values("verdict")[:1]
    rows = SpotCheckItem.objects.filter(check_of__in=checks).annotate(verdict=Subquery(last))
    verdicts: dict[int, list[str | None]] = {check.pk: [] for check in checks}
    for check_id, verdict in rows.values_list("check_of_id", "verdict"):
        verdicts[check_id].append(verdict)
    return {check_id: result_of(each) for check_id, each in verdicts.items()}


def next_place(check: SpotCheck, after: int) -> int | None:
    """The next drawn dossier without a verdict, beginning after a place and going round; None when all have one."""
    open_ones = list(check.items.filter(findings__isnull=True).order_by("place").values_list("place", flat=True))
    return next((place for place in open_ones if place > after), open_ones[0] if open_ones else None)
