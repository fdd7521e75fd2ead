"""What can go wrong, in the user's words.

Every error that a person may meet is a :class:`CoachError`: one message that says what happened,
what is safe and what to do next, and the exit code of its kind. No message ever holds a secret:
no name, no note, no passphrase, no key.
"""


class CoachError(Exception):
    """Something failed that the user should hear of; ``str(error)`` is the whole message."""

    exit_code = 1


class UsageError(CoachError):
    """A command was given values that do not fit together or cannot be read."""

    exit_code = 2


class WrongPassphrase(CoachError):
    """No key slot opens with what was given. Nothing was changed."""

    exit_code = 3


class KeysChanged(CoachError):
    """Another session has given the vault new keys; it has to be unlocked again."""


class VaultBusy(CoachError):
    """Another process holds the vault for a long operation."""

    exit_code = 4


class Damaged(CoachError):
    """A file of the vault is not what was written: changed, cut short, or another file's content."""

    exit_code = 5


class NotFound(CoachError):
    """What was asked for is not here: a vault, a client, a session, a template.

    ``among`` says among what it was looked for, if that is something that can be shown: ``clients``.
    """

    exit_code = 6

    def __init__(self, message: str, among: str = "") -> None:
        super().__init__(message)
        self.among = among


class NotSaved(CoachError):
    """The disk refused a save. What is on disk is as it was, what is on screen is kept."""


class NotAllowed(CoachError):
    """A rule of the practice stands against it, such as changing what has been signed."""


class OnlyIfAsked(NotAllowed):
    """Nobody has expressly asked for it, such as for writing over a file; who does, gets it."""


class ChangedMeanwhile(NotAllowed):
    """Another session has changed what was to be replaced; who still wants to can do it again."""


class InvalidValue(CoachError):
    """A field holds what it cannot hold. ``field`` names it, as ``session.minutes``."""

    exit_code = 2

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason
