"""The programs of the system that run a command at its time: cron, and systemd's user timers."""
