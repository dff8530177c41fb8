"""Backups: whole copies of the database with their evidence, made, listed, thinned, put back."""
