"""Do one thing to a vault and be killed at the n-th call that touches the disk, if it comes to that.

A program of its own, since it ends for good: ``python -m tests.vault.dying N VAULT OPERATION``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from coachtui.vault import keyring, rekeying
from coachtui.vault.vault import Vault
from tests.vault.people import PASSPHRASE

ROOT = Path(__file__).parents[2]
NEW = "en helt ny setning"

OPERATIONS: dict[str, Callable[[Vault], object]] = {
    "passphrase": lambda vault: keyring.change_passphrase(vault, PASSPHRASE, NEW),
    "rekey": lambda vault: rekeying.rekey(vault, PASSPHRASE),
}
TOUCHING = ("write", "fsync", "replace", "link")


def killed(nth: int, path: Path, operation: str) -> bool:
    """Do ``operation`` in a process of its own; whether it was killed on the way."""
    words = [sys.executable, "-m", "tests.vault.dying", str(nth), str(path), operation]
    return subprocess.run(words, cwd=ROOT, check=False).returncode != 0


def _do(nth: int, path: Path, operation: str) -> None:
    left = nth
    vault = Vault.unlock(path, PASSPHRASE)

    def dying(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*words: Any, **more: Any) -> Any:
            nonlocal left
            left -= 1
            if not left:
                os.kill(os.getpid(), 9)
            return real(*words, **more)

        return call

    for name in TOUCHING:
        setattr(os, name, dying(getattr(os, name)))
    OPERATIONS[operation](vault)


if __name__ == "__main__":
    _do(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
    os._exit(0)
