"""Reading what others export: one module per format, from bytes to `core.imported` values."""
