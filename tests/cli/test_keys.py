"""``vault passphrase``, ``vault recovery``: what opens the vault, from a script and on a terminal."""

from __future__ import annotations

import errno
import json
import os
import re
import signal
import stat
from pathlib import Path

import pyte
import pytest

from coachtui import clock
from coachtui.errors import WrongPassphrase
from coachtui.services import keys, opening
from coachtui.vault.recovery_key import RecoveryKey
from tests.cli.conftest import PASSPHRASE, Line
from tests.terminal import Terminal
from tests.vault.test_refusing_disk import Refusing

NEW = "noe helt annet enn det"
_GROUP = re.compile(r"\b([1-8])  ([0-9A-HJKMNP-TV-Z]{5})\b")


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """The file with the new passphrase."""
    file = tmp_path / "new"
    file.write_text(NEW + "\n")
    return file


@pytest.fixture
def key(practice: Line, tmp_path: Path) -> Path:
    """The file with the recovery key of the vault."""
    file = tmp_path / "key"
    done = practice("vault", "recovery", "--to-file", str(file))
    assert (done.code, done.out) == (0, "")
    return file


def opens(vault: Path, passphrase: str) -> bool:
    try:
        opening.unlock(vault, passphrase).close()
    except WrongPassphrase:
        return False
    return True


def test_the_passphrase_is_changed_from_a_script(practice: Line, vault: Path, new: Path) -> None:
    done = practice("vault", "passphrase", "--new-passphrase-file", str(new))
    assert (done.code, done.out) == (0, "")
    assert "is changed" in done.err
    assert "vault rekey" in done.err
    assert NEW not in done.err
    assert not opens(vault, PASSPHRASE)
    assert practice("client", "list", file=new).code == 0
    again = practice("vault", "passphrase", "--new-passphrase-file", str(new))
    assert again.code == 3


def test_a_changed_passphrase_may_cost_more(practice: Line, vault: Path, new: Path) -> None:
    words = ("vault", "passphrase", "--new-passphrase-file", str(new), "--kdf", "default")
    assert practice(*words).code == 0
    known = json.loads(practice("vault", "info", "--json", file=new).out)
    assert [slot["memory_mib"] for slot in known["slots"]] == [64]
    assert known["seconds_to_open"] > 0
    assert "Opens in" in practice("vault", "info", file=new).out


@pytest.mark.parametrize("content", ["short", "", "bl\ufffdbærsyltetøy"])
def test_a_new_passphrase_that_will_not_do_changes_nothing(
    practice: Line, vault: Path, tmp_path: Path, content: str
) -> None:
    file = tmp_path / "new"
    file.write_text(content)
    before = (vault / "header").read_bytes()
    done = practice("vault", "passphrase", "--new-passphrase-file", str(file))
    assert done.code in (1, 2)
    assert (vault / "header").read_bytes() == before


def test_without_a_terminal_nothing_is_asked_or_shown(practice: Line, vault: Path) -> None:
    before = (vault / "header").read_bytes()
    for verb, option in (("passphrase", "--new-passphrase-file"), ("recovery", "--to-file")):
        done = practice("vault", verb)
        assert done.code == 2
        assert option in done.err
    assert (vault / "header").read_bytes() == before


def test_the_recovery_key_goes_into_a_private_file_and_never_over_one(
    practice: Line, vault: Path, key: Path
) -> None:
    content = key.read_bytes()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert keys.read(content.decode())
    before = (vault / "header").read_bytes()
    done = practice("vault", "recovery", "--to-file", str(key))
    assert done.code == 1
    assert "left as it is" in done.err
    assert key.read_bytes() == content
    assert (vault / "header").read_bytes() == before
    assert practice("vault", "recovery", "--to-file", str(vault / "no" / "such")).code == 1
    slots = json.loads(practice("vault", "info", "--json").out)["slots"]
    assert [slot["kind"] for slot in slots] == ["passphrase", "recovery"]


def test_a_key_in_a_file_stays_there_if_it_opens_and_goes_if_not(
    practice: Line, vault: Path, tmp_path: Path
) -> None:
    file = tmp_path / "key"
    with pytest.MonkeyPatch.context() as full:
        Refusing(full, 6, errno.ENOSPC, for_good=True)
        assert practice("vault", "recovery", "--to-file", str(file)).code == 1
    assert not file.exists()
    profile = (vault / "practice").read_bytes()
    (vault / "practice").write_bytes(profile[:-1])
    # Too late to note the day: by then the key is valid.
    assert practice("vault", "recovery", "--to-file", str(file)).code == 5
    (vault / "practice").write_bytes(profile)
    assert practice("vault", "recovery", "test", file=file).code == 0


def test_the_recovery_key_is_tried_and_the_day_noted(
    practice: Line, vault: Path, key: Path, tmp_path: Path, still_clock: None
) -> None:
    done = practice("vault", "recovery", "test", file=key)
    assert (done.code, done.out) == (0, "")
    assert "opens the vault" in done.err
    with_it = opening.unlock(vault, PASSPHRASE)
    assert with_it.upkeep().recovery_known == clock.today()
    with_it.close()
    groups = key.read_text().strip().split("-")
    mistyped = tmp_path / "mistyped"
    # One wrong character is always found; of more than one, one in 32 is not.
    wrong = ("1" if groups[4].startswith("0") else "0") + groups[4][1:]
    mistyped.write_text("-".join([*groups[:4], wrong, *groups[5:]]))
    done = practice("vault", "recovery", "test", file=mistyped)
    assert done.code == 2
    assert "group 5" in done.err
    assert groups[4] not in done.err
    assert wrong not in done.err
    other = tmp_path / "other"
    other.write_text(" ".join(RecoveryKey.make().groups).lower())
    assert practice("vault", "recovery", "test", file=other).code == 3
    assert practice("vault", "recovery", "test", "--to-file", str(other), file=key).code == 2


def test_a_newer_key_revokes_the_one_before(practice: Line, key: Path, tmp_path: Path) -> None:
    newer = tmp_path / "newer"
    assert practice("vault", "recovery", "--to-file", str(newer)).code == 0
    assert practice("vault", "recovery", "test", file=key).code == 3
    assert practice("vault", "recovery", "test", file=newer).code == 0


def test_a_forgotten_passphrase_is_replaced_with_the_key(
    practice: Line, vault: Path, key: Path, new: Path
) -> None:
    words = ("vault", "passphrase", "--recovery", "--new-passphrase-file", str(new))
    assert practice(*words, file=key).code == 0
    assert not opens(vault, PASSPHRASE)
    assert practice("client", "list", file=new).code == 0
    assert practice("vault", "recovery", "test", file=key).code == 0


def _epoch(vault: Path) -> int:
    return int((vault / "header").read_text("ascii").split("epoch ")[1].split()[0])


def test_a_new_key_for_everything_by_script(
    one_client: Line, vault: Path, key: Path, tmp_path: Path
) -> None:
    before = one_client("client", "list", "--json").out
    done = one_client("vault", "rekey")
    assert (done.code, done.out) == (0, "")
    for told in (
        "has a new key",
        "recovery key from before",
        "“coachtui vault recovery” makes one",
    ):
        assert told in done.err
    assert one_client("client", "list", "--json").out == before
    assert one_client("vault", "recovery", "test", file=key).code == 3
    newer = tmp_path / "newer"
    assert one_client("vault", "rekey", "--delete-snapshots", "--to-file", str(newer)).code == 0
    assert one_client("vault", "recovery", "test", file=newer).code == 0
    assert _epoch(vault) == 3


def test_a_file_that_cannot_take_the_new_recovery_key_is_refused_before_anything_is_changed(
    one_client: Line, vault: Path, tmp_path: Path
) -> None:
    taken = tmp_path / "taken"
    taken.write_text("mine")
    for file in (taken, tmp_path / "nowhere" / "key"):
        done = one_client("vault", "rekey", "--to-file", str(file))
        assert (done.code, done.out) == (1, "")
        assert str(file) in done.err
    assert taken.read_text() == "mine"
    assert _epoch(vault) == 1


def test_a_damaged_file_is_named_and_the_key_left(one_client: Line, vault: Path) -> None:
    (record,) = (vault / "records").glob("*")
    record.write_bytes(record.read_bytes()[:-1])
    done = one_client("vault", "rekey")
    assert done.code == 5
    assert f"records/{record.name}" in done.err
    assert _epoch(vault) == 1


def test_what_was_stopped_is_told_and_goes_on(one_client: Line, vault: Path) -> None:
    with pytest.MonkeyPatch.context() as stopping:
        Refusing(stopping, 20, errno.ENOSPC, for_good=True)
        done = one_client("vault", "rekey")
    assert done.code == 1
    assert "the disk is full" in done.err
    assert "goes on" in done.err
    assert "not finished" in one_client("vault", "info").out
    assert json.loads(one_client("vault", "info", "--json").out)["rekeying"] is True
    done = one_client("vault", "rekey")
    assert done.code == 0
    assert "is done" in done.err
    assert "not finished" not in one_client("vault", "info").out
    assert one_client("client", "list").code == 0


# On a terminal


@pytest.fixture
def terminal(practice: Line, vault: Path, tmp_path: Path) -> Terminal:
    """``vault recovery`` on a terminal, the passphrase given."""
    return _started(vault, tmp_path, "vault", "recovery")


def _started(vault: Path, home: Path, *words: str) -> Terminal:
    terminal = Terminal(home, "--vault", str(vault), *words)
    terminal.wait_for("Passphrase:")
    terminal.type(PASSPHRASE + "\r")
    return terminal


def _key_on(terminal: Terminal) -> dict[int, str]:
    terminal.wait_for("once it is written down")
    groups = {int(number): group for number, group in _GROUP.findall(terminal.text)}
    assert sorted(groups) == list(range(1, 9))
    return groups


def _answer(terminal: Terminal, groups: dict[int, str], wrong: bool = False) -> None:
    for _each in range(2):
        terminal.wait_for("of it, please")
        found = re.search(r"Group (\d) of it", terminal.text)
        assert found
        terminal.type(("00000" if wrong else groups[int(found[1])].lower()) + "\r")
        terminal.wait_gone(found[0])
        if wrong:
            return


def _left_behind(terminal: Terminal) -> str:
    """Everything that a terminal without another screen still has, what scrolled away as well."""
    screen = pyte.HistoryScreen(80, 24, history=1000)
    pyte.ByteStream(screen).feed(terminal.output)
    lines = ["".join(line[at].data for at in range(80)) for line in screen.history.top]
    return "\n".join([*lines, *screen.display])


def test_the_key_is_shown_once_asked_back_and_then_opens(terminal: Terminal, vault: Path) -> None:
    begun = clock.today()
    groups = _key_on(terminal)
    assert b"\x1b[?1049h" in terminal.output
    key = keys.read(" ".join(groups[number] for number in sorted(groups)))
    with pytest.raises(WrongPassphrase):
        opening.unlock(vault, key)
    terminal.type("\r")
    _answer(terminal, groups)
    terminal.wait_for("opens the vault from now on")
    assert terminal.end() == 0
    opened = opening.unlock(vault, key)
    assert opened.upkeep().recovery_known in (begun, clock.today())
    opened.close()
    left = _left_behind(terminal)
    assert not [group for group in groups.values() if group in left]
    after = terminal.output.rpartition(b"\x1b[?1049l")[2]
    assert not [group for group in groups.values() if group.lower().encode() in after.lower()]


def test_a_group_given_back_wrong_shows_the_key_again(terminal: Terminal, vault: Path) -> None:
    groups = _key_on(terminal)
    terminal.type("\r")
    _answer(terminal, groups, wrong=True)
    terminal.wait_for("Look once more")
    assert _key_on(terminal) == groups
    terminal.type("\r")
    _answer(terminal, groups)
    assert terminal.end() == 0


@pytest.mark.parametrize("step", ["shown", "asked back"])
def test_leaving_before_the_key_is_written_down_changes_nothing(
    terminal: Terminal, vault: Path, step: str
) -> None:
    before = (vault / "header").read_bytes()
    groups = _key_on(terminal)
    if step == "asked back":
        terminal.type("\r")
        terminal.wait_for("of it, please")
    terminal.type("\x03")
    terminal.wait_for("That recovery key was thrown away")
    assert terminal.end() == 130
    assert (vault / "header").read_bytes() == before
    left = _left_behind(terminal)
    assert not [group for group in groups.values() if group in left]


def test_a_kill_while_the_key_is_shown_clears_it(terminal: Terminal) -> None:
    groups = _key_on(terminal)
    os.kill(terminal.pid, signal.SIGTERM)
    assert terminal.end() == 143
    left = _left_behind(terminal)
    assert not [group for group in groups.values() if group in left]


def test_a_mistyped_key_is_named_by_its_group_and_asked_again(
    practice: Line, vault: Path, key: Path, tmp_path: Path
) -> None:
    groups = key.read_text().strip().split("-")
    wrong = "".join(sorted(groups[2]))
    terminal = Terminal(tmp_path, "--vault", str(vault), "vault", "recovery", "test")
    terminal.wait_for("Recovery key:")
    typed = "-".join([*groups[:2], "U" + wrong[1:], *groups[3:]])
    terminal.type(typed + "\r")
    terminal.wait_for("mistake in group 3")
    terminal.type("-".join(groups) + "\r")
    terminal.wait_for("opens the vault")
    assert terminal.end() == 0
    assert groups[0].encode() not in terminal.output


def test_the_passphrase_is_changed_on_a_terminal(
    practice: Line, vault: Path, tmp_path: Path
) -> None:
    terminal = _started(vault, tmp_path, "vault", "passphrase")
    terminal.wait_for("Choose a passphrase:")
    terminal.type(NEW + "\r")
    terminal.wait_for("Once more:")
    terminal.type(NEW + "\r")
    terminal.wait_for("[y/N]")
    terminal.type("\r")
    assert terminal.end() == 0
    assert "is changed" in terminal.text
    assert _epoch(vault) == 1
    assert opens(vault, NEW)
    assert b"annet" not in terminal.output


def test_a_changed_passphrase_leads_to_new_keys_where_they_are_wanted(
    practice: Line, vault: Path, tmp_path: Path
) -> None:
    terminal = _started(vault, tmp_path, "vault", "passphrase")
    for question in ("Choose a passphrase:", "Once more:"):
        terminal.wait_for(question)
        terminal.type(NEW + "\r")
    terminal.wait_for("Re-key now? [y/N]")
    terminal.type("y\r")
    terminal.wait_for("[Y/n]")
    assert "Sealing everything anew" in terminal.text
    terminal.type("n\r")
    assert terminal.end() == 0
    assert _epoch(vault) == 2
    assert opens(vault, NEW)


def test_init_offers_a_key(line: Line, vault: Path, tmp_path: Path) -> None:
    terminal = Terminal(
        tmp_path, "--vault", str(vault), "init", "--name", "Kari", "--kdf", "minimal"
    )
    for question in ("Choose a passphrase:", "Once more:"):
        terminal.wait_for(question)
        terminal.type(PASSPHRASE + "\r")
    terminal.wait_for("[Y/n]")
    terminal.type("\r")
    groups = _key_on(terminal)
    terminal.type("\r")
    _answer(terminal, groups)
    assert terminal.end() == 0
    assert opening.unlock(vault, keys.read("".join(groups.values())))


def test_init_without_a_terminal_says_how_to_make_one(line: Line) -> None:
    done = line("init", "--name", "Kari", "--kdf", "minimal")
    assert done.code == 0
    assert "coachtui vault recovery" in done.err
    assert re.search(r"takes \d+\.\d+ s on this machine", done.err)
