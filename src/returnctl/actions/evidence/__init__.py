"""What people do with evidence: add, list, look at, copy, verify, remove."""
