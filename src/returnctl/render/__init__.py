"""Views to people and machines: on a terminal, as sentences, tab-separated, and as JSON."""
