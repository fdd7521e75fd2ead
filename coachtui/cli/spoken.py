"""Commands that speak the coach's language: help is translated when it is shown, not when it is written.

Here belongs what all commands have in common as commands: how a line leads to one, and the layout of
their help. What they do is told in the noun's own module.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from coachtui.cli.way_out import where_to_look
from coachtui.cli.wrong_line import name_of, near
from coachtui.errors import InvalidValue, NotFound, UsageError
from coachtui.language import N_, _

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


_ASKED = {
    "passphrase": N_("Passphrase"),
    "recovery": N_("the recovery key"),
    "signature.name": N_("Name as signed"),
    "agreement.text": N_("Wording"),
}
"""Fields that no option of the same name gives, as they are asked for."""


class Command(click.Command):
    """A command whose help texts, marked with ``N_``, are translated as they are shown.

    ``examples`` are whole lines to type, each after ``$ ``; what would be a secret is left out of
    the first, which is then asked for.
    """

    def __init__(self, *args: Any, examples: tuple[str, ...] = (), **settings: Any) -> None:
        self.examples = examples
        settings.setdefault("options_metavar", N_("[OPTIONS]"))
        super().__init__(*args, **settings)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write usage, what the command does, its options, and what stands below it."""
        pieces = " ".join(map(_, self.collect_usage_pieces(ctx)))
        formatter.write_usage(ctx.command_path, pieces, _("Usage:") + " ")
        self.format_help_text(ctx, formatter)
        self.format_options(ctx, formatter)
        self.format_commands(ctx, formatter)
        self.format_epilog(ctx, formatter)
        self.format_examples(formatter)

    def invoke(self, ctx: click.Context) -> Any:
        """Run it; what the services say of it is said in the words of the line."""
        try:
            return super().invoke(ctx)
        except InvalidValue as error:
            raise InvalidValue(self._written(error.field), error.reason) from None
        except NotFound as error:
            raise where_to_look(error) from None

    def _written(self, field: str) -> str:
        """The ``field`` that cannot hold what was given, as it is named on the line."""
        name = field.rpartition(".")[2]
        for param in self.params:
            called = (param.name, param.opts[-1].lstrip("-"))
            if name in called or name.startswith(f"{param.name}_"):
                return name_of(param)
        return _(_ASKED[field]) if field in _ASKED else field

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The options that begin as what is typed, each with its meaning."""
        found = click.Command.shell_complete(self, ctx, incomplete)
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        for item in found:
            meanings = (_meaning(each) for each in options if item.value in _names(each))
            item.help = _(next(meanings, ""))
        return found

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write what the command does."""
        if self.help:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(_(self.help))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options with what each means."""
        _write_rows(formatter, _("Options"), option_rows(self, ctx))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands below this one; a verb has none."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write what is to be known besides."""
        if self.epilog:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(_(self.epilog))

    def format_examples(self, formatter: click.HelpFormatter) -> None:
        """Write the lines that show how it is used, none of them broken."""
        if self.examples:
            with formatter.section(_("Examples")):
                for example in self.examples:
                    formatter.write(f"{'':{formatter.current_indent}}{_(example)}\n")


def option_rows(command: click.Command, ctx: click.Context) -> list[tuple[str, str]]:
    """The options of a command as they are written, each with what it means."""
    return [
        (_written(param, record[0]), _(_meaning(param)))
        for param in command.get_params(ctx)
        if isinstance(param, click.Option) and (record := param.get_help_record(ctx))
    ]


class Group(Command, click.Group):
    """A noun with its verbs."""

    command_class = Command

    def __init__(self, *args: Any, **settings: Any) -> None:
        settings.setdefault("no_args_is_help", False)
        settings.setdefault("subcommand_metavar", N_("COMMAND ..."))
        super().__init__(*args, **settings)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each verb with the first sentence of its help."""
        rows = [(name, self.gist(ctx, name)) for name in self.list_commands(ctx)]
        _write_rows(formatter, _("Commands"), rows)

    def gist(self, ctx: click.Context, name: str) -> str:
        """The first sentence of what a verb does."""
        command = self.get_command(ctx, name)
        said = command.help if command else None
        return _(said).partition(". ")[0].rstrip(".") if said else ""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names of the verbs, in the order in which they are told."""
        return list(self.commands)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands below this one, none of them imported, and its options."""
        from click.shell_completion import CompletionItem

        return [
            CompletionItem(name, help=self.gist(ctx, name))
            for name in self.list_commands(ctx)
            if name.startswith(incomplete)
        ] + super().shell_complete(ctx, incomplete)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the noun's own part of the line; at least a verb must stand there."""
        rest = super().parse_args(ctx, args)
        if not args and not ctx.resilient_parsing:
            verbs = ", ".join(self.list_commands(ctx))
            raise UsageError(
                _("“{command}” needs one word more: {verbs}.").format(
                    command=ctx.command_path, verbs=verbs
                )
            )
        return rest

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb that the line names.

        Raises:
            UsageError: there is none of that name.
        """
        name = args[0]
        command = self.get_command(ctx, name)
        if command is None and ctx.resilient_parsing:
            return None, None, []
        if command is None:
            raise UsageError(
                _("“{command}” has no such command.").format(command=ctx.command_path)
                + near(name, self.list_commands(ctx), ctx)
            )
        return name, command, args[1:]


class Noun(NamedTuple):
    """Where a noun's module is, and what the list of commands says of it."""

    module: str
    gist: str


class Nouns(Group):
    """The first word of a line. A noun's module is imported when the line names it, not for the list."""

    def __init__(self, *args: Any, nouns: dict[str, Noun], **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._nouns = nouns

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names of the nouns, in the order in which they are told."""
        return list(self._nouns)

    def gist(self, ctx: click.Context, name: str) -> str:  # noqa: ARG002
        """What the list says of a noun."""
        return _(self._nouns[name].gist)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The noun of that name, its module imported now."""
        if cmd_name not in self._nouns:
            return None
        command: click.Command = import_module(self._nouns[cmd_name].module).command
        return command


def _meaning(param: click.Option) -> str:
    return N_("Show this and end.") if "--help" in param.opts else param.help or ""


def _names(param: click.Option) -> list[str]:
    return [*param.opts, *param.secondary_opts]


def _written(param: click.Option, names: str) -> str:
    """The ``names`` of an option, with the word for its value in the language of the screens."""
    if isinstance(param.type, click.Choice):
        # They are typed as they stand there.
        return names
    metavar = param.metavar or ""
    return names.removesuffix(metavar) + _(metavar)


def _write_rows(formatter: click.HelpFormatter, title: str, rows: list[tuple[str, str]]) -> None:
    if rows:
        with formatter.section(title):
            formatter.write_dl(rows)
