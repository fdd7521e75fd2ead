"""Why the system refused something, in the language of the screens."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from coachtui.language import set_language
from coachtui.refusal import in_words


@pytest.fixture(autouse=True)
def _norwegian() -> Iterator[None]:
    set_language("nb")
    yield
    set_language("en")


def refused(path: Path, flags: int = os.O_RDONLY) -> str:
    """What is said of opening ``path``."""
    with pytest.raises((OSError, ValueError)) as caught:
        os.open(path, flags)
    return in_words(caught.value)


def test_what_the_system_refuses_is_told_in_norwegian(tmp_path: Path) -> None:
    file, link, round_link = tmp_path / "file", tmp_path / "link", tmp_path / "round"
    file.touch()
    link.symlink_to(file)
    round_link.symlink_to(round_link)
    circle = "det er en lenke, eller lenkene går i ring"
    assert refused(tmp_path / "missing") == "det finnes ingen slik fil eller mappe"
    assert refused(tmp_path, os.O_WRONLY) == "det er en mappe"
    assert refused(file / "below") == "en del av stien er ingen mappe"
    assert refused(file, os.O_CREAT | os.O_EXCL) == "noe med det navnet er i veien"
    assert refused(link, os.O_NOFOLLOW) == refused(round_link) == circle
    assert refused(tmp_path / ("n" * 300)) == "navnet er for langt"
    assert refused(Path("/dev/full/x")) == "en del av stien er ingen mappe"
    assert refused(Path("a\0b")) == "ingen fil kan ha det navnet"


def test_a_reason_that_has_no_words_here_is_told_in_those_of_the_system() -> None:
    assert in_words(OSError(errno.EDOM, "")) == os.strerror(errno.EDOM)
    assert in_words(OSError("no number")) == "systemet oppga ingen grunn"
