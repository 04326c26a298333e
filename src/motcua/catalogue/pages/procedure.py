"""The page of one procedure."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.catalogue.models import ChannelLimit, Commitment, Fee, Offering
from motcua.catalogue.pages.words import channel_words, level_words, limit_words
from motcua.catalogue.queries.procedure import ProcedureData
from motcua.catalogue.vocabulary import DOUBTFUL, Certainty, LimitStatus
from motcua.common import formats

STATUS_ICONS = {
    LimitStatus.CONFIRMED: "check2",
    LimitStatus.DISMISSED: "slash-circle",
    LimitStatus.NUMBER_WITHOUT_UNIT: "question-circle",
    LimitStatus.PROSE_ONLY: "question-circle",
    LimitStatus.AMBIGUOUS: "question-circle",
    LimitStatus.SEVERAL: "question-circle",
}


@dataclass(frozen=True, slots=True)
class LimitLine:
    """A limit row in words: as published, as confirmed, by whom and from where."""

    public_id: UUID
    case: str
    channel: str
    words: str
    published: str
    text: str
    status: str
    icon: str
    doubtful: bool
    dismissed: bool
    source: str
    source_url: str
    certainty: str
    confirmed: str


@dataclass(frozen=True, slots=True)
class FeeLine:
    """A fee in words."""

    name: str
    channel: str
    amount: str
    note: str


@dataclass(frozen=True, slots=True)
class OfferingLine:
    """An open offering in words; `outdated` says that a newer version of the procedure is in force."""

    public_id: UUID
    unit: str
    competent: str
    executing: str
    since: str
    version: int
    process: str
    committed: tuple[tuple[str, str], ...]
    outdated: bool
    payment_stop: str
    mine: bool


def limit_lines(limits: Sequence[ChannelLimit]) -> list[LimitLine]:
    """The limit rows in the order of the source."""
    return [_limit(limit) for limit in limits]


def _limit(row: ChannelLimit) -> LimitLine:
    status = LimitStatus(row.status)
    return LimitLine(
        public_id=row.public_id,
        case=row.case.name if row.case else "",
        channel=channel_words(row.channel),
        words=limit_words(row.limit),
        published=published_words(row),
        text=row.published_text,
        status=str(status.label),
        icon=STATUS_ICONS[status],
        doubtful=status in DOUBTFUL,
        dismissed=status is LimitStatus.DISMISSED,
        source=row.source,
        source_url=row.source_url,
        certainty=str(Certainty(row.certainty).label) if row.certainty else "",
        confirmed=_confirmed(row),
    )


def published_words(row: ChannelLimit) -> str:
    """What the source printed as number and unit."""
    if row.published_amount is None:
        return ""
    amount = row.published_amount.normalize()
    whole = amount == amount.to_integral_value()
    number = formats.number(amount, 0 if whole else 1)
    return f"{number} {row.published_unit}".strip()


def _confirmed(row: ChannelLimit) -> str:
    if row.confirmed_at is None:
        return ""
    return _("%(who)s, %(when)s") % {"who": row.confirmed_by_label, "when": formats.instant(row.confirmed_at)}


def fee_lines(fees: Sequence[Fee]) -> list[FeeLine]:
    """The fees in words: exact amounts written as money, the rest in the source's words."""
    return [
        FeeLine(
            name=fee.name or _("Phí, lệ phí"),
            channel=channel_words(fee.channel),
            amount=_money(fee),
            note=fee.text if fee.amount is not None and fee.name else fee.note,
        )
        for fee in fees
    ]


def _money(fee: Fee) -> str:
    if fee.amount is None:
        return fee.text
    return _("Miễn phí") if fee.amount == 0 else formats.money(fee.amount)


def offering_lines(
    offerings: Sequence[Offering], commitments: dict[int, list[Commitment]], mine: frozenset[int], current: int
) -> list[OfferingLine]:
    """Open offerings; `mine` are the units that the reader manages, `current` the version in force."""
    return [
        OfferingLine(
            public_id=row.public_id,
            unit=row.unit.name,
            competent=row.competent_unit.name,
            executing=row.executing_unit.name,
            since=formats.day(row.valid_from),
            version=row.procedure_version.number,
            process=row.process_version.process.name,
            committed=tuple(
                (limit_words(each.committed), limit_words(each.limit.limit)) for each in commitments.get(row.pk, [])
            ),
            outdated=row.procedure_version.number != current,
            payment_stop=row.payment_stop,
            mine=row.unit_id in mine,
        )
        for row in offerings
    ]


def facts(data: ProcedureData) -> list[tuple[str, str]]:
    """The head of the record as (label, value); what is not known is left out."""
    version = data.version
    pairs = [
        (_("Mã thủ tục"), version.procedure.code),
        (_("Lĩnh vực"), version.sector.name),
        (_("Cấp thực hiện"), level_words(version.levels)),
        (_("Đối tượng"), "; ".join(version.applicants)),
        (_("Cơ quan có thẩm quyền"), version.competent_agency),
        (_("Cơ quan thực hiện"), version.executing_agency),
        (_("Cơ quan phối hợp"), version.coordinating_agency),
        (_("Bộ quản lý"), version.ministry),
        (_("Loại thủ tục"), version.kind),
        (_("Quyết định công bố"), version.decision_no),
    ]
    return [(label, value) for label, value in pairs if value]


def short_terms(lines: Sequence[LimitLine]) -> list[tuple[str, str]]:
    """Limits for citizens as (for which case or filing, words), said once where all rows agree."""
    shown = [line for line in lines if not line.dismissed]
    words = {line.words for line in shown}
    if len(words) == 1 and "" not in words:
        return [("", shown[0].words)]
    found: dict[tuple[str, str], list[str]] = {}
    for line in shown:
        found.setdefault((line.case, line.words), []).append(line.channel)
    return [
        (case or ", ".join(channels), term or _("chưa xác nhận, hỏi tại nơi tiếp nhận"))
        for (case, term), channels in found.items()
    ]
