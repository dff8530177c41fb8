"""The use cases of `message`: note what was said, list it, take one back, draft a letter."""
