"""Messages for what is said before anything large is imported: the prompt, options, configuration.

``coachtui.language`` takes as long to import as the rest of the way to the prompt. Nobody can have
chosen another language than that of the source before it is imported.
"""

from __future__ import annotations

import sys


def _(message: str) -> str:
    """``message`` in the language of the screens."""
    language = sys.modules.get("coachtui.language")
    return language._(message) if language else message
