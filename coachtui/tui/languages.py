"""The languages to choose from, each as it is called in itself."""

from __future__ import annotations

LANGUAGES = (("nb", "Norsk (bokmål)"), ("en", "English"))
"""Pairs for a choice: the value, and what stands there in whatever language is spoken."""
