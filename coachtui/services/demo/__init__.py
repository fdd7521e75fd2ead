"""A made-up practice to look around in: what the screens show before there is anything real.

Here belong its people and notes, as data beside the code, and how they become records. Nothing
here knows a real client, and nothing is read from the coach's own vault.
"""

from coachtui.services.demo.making import PASSPHRASE, practice, temporary

__all__ = ["PASSPHRASE", "practice", "temporary"]
