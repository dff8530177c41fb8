"""Loads rule packs from TOML, checks them, and chooses those that concern an order."""
