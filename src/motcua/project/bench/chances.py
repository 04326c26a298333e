"""How invented dossiers are spread: measured on a real log, with the shares that the law's own events have here.

The log is the receipt phase of a municipal permit (CoSeLoG, WABO; J.C.A.M. Buijs, 4TU.ResearchData): 1,434 cases of
2010 to 2012, 952 of 1,329 ended cases within their term. A test compares these numbers with the log where it is there.
"""

from dataclasses import dataclass
from typing import Final

ONLINE: Final = 0.886
POST: Final = 0.037
"""Shares of the log's channels: Internet and e-mail are online, the rest but post is the desk."""

WEEKDAYS: Final = (251, 277, 300, 285, 244)
"""Arrivals of the log from Monday to Friday; a make-up Saturday counts as a Friday."""

IN_TIME: Final = (0.0, 0.285, 0.458, 0.58, 0.65, 0.738, 0.798, 0.866, 0.921, 0.972, 0.997)
LATE: Final = (1.0, 1.008, 1.017, 1.042, 1.116, 1.227, 1.364, 1.548, 1.868, 2.563, 5.878)
"""Deciles of the used share of the term, of the cases that ended within it and of those that did not."""

APOLOGY_IN_TIME: Final = 0.5
"""Of those who will miss even the next working day, where a letter in time is possible, the share that gets one."""
APOLOGY_LATE: Final = 0.7
"""Of the rest, the share whose letter goes out after all when the dossier is done; the others are still owed theirs.

Nobody publishes such shares: these are so that each sort is there in thousands.
"""


@dataclass(frozen=True, slots=True)
class Chances:
    """Shares of dossiers: late, refused at intake or asked for papers before acceptance (of those filed online), asked
    for papers after it, refused after appraisal. The log's own share of late cases is 0.284.
    """

    late: float = 0.06
    refused: float = 0.02
    asked_before: float = 0.05
    asked_after: float = 0.05
    not_granted: float = 0.03
