"""Tracking services: one module each, with what they share beside it."""
