"""An agreement as the command line shows it: facts, and its clauses in a table or in full."""

from __future__ import annotations

from coachtui.cli import output
from coachtui.domain.agreement import Agreement, tally
from coachtui.language import _
from coachtui.services.wording import answer, term


def show(agreement: Agreement, in_full: bool) -> None:
    """Print ``agreement``, with the text of its clauses if ``in_full``."""
    _print_facts(agreement)
    output.line("")
    if in_full:
        _print_text(agreement)
    else:
        _print_clauses(agreement)


def _print_facts(agreement: Agreement) -> None:
    signatures = [
        (
            _("Signed"),
            ", ".join(filter(None, (each.on.isoformat(), each.name, each.place, term(each.how)))),
        )
        for each in agreement.signatures
    ]
    output.facts(
        (
            (_("Title"), agreement.title),
            (_("State"), term(agreement.state)),
            (_("Answered"), "{0.settled}/{0.total}".format(tally(agreement))),
            (_("Made"), agreement.created.isoformat()),
            (_("Language"), agreement.language),
            *signatures,
            (_("Fingerprint"), agreement.fingerprint),
        )
    )


def _print_clauses(agreement: Agreement) -> None:
    rows = [
        (
            str(number),
            clause.id,
            term(clause.kind),
            answer(clause.kind, clause.state),
            clause.decision.on.isoformat() if clause.decision else "",
            clause.title,
        )
        for number, clause in enumerate(agreement.clauses, 1)
    ]
    headings = (_("No."), _("Clause"), _("Kind"), _("Answer"), _("Date"), _("Title"))
    output.table(headings, rows, right=(0,))


def _print_text(agreement: Agreement) -> None:
    output.text(agreement.introduction)
    for number, clause in enumerate(agreement.clauses, 1):
        said = answer(clause.kind, clause.state)
        output.line("")
        output.line(f"## {number} {clause.title}")
        output.line(f"({clause.id}, {term(clause.kind)}: {said})")
        output.line("")
        output.text(clause.text)
        if clause.comment:
            output.text("\n> " + clause.comment.replace("\n", "\n> "))
