"""The parts of `mark`: what an event carries, and what of it is recorded beside the event."""
