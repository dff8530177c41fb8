"""The parts of `import`: read the files, compare, show, write in batches."""
