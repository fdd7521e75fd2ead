"""What a coach does, one function for each: the only door for the command line and the screens.

A function here joins the domain's rules with the vault and the documents. It hands the vault a
function from record to record, so that it can be applied to what another process saved meanwhile.
Here belongs no parsing of arguments, no printing and no widget.

A module here is imported when it is named: ``services.clients``. So the command line can name all
of them, and a line that only asks for help or a completion waits for none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import coachtui.services.agreement_check
    import coachtui.services.agreements
    import coachtui.services.backups
    import coachtui.services.checking
    import coachtui.services.cleaning
    import coachtui.services.clients
    import coachtui.services.consents
    import coachtui.services.demo
    import coachtui.services.documents_in
    import coachtui.services.drafts
    import coachtui.services.engagements
    import coachtui.services.entry
    import coachtui.services.erasing
    import coachtui.services.exports
    import coachtui.services.files_out
    import coachtui.services.filling
    import coachtui.services.importing
    import coachtui.services.keys
    import coachtui.services.opening
    import coachtui.services.practice
    import coachtui.services.questions
    import coachtui.services.reading
    import coachtui.services.recording
    import coachtui.services.reminders
    import coachtui.services.returned
    import coachtui.services.sessions
    import coachtui.services.signing
    import coachtui.services.snapshots
    import coachtui.services.templates
    import coachtui.services.versions
    import coachtui.services.wording  # noqa: F401 - how mypy knows what can be named
else:

    def __getattr__(name: str) -> object:
        if name.startswith("_"):
            raise AttributeError(name)
        from importlib import import_module

        return import_module(f"{__name__}.{name}")
