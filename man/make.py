"""Writes the manual pages of ``coachtui`` from its commands, one page for each language.

``python -m man.make`` puts them beside this file; they are committed, since a build has no click to
make them with, and a test holds them to the commands. Nothing is said here that a ``--help`` does not
say, but for the headings and the exit codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click

from coachtui.cli.main import command as root
from coachtui.cli.spoken import Command, option_rows
from coachtui.language import LANGUAGES, Language, _, set_language

_HERE = Path(__file__).parent

_WORDS = {
    "en": {
        "name": "NAME",
        "usage": "SYNOPSIS",
        "description": "DESCRIPTION",
        "commands": "COMMANDS",
        "examples": "EXAMPLES",
        "codes": "EXIT STATUS",
        "manual": "coachtui manual",
        "gist": "the client records of a coach, in a terminal",
    },
    "nb": {
        "name": "NAVN",
        "usage": "BRUK",
        "description": "BESKRIVELSE",
        "commands": "KOMMANDOER",
        "examples": "EKSEMPLER",
        "codes": "SLUTTKODER",
        "manual": "Håndbok for coachtui",
        "gist": "klientmappene til en coach, i en terminal",
    },
}

_CODES = {
    "en": (
        ("0", "done"),
        ("1", "failed; the message says what is safe"),
        ("2", "the line, or a value on it, cannot be used"),
        ("3", "wrong passphrase; nothing was changed"),
        ("4", "another session holds the vault for a long operation"),
        ("5", "damage was found"),
        ("6", "not found: a vault, a client, a session, a template"),
        ("130", "left with Ctrl+C"),
    ),
    "nb": (
        ("0", "gjort"),
        ("1", "mislyktes; meldingen sier hva som er trygt"),
        ("2", "linjen, eller en verdi på den, kan ikke brukes"),
        ("3", "feil passfrase; ingenting ble endret"),
        ("4", "en annen økt holder hvelvet for en lang operasjon"),
        ("5", "det ble funnet skade"),
        ("6", "ikke funnet: et hvelv, en klient, et møte, en mal"),
        ("130", "forlatt med Ctrl+C"),
    ),
}


def file_of(language: Language) -> Path:
    """Where the page in ``language`` lies."""
    return _HERE / f"coachtui.{language}.1"


def page(language: Language) -> str:
    """The manual page in ``language``, as roff for the ``man`` macros. It leaves that language spoken."""
    set_language(language)
    words = _WORDS[language]
    lines = [
        '.\\" Made by "python -m man.make" from the commands themselves.',
        f'.TH COACHTUI 1 "" coachtui "{words["manual"]}"',
        f".SH {words['name']}",
        f"coachtui \\- {words['gist']}",
        f".SH {words['usage']}",
        ".B coachtui",
        _text(" ".join(map(_, root.collect_usage_pieces(_context(root))))),
        f".SH {words['description']}",
        *_prose(root.help or ""),
        *_prose(root.epilog or ""),
        f".SH {words['commands']}",
        *(line for verb in _verbs(root, ("coachtui",)) for line in verb),
        f".SH {words['examples']}",
        *_examples(root),
        f".SH {words['codes']}",
        *(line for code, meaning in _CODES[language] for line in _item(code, meaning)),
        "",
    ]
    # A heading begins a paragraph by itself.
    return re.sub(r"^(\.S[HS] .*\n)\.PP\n", r"\1", "\n".join(lines), flags=re.MULTILINE)


def _verbs(group: click.Group, words: tuple[str, ...]) -> Iterator[list[str]]:
    """A section for each command below ``group``, in the order of its help."""
    above = _context(group)
    for name in group.list_commands(above):
        command = group.get_command(above, name)
        if isinstance(command, click.Group):
            yield from _verbs(command, (*words, name))
        elif isinstance(command, Command):
            yield _verb(command, (*words, name))


def _verb(command: Command, words: tuple[str, ...]) -> list[str]:
    ctx = _context(command)
    usage = " ".join(map(_, command.collect_usage_pieces(ctx)))
    options = [row for row in option_rows(command, ctx) if "--help" not in row[0]]
    return [
        f".SS {_text(' '.join((*words, usage)))}",
        *_prose(command.help or ""),
        *(line for written, meaning in options for line in _item(written, meaning)),
        *_examples(command),
    ]


def _context(command: click.Command) -> click.Context:
    """A context as a line makes it; a command remembers the help options of the first that it is in."""
    return click.Context(command, **root.context_settings)


def _examples(command: Command) -> list[str]:
    shown = [_text(_(each)) for each in command.examples]
    return [".PP", ".nf", ".RS 4", *shown, ".RE", ".fi"]


def _item(term: str, meaning: str) -> list[str]:
    return [".TP", f".B {_text(term)}", _text(meaning)]


def _prose(message: str) -> list[str]:
    """Paragraphs; one that begins with a backspace keeps its lines, as in click's own help."""
    lines: list[str] = []
    for paragraph in _(message).strip().split("\n\n"):
        rows = [_text(row) for row in paragraph.removeprefix("\b\n").split("\n") if row]
        lines += [".PP", ".nf", *rows, ".fi"] if paragraph.startswith("\b") else [".PP", *rows]
    return lines


def _text(text: str) -> str:
    """``text`` so that roff prints it: no escape, no request, hyphens that can be copied."""
    safe = text.replace("\\", "\\e").replace("-", "\\-").replace("~", "\\(ti").replace("^", "\\(ha")
    return re.sub(r"^([.'])", r"\\&\1", safe)


if __name__ == "__main__":
    for each in LANGUAGES:
        file_of(each).write_text(page(each), "utf-8")
