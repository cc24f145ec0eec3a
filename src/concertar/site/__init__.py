"""The roof: settings, addresses, wiring, home and search pages, the look, the command.

Nouns: none of its own.
Roof: sees every app; no app sees it.
"""
