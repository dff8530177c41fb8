"""The tests; the folders mirror src/returnctl."""
