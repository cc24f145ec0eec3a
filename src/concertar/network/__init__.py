"""The network of institutions: what it is, where it works, who belongs to it.

Nouns: Territory, Institution, Affiliation, Body, Programme, ThematicGroup, Milestone, ReportedFigure.
Floor 1, above accounts: sees accounts and kit.
"""
