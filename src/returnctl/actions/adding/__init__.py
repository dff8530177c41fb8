"""The parts of `add`: what was typed, what it means, and what it changes."""
