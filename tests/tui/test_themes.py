"""The themes: those that are shipped, the coach's own, and what is told of one that is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.color import Color

from coachtui.config import Config
from coachtui.errors import CoachError
from coachtui.tui import themes
from coachtui.tui.app import CoachApp

SHIPPED = sorted(path.stem for path in themes.shipped_folder().glob("*.toml"))
COLOURED = [name for name in SHIPPED if not themes.load(name).ansi]


def test_there_is_a_theme_for_every_taste_beside_those_of_the_terminal() -> None:
    kinds = ["console", "contrast", "dark", "light", "mono", "nordic", "warm"]
    assert [f"coach-{kind}" for kind in kinds] == SHIPPED
    assert [*SHIPPED, "ansi-dark", "ansi-light"] == themes.names()


def test_the_monochrome_theme_has_no_colour() -> None:
    generated = themes.load("coach-mono").to_color_system().generate()
    colours = [
        Color.parse(generated[name])
        for name in themes.load("coach-mono").variables
        if "style" not in name
    ]
    assert colours
    assert all(colour.r == colour.g == colour.b for colour in colours)


def test_the_coachs_own_theme_comes_first(tmp_path: Path) -> None:
    (tmp_path / "coach-dark.toml").write_text('primary = "#123456"\n')
    (tmp_path / "mine.toml").write_text('primary = "#abcdef"\n')
    assert themes.load("coach-dark", tmp_path).primary == "#123456"
    assert "mine" in themes.names(tmp_path)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("primary = ", "is not a theme"),
        ('primary = "#123456"\nprimray = "#fff"', "“primray” is not known"),
        ('primary = "no colour"', "is not a theme"),
        ('secondary = "#123456"', "is not a theme"),
    ],
)
def test_a_broken_theme_is_named_in_one_message(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "mine.toml").write_text(text)
    with pytest.raises(CoachError, match=reason) as caught:
        themes.load("mine", tmp_path)
    assert "mine.toml" in str(caught.value)


def test_an_unknown_theme_is_answered_with_those_there_are() -> None:
    with pytest.raises(CoachError, match="coach-light"):
        themes.load("../coach")


@pytest.mark.parametrize("name", [*SHIPPED, "ansi-light"])
async def test_the_app_begins_in_the_theme_of_the_configuration(name: str) -> None:
    app = CoachApp(Path("/nowhere"), None, Config(theme=name))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        assert app.theme == name
        assert app.current_theme.dark == app.has_class("-dark-mode")
        if name in COLOURED:
            background = Color.parse(themes.load(name).background or "")
            assert app.screen.background_colors[1] == background


@pytest.mark.parametrize(
    "variable",
    [
        'footer-background = "nonsense"',
        'block-cursor-text-style = "heavy"',
        "text-muted = 1",
        'foreground = "red; } * { display: none"',
        '"a b" = "red"',
    ],
)
def test_a_variable_that_no_style_can_read_is_told_and_does_not_end_the_app(
    tmp_path: Path, variable: str
) -> None:
    (tmp_path / "own.toml").write_text(f'primary = "#ff0000"\n[variables]\n{variable}\n')
    with pytest.raises(CoachError, match=r"own\.toml is not a theme: .* cannot be read"):
        themes.load("own", tmp_path)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_copy_of_a_shipped_theme_is_a_theme(tmp_path: Path, name: str) -> None:
    (tmp_path / "own.toml").write_text((themes.shipped_folder() / f"{name}.toml").read_text())
    assert themes.load("own", tmp_path).variables == themes.load(name).variables
