"""`motcua check`: Django's checks, always with those of the database (append-only triggers)."""

from django.core.management.base import CommandParser
from django.core.management.commands import check


class Command(check.Command):
    """Django asks for `--database` to be named; a town hall has one, and wants it looked at."""

    help = "Kiểm tra cài đặt và cơ sở dữ liệu."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take Django's arguments, with the default database preset."""
        super().add_arguments(parser)
        parser.set_defaults(databases=["default"])
