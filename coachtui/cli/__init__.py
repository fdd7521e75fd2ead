"""The command line: one module for each noun, read in only when it is asked for.

Here belongs reading arguments and answers, and printing. What a command does is told by the
services; which exit code an error has, by ``coachtui.errors``.

A service is named from its package, ``services.clients.add``, and so imported where it is called;
its types are for annotations alone. Help and completion read in all of a noun and wait for no service.
"""
