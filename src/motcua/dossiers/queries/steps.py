"""The process steps of dossiers. A version's steps never change, so each is read once per process."""

from collections.abc import Iterable

from motcua.catalogue import queries as catalogue
from motcua.domain.routing import Step


def steps_of_all(version_ids: Iterable[int]) -> dict[int, tuple[Step, ...]]:
    """The steps of process versions by id."""
    return {version_id: catalogue.steps_of(version_id) for version_id in set(version_ids)}
