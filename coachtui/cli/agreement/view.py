"""An agreement as the command line shows it: facts, and its clauses in a table or in full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coachtui import services
from coachtui.cli import output
from coachtui.domain.agreement import (
    Agreement,
    AgreementState,
    Clause,
    ClauseState,
    Role,
    Signature,
    tally,
)
from coachtui.language import _, ngettext


def show(agreement: Agreement, in_full: bool, missing: Sequence[Role] = ()) -> None:
    """Print ``agreement``, with the text of its clauses if ``in_full``.

    ``missing`` are the parties that have yet to sign it, told while it awaits its signature.
    """
    output.facts(_facts(agreement, missing))
    output.line("")
    if in_full:
        _print_text(agreement)
    else:
        _print_clauses(agreement)


def _facts(agreement: Agreement, missing: Sequence[Role]) -> Iterator[tuple[str, str]]:
    yield _("Title"), agreement.title
    yield _("State"), services.wording.term(agreement.state)
    yield _("Version"), str(agreement.version)
    yield _("Answered"), _answered(agreement)
    yield _("Made"), agreement.created.isoformat()
    yield _("Language"), agreement.language
    for signature in agreement.signatures:
        yield _("Signed"), _signed(signature)
    if agreement.state is AgreementState.AWAITING:
        yield _("Yet to sign"), ", ".join(map(services.wording.term, missing))
    yield _("Signed although"), agreement.override
    yield _("Paper"), agreement.paper
    yield _("Recorded"), agreement.recorded.isoformat() if agreement.recorded else ""
    for clause in agreement.clauses:
        if clause.state is ClauseState.WITHDRAWN:
            yield _("Withdrawn"), f"{clause.id}: {_history(clause)}"
    yield _("Fingerprint"), agreement.fingerprint
    yield _("Follows"), agreement.previous


def _answered(agreement: Agreement) -> str:
    count = tally(agreement)
    answered = count.total - count.open
    said = f"{answered}/{count.total}"
    if to_discuss := answered - count.settled:
        more = ngettext("{count} to discuss", "{count} to discuss", to_discuss)
        said = f"{said}, {more.format(count=to_discuss)}"
    return said


def _signed(signature: Signature) -> str:
    said = (
        signature.on.isoformat(),
        services.wording.term(signature.role),
        signature.name,
        signature.place,
        services.wording.term(signature.how),
        signature.reference,
    )
    return ", ".join(filter(None, said))


def _history(clause: Clause) -> str:
    """Every answer to a consent with its day, the oldest first."""
    return ", ".join(
        f"{services.wording.answer(clause.kind, each.state)} {each.on.isoformat()}"
        for each in clause.decisions
    )


def _print_clauses(agreement: Agreement) -> None:
    rows = [
        (
            str(number),
            clause.id,
            services.wording.term(clause.kind),
            services.wording.answer(clause.kind, clause.state),
            clause.decided.isoformat() if clause.decided else "",
            clause.title,
            _remarks(clause),
        )
        for number, clause in enumerate(agreement.clauses, 1)
    ]
    headings = (_("No."), _("Clause"), _("Kind"), _("Answer"), _("Date"), _("Title"), "")
    output.table(headings, rows, right=(0,))


def _remarks(clause: Clause) -> str:
    """What a reader of the table should look at: wording of its own, and a comment."""
    said = (_("amended") if clause.amended else "", _("comment") if clause.comment else "")
    return ", ".join(filter(None, said))


def _print_text(agreement: Agreement) -> None:
    output.text(agreement.introduction)
    for number, clause in enumerate(agreement.clauses, 1):
        said = services.wording.answer(clause.kind, clause.state)
        if clause.amended:
            said = _("{answer}; amended").format(answer=said)
        output.line("")
        output.line(f"## {number} {clause.title}")
        output.line(f"({clause.id}, {services.wording.term(clause.kind)}: {said})")
        output.line("")
        output.text(clause.text)
        if clause.comment:
            output.text("\n> " + clause.comment.replace("\n", "\n> "))
