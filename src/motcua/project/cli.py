"""The `motcua` command: Django's own commands and ours behind one name."""

import os
import sys


def main() -> None:
    """Run `motcua COMMAND …`; exit status 0 good, 1 found something wrong, 2 wrong use (one sentence on stderr)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.project.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    from motcua.domain.errors import MotcuaError

    try:
        execute_from_command_line(["motcua", *sys.argv[1:]])
    except (MotcuaError, ImproperlyConfigured) as error:
        sys.stderr.write(f"motcua: {error}\n")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
