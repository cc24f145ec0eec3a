"""The pages of agreements, one file a family of nouns."""
