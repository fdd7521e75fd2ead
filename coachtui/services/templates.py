"""The templates that agreements are made from."""

from __future__ import annotations

from coachtui.documents.shipped import load, shipped, source
from coachtui.documents.template_values import Template, whole
from coachtui.documents.variables import Variable

__all__ = ["Template", "Variable", "load", "shipped", "source", "whole"]
