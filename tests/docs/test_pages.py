"""Every page: what it names is there, and is called so."""

from __future__ import annotations

import importlib
import pkgutil
import re
import tomllib
from collections import defaultdict
from itertools import chain, pairwise
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

import coachtui.tui
from coachtui import config, errors
from coachtui.config import Config
from coachtui.errors import CoachError
from coachtui.tui.bindings import shown_key
from coachtui.tui.key_sets import SETS
from tests.catalogues import extracted
from tests.docs import pages
from tests.docs.pages import PAGES, ROOT
from tests.typed import mistake_in, printed, spoken_of, typed

each_page = pytest.mark.parametrize("page", PAGES, ids=pages.name)

OF_BYTES = ("docs/agreement-format.md", "docs/vault-format.md")
"""What they set as code are the bytes of files, no commands, keys or settings."""

for_people = pytest.mark.parametrize(
    "page", [page for page in PAGES if pages.name(page) not in OF_BYTES], ids=pages.name
)


@each_page
def test_every_line_to_type_is_taken_as_it_stands(page: Path) -> None:
    assert [said for words in typed(pages.text(page)) if (said := mistake_in(words))] == []


def messages() -> re.Pattern[str]:
    """What the program can say, whatever stands in the gaps of a message."""
    said = [each.id for each in extracted() if isinstance(each.id, str) and each.id]
    gaps = (re.sub(r"\\{\w+\\}", ".+", re.escape(each)) for each in said if each[0] != "{")
    return re.compile("|".join(f"{each}(?=$|:? )" for each in gaps))


@each_page
def test_every_message_that_a_page_shows_is_one_that_is_said(page: Path) -> None:
    said = messages()
    assert [line for line in printed(pages.text(page)) if not said.match(line)] == []


@for_people
def test_every_command_that_a_sentence_names_is_there(page: Path) -> None:
    named = spoken_of(pages.text(page))
    assert [said for words in named if (said := mistake_in(words, whole=False))] == []


def test_a_line_that_is_not_taken_would_be_noticed() -> None:
    page = "```console\n$ ssh -t home coachtui client ad\n$ coachtui note K-001 --minuts 3 - < x\n"
    page += "$ ls | coachtui agreement accept --al\nnot typed: coachtui client ad\n```\n"
    page += "```sh\n.venv/bin/coachtui agreement sign K-001 --how by-mail  # no\n```\n"
    assert len(typed(page)) == 4
    assert all(mistake_in(words) for words in typed(page))
    named = spoken_of("`coachtui client` and `coachtui vault snapshots` and `coachtui demo --fast`")
    assert [bool(mistake_in(words, whole=False)) for words in named] == [False, True, True]


@each_page
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in pages.links(page):
        if "://" in link:
            continue
        path, _hash, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.is_relative_to(ROOT), link
        assert target.exists(), link
        assert not anchor or anchor in pages.anchors(target), link


def test_every_page_is_reached_from_readme_and_every_picture_shown() -> None:
    found = {ROOT / "README.md"}
    while True:
        more = {
            (page.parent / link.partition("#")[0]).resolve()
            for page in found
            if page.suffix == ".md"
            for link in pages.links(page)
            if "://" not in link and not link.startswith("#")
        }
        if more <= found:
            break
        found |= more
    assert set(PAGES) <= found
    assert set((ROOT / "docs" / "pictures").glob("*.svg")) <= found


# -- keys

KEYS = re.compile(r"(?:Ctrl\+\S|Enter|Esc|Space|Tab|F1|[A-Za-z?/.,])")

OTHERS = {"Ctrl+C", "Ctrl+_", "C"}
"""A key of the command line, one of every text field, and a locale."""

EXAMPLES = {"keys.md": {"B"}}
"""What a page gives as an example of a key that somebody could choose."""


def bindings() -> dict[str, set[str]]:
    """The keys of every binding that a person may know of, as pages write them, by its id."""
    found: dict[str, set[str]] = defaultdict(set)
    for module in pkgutil.walk_packages(coachtui.tui.__path__, "coachtui.tui."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, DOMNode):
                for binding in vars(value).get("BINDINGS", ()):
                    if isinstance(binding, Binding) and binding.id:
                        keys = map(written, binding.key.split(","))
                        found[binding.id] |= set(keys)
    for keymap in SETS.values():
        for id, chosen in keymap.items():
            found[id] |= set(map(written, chosen))
    return found


def written(key: str) -> str:
    """A key as pages write it."""
    shown = shown_key(key)
    return f"Ctrl+{shown[1:]}" if shown.startswith("^") and len(shown) > 1 else shown


BOUND = bindings()

ROWS = {
    "add the client": ("clients.add", "form.save"),
    "make the agreement and go through it": (
        *("client.review", "review.accept", "review.yes", "review.no"),
    ),
    "sign, export": ("review.sign", "review.export"),
    "write a note": ("client.note", "editor.save"),
    "find someone": ("clients.filter", "list.choose"),
    "hide names and notes from whoever looks on": ("app.privacy",),
    "lock, help, everything by name": ("app.lock", "app.help", "app.palette"),
}
"""The rows of README's table of keys, and what those keys are bound to."""


def test_readme_names_the_keys_that_do_what_it_says() -> None:
    table = pages.text(ROOT / "README.md").partition("| do | keys |\n")[2].partition("\n\n")[0]
    rows = dict(re.findall(r"^\| ([^|]+?) \| ([^|]+?) \|$", table, re.MULTILINE))
    rows.pop("--", None)
    assert set(rows) == set(ROWS)
    for what, ids in ROWS.items():
        keys = re.findall(r"`([^`]+)`", rows[what])
        assert len(keys) == len(ids), what
        for key, id in zip(keys, ids, strict=True):
            assert key in BOUND[id], (what, key, id)


@for_people
def test_every_key_that_a_page_names_is_bound(page: Path) -> None:
    if page.name == "keys.md":
        pytest.skip("it tells of keys that one may choose, too, and has a test of its own")
    named = {span for span in pages.spans(page) if KEYS.fullmatch(span)}
    others = OTHERS | EXAMPLES.get(page.name, set())
    assert named <= set(chain.from_iterable(BOUND.values())) | others


# -- settings, variables, files

SETTING = re.compile(r"^([a-z_]+) = .+$")


@for_people
def test_every_setting_that_a_page_names_is_known(page: Path) -> None:
    named = {found[1] for span in pages.spans(page) if (found := SETTING.match(span))}
    # A theme has keys of its own, which its page is tested for.
    known = set(Config.__slots__) | ({"ansi"} if page.name == "themes.md" else set())
    assert named <= known


CONFIGURATION = pages.text(ROOT / "docs" / "configuration.md")


def test_every_setting_and_every_variable_has_its_row() -> None:
    assert set(Config.__slots__) <= set(re.findall(r"^\| `(\w+)` \|", CONFIGURATION, re.MULTILINE))
    source = (ROOT / "coachtui").rglob("*.py")
    used = {name for file in source for name in re.findall(r'"(COACHTUI_\w+)"', pages.text(file))}
    assert {name for name in used if f"| `{name}` |" not in CONFIGURATION} == set()


def test_the_example_of_a_configuration_is_one_with_what_holds_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", CONFIGURATION, re.DOTALL)
    file = tmp_path / "config.toml"
    monkeypatch.setenv("COACHTUI_CONFIG", str(file))
    file.write_text(example)
    told, usual = config.read(), config.Config()
    rows = dict(re.findall(r"^\| `(\w+)` \|.*\| `?([\w-]+)`? \|$", CONFIGURATION, re.MULTILINE))
    assert rows
    for key, value in rows.items():
        assert str(getattr(usual, key)) == value
    assert told.theme != usual.theme
    file.write_text(example.replace("theme", "them"))
    with pytest.raises(CoachError) as caught:
        config.read()
    said = str(caught.value).replace(str(file), "/home/kari/.config/coachtui/config.toml")
    assert f"```\n{said}\n```" in CONFIGURATION


EXIT_CODES = re.compile(r"^\| (\d+) \| ", re.MULTILINE)


def test_the_exit_codes_of_the_page_are_those_of_the_errors() -> None:
    table = pages.text(ROOT / "docs" / "commands.md").partition("**Exit codes**")[2]
    told = {int(code) for code in EXIT_CODES.findall(table.partition("\n## ")[0])}
    of_errors = {
        kind.exit_code
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, CoachError)
    }
    assert told == of_errors | {0, 130}


@each_page
def test_every_variable_of_the_environment_that_a_page_names_is_looked_at(page: Path) -> None:
    source = "".join(file.read_text("utf-8") for file in (ROOT / "coachtui").rglob("*.py"))
    named = {span for span in pages.spans(page) if re.fullmatch(r"COACHTUI_\w+", span)}
    assert {name for name in named if f'"{name}"' not in source} == set()


@each_page
def test_every_file_of_the_project_that_a_page_names_is_there(page: Path) -> None:
    for span in pages.spans(page):
        if re.match(r"(coachtui|tests|docs|benchmarks|themes)/[\w*./{},-]+$", span):
            assert list(ROOT.glob(span.rstrip("/"))), span


@each_page
def test_every_target_of_make_that_a_page_names_is_there(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {span.split()[1] for span in pages.spans(page) if re.fullmatch(r"make [a-z]+", span)}
    assert named <= targets


def test_the_picture_of_the_layers_is_the_one_that_imports_are_held_to() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    (contract,) = (
        each for each in settings["tool"]["importlinter"]["contracts"] if each["type"] == "layers"
    )
    layers = [line.replace("coachtui.", "").split(" | ") for line in contract["layers"]]
    allowed = {
        (above, below) for upper, lower in pairwise(layers) for above in upper for below in lower
    }
    page = pages.text(ROOT / "docs" / "contributing.md")
    drawn = re.findall(r"^ +(\w+)(?:\[.*?\])? --> (\w+)", page, re.MULTILINE)
    assert set(drawn) == allowed


def test_where_a_change_goes_names_every_package() -> None:
    page = pages.text(ROOT / "docs" / "contributing.md")
    table = page.partition("## Where does a change go")[2].partition("\n## ")[0]
    packages = [
        each.name for each in (ROOT / "coachtui").iterdir() if (each / "__init__.py").exists()
    ]
    assert len(packages) > 4
    assert [name for name in packages if f"`coachtui/{name}/" not in table] == []
