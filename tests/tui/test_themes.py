"""The shipped themes can be read by anyone: WCAG 2 contrast of at least 4.5 for every text."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.color import Color

from coachtui.config import Config
from coachtui.errors import CoachError
from coachtui.tui import themes
from coachtui.tui.app import CoachApp

SHIPPED = sorted(path.stem for path in themes.shipped_folder().glob("*.toml"))
TEXTS = ("foreground", "text-muted", "text-success", "text-warning", "text-error", "text-accent")


def luminance(colour: Color) -> float:
    parts = (value / 255 for value in (colour.r, colour.g, colour.b))
    linear = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    brighter, darker = sorted((luminance(Color.parse(one)), luminance(Color.parse(other))))[::-1]
    return (brighter + 0.05) / (darker + 0.05)


def variables(name: str) -> dict[str, str]:
    theme = themes.load(name)
    return {**theme.to_color_system().generate(), **theme.variables}


def test_dark_light_and_high_contrast_are_shipped_beside_the_ansi_themes() -> None:
    assert SHIPPED == ["coach-contrast", "coach-dark", "coach-light"]
    assert set(themes.names()) >= {*SHIPPED, "ansi-dark", "ansi-light"}


@pytest.mark.parametrize("name", SHIPPED)
def test_every_text_stands_out_from_every_ground(name: str) -> None:
    colours = variables(name)
    pairs = [(text, ground) for text in TEXTS for ground in ("background", "surface", "panel")]
    pairs += [
        ("block-cursor-foreground", "block-cursor-background"),
        ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
        ("footer-foreground", "footer-background"),
        ("footer-key-foreground", "footer-background"),
        ("foreground", "input-selection-background"),
    ]
    weak = {
        pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2)
        for pair in pairs
        if contrast(colours[pair[0]], colours[pair[1]]) < 4.5
    }
    assert not weak


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
        if name in SHIPPED:
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
