"""The process steps of dossiers. A version that an offering uses never changes, so each is read once per process."""

from collections.abc import Iterable
from functools import lru_cache

from motcua.catalogue import queries as catalogue
from motcua.domain.routing import Step


def steps_of_all(version_ids: Iterable[int]) -> dict[int, tuple[Step, ...]]:
    """The steps of process versions by id."""
    return {version_id: kept_steps(version_id) for version_id in set(version_ids)}


@lru_cache(maxsize=4096)
def kept_steps(version_id: int) -> tuple[Step, ...]:
    """The steps of one version. Tests that roll back ids clear it (`kept_steps.cache_clear`)."""
    return catalogue.steps_of(version_id)
