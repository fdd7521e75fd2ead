"""The templates that agreements are made from."""

from __future__ import annotations

from coachtui.documents.shipped import load, shipped, source
from coachtui.documents.template import Template

__all__ = ["Template", "load", "shipped", "source"]
