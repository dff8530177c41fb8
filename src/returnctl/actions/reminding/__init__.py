"""Reminders: each rung told once, sent before it is remembered, retried where it failed."""
