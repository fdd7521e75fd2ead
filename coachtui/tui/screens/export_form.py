"""Where an agreement goes in clear: which copy of it, in which form, into which folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from coachtui import clock
from coachtui.domain.disclosure import Copy, Form
from coachtui.domain.record import ClientRecord
from coachtui.errors import InvalidValue
from coachtui.language import N_, _
from coachtui.restriction import folder, restricted
from coachtui.services import agreements, exports
from coachtui.tui.bindings import shown
from coachtui.tui.screens.form import FormScreen
from coachtui.tui.widgets.field import Field

_FORMS = ((Form.MARKDOWN, N_("Markdown")), (Form.HTML, N_("web page")), (Form.PDF, N_("PDF")))
_COPIES = (
    (Copy.BLANK, N_("blank")),
    (Copy.FILLED, N_("filled in")),
    (Copy.SIGNED, N_("signed")),
)


class ExportForm(FormScreen[Path]):
    """Where the agreement goes. The result is the file that was written.

    A restricted session has one folder, and none to type.
    """

    BINDINGS = [
        shown("form.save", "ctrl+s", "save", N_("Export"), N_("Write the file"), wins=True),
    ]

    def __init__(self, record: ClientRecord) -> None:
        self._only = str(folder()) if restricted() else ""
        path = exports.agreement_path(record, Path()).with_suffix("")
        hint = _("It is written there in clear as {name}, and noted in the log.").format(
            name=path if self._only else path.name
        )
        copy = exports.usual_copy(agreements.current(record))
        fields = [
            Field(
                "form", _("Format"), "choice", Form.MARKDOWN,
                _("A copy in Markdown can be read in again when it comes back."),
                [(form, _(label)) for form, label in _FORMS],
            ),
            Field(
                "copy", _("Copy"), "choice", copy,
                _("Blank to talk it through, filled in to be signed, or as it was signed."),
                [
                    (each, _(label))
                    for each, label in _COPIES
                    if each is not Copy.SIGNED or copy is Copy.SIGNED
                ],
            ),
            Field(
                "overwrite", _("If it is there"), "choice", False, hint if self._only else "",
                options=((False, _("Leave it")), (True, _("Overwrite it"))),
            ),
        ]  # fmt: skip
        if not self._only:
            where = Field("folder", _("Folder"), value="~", help=hint, open=True, proposed=True)
            fields.insert(0, where)
        super().__init__(_("Export the agreement"), fields)
        self._record_id = record.id

    @property
    def unsaved(self) -> bool:
        """What is picked here is picked again in a moment."""
        return False

    async def save(self, values: Mapping[str, Any]) -> Path:
        """Write the file."""
        into = self._only or values["folder"]
        if not into.strip():
            raise InvalidValue("folder", _("must not be empty"))
        path = await self.call(
            exports.export_agreement, self.vault, self._record_id, Path(into),
            clock.now(), values["overwrite"], values["form"], values["copy"],
        )  # fmt: skip
        self.notify(_("Written to {path}").format(path=path), markup=False)
        return path
