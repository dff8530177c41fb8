"""The pure heart: events, rules, deadlines and status. No clock, no file, no network."""
