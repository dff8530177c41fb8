"""The library that speaks HTTP, in one line: its maintained fork `httpx2` has the same API."""

import httpx

__all__ = ["httpx"]
