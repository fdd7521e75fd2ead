"""An agreement as Markdown that reads well as plain text, on GitHub and on paper.

Here belongs the shape of the document. A box, a heading or a comment in it means something when a
ticked copy is read in again, so nothing that a person wrote may become one: names and comments are
escaped, and wording that could pass for structure is set as plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coachtui.documents import words
from coachtui.documents.clean import clean_text
from coachtui.documents.escape import escape_line, escape_text
from coachtui.documents.wording import BrokenLine, check_wording
from coachtui.domain.agreement import (
    Agreement,
    Clause,
    ClauseKind,
    ClauseState,
    Parties,
    Party,
    Role,
    Signature,
)
from coachtui.language import Language

_LABELS: dict[Language, dict[str, str]] = {
    "nb": {
        "made": "Laget",
        "parties": "Partene",
        "yes": "Ja",
        "no": "Nei",
        "comment": "Kommentar:",
        "signatures": "Underskrifter",
        "where": "Sted og dato:",
        "sign": "Underskrift:",
        "code": "Kontrollkode for teksten:",
    },
    "en": {
        "made": "Made",
        "parties": "The parties",
        "yes": "Yes",
        "no": "No",
        "comment": "Comment:",
        "signatures": "Signatures",
        "where": "Place and date:",
        "sign": "Signature:",
        "code": "Fingerprint of the text:",
    },
}
_LINE_TO_WRITE_ON = "_" * 32


def agreement_to_markdown(agreement: Agreement, parties: Parties) -> str:
    """``agreement`` as GitHub-flavoured Markdown in its own language.

    ``parties`` name both sides as long as it is not signed; from then on its own do.
    """
    named = agreement.parties or parties
    return "\n\n".join(_parts(agreement, named)) + "\n"


def _parts(agreement: Agreement, parties: Parties) -> Iterator[str]:
    language = agreement.language
    label = _LABELS[language]
    yield _front_matter(agreement)
    yield f"# {escape_line(agreement.title)}"
    state = words.agreement_state(agreement.state, language)
    yield f"{label['made']} {words.day(agreement.created, language)}, {state}"
    if agreement.introduction.strip():
        yield _contained(agreement.introduction)
    yield f"## {label['parties']}"
    sides = ((Role.COACH, parties.coach), (Role.CLIENT, parties.client))
    yield "\n".join(_party(role, party, language) for role, party in sides)
    for number, clause in enumerate(agreement.clauses, 1):
        yield from _clause(number, clause, language)
    yield from _signatures(agreement, parties)
    if agreement.fingerprint:
        yield f"{label['code']} {escape_line(agreement.fingerprint)}"


def _front_matter(agreement: Agreement) -> str:
    values = {
        "coachtui": "agreement",
        "template": agreement.template,
        "version": agreement.template_version,
        "language": agreement.language,
        "state": str(agreement.state),
        "created": agreement.created.isoformat(),
        "fingerprint": agreement.fingerprint,
    }
    lines = [f"{key}: {_scalar(value)}" for key, value in values.items() if value]
    return "\n".join(["---", *lines, "---"])


def _scalar(value: str) -> str:
    """``value`` as it may stand after a key: bare where that is safe, else quoted, no sign left raw."""
    if re.fullmatch(r"[0-9A-Za-z](?:[0-9A-Za-z.-]*[0-9A-Za-z])?", value):
        return value
    return '"' + re.sub(r"[^0-9A-Za-z .]", _code_point, clean_text(value)) + '"'


def _code_point(found: re.Match[str]) -> str:
    # Without a backslash: one in front of a punctuation mark is Markdown's own escape.
    return f"U+{ord(found.group()):04X}"


def _party(role: Role, party: Party, language: Language) -> str:
    details = (party.name, party.organisation, party.email, party.phone)
    said = ", ".join(escape_line(detail) for detail in details if detail.strip())
    return f"- {words.role(role, language).capitalize()}: {said}"


def _clause(number: int, clause: Clause, language: Language) -> Iterator[str]:
    yield f"## {number}. {escape_line(clause.title)}"
    yield f"<!-- clause: {_comment_word(clause.id)} -->"
    if clause.kind is ClauseKind.CONSENT:
        yield _contained(clause.text)
        yield f"{words.clause_kind(clause.kind, language).capitalize()}:"
        yield _yes_and_no(clause, language)
        if clause.decision:
            yield _said(clause, language)
    else:
        yield _one_box(clause, language)
        yield _contained(clause.text)
    if comment := escape_text(clause.comment):
        quoted = f"{_LABELS[language]['comment']} {comment}".split("\n")
        yield "\n".join(f"> {line}" if line.strip() else ">" for line in quoted)


def _comment_word(text: str) -> str:
    """``text`` as one word that cannot end a comment; every id of a template is one already."""
    return re.sub(r"[^0-9A-Za-z]+", "-", text).strip("-") or "x"


def _one_box(clause: Clause, language: Language) -> str:
    """The box of an information or a term, with what was said to it."""
    if clause.state is ClauseState.ACCEPTED:
        return f"- [x] {_said(clause, language)}"
    to_do = words.clause_state(clause.kind, ClauseState.ACCEPTED, language).capitalize()
    return f"- [ ] {to_do} ({_said(clause, language)})" if clause.decision else f"- [ ] {to_do}"


def _yes_and_no(clause: Clause, language: Language) -> str:
    """The two boxes of a consent. One that was withdrawn is a no from then on."""
    yes = clause.state is ClauseState.ACCEPTED
    no = clause.state in (ClauseState.DECLINED, ClauseState.WITHDRAWN)
    label = _LABELS[language]
    return f"- [{'x' if yes else ' '}] {label['yes']}\n- [{'x' if no else ' '}] {label['no']}"


def _said(clause: Clause, language: Language) -> str:
    """State and date in words: ``Accepted 24 November 2026, on screen``."""
    decision = clause.decision
    state = words.clause_state(clause.kind, clause.state, language)
    if decision is None:
        return state
    state = state if clause.state is ClauseState.DECLINED else state.capitalize()
    if clause.kind is ClauseKind.CONSENT:
        state = state.capitalize()
    when = words.day(decision.on, language)
    return f"{state} {when}, {words.how(decision.how, language)}"


def _contained(text: str) -> str:
    """``text`` as Markdown if it keeps to what wording may use, else as the plain text it is."""
    text = clean_text(text).strip()
    try:
        check_wording(text)
    except BrokenLine:
        return escape_text(text)
    return text


def _signatures(agreement: Agreement, parties: Parties) -> Iterator[str]:
    label = _LABELS[agreement.language]
    yield f"## {label['signatures']}"
    for role, party in ((Role.CLIENT, parties.client), (Role.COACH, parties.coach)):
        given = [each for each in agreement.signatures if each.role is role]
        for signature in given:
            yield _signature(signature, agreement.language)
        if not given:
            yield _line_to_sign_on(role, party, agreement.language)


def _signature(signature: Signature, language: Language) -> str:
    details = (
        escape_line(signature.name),
        escape_line(signature.place),
        words.day(signature.on, language),
        words.how(signature.how, language),
    )
    said = ", ".join(detail for detail in details if detail)
    return f"{words.role(signature.role, language).capitalize()}: {said}"


def _line_to_sign_on(role: Role, party: Party, language: Language) -> str:
    label = _LABELS[language]
    return "\n\n".join(
        (
            f"{words.role(role, language).capitalize()}: {escape_line(party.name)}",
            f"{label['where']} {_LINE_TO_WRITE_ON}",
            f"{label['sign']} {_LINE_TO_WRITE_ON}",
        )
    )
