"""Text made harmless, for what draws and prints it: light, since every screen needs it."""

from __future__ import annotations

from coachtui.documents.clean import (
    NEVER_HONEST,
    REPLACEMENT,
    clean_line,
    clean_text,
    without_heaps,
)

__all__ = ["NEVER_HONEST", "REPLACEMENT", "clean_line", "clean_text", "without_heaps"]
