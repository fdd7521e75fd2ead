"""The pictures show what the program shows today; ``make pictures`` draws them anew."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from docs.pictures.drawing import FOLDER, PICTURES, draw


@pytest.mark.parametrize("name", PICTURES)
async def test_it_is_what_is_drawn_today(name: str, tmp_path: Path) -> None:
    drawn = await draw(PICTURES[name], tmp_path / "practice")
    same = (FOLDER / f"{name}.svg").read_text("utf-8") == drawn
    assert same, "it shows something else now: run “make pictures”, and look at what changed"


def test_each_is_a_picture_that_asks_no_other_host_for_anything() -> None:
    files = sorted(FOLDER.glob("*.svg"))
    assert [file.stem for file in files] == sorted(PICTURES)
    for file in files:
        text = file.read_text("utf-8")
        assert ElementTree.fromstring(text).tag == "{http://www.w3.org/2000/svg}svg"
        assert re.findall(r"\w+://[^\"]+", text) == ["http://www.w3.org/2000/svg"]
        assert "@import" not in text
        assert "url(" not in text.replace("url(#", "")
