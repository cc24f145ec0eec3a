"""What is measured and what nature and the law allow: the evidence every table shares.

Nouns: Indicator, Observation, NaturalEntity, Limit.
Floor 2, above network: sees network, accounts and kit.
"""
