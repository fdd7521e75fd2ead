"""A slow link between client and server, that counts what goes over it."""

from __future__ import annotations

import socket
import time
from contextlib import suppress
from threading import Thread

CHUNK = 512
"""Bytes handed on at once."""


class Link:
    """Takes one connection on a port of its own and hands it on to ``to``, so many bits a second.

    ``down`` is how many bytes have come from the server so far.
    """

    def __init__(self, to: int, bits_per_second: int) -> None:
        self._to, self._pace = to, bits_per_second / 8
        self._here = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._here.getsockname()[1]
        self.down = 0
        self._thread = Thread(target=self._serve)
        self._thread.start()

    def close(self) -> None:
        """Wait for the end of the connection, or take none any more."""
        with suppress(OSError):
            self._here.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._here.close()

    def _serve(self) -> None:
        try:
            client, _address = self._here.accept()
        except OSError:
            return
        with client, socket.create_connection(("127.0.0.1", self._to)) as server:
            downwards = Thread(target=self._carry, args=(server, client, True))
            downwards.start()
            self._carry(client, server, False)
            downwards.join()

    def _carry(self, one: socket.socket, other: socket.socket, down: bool) -> None:
        with suppress(OSError):
            while chunk := one.recv(CHUNK):
                time.sleep(len(chunk) / self._pace)
                self.down += len(chunk) * down
                other.sendall(chunk)
        for each in (one, other):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
