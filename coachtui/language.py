"""The language of the screens and messages: one seam for every string a user sees.

``_("text")`` translates now; ``N_("text")`` only marks a string that is translated when it is
drawn, for strings written down before the language is known. The agreement's own language is not
this one: it belongs to the client (see ``documents.words``).

Which language is spoken is kept in :mod:`coachtui.early`, since the first messages are said before
this module is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from coachtui import early

if TYPE_CHECKING:
    from gettext import NullTranslations

Language = Literal["nb", "en"]
LANGUAGES = early.LANGUAGES

_catalogue: NullTranslations | None = None


def set_language(language: Language) -> None:
    """Speak ``language`` from now on; what its catalogue does not have, the English source says."""
    early.speak(language)


def _load(language: Language) -> None:
    """Take the messages of ``language`` from its catalogue."""
    global _catalogue
    _catalogue = None
    if language != early.SOURCE:
        import gettext

        _catalogue = gettext.translation("coachtui", early.FOLDER, [language], fallback=True)


def _(message: str) -> str:
    """``message`` in the language of the screens."""
    return _catalogue.gettext(message) if _catalogue and message else message


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form of a message that fits ``count``, in the language of the screens."""
    if _catalogue:
        return _catalogue.ngettext(singular, plural, count)
    return singular if count == 1 else plural


def pgettext(context: str, message: str) -> str:
    """A message whose English means two things; ``context`` says which, to the translator alone."""
    return _catalogue.pgettext(context, message) if _catalogue else message


def quoted(text: str) -> str:
    """``text`` between the quotation marks of the language of the screens."""
    return _("“{text}”").format(text=text)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark ``message`` for the catalogue; it is translated with ``_`` when it is drawn."""
    return message


early.hand_over(_load, _)
