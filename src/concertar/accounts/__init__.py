"""People: who they are and how they sign in.

Nouns: Person.
Floor 1, below network: sees kit.
"""
