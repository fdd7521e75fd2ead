"""What differs between two texts, word by word, for what draws and prints it."""

from __future__ import annotations

from coachtui.documents.word_difference import Fate, Piece, pieces

__all__ = ["Fate", "Piece", "pieces"]
