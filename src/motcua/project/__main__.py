"""`python -m motcua.project` is the `motcua` command, for whoever has an interpreter at hand rather than a path."""

from motcua.project.cli import main

main()
