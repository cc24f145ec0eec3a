"""Packages: one option for every issue, chosen so that no party is left behind."""
