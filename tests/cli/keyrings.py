"""Keyrings as systems have them: one that answers, an empty one, a locked one, a broken one."""

from __future__ import annotations

import time

from keyring.backend import KeyringBackend


class Holding(KeyringBackend):
    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        return f"held for {service}/{username}"

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError

    def delete_password(self, service: str, username: str) -> None:
        raise NotImplementedError


class Empty(Holding):
    def get_password(self, service: str, username: str) -> str | None:
        return None


class Locked(Holding):
    def get_password(self, service: str, username: str) -> str | None:
        time.sleep(2)
        return None


class Broken(Holding):
    def get_password(self, service: str, username: str) -> str | None:
        raise RuntimeError("sk-planted-5f0c9a1e77")
