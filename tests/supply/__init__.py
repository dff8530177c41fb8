"""What comes from others: locked, known by licence, and built the same each time."""
