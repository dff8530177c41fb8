"""Evidence on disk: files kept by the SHA-256 of their bytes, beside the database."""
