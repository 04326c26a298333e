"""Where finished exports lie: under the store's home, in a folder of whoever asked, for a week."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings

from motcua.domain.errors import NotFound

KEPT = timedelta(days=7)


def folder() -> Path:
    """The folder of exports; only the product's own user may look into it."""
    made = Path(settings.HOME) / "exports"
    made.mkdir(mode=0o700, parents=True, exist_ok=True)
    return made


def place_of(person_id: int, token: UUID) -> Path:
    """The folder of one export."""
    return folder() / str(person_id) / str(token)


def file_of(person_id: int | None, token: UUID) -> Path:
    """The finished file of an export for whoever asked for it; NotFound for everybody else, and when it is gone."""
    place = place_of(person_id or 0, token)
    found = [path for path in place.iterdir() if path.suffix != ".part"] if place.is_dir() else []
    if not found:
        raise NotFound(subject="export", value=str(token))
    return found[0]


def forget(at: datetime) -> None:
    """Remove exports that are older than a week, and what broken runs left."""
    for place in folder().glob("*/*"):
        if place.stat().st_mtime < (at - KEPT).timestamp():
            shutil.rmtree(place)
