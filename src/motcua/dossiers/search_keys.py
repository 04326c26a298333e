"""What a dossier is found by: code, name, phone and identity number, folded (đ is d, Hoà is Hòa)."""

from typing import TYPE_CHECKING

from motcua.common.folding import digits, fold

if TYPE_CHECKING:
    from motcua.dossiers.models import Applicant


def applicant_key(code: str, party: "Applicant") -> str:
    """The folded text of one party; parts are kept apart so that no hit spans two of them."""
    parts = (code, party.full_name, digits(party.phone), party.identity_number)
    return " | ".join(fold(part) for part in parts if part)[:700]


def terms_of(text: str) -> list[str]:
    """What was typed into a search box, as substrings of a key: folded words; a number is joined, `0912 000 146`."""
    folded = fold(text)
    joined = folded.replace(" ", "").replace(".", "")
    if joined.isdigit():
        return [joined]
    return [word for word in folded.replace("|", " ").split(" ") if word]
