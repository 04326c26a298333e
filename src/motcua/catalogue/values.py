"""Plain values that the catalogue hands to other apps and to pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from motcua.domain.limits import TimeLimit
from motcua.domain.worktime import CountingMode


@dataclass(frozen=True, slots=True)
class FeeLine:
    """A fee as published: what for, how much in đồng (None: as `text` says), and the remark."""

    name: str
    amount: int | None
    text: str
    note: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What is pinned when a dossier is accepted on an offering.

    `limit` runs the clock: the committed term, or the statutory one where the unit promised nothing shorter.
    The offering is in force in [valid_from, valid_to). `level` is that of the competent unit: province, district or
    commune.
    """

    offering_id: int
    code: str
    name: str
    sector_id: int
    valid_from: date
    valid_to: date | None
    procedure_version_id: int
    process_version_id: int
    limit_id: int
    limit: TimeLimit
    statutory_limit: TimeLimit
    source: str
    mode: CountingMode
    unit_id: int
    competent_unit_id: int
    executing_unit_id: int
    level: str | None
    fees: tuple[FeeLine, ...]

    @property
    def with_fee(self) -> bool | None:
        """Whether a fee is to be paid: True for any sum, False where all are free of charge.

        None where the record says nothing, or says it in words only («nếu có», «theo nghị quyết»).
        """
        return fee_is_due([fee.amount for fee in self.fees])


def fee_is_due(amounts: Sequence[int | None]) -> bool | None:
    """What published sums say of a fee: any sum is one; none known, or words only, is unknown."""
    if any(amounts):
        return True
    return None if None in amounts or not amounts else False


@dataclass(frozen=True, slots=True)
class OfferingRow:
    """An offering as the desk lists it."""

    id: int
    public_id: UUID
    unit_id: int
    competent_unit_id: int
    executing_unit_id: int
    procedure_id: int
    procedure_version_id: int
    process_version_id: int
    code: str
    name: str
    short_name: str
    sector: str
    mode: CountingMode
    valid_from: date
    valid_to: date | None

    @property
    def label(self) -> str:
        """The name people use."""
        return self.short_name or self.name


@dataclass(frozen=True, slots=True)
class ComponentRow:
    """A paper (or a note) of a case."""

    id: int
    no: int
    name: str
    form: str
    originals: int
    copies: int
    is_document: bool
    required: bool


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case of a procedure version with its papers; `name` is empty when the version has only one."""

    id: int
    no: int
    name: str
    components: tuple[ComponentRow, ...]


@dataclass(frozen=True, slots=True)
class ProcedureLabel:
    """How a procedure version is named in lists of other apps."""

    version_id: int
    procedure_id: int
    code: str
    name: str
    short_name: str
    sector_id: int
    sector: str

    @property
    def label(self) -> str:
        """The name people use."""
        return self.short_name or self.name
