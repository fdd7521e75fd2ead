"""The templates that agreements are made from: those that come with coachtui, and the coach's own.

The coach's own lie as Markdown files in ``templates`` beside the configuration. One of the id and
language of a shipped one stands in its place. A file that is no template is listed with what is
wrong with it, and stands in nobody's way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coachtui import config, refusal
from coachtui.documents.decoding import NoText
from coachtui.documents.problems import Level, Problem
from coachtui.documents.template import adopting, checking, shipped
from coachtui.documents.template.adopting import Made, TooLong
from coachtui.documents.template.comments import is_id
from coachtui.documents.template.parsing import MAX_BYTES, examined
from coachtui.documents.template.values import Condition, Template, whole
from coachtui.documents.template.variables import Variable
from coachtui.errors import CoachError, InvalidValue, NotFound
from coachtui.language import N_, Language, _, ngettext
from coachtui.services.documents_in import NotUtf8, Unreadable, read_bytes, read_utf8, utf8
from coachtui.services.files_out import write_private

__all__ = [
    "MAX_INPUT",
    "Condition",
    "Level",
    "Listed",
    "Made",
    "Problem",
    "Template",
    "Variable",
    "about",
    "available",
    "check",
    "check_text",
    "load",
    "new",
    "read",
    "source",
    "whole",
]

MAX_INPUT = MAX_BYTES * 4
"""How much is read of what is to become a template: markup and letters of two bytes may fall away."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A template that is there. ``file`` is the coach's own, None for one that is shipped.

    ``problem`` says what keeps it from being used, empty if nothing does; ``template`` is what can
    be read of it, None if that is nothing. ``in_place_of_shipped`` is set where coachtui has one of
    the same id and language.
    """

    file: Path | None
    template: Template | None
    problem: str = ""
    in_place_of_shipped: bool = False

    @property
    def key(self) -> tuple[str, str] | None:
        """Id and language, as far as they are known."""
        return (self.template.id, self.template.language) if self.template else None


def available() -> tuple[Listed, ...]:
    """All templates: the shipped ones, then the coach's own by the names of their files."""
    own = _own()
    taken = {each.key for each in own}
    shipped_ones = tuple(
        Listed(None, each) for each in shipped.shipped() if (each.id, each.language) not in taken
    )
    return shipped_ones + own


_ABOUT = {
    "core": N_("What every agreement needs, and quick to read: {points}."),
    "full": N_("Every topic, money, notes and privacy too: at most {points}."),
}


def about(template: Template) -> str:
    """What ``template`` is, in a sentence, for whom has to choose one."""
    count = len(template.clauses)
    points = ngettext("{count} point", "{count} points", count).format(count=count)
    own = template not in shipped.shipped()
    sentence = N_("A template of your own: {points}.") if own else _ABOUT[template.id]
    return _(sentence).format(points=points)


def load(template_id: str, language: str) -> Template:
    """The template of that id in that language, the coach's own before a shipped one.

    Raises:
        NotFound: there is none.
        CoachError: it is the coach's own, and something is wrong with it; the message says what.
    """
    found = _found(template_id, language)
    assert found.template is not None, "what is found by its id was read"
    return found.template


def source(template_id: str, language: str) -> str:
    """The Markdown of a template, as its file has it.

    Raises:
        NotFound: there is none.
        CoachError: it is the coach's own, and something is wrong with it; the message says what.
    """
    found = _found(template_id, language)
    if found.file is None:
        return shipped.source(template_id, language)
    return read_utf8(found.file, MAX_BYTES, follow=False)


def check(path: Path) -> tuple[Problem, ...]:
    """Everything that is to be said about the template in that file, by line.

    Raises:
        NotFound: there is no such file.
        Unreadable: it is no file, or may not be read.
    """
    return check_text(read_bytes(path, MAX_BYTES), path.parent)


def check_text(content: bytes, folder: Path | None = None) -> tuple[Problem, ...]:
    """Everything that is to be said about a template; ``folder`` is where its sisters lie."""
    try:
        text = utf8(content)
    except NotUtf8 as error:
        return (Problem(error.line, "encoding", error.reason),)
    template, _problems = examined(text)
    sisters = tuple(_beside(folder, template.id)) if folder and template and template.id else ()
    return checking.check(text, sisters + _shipped_besides(sisters))


def read(path: Path) -> bytes:
    """What stands in a file that is to become a template.

    Raises:
        NotFound: there is no such file.
        Unreadable: it is no file, it may not be read, or it is too long for a template.
    """
    return read_bytes(path, MAX_INPUT)


def new(
    content: bytes, out: Path | None, template_id: str, language: Language | None, overwrite: bool
) -> tuple[Path, Made]:
    """Where the template was written that is made of an agreement, and what was proposed for it.

    It lies at ``out``, or among the coach's own; only its owner can read it.

    Raises:
        CoachError: ``content`` is no text, or a template already, or too long for one.
        InvalidValue: ``template_id`` is no id.
        NotAllowed: a file is there already and ``overwrite`` is not set.
        NotSaved: it cannot be written there.
    """
    if template_id and not is_id(template_id):
        reason = _("must have small letters a-z, digits and single hyphens, at most 40")
        raise InvalidValue("template.id", reason)
    made = _made(content, template_id, language)
    path = out or config.templates_folder() / f"{made.id}.{made.language}.md"
    write_private(path, made.source.encode(), overwrite, parents=out is None)
    return path, made


def _made(content: bytes, template_id: str, language: Language | None) -> Made:
    taken = [each.id for each in shipped.shipped()]
    try:
        text = adopting.words_only(content)
        if not checking.errors(checking.check(text)):
            raise CoachError(_("It is a template already; “coachtui template check” looks at it."))
        return adopting.made(text, config.read().language, template_id, language, taken)
    except (NoText, TooLong) as error:
        reason = str(error)
        if isinstance(error, NoText) and error.has_text:
            reason = _("{reason}; save it as plain text or Markdown").format(reason=error)
        message = _("No template can be made of it: {reason}. Nothing was written.")
        raise CoachError(message.format(reason=reason)) from None


def _found(template_id: str, language: str) -> Listed:
    everything = available()
    found = [each for each in everything if each.key == (template_id, language)]
    for each in sorted(found, key=lambda each: bool(each.problem)):
        if each.problem:
            raise CoachError(_("{file}: {reason}.").format(file=each.file, reason=each.problem))
        return each
    known = dict.fromkeys(each.key[0] for each in everything if each.key and not each.problem)
    message = _("There is no such template in “{language}”. There are: {known}.")
    raise NotFound(message.format(language=language[:10], known=", ".join(known)))


def _own() -> tuple[Listed, ...]:
    listed: list[Listed] = []
    names = {(each.id, each.language) for each in shipped.shipped()}
    seen: dict[tuple[str, str] | None, Path] = {}
    folder = config.templates_folder()
    try:
        files = _markdown_files(folder)
    except OSError as error:
        return (Listed(folder, None, refusal.in_words(error)),)
    for file in files:
        template, problem = _read(file)
        key = (template.id, template.language) if template else None
        if not problem and key in seen:
            reason = _("it has the same id and language as {file}")
            template, problem = None, reason.format(file=seen[key].name)
        elif not problem:
            seen[key] = file
        listed.append(Listed(file, template, problem, key in names and template is not None))
    return tuple(listed)


def _markdown_files(folder: Path) -> list[Path]:
    try:
        files = sorted(folder.iterdir())
    except FileNotFoundError:
        return []
    return [each for each in files if each.suffix == ".md" and not each.name.startswith(".")]


def _read(file: Path) -> tuple[Template | None, str]:
    """What can be read of a template of the coach's own, and what is wrong with it, empty for nothing."""
    try:
        text = read_utf8(file, MAX_BYTES, follow=False)
    except Unreadable as unreadable:
        return None, unreadable.reason
    except NotFound:
        return None, _("it is gone")
    template, problems = examined(text)
    for problem in checking.errors(problems):
        place = _("line {line}: {reason}") if problem.line else "{reason}"
        said = place.format(line=problem.line, reason=problem.reason)
        return (template if template and template.id else None), said
    return template, ""


def _beside(folder: Path, template_id: str) -> Iterator[Template]:
    """The sound templates of that id that lie in ``folder``."""
    try:
        files = _markdown_files(folder)
    except OSError:
        return
    for file in files:
        try:
            text = read_utf8(file, MAX_BYTES)
        except CoachError:
            continue
        if template_id in text[:4096]:
            template, problems = examined(text)
            if template and template.id == template_id and not checking.errors(problems):
                yield template


def _shipped_besides(sisters: tuple[Template, ...]) -> tuple[Template, ...]:
    taken = {(each.id, each.language) for each in sisters}
    return tuple(each for each in shipped.shipped() if (each.id, each.language) not in taken)
