"""What was agreed, who signed it by which mandate, what each promised, and what became of it.

Nouns: Draft, Clause, Criticism, Agreement, Signature, Commitment, Check, Reply.
Floor 4, above tables: sees tables, fora, observatory, network, accounts and kit.
"""
