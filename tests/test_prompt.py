"""The passphrase prompt on a real pseudo-terminal: nothing is echoed, and the terminal is given back."""

from __future__ import annotations

import os
import signal
import sys
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest

from coachtui.services.opening import Vault
from tests.conftest import PASSPHRASE
from tests.terminal import PATIENCE, catches

START = "from coachtui.start import main; main()"
Spawn = Callable[..., pexpect.spawn]

LAST = signal.SIGTSTP
"""The last of the signals that the app sees to when it begins."""


@pytest.fixture
def spawn(vault: Vault, tmp_path: Path) -> Iterator[Spawn]:
    """Starts coachtui on a terminal, on the vault of the tests."""
    vault.close()
    children: list[pexpect.spawn] = []

    def start(script: str = START, term: str = "xterm-256color", **more: str) -> pexpect.spawn:
        environment = {
            **os.environ,
            "TERM": term,
            "COACHTUI_CONFIG": str(tmp_path / "none.toml"),
            "COACHTUI_VAULT": str(vault.path),
            **more,
        }
        child = pexpect.spawn(
            sys.executable, ["-c", script], env=environment, dimensions=(24, 80), timeout=PATIENCE
        )
        child.delaybeforesend = 0
        children.append(child)
        return child

    yield start
    for child in children:
        child.close(force=True)


def echoes(child: pexpect.spawn) -> bool:
    return bool(termios.tcgetattr(child.child_fd)[3] & termios.ECHO)


def until_it_catches(child: pexpect.spawn, number: signal.Signals) -> None:
    """Wait until a signal would not end it at once any more."""
    deadline = time.monotonic() + PATIENCE
    while not catches(child.pid, number):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def ended(child: pexpect.spawn) -> tuple[bytes, int | None]:
    """What it printed to its end, and its exit code."""
    child.expect(pexpect.EOF)
    child.wait()
    return child.before, child.exitstatus


def test_nothing_typed_is_echoed_and_the_app_opens(spawn: Spawn) -> None:
    child = spawn()
    child.expect("Passphrase: ")
    assert not echoes(child)
    child.send(PASSPHRASE + "\r" + "typed-ahead")
    child.expect_exact("\x1b[?1049h")
    before = child.before
    # The “a” in it opened a form, which is kept as a draft.
    child.send("\x11")
    after, code = ended(child)
    assert code == 0
    for piece in (PASSPHRASE, PASSPHRASE[:7], "typed-ahead"):
        assert piece.encode() not in before
    assert b"\x1b[K" in before
    assert b"\x1b[?1049l" in after
    assert PASSPHRASE.encode() not in after


def test_keys_typed_ahead_reach_the_screen(spawn: Spawn) -> None:
    child = spawn()
    child.expect("Passphrase: ")
    child.send(PASSPHRASE + "\r" + "?")
    child.expect("Add a client")


@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_ctrl_c_and_ctrl_d_leave_quietly_and_the_echo_is_back(spawn: Spawn, key: str) -> None:
    child = spawn(
        "import subprocess, sys\n"
        "code = subprocess.call([sys.executable, '-c', 'from coachtui.start import main; main()'])\n"
        "input(f'code {code} ')\n"
    )
    child.expect("Passphrase: ")
    if key == "\x03":
        child.send("half a passphrase")
    child.send(key)
    child.expect("code 130 ")
    assert echoes(child)
    assert b"half" not in child.before
    assert child.before.strip() == b"\x1b[K"


def test_a_wrong_passphrase_is_asked_again_and_after_three_the_exit_code_is_3(spawn: Spawn) -> None:
    child = spawn()
    for _try in range(3):
        child.expect("Passphrase: ")
        child.send("not the right one\r")
    printed, code = ended(child)
    assert code == 3
    assert b"Traceback" not in printed
    assert b"not the right" not in printed


def test_a_plain_kill_at_the_prompt_gives_the_terminal_back(spawn: Spawn) -> None:
    child = spawn()
    child.expect("Passphrase: ")
    until_it_catches(child, signal.SIGTERM)
    child.kill(signal.SIGTERM)
    assert ended(child)[1] == 143
    assert echoes(child)


DEAF = """
import time
from coachtui import launch
def read(invocation):
    print("deaf")
    while True:
        try:
            time.sleep(0.01)
        except BaseException:
            pass
launch._configuration = read
"""
"""What loses every exception, as an import does now and then."""


def test_a_kill_ends_it_wherever_it_is_behind_the_prompt(spawn: Spawn) -> None:
    child = spawn(DEAF + START)
    child.expect("deaf")
    child.kill(signal.SIGTERM)
    assert ended(child)[1] == 143
    assert echoes(child)


SLOW = """
import time
from coachtui import launch
def make(behind):
    print("begun")
    time.sleep(0.5)
    print("made")
launch._Behind._make = make
"""


def test_leaving_waits_for_what_is_being_imported(spawn: Spawn) -> None:
    child = spawn(SLOW + "import sys\nfrom coachtui.start import main\nsys.exit(main())")
    child.expect("begun")
    child.send("\x03")
    printed, code = ended(child)
    assert code == 130
    assert b"made" in printed


def test_a_passphrase_file_opens_without_a_prompt(spawn: Spawn, tmp_path: Path) -> None:
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE + "\n")
    child = spawn(COACHTUI_PASSPHRASE_FILE=str(file))
    child.expect_exact("\x1b[?1049h")
    assert b"Passphrase" not in child.before
    child.expect("Help")


def test_a_command_for_the_passphrase_may_ask_on_the_terminal_itself(
    spawn: Spawn, tmp_path: Path
) -> None:
    command = tmp_path / "command"
    command.write_text(f"printf 'PIN:' >/dev/tty; read pin </dev/tty; echo '{PASSPHRASE}'\n")
    child = spawn(COACHTUI_PASSPHRASE_COMMAND=f"sh {command}")
    child.expect_exact("PIN:")
    child.send("1234\r")
    child.expect_exact("\x1b[?1049h")
    child.expect("Help")


def test_ctrl_c_ends_a_command_for_the_passphrase_that_does_not_end(spawn: Spawn) -> None:
    child = spawn(COACHTUI_PASSPHRASE_COMMAND="sh -c 'echo asking >/dev/tty; sleep 600'")
    child.expect_exact("asking")
    child.send("\x03")
    printed, code = ended(child)
    assert code == 130
    assert b"Traceback" not in printed
    assert echoes(child)


def test_a_command_for_the_passphrase_does_not_read_what_is_piped_in(
    vault: Vault, tmp_path: Path
) -> None:
    import subprocess

    command = tmp_path / "command"
    command.write_text(f"cat >/dev/null; echo '{PASSPHRASE}'\n")
    done = subprocess.run(
        [sys.executable, "-c", START, "client", "add"],
        env={
            **os.environ,
            "COACHTUI_CONFIG": str(tmp_path / "none.toml"),
            "COACHTUI_VAULT": str(vault.path),
            "COACHTUI_PASSPHRASE_COMMAND": f"sh {command}",
        },
        input="Ada Test\nada@example.org\n1\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "K-001\n")


def test_a_terminal_without_a_cursor_is_refused(spawn: Spawn) -> None:
    printed, code = ended(spawn(term="dumb"))
    assert code == 2
    assert printed.count(b"\n") == 1


def test_without_a_terminal_nothing_is_asked(vault: Vault) -> None:
    import subprocess

    done = subprocess.run(
        [sys.executable, "-c", START],
        env={**os.environ, "TERM": "xterm", "COACHTUI_VAULT": str(vault.path)},
        input=PASSPHRASE + "\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert "--passphrase-file" in done.stderr
    assert "Passphrase:" not in done.stderr


CRASH = """
import coachtui.tui.app as app
def crash(self):
    secret = "hemmelig-notat"
    raise ValueError(secret)
app.CoachApp.action_redraw = crash
from coachtui.start import main
main()
"""


def test_a_crash_prints_one_sentence_and_no_locals(spawn: Spawn) -> None:
    child = spawn(CRASH)
    child.expect("Passphrase: ")
    child.send(PASSPHRASE + "\r")
    child.expect("Help")
    child.send("\x0c")
    printed, code = ended(child)
    assert code == 1
    assert b"ValueError at " in printed
    assert b"hemmelig" not in printed
    assert b"Traceback" not in printed
    assert echoes(child)


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT])
def test_a_signal_seals_and_then_ends_the_app(
    spawn: Spawn, tmp_path: Path, number: signal.Signals
) -> None:
    made = tmp_path / "sealed"
    child = spawn(_sealing_into(made))
    child.expect("Passphrase: ")
    child.send(PASSPHRASE + "\r")
    child.expect("Help")
    until_it_catches(child, LAST)
    child.kill(number)
    printed, code = ended(child)
    assert code == 128 + number
    assert made.read_text() == "sealed"
    assert b"Traceback" not in printed


def test_a_lost_connection_seals_and_ends_the_process(spawn: Spawn, tmp_path: Path) -> None:
    made = tmp_path / "sealed"
    child = spawn(_sealing_into(made))
    child.expect("Passphrase: ")
    child.send(PASSPHRASE + "\r")
    child.expect("Help")
    until_it_catches(child, LAST)
    os.close(child.child_fd)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and os.waitpid(child.pid, os.WNOHANG) == (0, 0):
        time.sleep(0.05)
    assert made.read_text() == "sealed"
    assert time.monotonic() < deadline
    child.close = lambda force: None


def _sealing_into(made: Path) -> str:
    """coachtui with a list of clients that leaves a file behind when it is sealed."""
    return (
        "import coachtui.tui.screens.clients as clients\n"
        "from pathlib import Path\n"
        "async def seal(self):\n"
        f"    Path({str(made)!r}).write_text('sealed')\n"
        "clients.ClientsScreen.seal = seal\n"
        "from coachtui.start import main\n"
        "main([])\n"
    )


def test_nothing_is_drawn_while_nobody_types_also_in_a_text_field(spawn: Spawn) -> None:
    child = spawn()
    child.expect("Passphrase: ")
    child.send(PASSPHRASE + "\r")
    child.expect("Help")
    child.send("/")
    child.expect("ilter by name")  # the cursor stands on the first letter
    # What is still being drawn comes to an end; a cursor that blinks does not.
    deadline = time.monotonic() + PATIENCE
    while _sends_more(child):
        assert time.monotonic() < deadline


def _sends_more(child: pexpect.spawn) -> bool:
    try:
        child.read_nonblocking(65536, timeout=2)
    except pexpect.TIMEOUT:
        return False
    return True
