"""The whole program, as people and cron run it."""
