"""The language of the screens and messages: one seam for every string a user sees.

``_("text")`` translates now; ``N_("text")`` only marks a string that is translated when it is
drawn, for strings written down before the language is known. The agreement's own language is not
this one: it belongs to the client (see ``documents.words``).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from gettext import NullTranslations

Language = Literal["nb", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_catalogue: NullTranslations | None = None


def set_language(language: Language) -> None:
    """Speak ``language`` from now on; without a catalogue for it the English source speaks."""
    global _catalogue
    folder = Path(__file__).parent / "locale"
    if not (folder / language).is_dir():
        _catalogue = None
        return
    import gettext

    _catalogue = gettext.translation("coachtui", folder, [language], fallback=True)


def _(message: str) -> str:
    """``message`` in the language of the screens."""
    return _catalogue.gettext(message) if _catalogue and message else message


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form of a message that fits ``count``, in the language of the screens."""
    if _catalogue:
        return _catalogue.ngettext(singular, plural, count)
    return singular if count == 1 else plural


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark ``message`` for the catalogue; it is translated with ``_`` when it is drawn."""
    return message
