"""What the text of an agreement lacks or promises, whoever it is made with: a part of the check."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coachtui.domain.agreement import Agreement
from coachtui.domain.finding import Finding, Level
from coachtui.domain.topics import CORE, FULL, dealing_with
from coachtui.language import _

# Words that promise secrecy without end or exception, in both languages.
_ABSOLUTE = re.compile(
    r"\babsolut|\bubetinget|uten unntak|under ingen omstendighet|"
    r"\bunconditional|without (?:any )?exceptions?\b|under no circumstances",
    re.IGNORECASE,
)
_OF_THE_LAW = re.compile(r"\b(?:lov|loven|lovens|lovpålagt|rettslig|laws?|legal|legally)\b", re.I)
_A_TIME = re.compile(
    r"\d|\b(?:time|timer|dag|dager|døgn|virkedag|virkedager|uke|uker|samme dag|"
    r"hours?|days?|weeks?|working days?)\b",
    re.IGNORECASE,
)
_UNFILLED = re.compile(r"\{\{[^{}\n]*\}\}")


def found_in_text(agreement: Agreement) -> Iterator[Finding]:
    """What is to be looked at in the wording of the clauses, and the topics that have none."""
    yield from _missing(agreement)
    yield from _unfilled(agreement)
    yield from _reply_time(agreement)
    yield from _confidentiality(agreement)


def _missing(agreement: Agreement) -> Iterator[Finding]:
    for topic in CORE:
        if not dealing_with(agreement, topic.id):
            message = _("Nothing is said about “{topic}”: {gist}.")
            yield Finding(
                "missing-topic",
                Level.ERROR,
                "",
                message.format(topic=topic.id, gist=_(topic.gist)),
                _("Add a clause on it to the template, or let one that deals with it cover it."),
            )
    rest = [each for each in FULL if not (each.conditional or dealing_with(agreement, each.id))]
    if rest:
        message = _("A complete agreement would also speak of: {topics}.")
        yield Finding(
            "not-complete",
            Level.ADVICE,
            "",
            message.format(topics="; ".join(_(each.gist) for each in rest)),
            _("The template “full” has all of it."),
        )


def _unfilled(agreement: Agreement) -> Iterator[Finding]:
    for clause in agreement.clauses:
        if found := _UNFILLED.search(clause.text):
            yield Finding(
                "unfilled-variable",
                Level.ERROR,
                clause.id,
                _("{variable} has not been filled in.").format(variable=found.group()),
                _("Give it a value, or amend the wording of the clause."),
            )


def _reply_time(agreement: Agreement) -> Iterator[Finding]:
    clause = dealing_with(agreement, "between")
    if clause and not _A_TIME.search(clause.text):
        yield Finding(
            "no-reply-time",
            Level.ERROR,
            clause.id,
            _("The client may get in touch, but not a word says how soon an answer comes."),
            _("Say within which time you answer."),
        )


def _confidentiality(agreement: Agreement) -> Iterator[Finding]:
    clause = dealing_with(agreement, "confidentiality")
    if clause is None:
        return
    if _ABSOLUTE.search(clause.text):
        yield Finding(
            "absolute-secrecy",
            Level.ERROR,
            clause.id,
            _("Secrecy is promised without exception, which the law does not let anybody keep."),
            _("Say that the law can set limits, such as the duty to avert serious crime."),
        )
    if not (dealing_with(agreement, "secrecy-limits") or _OF_THE_LAW.search(clause.text)):
        yield Finding(
            "no-limits-of-secrecy",
            Level.ERROR,
            clause.id,
            _("Not a word says when secrecy yields, although the law can require it."),
            _("Say it here, or in a clause “secrecy-limits”."),
        )
