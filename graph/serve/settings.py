"""The settings of a server: address, allowed hosts and origins, and limits of queries."""

from __future__ import annotations

from dataclasses import dataclass

LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a server; times in seconds, sizes in bytes.

    `cors` lists the allowed origins of web pages; `hosts` the allowed host names, any if it is empty and the
    server listens to more than this machine. At most `waiting` requests queue; the rest is refused.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    cors: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    seconds: float = 10.0
    rows: int = 10_000
    answer_size: int = 50_000_000
    query_size: int = 100_000
    memory: int = 2_000_000_000
    workers: int = 4
    waiting: int = 1_000

    @property
    def answered_hosts(self) -> tuple[str, ...]:
        """The names that a request's Host may have; empty for any.

        A server for this machine alone must not answer to other names: a page from elsewhere could have
        its own name lead here and read the graph (DNS rebinding).
        """
        if self.hosts or self.host not in LOOPBACK:
            return self.hosts
        return (*LOOPBACK, "[::1]")
