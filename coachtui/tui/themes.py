"""Themes as TOML files: those that the package ships, the coach's own, and Textual's ANSI ones."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

from textual.color import Color, ColorParseError
from textual.theme import BUILTIN_THEMES, Theme

from coachtui.config import Config
from coachtui.errors import CoachError
from coachtui.language import _
from coachtui.tui import console

ANSI_CSS = """
App:ansi { background: $background; color: $foreground; }
Screen:ansi { color: $foreground; }
TextInput:ansi { color: $foreground; &>.input--placeholder { color: $text-muted; text-style: italic; } }
NoteArea:ansi .text-area--selection { color: $input-selection-foreground; background: $input-selection-background; text-style: none; }
"""
"""Where Textual draws an ANSI theme in colours of its own instead of those of the theme."""

COLOURS = (
    "primary",
    "secondary",
    "accent",
    "foreground",
    "background",
    "surface",
    "panel",
    "success",
    "warning",
    "error",
)
"""The keys of a theme's file that hold a colour."""

_HERE = Path(__file__).resolve().parent.parent


def shipped_folder() -> Path:
    """Where the shipped themes lie: in the package, or beside it in a working copy."""
    installed = _HERE / "themes"
    return installed if installed.is_dir() else _HERE.parent / "themes"


def names(own: Path | None = None) -> list[str]:
    """The names of all themes, shipped first; ``own`` is the folder of the coach's own."""
    found = sorted(path.stem for path in shipped_folder().glob("*.toml"))
    if own is not None and own.is_dir():
        found += sorted(path.stem for path in own.glob("*.toml") if path.stem not in found)
    return found + sorted(name for name, theme in BUILTIN_THEMES.items() if theme.ansi)


def load(name: str, own: Path | None = None) -> Theme:
    """The theme of that name; the coach's own comes before a shipped one.

    Raises:
        CoachError: there is none, or its file is not a theme.
    """
    for folder in (own, shipped_folder()):
        path = folder / f"{name}.toml" if folder else None
        if path is not None and path.is_file():
            return _read(path)
    built_in = BUILTIN_THEMES.get(name)
    if built_in is None or not built_in.ansi:
        known = ", ".join(names(own))
        raise CoachError(
            _("There is no theme “{name}”. There are: {known}.").format(name=name, known=known)
        )
    return built_in


def fitting(name: str) -> str:
    """The theme to begin with: that of the configuration, but its default not where it cannot be shown."""
    return console.THEME if name == Config().theme and console.is_here() else name


def _read(path: Path) -> Theme:
    try:
        table = tomllib.loads(path.read_text("utf-8"))
        unknown = set(table) - {field.name for field in fields(Theme)} - {"name"}
        if unknown:
            raise ValueError(_("“{key}” is not known").format(key=min(unknown)))
        if "primary" not in table:
            raise ValueError(_("“{key}” is missing").format(key="primary"))
        _check_colours(table)
        theme = Theme(**{**table, "name": path.stem})
        theme.to_color_system().generate()
        if path.parent != shipped_folder():
            _check_variables(theme)
    except (OSError, ValueError, TypeError) as error:
        raise CoachError(
            _("{path} is not a theme: {reason}.").format(path=path, reason=error)
        ) from None
    except Exception:
        raise CoachError(
            _("{path} is not a theme: a colour cannot be read.").format(path=path)
        ) from None
    return theme


def _check_colours(table: dict[str, Any]) -> None:
    """Read each colour of a theme.

    Raises:
        ValueError: one is none.
    """
    for name in COLOURS:
        colour = table.get(name, "black")
        try:
            sound = isinstance(colour, str) and bool(Color.parse(colour))
        except ColorParseError:
            sound = False
        if not sound:
            raise ValueError(_("“{key}” cannot be read").format(key=name))


def _check_variables(theme: Theme) -> None:
    """Use each variable of a theme once: one that no style can read would end the app at its start.

    Raises:
        ValueError: a value is not text, or can be read neither as a colour nor as a style.
    """
    from textual.css.stylesheet import Stylesheet

    for name, value in theme.variables.items():
        kind = "text-style" if "style" in name else "color"
        styles = Stylesheet(variables={name: value})
        styles.add_source(f"A {{ {kind}: ${name}; }}")
        try:
            styles.parse()
            sound = len(styles.rules) == 1 and "$" not in value
        except Exception:
            sound = False
        if not sound:
            raise ValueError(_("“{key}” cannot be read").format(key=name))
