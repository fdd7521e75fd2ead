"""Every screen, every key: what is advertised is alive, and nothing else is.

The screens are those of the pictures, so that a new one is walked without a word here. Keys go in as
a terminal sends them, through everything that stands in their way; what a key would do is written
down and not done, so that one app can be asked for all of them. Whether the commands do what they
say is the matter of the other tests.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, cast

import pytest
from textual import events
from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode
from textual.keys import key_to_character
from textual.widgets import Input, TextArea

from coachtui.config import Config
from coachtui.services.opening import Vault
from coachtui.tui.app import CoachApp
from coachtui.tui.bindings import commands_of, groups_of
from coachtui.tui.every_command import widgets_on
from coachtui.tui.key_names import printable
from coachtui.tui.keymap import NO_KEY
from coachtui.tui.screens.base import CoachScreen
from coachtui.tui.screens.clients import ClientsScreen
from coachtui.tui.widgets.footer import Heading
from tests.tui.stand_in import text_of
from tests.tui.test_snapshots import (
    SCREENS,
    arranged,
    practice,  # noqa: F401 - a fixture
    standing,
)

NAMED = ["space", "enter", "escape", "tab", "shift+tab", "backspace", "delete", "insert"]
NAMED += ["up", "down", "left", "right", "home", "end", "pageup", "pagedown"]
NAMED += [f"shift+{key}" for key in ("up", "down", "left", "right", "home", "end")]
NAMED += [f"ctrl+{key}" for key in ("up", "down", "left", "right", "home", "end")]
NAMED += [f"ctrl+{key}" for key in ("pageup", "pagedown", "underscore", "minus", "backslash")]
NAMED += [f"f{number}" for number in range(1, 13)]
SIGNS = ["question_mark", "slash", "full_stop", "comma", "colon", "semicolon", "plus", "minus"]
SIGNS += ["left_square_bracket", "right_square_bracket", "exclamation_mark", "quotation_mark"]
LETTERS = [chr(each) for each in (*range(ord("a"), ord("z") + 1), *range(ord("0"), ord("9") + 1))]
KEYS = [*NAMED, *SIGNS, *LETTERS, *map(str.upper, LETTERS[:26]), *"æøåÆØÅ"]
KEYS += [f"ctrl+{letter}" for letter in LETTERS[:26]]
"""What a terminal can send, as far as anything could be bound to it."""

NOT_ADVERTISED = {"help_quit"}
"""Ctrl+C, for whoever is used to it: it says which key leaves."""


class Done(NamedTuple):
    """What a key came to: the action, and what has it."""

    action: str
    node: DOMNode


class AskedApp(CoachApp):
    """Once ``asking``, an action is written down in the place of being done."""

    asking = False
    key = ""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.done: dict[str, list[Done]] = {}

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        self.key = key
        return await super()._check_bindings(key, priority)

    async def run_action(
        self,
        action: Any,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        if not self.asking:
            return await super().run_action(action, default_namespace, namespaces)
        node, name, parameters = self._parse_action(action, default_namespace or self, namespaces)
        if not node.check_action(name, parameters):
            return False
        # What edits a text is done: it lets a key go on where there is nothing to do.
        edits = isinstance(node, Input | TextArea)
        if edits and not await super().run_action(action, default_namespace, namespaces):
            return False
        self.done.setdefault(self.key, []).append(Done(name, cast("DOMNode", node)))
        return True

    async def press(self, *keys: str) -> None:
        """Send the keys, and wait until the last one is through."""
        for key in keys:
            await self.on_event(events.Key(key, key_to_character(key)))
        await self.key_order.rest()


class Advertised(NamedTuple):
    """A key that the footer or the help names, and what it is to do."""

    key: str
    id: str
    action: str
    node: DOMNode


def advertised(screen: CoachScreen[Any]) -> Iterator[Advertised]:
    """What the help of the screen lists; the footer is drawn from the same."""
    for _title, commands in groups_of(screen):
        for command in commands:
            for key, binding in command.node._bindings:
                if (
                    binding.id == command.id
                    and key != NO_KEY
                    and is_meant(screen, binding, command.node)
                ):
                    yield Advertised(key, command.id, binding.action, command.node)


def is_meant(screen: CoachScreen[Any], binding: Binding, node: DOMNode) -> bool:
    """Not a letter or what else edits a text while one is typed, nor what is the app's under a dialog."""
    if is_text(screen, binding.key) and not binding.priority and node is not screen.focused:
        return False
    return binding.priority or node is not screen.app or not screen.is_modal


def is_text(screen: CoachScreen[Any], key: str) -> bool:
    """Whether the key edits the text that has the focus."""
    field = screen.focused
    if not isinstance(field, Input | TextArea):
        return False
    of_field = field._bindings.key_to_bindings.get(key, ())
    # A line of text does not scroll: there the keys for that go on.
    own = [
        each for each in of_field if not each.id and not each.action.startswith(("scroll", "page"))
    ]
    return printable(key) or bool(own)


def exists(action: str, node: DOMNode) -> bool:
    return any(hasattr(node, f"{prefix}{action}") for prefix in ("action_", "_action_"))


async def complaints(app: AskedApp) -> list[str]:
    """Keys that are advertised and dead, and keys that are alive and not advertised."""
    screen = cast("CoachScreen[Any]", app.screen)
    app.asking = True
    named: dict[str, list[Advertised]] = {}
    for each in advertised(screen):
        named.setdefault(each.key, []).append(each)
    await app.press(*named)
    found = []
    for key, meant in named.items():
        done = app.done.get(key, [])
        alive = any(
            exists(did.action, did.node)
            and any(
                each.action.rpartition(".")[2].partition("(")[0] == did.action for each in meant
            )
            for did in done
        )
        if not alive:
            found.append(f"{key} is advertised as {[each.id for each in meant]} and is dead")
    app.done.clear()
    before = state(app)
    quiet = [key for key in KEYS if key not in named and not is_text(screen, key)]
    await app.press(*quiet)
    for key, done in app.done.items():
        if {each.action for each in done} - NOT_ADVERTISED:
            found.append(f"{key} is not advertised and does {[each.action for each in done]}")
    if state(app) != before:
        found.append("a key that is not advertised changed what is shown")
    return found


def state(app: AskedApp) -> tuple[Any, ...]:
    """What a person sees, and where the next key goes."""
    return app.screen, app.focused, text_of(app)


def misjudged(screen: CoachScreen[Any]) -> list[str]:
    """What the report of clashes takes for impossible and is so: it tells them without showing any screen."""
    with_commands = [each for each in screen.query("*") if each.focusable and commands_of(each)]
    found = [
        f"a {type(each).__name__} stands on {type(screen).__name__}"
        for each in with_commands
        if not isinstance(each, widgets_on(type(screen)))
    ]
    # The filter comes and goes; the key that takes it away wins.
    field = screen.focused
    if isinstance(field, Input | TextArea) and field.id != "filter" and not screen.takes_text:
        found.append(f"text is typed on {type(screen).__name__}")
    return found


def app_on(vault: Vault, screen: str, key_set: str = "standard") -> AskedApp:
    vault = arranged(vault, screen)
    return AskedApp(vault.path, vault, Config(key_set=key_set), cards=vault.cards())


@pytest.mark.parametrize("screen", SCREENS)
async def test_what_is_advertised_is_alive_and_nothing_else_is(
    practice: Vault,  # noqa: F811
    screen: str,
) -> None:
    app = app_on(practice, screen)
    async with standing(app, screen, (120, 40)):
        assert not misjudged(cast("CoachScreen[Any]", app.screen))
        assert not await complaints(app)


@pytest.mark.parametrize("key_set", ["plain", "vim"])
@pytest.mark.parametrize(
    "screen", ["clients", "client_sessions", "review_consent", "session", "drafts"]
)
async def test_so_it_is_in_every_key_set(
    practice: Vault,  # noqa: F811
    screen: str,
    key_set: str,
) -> None:
    app = app_on(practice, screen, key_set)
    async with standing(app, screen, (120, 40)):
        assert not await complaints(app)


async def test_a_dead_and_an_unadvertised_key_are_found(
    practice: Vault,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broken = {
        "b": [Binding("b", "no_such", "Broken", tooltip="Broken", id="clients.broken")],
        "z": [Binding("z", "add", "Add")],
    }
    keys = ClientsScreen._merged_bindings
    assert keys
    monkeypatch.setattr(
        ClientsScreen, "_merged_bindings", BindingsMap.from_keys({**keys.key_to_bindings, **broken})
    )
    monkeypatch.setattr(
        ClientsScreen, "key_y", lambda self: self.query_one(Heading).show("?"), raising=False
    )
    app = app_on(practice, "clients")
    async with standing(app, "clients", (120, 40)):
        assert await complaints(app) == [
            "b is advertised as ['clients.broken'] and is dead",
            "z is not advertised and does ['add']",
            "a key that is not advertised changed what is shown",
        ]
