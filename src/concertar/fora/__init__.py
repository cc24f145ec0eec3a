"""Permanent spaces of concertación: who sits in them, for which side, by which mandate.

Nouns: Forum, Facilitator, Constituency, Seat, Delegate, Guardianship.
Floor 2, above observatory: sees observatory, network, accounts and kit.
"""
