"""Requests that no client library would send, byte by byte."""

import socket
from urllib.parse import urlsplit

from serving import Server

TIMEOUT_SECONDS = 10
_MOST_AT_ONCE = 65536


def send(server: Server, request: bytes) -> tuple[int, dict[str, str], bytes]:
    """Send a whole request, which must ask for the connection to be closed.

    Returns:
        The answer's status, its headers by their names in small letters, and its body.
    """
    address = urlsplit(server.url)
    target = (address.hostname or "", address.port or 0)
    with socket.create_connection(target, timeout=TIMEOUT_SECONDS) as connection:
        connection.sendall(request)
        answer = b"".join(iter(lambda: connection.recv(_MOST_AT_ONCE), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    fields = (line.partition(":") for line in lines)
    return int(status.split()[1]), {name.lower(): value.strip() for name, _, value in fields}, body


def get_raw(server: Server, target: bytes) -> tuple[int, dict[str, str], bytes]:
    """Ask for a target as it is, at a host that is not the server's."""
    return send(
        server, b"GET " + target + b" HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
    )
