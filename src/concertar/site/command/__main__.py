"""`python -m concertar.site.command` is the command `concertar`."""

from concertar.site.command import main

main()
