"""`python -m actionspec` is the command `actionspec`."""

from actionspec.cli import main

main()
