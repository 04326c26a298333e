"""The child rows of procedure versions, written in bulk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.audit.actors import ActorRef
from motcua.catalogue.models import (
    Case,
    ChannelLimit,
    Component,
    Fee,
    LegalGround,
    ProcedureVersion,
    ResultKind,
    VersionLevel,
)
from motcua.catalogue.publications import LimitContent, Publication
from motcua.catalogue.vocabulary import DOUBTFUL, ComponentKind, LimitStatus

Pair = tuple[ProcedureVersion, Publication]


@dataclass(frozen=True, slots=True)
class VersionRows:
    """Writes what publications say; limits that are certain count as confirmed by `actor` at `at`."""

    actor: ActorRef
    at: datetime

    def add_all(self, pairs: Sequence[Pair]) -> None:
        """Write the child rows of versions that were just created (with primary keys)."""
        VersionLevel.objects.bulk_create(
            VersionLevel(version=version, level=level) for version, each in pairs for level in each.levels
        )
        cases = self._cases(pairs)
        ChannelLimit.objects.bulk_create(
            self._limit(version, no, limit, cases) for version, each in pairs for no, limit in enumerate(each.limits, 1)
        )
        Fee.objects.bulk_create(
            Fee(
                version=version,
                no=no,
                channel=fee.channel,
                name=fee.name,
                text=fee.text,
                amount=fee.amount,
                note=fee.note,
            )
            for version, each in pairs
            for no, fee in enumerate(each.fees, 1)
        )
        ResultKind.objects.bulk_create(
            ResultKind(version=version, no=no, code=code, name=name)
            for version, each in pairs
            for no, (code, name) in enumerate(each.results, 1)
        )
        LegalGround.objects.bulk_create(
            LegalGround(
                version=version,
                no=no,
                number=ground.number,
                title=ground.title,
                issued_on=ground.issued_on,
                agency=ground.agency,
            )
            for version, each in pairs
            for no, ground in enumerate(each.grounds, 1)
        )

    def _cases(self, pairs: Sequence[Pair]) -> dict[tuple[int, int], Case]:
        made = {
            (version.pk, no): Case(version=version, no=no, name=case.name)
            for version, each in pairs
            for no, case in enumerate(each.cases, 1)
        }
        Case.objects.bulk_create(made.values())
        Component.objects.bulk_create(
            Component(
                case=made[version.pk, case_no],
                no=no,
                name=part.name,
                form=part.form,
                originals=part.originals,
                copies=part.copies,
                kind=ComponentKind.DOCUMENT if part.is_document else ComponentKind.NOTE,
                required=part.required and part.is_document,
            )
            for version, each in pairs
            for case_no, case in enumerate(each.cases, 1)
            for no, part in enumerate(case.components, 1)
        )
        return made

    def _limit(
        self, version: ProcedureVersion, no: int, limit: LimitContent, cases: dict[tuple[int, int], Case]
    ) -> ChannelLimit:
        sure = limit.status == LimitStatus.CONFIRMED
        return ChannelLimit(
            version=version,
            case=None if limit.case is None else cases[version.pk, limit.case],
            no=no,
            channel=limit.channel,
            published_amount=limit.amount,
            published_unit=limit.unit,
            published_text=limit.text,
            doubt=limit.status if limit.status in DOUBTFUL else "",
            status=limit.status,
            limit="" if limit.limit is None else str(limit.limit),
            source=limit.source,
            source_url=limit.source_url,
            certainty=limit.certainty,
            confirmed_at=self.at if sure else None,
            confirmed_by_kind=self.actor.kind if sure else "",
            confirmed_by_id=self.actor.id if sure else None,
            confirmed_by_label=self.actor.label if sure else "",
        )
