"""A template looked at as a whole: everything that is wrong with it, and what its author may want to know.

Here belongs what no single line shows: topics that are not dealt with, and what a template of the
same id in the other language has and this one lacks. Reading is the matter of ``template``.
"""

from __future__ import annotations

from collections.abc import Iterable

from coachtui.documents.problems import Level, Problem, Report
from coachtui.documents.template.parsing import Template, TemplateClause, examined
from coachtui.documents.template.values import Condition
from coachtui.domain.agreement import ClauseKind
from coachtui.domain.topics import CORE, KINDS
from coachtui.language import _


def check(text: str, others: Iterable[Template] = ()) -> tuple[Problem, ...]:
    """All that is to be said about the template that ``text`` is, by line.

    ``others`` are templates that lie beside it; those of the same id in another language are its
    sisters.
    """
    report = Report()
    if not text.strip("\ufeff \t\r\n"):
        report.error(1, "empty", _("there is nothing in it"))
        return report.problems
    template, found = examined(text)
    report.add(found)
    if template is None or not (template.id or any(clause.id for clause in template.clauses)):
        if all(each.rule != "too-long" for each in found):
            reason = _("this is no template yet; “coachtui template new FILE” makes one of it")
            report.advice(1, "no-template", reason)
        return report.problems
    _check_topics(template, report)
    for other in others:
        if other.id == template.id and other.language != template.language:
            _check_sister(template, other, report)
    return report.problems


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those of ``problems`` that stand in the way of using the template."""
    return tuple(each for each in problems if each.level is Level.ERROR)


def _check_topics(template: Template, report: Report) -> None:
    dealt_with = {id for clause in template.clauses for id in (clause.id, *clause.covers)}
    for topic in CORE:
        if topic.id not in dealt_with:
            reason = _("no clause deals with “{topic}”, by its id or by “covers”")
            report.advice(None, "topic", reason.format(topic=topic.id))
    for clause in template.clauses:
        wanted = KINDS.get(clause.id, clause.kind)
        if clause.kind is not wanted and ClauseKind.CONSENT in (clause.kind, wanted):
            reason = _("“{id}” is usually of the kind {kind}")
            report.advice(clause.line, "topic-kind", reason.format(id=clause.id, kind=wanted))


def _check_sister(template: Template, sister: Template, report: Report) -> None:
    """Say what ``sister`` has and ``template`` lacks, or has otherwise."""
    own = {clause.id: clause for clause in template.clauses}
    for clause in sister.clauses:
        if clause.id not in own:
            reason = _("the template in “{language}” has a clause “{id}”, this one has none")
            said = reason.format(language=sister.language, id=clause.id)
            report.advice(None, "sister-clause", said)
        else:
            _check_sister_clause(own[clause.id], clause, sister, report)
    for name, variable in sister.variables.items():
        reason = _("the template in “{language}” has a variable “{name}”, this one has none")
        if name not in template.variables:
            said = reason.format(language=sister.language, name=name)
            report.advice(None, "sister-variable", said)
        elif template.variables[name].type is not variable.type:
            reason = _("“{name}” is of the type {type} in “{language}”")
            said = reason.format(name=name, type=variable.type, language=sister.language)
            report.advice(None, "sister-variable", said)
    _check_order(template, sister, report)


def _check_sister_clause(
    clause: TemplateClause, twin: TemplateClause, sister: Template, report: Report
) -> None:
    if twin.kind is not clause.kind:
        reason = _("“{id}” is of the kind {kind} in “{language}”")
        said = reason.format(id=clause.id, kind=twin.kind, language=sister.language)
        report.advice(clause.line, "sister-kind", said)
    for condition in _conditions(twin) - _conditions(clause):
        reason = _("“{id}” has the condition “{condition}” in “{language}”")
        word = "when" if condition.wanted else "unless"
        said = reason.format(
            id=clause.id,
            condition=f"{word}: {condition.variable}",
            language=sister.language,
        )
        report.advice(clause.line, "sister-condition", said)


def _conditions(clause: TemplateClause) -> set[Condition]:
    conditions = (clause.condition, *(part.condition for part in clause.parts))
    return {each for each in conditions if each}


def _check_order(template: Template, sister: Template, report: Report) -> None:
    ours = {clause.id: clause for clause in template.clauses}
    theirs = [clause.id for clause in sister.clauses if clause.id in ours]
    shared = [clause for id, clause in ours.items() if id in theirs]
    for clause, other in zip(shared, theirs, strict=True):
        if clause.id != other:
            reason = _("the order is another than in “{language}”: there “{id}” comes here")
            said = reason.format(language=sister.language, id=other)
            report.advice(clause.line, "sister-order", said)
            return
