"""Where the links of notices lead."""

from typing import Final

from django.urls import reverse

from motcua.dossiers.addresses import PUBLIC_PATH
from motcua.dossiers.vocabulary import PartyRole

LETTERS: Final = {PartyRole.OWNER.value: "o", PartyRole.SUBMITTER.value: "s"}
"""One letter for each party: links of short messages stay short."""


def owner_path(token: str) -> str:
    """The page that a citizen opens; empty while the dossier has none."""
    return f"{PUBLIC_PATH}{token}" if token else ""


def stop_path(token: str, role: str) -> str:
    """The page on which one party switches notices off; empty while the dossier has no public page."""
    return reverse("notifications:stop", args=[token, LETTERS[role]]) if token else ""


def officer_path(code: str) -> str:
    """The page of a dossier for officers."""
    return reverse("desk:dossier", args=[code])


def list_path(time: str = "") -> str:
    """The officer's own work: all of it, or what is in one state of time."""
    base = reverse("desk:list") + "?viec=cua-toi"
    return f"{base}&thoi_gian={time}" if time else base
