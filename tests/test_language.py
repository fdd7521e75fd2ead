"""Which language is spoken: said on the line, in the configuration, or by the terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from coachtui import config
from coachtui.domain.agreement import AgreementState, ClauseKind, ClauseState
from coachtui.domain.client import ClientState
from coachtui.domain.record import ClientRecord
from coachtui.domain.session import SessionState
from coachtui.language import Language, _, ngettext, set_language
from coachtui.services import agreements, clients, exports
from coachtui.services.opening import Vault
from coachtui.services.wording import answer, days_since, term
from tests.conftest import DAY, NOW, PASSPHRASE
from tests.terminal import Terminal


def configure(content: bytes) -> None:
    """Let the file of the configuration hold ``content``."""
    place = Path(config.place())
    place.parent.mkdir(exist_ok=True, parents=True)
    place.write_bytes(content)


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, "en"),
        ({"LANG": "nb_NO.UTF-8"}, "nb"),
        ({"LANG": "nn_NO"}, "nb"),
        ({"LANG": "no"}, "nb"),
        ({"LANG": "nb.UTF-8"}, "nb"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "nonsense"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "nb_NO.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "nb_NO.UTF-8"}, "nb"),
        ({"LANG": "nb_NO", "LC_MESSAGES": "nb_NO", "LC_ALL": "C"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "nb_NO"}, "nb"),
    ],
)
def test_the_terminal_says_it_where_nobody_else_does(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], language: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert config.read().language == config.language_at_a_glance() == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ('language = "nb"', "nb"),
        ("language='nb' # norsk", "nb"),
        ('theme = "coach-light"\n"language"   =   "nb"\n', "nb"),
        ('language = "en"', "en"),
        ('theme = "coach-light"', "en"),
        ("", "en"),
    ],
)
def test_what_is_seen_at_a_glance_is_what_the_configuration_says(text: str, language: str) -> None:
    configure(text.encode())
    assert config.language_at_a_glance() == config.read().language == language


@pytest.mark.parametrize("content", [b"\xff\xfe", b'language = "de"\n', b"language\n"])
def test_a_glance_at_a_broken_configuration_is_no_error(content: bytes) -> None:
    configure(content)
    assert config.language_at_a_glance() == "en"


def test_the_configuration_wins_over_the_terminal_and_the_line_over_both(
    tmp_path: Path,
) -> None:
    def said(language_set: str, *line: str) -> str:
        configure(f'language = "{language_set}"\n'.encode())
        done = subprocess.run(
            [sys.executable, "-m", "coachtui", "--vault", str(tmp_path / "none"), *line],
            env={**os.environ, "LC_ALL": "nb_NO.UTF-8"},
            capture_output=True,
            text=True,
        )
        return done.stderr

    assert "There is no vault" in said("en", "vault", "info")
    assert "Det er ikke noe hvelv" in said("nb", "vault", "info")
    assert "There is no vault" in said("nb", "vault", "info", "--lang", "en")
    assert "Det er ikke noe hvelv" in said("en", "--lang=nb", "vault", "info")
    # Wrong before the line is read: in the language of the configuration.
    assert said("nb", "--vault") == "coachtui: --vault trenger en verdi.\n"


def test_the_prompt_and_the_screens_behind_it_speak_it(vault: Vault, tmp_path: Path) -> None:
    vault.close()
    configure(b'language = "nb"\n')
    terminal = Terminal(tmp_path, "--vault", str(vault.path))
    terminal.wait_for("Passfrase:")
    terminal.type("noe helt annet\r")
    terminal.wait_for("Den åpner ikke; Ctrl+R hvis den er glemt. Passfrase:")
    terminal.type(PASSPHRASE + "\r")
    terminal.wait_for("Ingen klienter ennå. Trykk a for")
    terminal.type("\x11")
    assert terminal.end() == 0


def test_a_broken_configuration_is_told_in_place_of_the_prompt(
    vault: Vault, tmp_path: Path
) -> None:
    vault.close()
    configure(b'language = "nb"\nthmee = 1\n')
    terminal = Terminal(tmp_path, "--vault", str(vault.path), size=(400, 24))
    terminal.wait_for("«thmee» er ukjent. Mente du «theme»?")
    assert terminal.end() == 1
    assert "Passfrase:" not in terminal.text


def test_a_plural_has_the_form_of_the_language(bokmaal: None) -> None:
    def told(count: int) -> str:
        return ngettext("{count} client", "{count} clients", count).format(count=count)

    assert [told(count) for count in (0, 1, 2)] == ["0 klienter", "1 klient", "2 klienter"]
    assert days_since(DAY, DAY) == "i dag"


def test_what_no_catalogue_has_is_said_as_the_source_says_it(bokmaal: None) -> None:
    assert _("no message at all") == "no message at all"
    set_language("en")
    assert _("Clients") == "Clients"


def test_the_words_of_the_practice_are_those_agreed_upon(bokmaal: None) -> None:
    assert [term(each) for each in ClientState] == [
        *("henvendelse", "aktiv", "på pause", "avsluttet")
    ]
    assert [term(each) for each in AgreementState] == [
        *("utkast", "til signering", "signert", "erstattet", "avsluttet")
    ]
    assert [term(each) for each in SessionState] == [
        *("planlagt", "gjennomført", "avlyst", "ikke møtt")
    ]
    assert [term(each) for each in ClauseKind] == ["informasjon", "vilkår", "samtykke"]
    assert answer(ClauseKind.INFORMATION, ClauseState.ACCEPTED) == "lest"
    assert answer(ClauseKind.TERM, ClauseState.ACCEPTED) == "godtatt"
    assert answer(ClauseKind.TERM, ClauseState.DECLINED) == "må drøftes"
    assert answer(ClauseKind.CONSENT, ClauseState.ACCEPTED) == "samtykker"
    assert answer(ClauseKind.CONSENT, ClauseState.DECLINED) == "samtykker ikke"
    assert answer(ClauseKind.CONSENT, ClauseState.WITHDRAWN) == "trukket tilbake"


@pytest.mark.parametrize(
    ("screens", "clients_own", "kind", "heading"),
    [
        ("nb", "en", "informasjon", "What coaching is for"),
        ("en", "nb", "information", "Hva coaching er til for"),
    ],
)
def test_an_agreement_is_in_the_clients_language_and_what_is_around_it_in_the_coachs(
    vault: Vault, tmp_path: Path, screens: Language, clients_own: str, kind: str, heading: str
) -> None:
    set_language(screens)
    try:
        person = {"name": "Bo Test", "language": clients_own}
        record: ClientRecord = agreements.begin(vault, clients.add(vault, person, DAY).id, DAY)
        assert record.agreement
        assert record.agreement.clauses[0].title == heading
        assert term(record.agreement.clauses[0].kind) == kind
        text = exports.export_agreement(vault, record.id, tmp_path / "out", NOW).read_text()
    finally:
        set_language("en")
    assert heading in text
    assert ("[ ] Ja" in text, "[ ] Yes" in text) == (clients_own == "nb", clients_own == "en")
