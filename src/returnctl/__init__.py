"""Keeps a shopper's returns: what goes back, what proves it, whose move it is and by when."""

__version__ = "0.1.0"
