"""Runs the tests of the pure core with Django hidden: whoever imports it there fails here."""

import sys


class _Hidden:
    """Refuses to find Django, and whatever would bring it along."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name.split(".")[0] in {"django", "allauth", "pytest_django"}:
            raise ModuleNotFoundError(f"{name} is hidden from the domain", name=name)


def main() -> int:
    """Run tests/domain without Django and measure that every branch of the domain is taken."""
    sys.meta_path.insert(0, _Hidden())
    import pytest

    plain = "-q -p no:django -p no:xdist -c tests/domain/pytest.ini --rootdir . --confcutdir tests/domain"
    coverage = "--cov=motcua.domain --cov-branch --cov-fail-under=100 --cov-report=term-missing:skip-covered"
    return pytest.main([*plain.split(), *coverage.split(), "tests/domain"])


if __name__ == "__main__":
    sys.exit(main())
