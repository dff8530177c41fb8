"""What `doctor` looks at: the records that backups are tried on, too."""

from tests.backup.conftest import kept

__all__ = ["kept"]
