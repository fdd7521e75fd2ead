"""``coachtui template``: the templates that agreements are made from. No vault is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from coachtui import services
from coachtui.cli import asking, options, output
from coachtui.cli.spoken import Group
from coachtui.cli.way_out import FORCE, way_out
from coachtui.config import read
from coachtui.invocation import Invocation
from coachtui.language import N_, Language, _

if TYPE_CHECKING:
    from coachtui.services.templates import Condition, Listed, Made, Problem, Template, Variable

command = Group(
    "template",
    help=N_("Templates of agreements: list, show, check, new."),
    examples=(
        "$ coachtui template list",
        "$ coachtui template check agreement.en.md",
    ),
)


@command.command(
    "list",
    help=N_(
        "List the templates: those that are shipped, and your own in the folder “templates” beside "
        "the configuration."
    ),
    examples=(
        "$ coachtui template list",
        "$ coachtui template list --json",
    ),
)
@options.as_json
def _list(json: bool) -> None:
    found = services.templates.available()
    if json:
        output.as_json([_as_plain(each) for each in found])
        return
    headings = (_("Template"), _("Language"), _("Version"), _("Clauses"), _("Title"), _("From"))
    output.table(headings, [_row(each) for each in found if not each.problem], right=(3,))
    for each in found:
        if each.problem:
            message = _("{file} cannot be used: {problem}.")
            output.line(message.format(file=each.file, problem=each.problem))


def _row(listed: Listed) -> tuple[str, ...]:
    template = listed.template
    assert template is not None, "without a problem, there is a template"
    gist = (template.id, template.language, template.version, str(len(template.clauses)))
    return (*gist, template.title, _origin(listed))


def _origin(listed: Listed) -> str:
    if listed.file is None:
        return _("shipped")
    if listed.in_place_of_shipped:
        return _("{file}, in place of the shipped one").format(file=listed.file.name)
    return listed.file.name


def _as_plain(listed: Listed) -> dict[str, Any]:
    template = listed.template
    return {
        "id": template and template.id,
        "language": template and template.language,
        "version": template and template.version,
        "clauses": template and len(template.clauses),
        "title": template and template.title,
        "origin": "shipped" if listed.file is None else "own",
        "file": listed.file and str(listed.file),
        "in_place_of_shipped": listed.in_place_of_shipped,
        "problem": listed.problem,
    }


@command.command(
    "show",
    help=N_("Print a template as its Markdown file has it, in the language of --lang."),
    examples=(
        "$ coachtui template show core",
        "$ coachtui template show core --lang nb",
    ),
)
@click.argument("template", metavar=N_("TEMPLATE"), shell_complete=options.templates)
@options.as_json
@click.pass_obj
def _show(invocation: Invocation, /, template: str, json: bool) -> None:
    language = invocation.language or read().language
    if json:
        output.as_json(_whole(services.templates.load(template, language)))
    else:
        output.text(services.templates.source(template, language))


@command.command(
    "check",
    help=N_(
        "Look at a template, in FILE or with - on standard input, and say with the line what is "
        "wrong with it. Exit code 0 means that it can be used, 1 that it cannot."
    ),
    examples=(
        "$ coachtui template check agreement.en.md",
        "$ coachtui template check - --json < agreement.en.md",
    ),
)
@options.the_file
@options.as_json
def _check(file: str, json: bool) -> int:
    if file == "-":
        problems = services.templates.check_text(_content(file))
    else:
        problems = services.templates.check(services.entry.place("file", file))
    if json:
        output.as_json([_problem(each) for each in problems])
    else:
        for problem in problems:
            place = f"{file}:{problem.line}" if problem.line else file
            output.line(f"{place}: {_level(problem)}: {problem.reason}")
        if not problems:
            output.line(_("{file}: nothing is wrong with it").format(file=file))
    return int(any(map(_is_error, problems)))


def _is_error(problem: Problem) -> bool:
    return problem.level is services.templates.Level.ERROR


def _level(problem: Problem) -> str:
    return _("error") if _is_error(problem) else _("advice")


def _content(file: str) -> bytes:
    """What stands in a file, or on standard input."""
    if file == "-":
        return asking.raw_input(services.templates.MAX_INPUT)
    return services.templates.read(services.entry.place("file", file))


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "line": problem.line,
        "level": problem.level.value,
        "rule": problem.rule,
        "message": problem.reason,
    }


@command.command(
    "new",
    help=N_(
        "Make a template of an agreement that you have already, Markdown or plain text, in FILE or "
        "with - on standard input. Its path is printed. Ids, kinds and topics of the clauses are "
        "proposals: look them through. Behind “new”, --lang is the language of the agreement."
    ),
    examples=(
        "$ coachtui template new contract.md",
        "$ coachtui template new contract.txt --id my-contract --lang nb",
        "$ coachtui template new - -o ~/drafts/mine.md < contract.md",
    ),
)
@options.the_file
@click.option(
    "-o",
    "--output",
    "output_file",
    metavar=N_("OUT"),
    shell_complete=options.files,
    help=N_("The file to write; among your own templates if left out."),
)
@click.option("--id", "template_id", metavar="ID", help=N_("The id; from the title if left out."))
@options.language("--lang", N_("The language of the agreement; guessed if left out."))
@click.option("--force", is_flag=True, help=N_("Write over a file that is in the way."))
def _new(
    file: str,
    output_file: str | None,
    template_id: str | None,
    lang: Language | None,
    force: bool,
) -> None:
    content = _content(file)
    out = services.entry.place("output", output_file) if output_file else None
    with way_out(FORCE):
        path, made = services.templates.new(content, out, template_id or "", lang, force)
    output.line(str(path))
    _tell(made)


def _tell(made: Made) -> None:
    """Say what was proposed, beside the result."""
    headings = (_("Clause"), _("Kind"), _("Deals with"), _("Title"))
    rows = [
        (each.id, services.wording.term(each.kind), " ".join(each.covers), each.title)
        for each in made.clauses
    ]
    output.table(headings, rows, beside=True)
    output.say(
        _(
            "These are proposals: look through ids, kinds and topics, and take out what coachtui "
            "makes itself, such as parties, numbers and signatures."
        )
    )


def _whole(template: Template) -> dict[str, Any]:
    clauses = [
        {
            "id": clause.id,
            "kind": clause.kind.value,
            "title": clause.title,
            "text": services.templates.whole(clause.parts),
            "covers": list(clause.covers),
            **_condition(clause.condition),
            "parts": [{"text": part.text, **_condition(part.condition)} for part in clause.parts],
        }
        for clause in template.clauses
    ]
    return {
        "id": template.id,
        "language": template.language,
        "version": template.version,
        "title": template.title,
        "titles": list(template.titles),
        "introduction": services.templates.whole(template.introduction),
        "variables": [_variable(each) for each in template.variables.values()],
        "clauses": clauses,
    }


def _condition(condition: Condition | None) -> dict[str, str]:
    """``when`` or ``unless`` with the name of the variable, or nothing."""
    if condition is None:
        return {}
    return {"when" if condition.wanted else "unless": condition.variable}


def _variable(variable: Variable) -> dict[str, Any]:
    return {
        "name": variable.name,
        "default": variable.default,
        "type": variable.type.value,
        "says": variable.says,
        "choices": list(variable.choices),
        "remember": variable.remember,
    }
