"""`cron`: reminders that come by themselves, through the crontab or a systemd timer."""
