"""The documentation says what the program says."""
