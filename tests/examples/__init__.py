"""The files under examples/ do what they say."""
