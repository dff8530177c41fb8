"""What papers for others are made of: the case as it may be seen, its files, the manifest."""
