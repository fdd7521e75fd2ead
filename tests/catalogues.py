"""The message catalogues as the tests see them: the source read, the messages of the program collected."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).parents[1] / "coachtui"
CATALOGUES = sorted(PACKAGE.glob("locale/*/LC_MESSAGES/coachtui.po"))


def catalogue(source: Path, *, obsolete: bool = True) -> Catalog:
    """The catalogue whose source is the file ``source``."""
    with source.open("rb") as file:
        return read_po(file, ignore_obsolete=not obsolete)


def compile_catalogue(source: Path) -> None:
    """Compile ``source`` if that was not done since it was changed; other processes may be reading."""
    compiled = source.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime_ns >= source.stat().st_mtime_ns:
        return
    made = compiled.with_suffix(f".{os.getpid()}")
    with made.open("wb") as file:
        write_mo(file, catalogue(source, obsolete=False))
    made.replace(compiled)


@cache
def extracted() -> Catalog:
    """The messages of the program, collected from its source just now."""
    found = Catalog()
    for file, line, message, _comments, context in extract_from_dir(
        PACKAGE, keywords=DEFAULT_KEYWORDS
    ):
        found.add(message, locations=[(file, line)], context=context)
    return found
