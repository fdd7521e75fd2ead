"""``coachtui completion``: a shell that knows the words of a line before they are typed out.

Each shell has its script beside this module, and asks ``coachtui completion words`` what may come next.
What was typed goes there on standard input, where no other user of the machine can read it. The vault
is never opened for it: no client is ever proposed, nor is anything asked for.
"""

from coachtui.cli.completion.command import command

__all__ = ["command"]
