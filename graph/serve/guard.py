"""Middleware for every route: refuses foreign host names, and adds the security headers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.responses import Response

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
}


class Guard:
    """Refuses requests under foreign names, and puts the same headers on every answer."""

    def __init__(self, app: Any, hosts: Sequence[str]) -> None:
        self.app = app
        self.hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if self.hosts and _host(scope) not in self.hosts:
            response = Response("unknown host name\n", 421, headers=HEADERS)
            await response(scope, receive, send)
            return

        async def send_with_headers(message: Any) -> None:
            if message["type"] == "http.response.start":
                present = {name for name, _ in message["headers"]}
                policy = () if scope["path"] == "/" else (("content-security-policy", POLICY),)
                message["headers"] = [
                    *message["headers"],
                    *(
                        (n.encode(), v.encode())
                        for n, v in (*HEADERS.items(), *policy)
                        if n.encode() not in present
                    ),
                ]
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _host(scope: Any) -> str:
    """The name in the Host header, without its port; empty if it is missing or repeated."""
    hosts = [value.decode("latin-1").lower() for name, value in scope["headers"] if name == b"host"]
    if len(hosts) != 1:
        return ""
    host: str = hosts[0]
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host
