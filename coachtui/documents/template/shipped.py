"""The templates that come with the package, lying beside this module as Markdown files."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from coachtui.documents.template.parsing import Template, parse
from coachtui.errors import NotFound
from coachtui.language import LANGUAGES, _

_NAMES = ("core", "full")


def shipped() -> tuple[Template, ...]:
    """Every shipped template, in every language it is written in."""
    return tuple(load(name, language) for name in _NAMES for language in LANGUAGES)


@cache
def load(template_id: str, language: str) -> Template:
    """The shipped template with that id in that language.

    Raises:
        NotFound: none is shipped.
    """
    return parse(source(template_id, language), f"{template_id}.{language}.md")


def source(template_id: str, language: str) -> str:
    """The Markdown of a shipped template, as its file has it.

    Raises:
        NotFound: none is shipped.
    """
    if template_id not in _NAMES or language not in LANGUAGES:
        known = ", ".join(_NAMES)
        message = _("There is no such template in “{language}”. There are: {known}.")
        raise NotFound(message.format(language=language[:10], known=known))
    file = files("coachtui.documents") / "templates" / f"{template_id}.{language}.md"
    return file.read_text(encoding="utf-8")
