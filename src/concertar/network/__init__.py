"""The network of institutions: what it is, where it works, who belongs to it.

Nouns: Territory, Institution, Affiliation, Body, Programme, ProgrammeLine, ThematicGroup,
Milestone, ReportedFigure, Source.
Floor 1, above accounts: sees accounts and kit.
"""
