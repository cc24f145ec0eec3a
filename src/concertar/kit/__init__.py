"""The ground floor: what every room of the house uses and nothing of any room.

Nouns: journal entry, outbox message, stored file. Tools: access, clock, imports, exports,
listings, search, paper, charts, texts in two languages.
Floor 0: sees no other app.
"""
