"""Reminders: each rung once, never lost, whatever happens to the machine."""
