"""Records on disk: the log, its commands and rulebooks, and the tables made from it (SQLite)."""
