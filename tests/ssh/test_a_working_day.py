"""A coach's working day on the box at home: through SSH, in tmux, from the laptop and from the phone."""

from __future__ import annotations

import json
import os
import shutil
import signal
from datetime import date
from pathlib import Path

import pytest

from coachtui.services import demo
from tests.hands import CTRL_Q, ENTER, ESCAPE
from tests.pictures import Album
from tests.ssh.conftest import CTRL_S, wait_until
from tests.ssh.server import Server
from tests.terminal import SOON, Terminal

WORK = "tmux -u new-session -A -s coach coachtui"
CTRL_G, CTRL_U = "\x07", "\x15"
PHONE = (60, 20)
NEW_NAME = "Nora Nyklient"
NOTED, LATER = "Vil øve på å be om hjelp.", "Neste gang: hva sa kollegaen?"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The made-up practice, where the program looks for the vault."""
    place = tmp_path / ".local" / "share" / "coachtui" / "vault"
    place.parent.mkdir(parents=True)
    demo.practice(place, date.today()).close()
    return tmp_path


@pytest.fixture
def day(home: Path, server: Server) -> Day:
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    return Day(home, server)


class Day:
    """Who works, where, and what the day has looked like."""

    def __init__(self, home: Path, server: Server) -> None:
        self.home, self.server = home, server
        self.album = Album()

    def arrive(self, command: str = WORK, size: tuple[int, int] = (80, 24)) -> Terminal:
        """Log in, unlock what is there, and see what is beneath."""
        terminal = self.server.login(command, size=size)
        terminal.wait_for("Passphrase")
        terminal.type(demo.PASSPHRASE + ENTER)
        terminal.wait_gone("Passphrase")
        return terminal

    def tell(self, *command: str) -> str:
        """What a command prints, run from a script at the other end."""
        done = self.server.run(
            "COACHTUI_PASSPHRASE_COMMAND='echo coachtui demo'", "coachtui", *command
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def test_a_working_day(day: Day) -> None:
    laptop = day.arrive()
    laptop.wait_for("Clients")
    day.album.take(laptop, "morning")
    before_the_first_meeting(day, laptop)
    a_connection_drops_in_the_meeting(day, laptop)
    laptop = the_note_is_found_again(day)
    code = a_new_client_and_an_agreement(day, laptop)
    the_phone_on_the_way_home(day, code)
    the_evening(day, laptop, code)
    nothing_is_left_outside(day)


def before_the_first_meeting(day: Day, laptop: Terminal) -> None:
    """Find her, read what was said last."""
    laptop.type("/kanel")
    laptop.wait_for("1 of 16 clients")
    day.album.take(laptop, "found")
    laptop.type(ENTER)
    laptop.wait_for("Sessions")
    day.album.take(laptop, "client")
    laptop.type("j" + ENTER)
    laptop.wait_for("Correct")
    laptop.wait_gone("Sessions")
    day.album.take(laptop, "last-note")
    laptop.type(ESCAPE)
    laptop.wait_for("Sessions")


def a_connection_drops_in_the_meeting(day: Day, laptop: Terminal) -> None:
    laptop.type("n")
    laptop.wait_for("Preview")
    laptop.type(NOTED)
    laptop.wait_for("draft sealed")
    day.album.take(laptop, "in-the-meeting")
    os.kill(laptop.pid, signal.SIGKILL)
    seen = "tmux capture-pane -p -t coach"
    wait_until(lambda: "coachtui is locked" in day.server.run(seen).stdout, "it is locked")


def the_note_is_found_again(day: Day) -> Terminal:
    laptop = day.arrive()
    laptop.wait_for("Not saved yet")
    laptop.wait_for("Vil øve")
    day.album.take(laptop, "after-the-drop")
    laptop.type(ENTER)
    laptop.wait_for("Preview")
    laptop.wait_for(NOTED)
    laptop.type(ENTER + LATER)
    laptop.wait_for(LATER)
    laptop.type(CTRL_S)
    laptop.wait_for("Saved for")
    day.album.take(laptop, "saved")
    return laptop


def a_new_client_and_an_agreement(day: Day, laptop: Terminal) -> str:
    """Someone new sits there: point by point, then signed; gives the client's code."""
    laptop.type(ESCAPE * 2)
    laptop.wait_for("Add")
    laptop.type("a")
    laptop.wait_for("New client")
    laptop.type(NEW_NAME + ENTER + "nora@example.org" + CTRL_S)
    laptop.wait_for(NEW_NAME)
    (added,) = [
        each for each in json.loads(day.tell("client", "list", "--json"))
        if each["name"] == NEW_NAME
    ]  # fmt: skip
    laptop.type("v")
    laptop.wait_for("New agreement")
    day.album.take(laptop, "new-agreement")
    laptop.type(CTRL_S)
    laptop.wait_for("0/14")
    laptop.type("o")
    laptop.wait_for("For you to read")
    day.album.take(laptop, "the-client-looks-on")
    for answered in range(1, 14):
        laptop.type(" ")
        laptop.wait_for(f"{answered}/14")
    day.album.take(laptop, "consent")
    laptop.type("y")
    laptop.wait_for("14/14")
    others = [each for each in json.loads(day.tell("client", "list", "--json")) if each != added]
    assert not any(each["name"] in laptop.text for each in others if each["name"] != NEW_NAME)
    laptop.type(ESCAPE)
    laptop.wait_for("passphrase")
    laptop.type(demo.PASSPHRASE + ENTER)
    laptop.wait_for("Sign")
    laptop.type("s")
    laptop.wait_for("Client signs as")
    day.album.take(laptop, "sign")
    laptop.type(CTRL_S)
    laptop.wait_for("Signed.")
    laptop.type("x")
    laptop.wait_for("Export the agreement")
    laptop.type(CTRL_U + str(day.home / "out") + CTRL_S)
    laptop.wait_for("Written to")
    day.album.take(laptop, "exported")
    return str(added["code"])


def the_phone_on_the_way_home(day: Day, code: str) -> None:
    """A second login, beside the first: small, and with what the first has saved."""
    phone = day.arrive("coachtui", PHONE)
    phone.wait_for("Clients")
    phone.type("/nora")
    phone.wait_for(NEW_NAME)
    phone.wait_for("1 of 17 clients")
    day.album.take(phone, "phone")
    phone.type(ENTER + "n")
    phone.wait_for("Preview")
    phone.type("Avtalt: møtes annenhver uke." + CTRL_S)
    phone.wait_for("Saved for")
    day.album.take(phone, "phone-note")
    phone.type(CTRL_Q)
    assert phone.end(SOON) == 0
    (note,) = json.loads(day.tell("session", "list", code, "--json"))
    assert note["note"].strip() == "Avtalt: møtes annenhver uke."


def the_evening(day: Day, laptop: Terminal, code: str) -> None:
    """A consent is taken back, a backup made, and the day is closed."""
    day.tell("agreement", "verify", code, f"{day.home}/out/{code}.md")
    day.tell("agreement", "withdraw", code, "icf-log")
    agreement = json.loads(day.tell("agreement", "show", code, "--json"))
    states = {each["id"]: each["state"] for each in agreement["clauses"]}
    assert states["icf-log"] == "withdrawn"
    day.tell("vault", "backup", f"{day.home}/backups")
    laptop.type(CTRL_G)
    laptop.wait_for("coachtui is locked")
    assert NEW_NAME not in laptop.text
    day.album.take(laptop, "evening")
    laptop.type(CTRL_Q)
    assert laptop.end(SOON) == 0


def nothing_is_left_outside(day: Day) -> None:
    """Who was met and what was said stands only where it was taken out to."""
    for path in day.home.rglob("*"):
        if path.is_file() and day.home / "out" not in path.parents:
            content = path.read_bytes() + str(path.relative_to(day.home)).encode()
            for word in ("Nyklient", "Kanelbolle", "be om hjelp", "annenhver uke"):
                assert word.encode() not in content, path
