"""What a server is told: where it listens, whom it answers, and what a query may cost."""

from __future__ import annotations

from dataclasses import dataclass

LOOPBACK = ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a server; times in seconds, sizes in bytes.

    `cors` lists the origins of web pages that may ask; `hosts` the names it answers to, any where it is
    empty and it listens to more than this machine. `waiting` requests may queue before the rest is refused.
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
