"""Codes and numbers of dossiers, agencies, procedures and papers.

Sources: Decree 118/2025 art. 28, Decision 20/2020, Circular 01/2018 art. 19 (docs/rules/numbering.md). A code that came
from elsewhere is kept as it was written; these functions make our own codes and read others leniently.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from motcua.domain import errors

MAX_CODE_LENGTH = 64
"""No dossier code in use is longer; columns that keep one have this width."""

MAX_SEQUENCE = 9_999_999
"""The largest sequence that systems in use can read back from a dossier code (seven digits)."""

_DOSSIER = re.compile(r"(?P<agency>[A-Z0-9.]{3,35})-(?P<date>\d{8}|\d{6})-(?P<seq>\d{4,7})", re.ASCII)
_FORWARD = re.compile(r"[A-Y]\d{2}(?:\.[A-Z0-9]+)*", re.ASCII)
_REVERSED = re.compile(r"(\d{3})\.(\d{2})\.(\d{2})\.([A-Y]\d{2})", re.ASCII)
_SCHEME = re.compile(r"Z(?!00)\d{2}[A-Z0-9.]{1,32}", re.ASCII)
_MAX_AGENCY_LENGTH = 35
_PROCEDURE = re.compile(r"\d\.\d{6}", re.ASCII)
_PROCEDURE_VARIANT = re.compile(r"(?P<base>\d\.\d{6})(?:\.[A-Z0-9]+)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class DossierCode:
    """A dossier code taken apart: agency identifier, day received, sequence of that day (from 1)."""

    agency: str
    on: date
    sequence: int

    def __str__(self) -> str:
        """The code in our own layout, `H15.50.05.13-261008-0975`."""
        return format_dossier_code(self.agency, self.on, self.sequence)


def format_dossier_code(agency: str, on: date, sequence: int) -> str:
    """Return `{agency}-{yymmdd}-{seq:04d}` (Decree 118/2025 art. 28; mot-cua-rules 2.2).

    The sequence takes more digits beyond 9999: it never begins again within a day. Raises NumberOutOfRange outside
    1..MAX_SEQUENCE.
    """
    if not 1 <= sequence <= MAX_SEQUENCE:
        raise errors.NumberOutOfRange(number=sequence, most=MAX_SEQUENCE)
    return f"{agency}-{on:%y%m%d}-{sequence:04d}"


def parse_dossier_code(text: str) -> DossierCode:
    """Read a code of any layout in use: dates of 6 or 8 digits, sequences of 4 to 7, lower case, blanks around.

    Raises DossierCodeNotUnderstood, also for a date that does not exist.
    """
    match = _DOSSIER.fullmatch(text.strip().upper())
    if match is None:
        raise errors.DossierCodeNotUnderstood(field="code", value=text)
    digits = match["date"]
    try:
        on = datetime.strptime(digits if len(digits) == 8 else "20" + digits, "%Y%m%d").date()  # noqa: DTZ007  a legal date
    except ValueError:
        raise errors.DossierCodeNotUnderstood(field="code", value=text) from None
    return DossierCode(agency=match["agency"], on=on, sequence=int(match["seq"]))


def dossier_series(agency: str, on: date) -> str:
    """Return the key of the series that numbers the dossiers of an agency on one local day."""
    return f"dossier:{agency}:{on.isoformat()}"


def paper_series(owner: str, suffix: str, year: int) -> str:
    """Return the key of the series of one kind of paper in one local year; `owner` names the issuing unit for ever."""
    return f"paper:{owner}:{suffix}:{year}"


def format_paper_number(sequence: int, suffix: str) -> str:
    """Return the number printed on a paper, `00042/GTN`; it grows beyond five digits."""
    return f"{sequence:05d}/{suffix}"


class IdentifierLayout(StrEnum):
    """How an agency identifier is written."""

    FORWARD = "forward"
    """Decision 20/2020 art. 4: level 1 first, `H15.50.05.13`."""
    REVERSED = "reversed"
    """The layout of 2016: level 1 last, fixed width, `000.00.01.H22`."""
    SCHEME = "scheme"
    """Decision 20/2020 art. 6: other bodies, `Z01` followed by their own number."""


@dataclass(frozen=True, slots=True)
class AgencyIdentifier:
    """An agency identifier taken apart; `parts` go from level 1 down, without the zeros of absent levels."""

    text: str
    layout: IdentifierLayout
    parts: tuple[str, ...]

    @property
    def level_1(self) -> str:
        """The code of the province, ministry or scheme: `H15`, `G09`, `Z01`."""
        return self.parts[0]

    @property
    def level(self) -> int:
        """1 for the province or ministry itself, 2 below it, and so on."""
        return len(self.parts)

    @property
    def parent(self) -> "AgencyIdentifier | None":
        """The identifier one level up in the same layout; None at level 1 and in a scheme."""
        if len(self.parts) == 1 or self.layout is IdentifierLayout.SCHEME:
            return None
        parts = self.parts[:-1]
        if self.layout is IdentifierLayout.FORWARD:
            return AgencyIdentifier(".".join(parts), self.layout, parts)
        while parts[-1].strip("0") == "":
            parts = parts[:-1]
        return AgencyIdentifier(_reversed_text(parts), self.layout, parts)


def parse_agency_identifier(text: str) -> AgencyIdentifier:
    """Read an agency identifier of Decision 20/2020, of 2016, or of a scheme (mot-cua-rules 2.3).

    The two layouts of one agency are not derived from each other: codes changed in 2025, a table maps them.
    Raises AgencyIdentifierNotUnderstood.
    """
    code = text.strip().upper()
    old = _REVERSED.fullmatch(code)
    if old is not None:
        parts = tuple(reversed(old.groups()))
        while parts[-1].strip("0") == "":
            parts = parts[:-1]
        return AgencyIdentifier(code, IdentifierLayout.REVERSED, parts)
    if len(code) <= _MAX_AGENCY_LENGTH and _FORWARD.fullmatch(code):
        return AgencyIdentifier(code, IdentifierLayout.FORWARD, tuple(code.split(".")))
    if _SCHEME.fullmatch(code):
        return AgencyIdentifier(code, IdentifierLayout.SCHEME, (code[:3], code[3:]))
    raise errors.AgencyIdentifierNotUnderstood(field="code", value=text)


def _reversed_text(parts: tuple[str, ...]) -> str:
    """Write parts from level 1 down in the layout of 2016."""
    padded = parts + ("00", "00", "000")[len(parts) - 1 :]
    return ".".join(reversed(padded))


def is_procedure_code(text: str) -> bool:
    """Tell whether the text is the code of a procedure, `d.dddddd` (mot-cua-rules 2.4)."""
    return _PROCEDURE.fullmatch(text) is not None


def base_procedure_code(text: str) -> str:
    """Return the procedure's own code out of a variant: `1.000948` for `1.000948.H38` and `1.000948.000.00.00.H38`.

    Raises ProcedureCodeNotUnderstood.
    """
    match = _PROCEDURE_VARIANT.fullmatch(text.strip().upper())
    if match is None:
        raise errors.ProcedureCodeNotUnderstood(field="code", value=text)
    return match["base"]
