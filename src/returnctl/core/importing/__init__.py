"""From what an importer found to what is new of it: pure, whatever file it came from."""
