"""Messages on the socket between a server and a worker: a pickled head and a body of plain bytes.

The body goes beside the pickle so that a large result is not copied into one. Pickles are safe here: both
ends are forks of one process and nobody else holds the socket.
"""

from __future__ import annotations

import pickle
import socket
import struct
from typing import Any

_LENGTHS = struct.Struct(">QQ")
_LARGEST_READ = 1 << 20


def packed(head: object, body: bytes = b"") -> tuple[bytes, bytes]:
    """A message in two parts, to be sent one behind the other."""
    pickled = pickle.dumps(head, protocol=pickle.HIGHEST_PROTOCOL)
    return _LENGTHS.pack(len(pickled), len(body)) + pickled, body


def unpacked(received: bytearray) -> tuple[Any, bytes] | None:
    """The message that the bytes are; None while some are missing."""
    if len(received) < _LENGTHS.size:
        return None
    head, body = _LENGTHS.unpack_from(received)
    start = _LENGTHS.size + head
    if len(received) < start + body:
        return None
    with memoryview(received) as view:
        return pickle.loads(view[_LENGTHS.size : start]), bytes(view[start:])  # noqa: S301


def send(connection: socket.socket, head: object, body: bytes = b"") -> None:
    """Send a message and wait until it is out.

    Raises:
        OSError: the other end is gone.
    """
    first, second = packed(head, body)
    if len(second) < _LARGEST_READ:  # one call for the two
        connection.sendall(first + second)
        return
    connection.sendall(first)
    connection.sendall(second)


def receive(connection: socket.socket) -> Any:
    """Wait for a message without a body.

    Raises:
        EOFError: the other end is gone.
    """
    received = bytearray()
    while (message := unpacked(received)) is None:
        part = connection.recv(_LARGEST_READ)
        if not part:
            raise EOFError
        received += part
    return message[0]
