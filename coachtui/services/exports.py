"""What leaves the vault in clear: written privately, under a neutral name, and noted first."""

from __future__ import annotations

import os
import secrets
from datetime import datetime
from pathlib import Path

from coachtui import refusal
from coachtui.documents.agreement.html import agreement_to_html
from coachtui.documents.agreement.markdown import agreement_to_markdown, sheet, usual_copy
from coachtui.documents.agreement.pdf import agreement_to_pdf
from coachtui.domain.agreement import Agreement, Parties
from coachtui.domain.disclosure import Copy, Disclosure, Form
from coachtui.domain.record import (
    ClientRecord,
    disclosure_removed,
    with_disclosure,
    without_disclosure,
)
from coachtui.errors import CoachError, InvalidValue, NotAllowed, NotSaved
from coachtui.language import _
from coachtui.services import agreements, signing
from coachtui.services.entry import place
from coachtui.services.files_out import in_the_way, write_private
from coachtui.vault.vault import Vault

__all__ = [
    "agreement_path",
    "export_agreement",
    "remove_export",
    "still_there",
    "usual_copy",
]


def agreement_path(record: ClientRecord, folder: Path, form: Form = Form.MARKDOWN) -> Path:
    """Where the agreement would be written: the name is the client's code, never the client's name.

    Raises:
        InvalidValue: the folder begins with ``~`` and a name that no user here has.
    """
    return place("folder", folder) / f"{record.client.code}.{form}"


def _refuse_the_vault(vault: Vault, path: Path) -> None:
    """Let nothing in clear lie in the folder that is meant to hold nothing in clear."""
    if path.resolve().is_relative_to(vault.path.resolve()):
        reason = _("is in the vault itself, which holds nothing in clear; give another folder")
        raise InvalidValue("folder", reason)


def _with_parties(
    vault: Vault, record: ClientRecord, copy: Copy | None
) -> tuple[Agreement, Parties]:
    agreement = agreements.current(record)
    if copy is Copy.SIGNED and usual_copy(agreement) is not Copy.SIGNED:
        message = _(
            "It has not been signed by everybody yet, so there is no signed copy. Nothing left "
            "the vault; the copy to be signed is “filled”."
        )
        raise NotAllowed(message)
    return agreement, signing.parties(vault.practice(), record, agreement)


def export_agreement(
    vault: Vault,
    record_id: str,
    folder: Path,
    now: datetime,
    overwrite: bool = False,
    form: Form = Form.MARKDOWN,
    copy: Copy | None = None,
) -> Path:
    """The file that the agreement was written to, mode 0600.

    It stands in the disclosure log before the first byte leaves; when the writing fails, the entry
    is taken back. Without a ``copy`` it is the one that fits the agreement's state.

    Raises:
        NotFound: there is no agreement, or a PDF cannot be made here.
        InvalidValue: there is no such home folder, or it is the vault.
        NotAllowed: a file is there already and ``overwrite`` is not set, or there is no such copy.
        NotSaved: the folder cannot be written to.
    """
    record = vault.load(record_id)
    path = agreement_path(record, folder, form)
    _refuse_the_vault(vault, path)
    content = _written(vault, record, form, copy)
    if os.path.lexists(path) and not overwrite:
        raise in_the_way(path)
    disclosure = Disclosure(
        id=secrets.token_hex(8), at=now, what="agreement", form=form.name.lower(), file=str(path)
    )
    vault.update(record_id, lambda record: with_disclosure(record, disclosure))
    try:
        write_private(path, content, overwrite)
    except CoachError:
        vault.update(record_id, lambda record: without_disclosure(record, disclosure.id))
        raise
    return path


def _written(vault: Vault, record: ClientRecord, form: Form, copy: Copy | None) -> bytes:
    """The whole file, in memory: nothing is written in clear on the way to it."""
    agreement, sides = _with_parties(vault, record, copy)
    if form is Form.MARKDOWN:
        return agreement_to_markdown(agreement, sides, copy).encode()
    made = sheet(agreement, sides, copy)
    return agreement_to_pdf(made) if form is Form.PDF else agreement_to_html(made).encode()


def still_there(record: ClientRecord) -> tuple[Disclosure, ...]:
    """The disclosures whose file still lies where it was written; one that was overwritten does not."""
    last = {each.file: each.id for each in record.disclosures}
    return tuple(
        each
        for each in record.disclosures
        if each.id == last[each.file] and not each.removed and os.path.lexists(each.file)
    )


def remove_export(vault: Vault, record_id: str, disclosure_id: str, now: datetime) -> ClientRecord:
    """The record with that file removed from the disk, and the log saying so.

    Raises:
        NotSaved: the file cannot be removed; it still lies there.
    """
    record = vault.load(record_id)
    disclosure = next(each for each in record.disclosures if each.id == disclosure_id)
    try:
        Path(disclosure.file).unlink(missing_ok=True)
    except OSError as error:
        raise NotSaved(
            _("{path} could not be removed: {reason}. It still lies there.").format(
                path=disclosure.file, reason=refusal.in_words(error)
            )
        ) from None
    return vault.update(record_id, lambda record: disclosure_removed(record, disclosure_id, now))
