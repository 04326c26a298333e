"""Where Chromium is: MOTCUA_CHROMIUM, else the distribution's. Run as a module it prints the path or fails."""

import os
import shutil
import sys


def browser_path() -> str | None:
    """Return the path of a Chromium that can be started, or None."""
    named = os.environ.get("MOTCUA_CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


if __name__ == "__main__":
    path = browser_path()
    if path is None:
        sys.exit(1)
    sys.stdout.write(path + "\n")
