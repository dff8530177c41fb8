"""`doctor`: each fault planted, and named."""
