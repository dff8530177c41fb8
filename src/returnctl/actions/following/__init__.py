"""The use cases of `track`: ask services about parcels, and keep what they say."""
