"""`python -m openmic` is the `openmic` command."""

from openmic.cli import main

main()
