"""Many at once: processes that write, read, migrate and overlap."""
