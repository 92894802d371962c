"""What a worker and whoever asks it say to one another: a job, and frames that answer it.

A job is JSON, a frame any bytes, each after its length. The frames of an answer are its media type, parts of it and
an end; or instead of the end what went wrong, as JSON.
"""

import json
import socket
import struct
from collections.abc import Iterator
from typing import Any

READY, HEAD, DATA, END, FAILED = b"R", b"H", b"D", b"E", b"X"
FATAL = b"Z"  # what went wrong, from a worker that ends of it
_JOB, _FRAME = struct.Struct("!I"), struct.Struct("!cI")

Frame = tuple[bytes, bytes]


def job_bytes(job: dict[str, Any]) -> bytes:
    """A job as it is sent."""
    body = json.dumps(job).encode()
    return _JOB.pack(len(body)) + body


def read_job(link: socket.socket) -> dict[str, Any] | None:
    """The next job that is sent; None when nobody is there who could send one."""
    head = _exactly(link, _JOB.size)
    body = head and _exactly(link, _JOB.unpack(head)[0])
    return json.loads(body) if body else None


def frame_bytes(kind: bytes, content: bytes | bytearray = b"") -> bytes:
    """A frame as it is sent."""
    return _FRAME.pack(kind, len(content)) + content


def take_frames(received: bytearray) -> Iterator[Frame]:
    """The frames that are whole; what is left of the bytes is the beginning of one that is not."""
    start = 0
    while len(received) - start >= _FRAME.size:
        kind, length = _FRAME.unpack_from(received, start)
        end = start + _FRAME.size + length
        if len(received) < end:
            break
        yield kind, bytes(received[start + _FRAME.size : end])
        start = end
    del received[:start]


def _exactly(link: socket.socket, size: int) -> bytes:
    """That many bytes; none if the other end is closed before."""
    parts, left = [], size
    while left:
        part = link.recv(min(left, 1 << 20))
        if not part:
            return b""
        parts.append(part)
        left -= len(part)
    return b"".join(parts)
