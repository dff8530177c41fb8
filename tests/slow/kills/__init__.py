"""kill -9 at random moments, and signals at random moments of an import."""
