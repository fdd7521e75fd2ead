"""A template: a Markdown file with front matter, an introduction, clauses and ``{{variables}}``.

Here belongs reading one, and saying with their lines what is wrong with one; ``docs/templates.md``
tells how to write one. Filling it in is the matter of ``fill``.
"""

from __future__ import annotations

import re

from coachtui.documents.clean import hidden
from coachtui.documents.problems import Problem, Report, TemplateError, quoted
from coachtui.documents.template.body import MAX_CLAUSES, MAX_TITLE, check_title, read_body
from coachtui.documents.template.comments import is_id
from coachtui.documents.template.front_matter import FrontMatter, front_matter
from coachtui.documents.template.values import (
    Condition,
    Part,
    Template,
    TemplateClause,
    mentioned,
)
from coachtui.documents.template.variables import Variable, choices_of, variables
from coachtui.language import LANGUAGES, Language, _

__all__ = [
    "MAX_BYTES",
    "MAX_CLAUSES",
    "MAX_TITLE",
    "Condition",
    "Part",
    "Problem",
    "Template",
    "TemplateClause",
    "TemplateError",
    "Variable",
    "examined",
    "parse",
]

MAX_BYTES = 64 * 1024
RESERVED = ("template", "language", "version", "title")

_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,19}")


def parse(text: str, source: str) -> Template:
    """The template that ``text`` is; ``source`` names it in messages.

    Raises:
        TemplateError: it is none, with the first line to look at and the reason.
    """
    report = Report()
    template = _read(text, report)
    if first := report.first_error:
        raise TemplateError(source, first.line, first.reason)
    assert template is not None, "what could not be read has an error"
    return template


def examined(text: str) -> tuple[Template | None, tuple[Problem, ...]]:
    """The template that ``text`` is, as far as it can be read, and all that is wrong with it, by line.

    Without front matter there is nothing to read, and no template.
    """
    report = Report()
    template = _read(text, report)
    return template, report.problems


def _read(text: str, report: Report) -> Template | None:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if len(text.encode(errors="surrogatepass")) > MAX_BYTES:
        message = _("a template is at most {limit} KiB long")
        report.error(None, "too-long", message.format(limit=MAX_BYTES // 1024))
        return None
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if code := hidden(line):
            reason = _("there is a hidden character, {code}")
            report.error(number, "hidden-character", reason.format(code=code))
    matter = front_matter(lines, report)
    return _template(lines, matter, report) if matter else None


def _template(lines: list[str], matter: FrontMatter, report: Report) -> Template:
    language = _described(matter, report)
    known = variables(matter, RESERVED, report)
    introduction, clauses = read_body(lines, matter.length, frozenset(known), report)
    template = Template(
        id=matter.value("template"),
        language=language,
        version=matter.value("version"),
        title=matter.value("title"),
        titles=_titles(matter, report),
        introduction=introduction,
        clauses=clauses,
        variables=known,
    )
    _advise(template, matter, report)
    return template


def _advise(template: Template, matter: FrontMatter, report: Report) -> None:
    """Say which variables serve nothing."""
    used = mentioned(template)
    texts = (template.introduction, *(clause.parts for clause in template.clauses))
    under = {part.condition for parts in texts for part in parts}
    under |= {clause.condition for clause in template.clauses}
    conditions = {condition.variable for condition in under if condition}
    for name, variable in template.variables.items():
        if name not in used:
            reason = _("the variable “{name}” is not used")
            report.advice(matter.line(name), "unused-variable", reason.format(name=name))
        elif name in conditions and variable.default:
            reason = _("“{name}” always has a value, its default; conditions on it decide nothing")
            report.advice(matter.line(name), "condition", reason.format(name=name))


def _described(matter: FrontMatter, report: Report) -> Language:
    """The language, or one of them where it is not known; all four keys are looked at."""
    for key in RESERVED:
        if not matter.value(key):
            reason = _("the front matter has no “{key}”").format(key=key)
            report.error(matter.line(key), "missing-key", reason)
    for key, sound in (("template", is_id), ("version", _VERSION.fullmatch)):
        value = matter.value(key)
        if value and not sound(value):
            reason = _("“{value}” cannot be the {key}").format(value=quoted(value), key=key)
            report.error(matter.line(key), key, reason)
    if matter.value("title"):
        check_title(matter.value("title"), matter.line("title"), report)
    language = matter.value("language")
    for known in LANGUAGES:
        if language == known:
            return known
    if language:
        message = _("“{value}” is no language of an agreement; there are {languages}")
        reason = message.format(value=quoted(language), languages=", ".join(LANGUAGES))
        report.error(matter.line("language"), "language", reason)
    return LANGUAGES[0]


def _titles(matter: FrontMatter, report: Report) -> tuple[str, ...]:
    """The title, then those that may be chosen instead; other attributes of the four are reported."""
    for key, entry in matter.entries.items():
        name, dot, _attribute = key.partition(".")
        if dot and name in RESERVED and key != "title.choices":
            reason = _("“{key}” says nothing; of the four, only “title” has “choices”")
            report.error(entry.line, "attribute", reason.format(key=key))
    titles = [matter.value("title")]
    if further := matter.entries.get("title.choices"):
        titles += choices_of(further, report)
        for title in titles[1:]:
            check_title(title, further.line, report)
    return tuple(dict.fromkeys(titles))
