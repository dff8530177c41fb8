"""Power cuts: what the disk may hold when the plug is pulled, at every moment of every command."""
