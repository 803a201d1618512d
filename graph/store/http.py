"""HTTP to a SPARQL server: with patience, with credentials from the environment, and errors of one line."""

from __future__ import annotations

import http.client
import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import requests
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth

from graph.errors import StoreError

USER, PASSWORD, TOKEN = "WHEREAS_STORE_USER", "WHEREAS_STORE_PASSWORD", "WHEREAS_STORE_TOKEN"
"""The environment variables for credentials: a user and password, or a bearer token."""

CONNECT, READ = 10.0, 600.0
"""How many seconds to wait for a connection, and for an answer."""

PAUSES = (0.5, 1.0, 2.0)
"""How many seconds to wait before each further try."""

HEADERS = 100_000
"""How many headers an answer may have: Virtuoso names each graph of a query in one, Python stops at 100."""

BUSY = frozenset((429, 502, 503, 504))
REDIRECTS = frozenset((301, 302, 303, 307, 308))


class AwayError(StoreError):
    """A server cannot be reached or does not answer."""


class RefusedError(StoreError):
    """A server wants credentials, or others than it was given."""


class Bearer(AuthBase):
    """A token in the header of each request, as RFC 6750 has it."""

    def __init__(self, token: str) -> None:
        self.token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self.token}"
        return request


@dataclass(slots=True)
class Server:
    """A SPARQL server at `url`; a request that fails temporarily is repeated, at most three times.

    All requests are idempotent: there are no blank nodes, and adding a triple twice changes nothing.
    Credentials are sent only to the host of `url`.
    """

    url: str
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ, repr=False)
    sleep: Callable[[float], None] = time.sleep
    session: requests.Session = field(default_factory=requests.Session, repr=False)

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise StoreError(f"{self.url}: not the URL of a store; give one such as http://localhost:7878")
        if parts.username is not None or parts.password is not None:
            shown = f"{parts.scheme}://{parts.hostname}"
            raise StoreError(f"{shown}: contains a user or password; set {USER} and {PASSWORD} instead")
        self.url = self.url.rstrip("/")
        self.session.trust_env = parts.hostname not in ("localhost", "127.0.0.1", "::1")
        if token := self.environment.get(TOKEN):
            self.session.auth = Bearer(token)

    def request(
        self,
        method: str,
        url: str,
        *,
        data: bytes | list[tuple[str, str]] | None = None,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """The server's response, whatever its status; raises StoreError if there is none."""
        setattr(http.client, "_MAXHEADERS", HEADERS)  # noqa: B010 - private, and typeshed does not know it
        problem = ""
        for pause in (*PAUSES, None):
            try:
                found = self._once(method, url, data, params, headers)
                if found.status_code not in BUSY:
                    return found
                problem = f"is busy ({found.status_code} {found.reason})"
            except requests.RequestException as error:
                problem = _why(error)
            if pause is not None:
                self.sleep(pause)
        raise AwayError(f"{self.url}: {problem}; check that the store is running and the URL is right")

    def _once(
        self,
        method: str,
        url: str,
        data: bytes | list[tuple[str, str]] | None,
        params: Mapping[str, str] | None,
        headers: Mapping[str, str] | None,
    ) -> requests.Response:
        def send() -> requests.Response:
            return self.session.request(
                method,
                url,
                data=data,
                params=params,
                headers=headers,
                timeout=(CONNECT, READ),
                allow_redirects=False,
            )

        found = send()
        if found.status_code in (401, 403) and self.session.auth is None and self._authenticated(found):
            found = send()
        return found

    def _authenticated(self, refused: requests.Response) -> bool:
        """Use the credentials from the environment, in the scheme that the server requires."""
        user, password = self.environment.get(USER), self.environment.get(PASSWORD)
        if user is None or password is None:
            return False
        digest = refused.headers.get("WWW-Authenticate", "").lower().startswith("digest")
        pair = (user.encode("utf-8"), password.encode("utf-8"))
        self.session.auth = HTTPDigestAuth(user, password) if digest else HTTPBasicAuth(*pair)
        return True

    def refusal(self, found: requests.Response, doing: str) -> StoreError:
        """What an answer that is no success means, as an error to raise."""
        if found.status_code in (401, 403):
            told = "with the user and password given" if self.session.auth else "without credentials"
            return RefusedError(f"{self.url}: refuses {doing} {told}; set {USER} and {PASSWORD}, or {TOKEN}")
        if found.status_code in REDIRECTS:
            return StoreError(f"{self.url}: has moved to {found.headers.get('Location')}; give that address")
        return StoreError(
            f"{self.url}: {doing} failed ({found.status_code} {found.reason}: {first_line(found.text)}); "
            "give the URL of a SPARQL 1.1 store"
        )


def first_line(text: str) -> str:
    """What a server says, on one line that is not too long."""
    line = " ".join(text[:2000].split())
    return line if len(line) <= 200 else line[:199] + "…"


def _why(error: requests.RequestException) -> str:
    if isinstance(error, requests.Timeout):
        return "timed out"
    if isinstance(error, requests.exceptions.SSLError):
        return "has no trusted certificate"
    if isinstance(error, requests.ConnectionError):
        return "cannot be reached" if "NewConnection" in repr(error) else "closed the connection"
    return f"cannot be asked ({first_line(str(error))})"
