"""``coachtui template``: the templates that agreements are made from. No vault is needed."""

from __future__ import annotations

from typing import Any

import click

from coachtui.cli import options, output
from coachtui.cli.spoken import Group
from coachtui.config import read
from coachtui.invocation import Invocation
from coachtui.language import N_, _
from coachtui.services import templates
from coachtui.services.templates import Template, Variable

command = Group("template", help=N_("Templates of agreements: list, show."))


@command.command("list", help=N_("List the templates."))
@options.as_json
def _list(json: bool) -> None:
    found = templates.shipped()
    if json:
        output.as_json([_gist(each) for each in found])
        return
    headings = (_("Template"), _("Language"), _("Version"), _("Clauses"), _("Title"))
    rows = [
        (each.id, each.language, each.version, str(len(each.clauses)), each.title) for each in found
    ]
    output.table(headings, rows, right=(3,))


def _gist(template: Template) -> dict[str, Any]:
    return {
        "id": template.id,
        "language": template.language,
        "version": template.version,
        "clauses": len(template.clauses),
        "title": template.title,
    }


@command.command(
    "show", help=N_("Print a template as its Markdown file has it, in the language of --lang.")
)
@click.argument("template", metavar="TEMPLATE")
@options.as_json
@click.pass_obj
def _show(invocation: Invocation, /, template: str, json: bool) -> None:
    language = invocation.language or read().language
    if json:
        output.as_json(_whole(templates.load(template, language)))
    else:
        output.text(templates.source(template, language))


def _whole(template: Template) -> dict[str, Any]:
    clauses = [
        {
            "id": clause.id,
            "kind": clause.kind.value,
            "title": clause.title,
            "text": templates.whole(clause.parts),
            "covers": list(clause.covers),
        }
        for clause in template.clauses
    ]
    return {
        **_gist(template),
        "introduction": templates.whole(template.introduction),
        "variables": [_variable(each) for each in template.variables.values()],
        "clauses": clauses,
    }


def _variable(variable: Variable) -> dict[str, Any]:
    return {
        "name": variable.name,
        "default": variable.default,
        "type": variable.type.value,
        "says": variable.says,
        "choices": list(variable.choices),
        "remember": variable.remember,
    }
