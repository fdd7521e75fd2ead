"""The themes: those that are shipped, the coach's own, and what is told of one that is none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.color import Color

from coachtui.config import Config
from coachtui.errors import CoachError
from coachtui.tui import themes
from coachtui.tui.app import CoachApp

SHIPPED = sorted(path.stem for path in themes.shipped_folder().glob("*.toml"))
ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "themes.md").read_text("utf-8")
NAMED = set(re.findall(r"`([\w-]+)`", PAGE))
UNUSED = {"text-primary", "border-blurred"}
"""What only Textual's own widgets would use."""

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
        ('primary = "no colour"', "“primary” cannot be read"),
        ('primary = "#123456"\nerror = 3', "“error” cannot be read"),
        ('primary = "#123456"\nluminosity_spread = "much"', "is not a theme"),
        ('secondary = "#123456"', "“primary” is missing"),
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


def test_the_page_names_every_theme_key_and_variable_that_there_is() -> None:
    assert set(themes.names()) | set(themes.COLOURS) <= NAMED
    assert used_variables() <= NAMED
    assert {name for theme in COLOURED for name in themes.load(theme).variables} <= NAMED | UNUSED


def used_variables() -> set[str]:
    """The variables in the styles of the screens."""
    sources = (ROOT / "coachtui" / "tui").rglob("*.py")
    found = {
        name for source in sources for name in re.findall(r"\$([a-z][a-z-]+)", source.read_text())
    }
    assert len(found) > 15
    return found


def test_the_page_names_no_variable_that_there_is_not() -> None:
    rows = re.findall(r"^\| (`.+`) \|", PAGE.partition("### Variables")[2], re.M)
    named = {name for row in rows for name in re.findall(r"`([\w-]+)`", row)}
    assert len(named) > 20
    assert named <= set(themes.load("coach-dark").to_color_system().generate())


def test_the_example_of_the_page_is_a_theme_and_its_message_is_what_is_said(tmp_path: Path) -> None:
    example = PAGE.partition("```toml\n")[2].partition("```")[0]
    (tmp_path / "evening.toml").write_text(example)
    assert themes.load("evening", tmp_path).background == "#17201b"
    (tmp_path / "evening.toml").write_text(example + "\n[primray]\n")
    with pytest.raises(CoachError) as caught:
        themes.load("evening", tmp_path)
    assert str(caught.value).removeprefix(f"{tmp_path}/") in PAGE
