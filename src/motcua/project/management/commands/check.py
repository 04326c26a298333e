"""`motcua check`: Django's checks, always with those of the database (append-only triggers)."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.commands import check


class Command(check.Command):
    """Django asks for `--database` to be named; a town hall has one, and wants it looked at."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take Django's arguments, with the default database preset."""
        super().add_arguments(parser)
        parser.set_defaults(databases=["default"])

    def handle(self, *app_labels: Any, **options: Any) -> str | None:
        """Run the checks; exit 1 where one finds an error."""
        return super().handle(*app_labels, **options)
