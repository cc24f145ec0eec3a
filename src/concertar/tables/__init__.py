"""One question, those who cause, bear or resolve it, their interests, options and packages.

Nouns: Table, Step, Meeting, Actor, Interest, Position, Issue, Option, Cost, Load, Effect,
Baseline, Budget, Sheet, Score, Run, Package.
Floor 4, below agreements: sees fora, observatory, network, accounts and kit.
"""
