"""An agreement as Markdown that reads well as plain text, on GitHub and on paper.

Here belongs the shape of the document. A box, a heading or a comment in it means something when a
ticked copy is read in again, so nothing that a person wrote may become one: names and comments are
escaped, and wording that could pass for structure is set as plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from coachtui.documents import words
from coachtui.documents.agreement.words import LABELS, LINE_TO_WRITE_ON, history, said
from coachtui.documents.clean import clean_text
from coachtui.documents.escape import escape_line, escape_text
from coachtui.documents.wording import BrokenLine, check_wording
from coachtui.domain.agreement import (
    UNSIGNED,
    Agreement,
    Clause,
    ClauseKind,
    ClauseState,
    Parties,
    Party,
    Role,
    Signature,
)
from coachtui.domain.disclosure import Copy
from coachtui.domain.signing import fingerprint, parties_of
from coachtui.language import Language


@dataclass(frozen=True, slots=True)
class Section:
    """One part under a heading of its own; ``mark`` is the comment by which a clause is known again.

    ``to_sign`` are those of its paragraphs that are lines to write on, the first one being 0.
    """

    heading: str
    body: str
    mark: str = ""
    to_sign: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """An agreement as a document, each piece in Markdown. ``top`` is what stands before the sections."""

    language: Language
    front_matter: str
    title: str
    top: str
    sections: tuple[Section, ...]


def usual_copy(agreement: Agreement) -> Copy:
    """The copy that fits the state: to be signed until it is, then as it was signed."""
    return Copy.FILLED if agreement.state in UNSIGNED else Copy.SIGNED


def agreement_to_markdown(agreement: Agreement, parties: Parties, copy: Copy | None = None) -> str:
    """``agreement`` as GitHub-flavoured Markdown in its own language.

    ``parties`` name all sides as long as its text is not frozen; from then on its own do.
    """
    made = sheet(agreement, parties, copy)
    pieces = [made.front_matter, made.title, made.top]
    for section in made.sections:
        pieces += [section.heading, section.mark, section.body]
    return "\n\n".join(filter(None, pieces)) + "\n"


def sheet(agreement: Agreement, parties: Parties, copy: Copy | None = None) -> Sheet:
    """``agreement`` as a document, as :func:`agreement_to_markdown` writes it."""
    copy = copy or usual_copy(agreement)
    if copy is Copy.BLANK:
        clauses = (replace(each, decision=None, comment="") for each in agreement.clauses)
        agreement = replace(agreement, clauses=tuple(clauses))
    named = parties_of(agreement, parties)
    return Sheet(
        language=agreement.language,
        front_matter=_front_matter(agreement, copy),
        title=f"# {escape_line(agreement.title)}",
        top="\n\n".join(_top(agreement, copy)),
        sections=tuple(_sections(agreement, named, copy)),
    )


def wording_checksum(agreement: Agreement) -> str:
    """A fingerprint of the wording alone, whoever the parties are; it tells two texts apart."""
    return fingerprint(replace(agreement, parties=None))


def clause_mark(clause_id: str) -> str:
    """The comment by which the clause with that id is known again."""
    return f"<!-- clause: {_comment_word(clause_id)} -->"


def contained(text: str) -> str:
    """``text`` as Markdown if it keeps to what wording may use, else as the plain text it is."""
    text = clean_text(text).strip()
    try:
        check_wording(text)
    except BrokenLine:
        return escape_text(text)
    return text


def _front_matter(agreement: Agreement, copy: Copy) -> str:
    values = {
        "coachtui": "agreement",
        "agreement": agreement.id,
        "version": str(agreement.version),
        "copy": copy,
        "state": agreement.state,
        "language": agreement.language,
        "template": agreement.template,
        "template_version": agreement.template_version,
        "created": agreement.created.isoformat(),
        "wording": wording_checksum(agreement),
        "fingerprint": agreement.fingerprint,
        "previous": agreement.previous,
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


def _top(agreement: Agreement, copy: Copy) -> Iterator[str]:
    label, language = LABELS[agreement.language], agreement.language
    facts = [f"{label['made']} {words.day(agreement.created, language)}"]
    if agreement.version > 1:
        facts.append(f"{label['version']} {agreement.version}")
    state = words.agreement_state(agreement.state, language)
    facts.append(label["discussion"] if copy is Copy.BLANK else state)
    yield ", ".join(facts)
    if agreement.introduction.strip():
        yield contained(agreement.introduction)


def _sections(agreement: Agreement, parties: Parties, copy: Copy) -> Iterator[Section]:
    label, language = LABELS[agreement.language], agreement.language
    order = (Role.COACH, Role.CLIENT, Role.GUARDIAN, Role.SPONSOR)
    sides = [(role, parties.by_role[role]) for role in order if role in parties.by_role]
    named = "\n".join(_party(role, party, language) for role, party in sides)
    yield Section(f"## {label['parties']}", named)
    for number, clause in enumerate(agreement.clauses, 1):
        heading = f"## {number}. {escape_line(clause.title)}"
        body = "\n\n".join(filter(None, _clause(clause, language)))
        yield Section(heading, body, clause_mark(clause.id))
    if copy is not Copy.BLANK:
        paragraphs = list(_signatures(agreement, parties, copy))
        blank = _lines_to_sign_on(language)
        to_sign = tuple(place for place, each in enumerate(paragraphs) if each in blank)
        yield Section(f"## {label['signatures']}", "\n\n".join(paragraphs), to_sign=to_sign)


def _party(role: Role, party: Party, language: Language) -> str:
    details = (party.name, party.organisation, party.email, party.phone)
    said = ", ".join(escape_line(detail) for detail in details if detail.strip())
    return f"- {words.role(role, language).capitalize()}: {said}"


def _clause(clause: Clause, language: Language) -> Iterator[str]:
    label = LABELS[language]
    if clause.amended:
        yield f"*{label['amended']}*"
    if clause.kind is ClauseKind.CONSENT:
        yield contained(clause.text)
        yield f"{words.clause_kind(clause.kind, language).capitalize()}:"
        yield _yes_and_no(clause, language)
        yield "  \n".join(history(clause, language))
    else:
        yield _one_box(clause, language)
        yield contained(clause.text)
    if comment := escape_text(clause.comment):
        quoted = f"{label['comment']} {comment}".split("\n")
        yield "\n".join(f"> {line}" if line.strip() else ">" for line in quoted)


def _comment_word(text: str) -> str:
    """``text`` as one word that cannot end a comment; every id of a template is one already."""
    return re.sub(r"[^0-9A-Za-z]+", "-", text).strip("-") or "x"


def _one_box(clause: Clause, language: Language) -> str:
    """The box of an information or a term, with what was said to it."""
    to_do = words.clause_state(clause.kind, ClauseState.ACCEPTED, language).capitalize()
    if clause.decision is None:
        return f"- [ ] {to_do}"
    answer = said(clause.kind, clause.decision, language)
    if clause.state is ClauseState.ACCEPTED:
        return f"- [x] {answer[:1].upper()}{answer[1:]}"
    return f"- [ ] {to_do} ({answer})"


def _yes_and_no(clause: Clause, language: Language) -> str:
    """The two boxes of a consent. One that was withdrawn is a no from then on."""
    yes = clause.state is ClauseState.ACCEPTED
    no = clause.state in (ClauseState.DECLINED, ClauseState.WITHDRAWN)
    label = LABELS[language]
    return f"- [{'x' if yes else ' '}] {label['yes']}\n- [{'x' if no else ' '}] {label['no']}"


def _signatures(agreement: Agreement, parties: Parties, copy: Copy) -> Iterator[str]:
    label, language = LABELS[agreement.language], agreement.language
    given = (
        {} if _for_paper(agreement, copy) else {each.role: each for each in agreement.signatures}
    )
    for role, party in parties.by_role.items():
        if role in given:
            yield _signature(given[role], language)
        else:
            yield f"{words.role(role, language).capitalize()}: {escape_line(party.name)}"
            yield from _lines_to_sign_on(language)
    if given and agreement.override.strip():
        yield f"{label['override']} {escape_text(agreement.override)}"
    if given and agreement.paper.strip():
        yield f"{label['paper']} {escape_line(agreement.paper)}"
    if given and agreement.recorded:
        yield f"{label['recorded']} {words.day(agreement.recorded, language)}"
    if agreement.fingerprint:
        yield f"{label['code']} {escape_line(agreement.fingerprint)}"
    if agreement.previous:
        yield f"{label['previous']} {escape_line(agreement.previous)}"


def _for_paper(agreement: Agreement, copy: Copy) -> bool:
    """Whether a copy is to be signed anew, although the agreement has been."""
    return copy is Copy.FILLED and usual_copy(agreement) is Copy.SIGNED


def _signature(signature: Signature, language: Language) -> str:
    way = words.how(signature.how, language)
    reference = escape_line(signature.reference)
    details = (
        escape_line(signature.name),
        escape_line(signature.place),
        words.day(signature.on, language),
        f"{way} ({LABELS[language]['reference']} {reference})" if reference else way,
    )
    given = ", ".join(detail for detail in details if detail)
    return f"{words.role(signature.role, language).capitalize()}: {given}"


def _lines_to_sign_on(language: Language) -> tuple[str, str]:
    label = LABELS[language]
    return f"{label['where']} {LINE_TO_WRITE_ON}", f"{label['sign']} {LINE_TO_WRITE_ON}"
