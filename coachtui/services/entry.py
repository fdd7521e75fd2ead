"""What a person typed, made into values: cleaned, converted and checked in one place."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from coachtui.documents.clean import clean_line, clean_text
from coachtui.domain.value import Text, from_plain, to_plain
from coachtui.errors import InvalidValue, NotAllowed
from coachtui.language import _
from coachtui.restriction import folder, restricted

V = TypeVar("V", bound=msgspec.Struct)


def entered(value: V, fields: Mapping[str, Any]) -> V:
    """``value`` with ``fields`` changed; each may be typed text, such as ``"90"`` or ``"3.12.2026"``.

    Raises:
        InvalidValue: a field cannot hold what was given, or does not exist.
    """
    plain = to_plain(value)
    types = {field.name: field.type for field in msgspec.structs.fields(type(value))}
    for name, given in fields.items():
        plain[name] = _read(types.get(name), to_plain(given))
    return from_plain(type(value), plain, strict=False)


def day(field: str, typed: str) -> date:
    """The day that was typed, as ``2026-12-03`` or ``3.12.2026``.

    Raises:
        InvalidValue: it is no day; the error names ``field``.
    """
    try:
        return date.fromisoformat(_iso_day(clean_line(typed)))
    except ValueError:
        reason = _("must be a day, such as 2026-11-24 or 24.11.2026")
        raise InvalidValue(field, reason) from None


def not_to_come(field: str, on: date, today: date) -> date:
    """``on``, once it is known to be today or before: nothing was done on a day that is still to come.

    Raises:
        InvalidValue: it is later; the error names ``field``.
    """
    if on > today:
        raise InvalidValue(field, _("is still to come"))
    return on


def place(field: str, typed: str | Path) -> Path:
    """The place on disk that was typed, whole; it may begin with ``~``.

    In a restricted session it is in the one folder that there is for files, which is made.

    Raises:
        InvalidValue: nothing was, or that home is nobody's; the error names ``field``.
        NotAllowed: the session is restricted, and it is elsewhere.
    """
    if not str(typed).strip():
        raise InvalidValue(field, _("must not be empty"))
    try:
        path = Path(typed).expanduser()
    except RuntimeError:
        reason = _("begins with “~” and a name that no user of this machine has")
        raise InvalidValue(field, reason) from None
    return _within_reach(path) if restricted() else path.absolute()


def _within_reach(path: Path) -> Path:
    """``path`` as seen from the one folder of a restricted session, if it is that or right in it."""
    reach = folder()
    # By its letters, so that “..” leads nowhere: no link in it is the session's own.
    whole = Path(os.path.normpath(reach / path))
    if reach not in (whole, whole.parent):
        raise NotAllowed(
            _(
                "This session is restricted: its files lie in {folder}, and it reaches no others. "
                "Nothing was written or read."
            ).format(folder=reach)
        )
    with suppress(OSError):
        # Where it cannot be made, the writing fails, and says why.
        reach.mkdir(mode=0o700, exist_ok=True)
    return whole


def _read(kind: Any, given: Any) -> Any:
    if not isinstance(given, str):
        return given
    if kind == Text:
        return clean_text(given)
    line = clean_line(given)
    if kind in (date, date | None):
        line = _iso_day(line)
    return None if not line and _may_be_none(kind) else line


def _may_be_none(kind: Any) -> bool:
    return type(None) in getattr(kind, "__args__", ())


def _iso_day(text: str) -> str:
    """``3.12.2026`` as ``2026-12-03``; anything else as it came."""
    parts = re.fullmatch(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})", text)
    return f"{parts[3]}-{int(parts[2]):02d}-{int(parts[1]):02d}" if parts else text
