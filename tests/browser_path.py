"""Where Chromium is: MOTCUA_CHROMIUM, else the distribution's. Run as a module it prints the path or fails."""

import os
import shutil
import subprocess
import sys

from playwright._impl._driver import compute_driver_executable


def browser_path() -> str | None:
    """Return the path of a Chromium that can be started, or None."""
    named = os.environ.get("MOTCUA_CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def driver_runs() -> bool:
    """Whether the program that drives it starts: it needs libatomic1, which a small Debian lacks."""
    node, _script = compute_driver_executable()
    return subprocess.run([node, "--version"], capture_output=True, check=False).returncode == 0


if __name__ == "__main__":
    path = browser_path()
    if path is None or not driver_runs():
        sys.exit(1)
    sys.stdout.write(path + "\n")
