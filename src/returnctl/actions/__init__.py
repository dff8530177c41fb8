"""One module per use case: load, decide with core, save, return a view. Nothing here prints."""
