"""Worker processes that can be stopped at any time, forked from a process with the graph.

A launcher process is forked as soon as the graph is open, and only forks workers: they share its memory, so a
new one starts within milliseconds. Before each job the worker sets a system timer whose signal ends it, even
during a query; the waiting side then sees the connection close. Jobs and replies are JSON followed by bytes.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import os
import signal
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from graph.errors import QueryError, StoreError, WhereasError

LENGTHS = struct.Struct("!II")
GRACE = 2.0
"""Seconds after its timer at which a worker that still lives is killed from outside."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a job gives: an HTTP status, headers and a body."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @classmethod
    def text(cls, status: int, line: str) -> Reply:
        """One line of plain text."""
        return cls(status, {"content-type": "text/plain; charset=utf-8"}, f"{line}\n".encode())


Job = Callable[..., Reply]


class Busy(WhereasError):
    """Too many requests wait already."""


class Stopped(WhereasError):
    """A job was stopped: it ran too long, needed too much memory or broke the engine."""


class Nursery:
    """The process that forks workers. Make it before there are threads or an event loop."""

    def __init__(self, jobs: Mapping[str, Job], memory: int) -> None:
        if not hasattr(os, "fork") or not hasattr(socket, "send_fds"):
            raise StoreError(
                f"{sys.platform}: the server needs fork (Linux, macOS); on Windows run it in WSL"
            )
        self._control, theirs = socket.socketpair()
        self._lock = threading.Lock()
        gc.collect()
        gc.freeze()  # what is shared is not written to by the collector
        self.pid = os.fork()
        if self.pid == 0:
            self._control.close()
            _tend(theirs, jobs, memory)
        gc.unfreeze()
        theirs.close()

    def fork(self) -> tuple[int, socket.socket]:
        """A new worker: its process id and the connection to it."""
        with self._lock:
            self._control.sendall(b"f")
            message, handles, _, _ = socket.recv_fds(self._control, 4, 1)
        if len(message) < 4 or not handles:
            raise Stopped("the worker launcher has stopped; restart the server")
        return int.from_bytes(message, "big"), socket.socket(fileno=handles[0])

    def close(self) -> None:
        """End the process; its workers end when their connections close."""
        self._control.close()
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self.pid, 0)


def _tend(control: socket.socket, jobs: Mapping[str, Job], memory: int) -> NoReturn:
    """The loop of the process that forks; it never returns."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then closes the connection
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        while control.recv(1):
            ours, theirs = socket.socketpair()
            pid = os.fork()
            if pid == 0:
                control.close()
                ours.close()
                _work(theirs, jobs, memory)
            theirs.close()
            socket.send_fds(control, [pid.to_bytes(4, "big")], [ours.fileno()])
            ours.close()
    finally:
        os._exit(0)


def _work(connection: socket.socket, jobs: Mapping[str, Job], memory: int) -> NoReturn:
    """The loop of a worker; it never returns."""
    try:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        _limit_memory(memory)
        with connection.makefile("rwb") as stream:
            while (header := stream.read(LENGTHS.size)) and len(header) == LENGTHS.size:
                size, body_size = LENGTHS.unpack(header)
                job = json.loads(stream.read(size))
                stream.read(body_size)
                signal.setitimer(signal.ITIMER_REAL, job["seconds"])
                reply = _done(jobs, job)
                signal.setitimer(signal.ITIMER_REAL, 0)
                stream.write(_packed({"status": reply.status, "headers": dict(reply.headers)}, reply.body))
                stream.flush()
    except (OSError, EOFError):
        pass  # the server is gone
    finally:
        os._exit(0)


def _done(jobs: Mapping[str, Job], job: Mapping[str, Any]) -> Reply:
    try:
        return jobs[job["name"]](*job["arguments"])
    except QueryError as error:
        return Reply.text(400, str(error))
    except WhereasError as error:
        return Reply.text(500, str(error))
    except RecursionError:
        return Reply.text(400, "the request is nested too deeply; make it flatter")
    except MemoryError:
        return Reply.text(400, "the request needs too much memory; ask for less")
    except Exception as error:  # whatever else goes wrong with one request must not end the worker
        return Reply.text(500, f"the request failed ({type(error).__name__})")


def _limit_memory(memory: int) -> None:
    """So much more than what is shared; no core is written where that breaks the engine."""
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError, ValueError):
        with open("/proc/self/statm", encoding="ascii") as file:
            used = int(file.read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + memory, used + memory))


def _packed(header: Mapping[str, Any], body: bytes = b"") -> bytes:
    text = json.dumps(header, separators=(",", ":")).encode()
    return LENGTHS.pack(len(text), len(body)) + text + body


class _Worker:
    def __init__(self, pid: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._pid = pid
        self._reader = reader
        self._writer = writer

    async def ask(self, job: Mapping[str, Any]) -> Reply:
        self._writer.write(_packed(job))
        await self._writer.drain()
        size, body_size = LENGTHS.unpack(await self._reader.readexactly(LENGTHS.size))
        header = json.loads(await self._reader.readexactly(size))
        return Reply(header["status"], header["headers"], await self._reader.readexactly(body_size))

    def end(self) -> None:
        self._writer.close()
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(self._pid, signal.SIGKILL)


class Pool:
    """A number of workers that take turns at jobs; a job that is stopped costs its worker and no other."""

    def __init__(self, nursery: Nursery, size: int, *, waiting: int) -> None:
        self._nursery = nursery
        self._free = asyncio.Semaphore(size)
        self._idle: list[_Worker] = []
        self._waiting = 0
        self._most_waiting = waiting

    async def run(self, name: str, *arguments: object, seconds: float) -> Reply:
        """Do a job; raises Busy where too many wait, Stopped where it ran too long or broke its worker."""
        if self._waiting >= self._most_waiting:
            raise Busy("too many requests; try again in a moment")
        self._waiting += 1
        try:
            await self._free.acquire()
        finally:
            self._waiting -= 1
        try:
            return await self._run({"name": name, "arguments": arguments, "seconds": seconds}, seconds)
        finally:
            self._free.release()

    async def _run(self, job: Mapping[str, Any], seconds: float) -> Reply:
        worker = self._idle.pop() if self._idle else await self._new()
        begun = time.monotonic()
        try:
            reply = await asyncio.wait_for(worker.ask(job), seconds + GRACE)
        except (EOFError, OSError, TimeoutError):
            worker.end()
            raise _stopped(time.monotonic() - begun, seconds) from None
        except BaseException:
            worker.end()  # what it still sends would be taken for the next job's reply
            raise
        self._idle.append(worker)
        return reply

    async def _new(self) -> _Worker:
        pid, connection = await asyncio.to_thread(self._nursery.fork)
        connection.setblocking(False)
        return _Worker(pid, *await asyncio.open_connection(sock=connection))

    def close(self) -> None:
        """End the idle workers."""
        while self._idle:
            self._idle.pop().end()


def _stopped(took: float, seconds: float) -> Stopped:
    if took >= seconds * 0.98:
        return Stopped(f"the query was stopped after {seconds:g} seconds; ask for less, or use a LIMIT")
    return Stopped("the query was stopped: it needed too much memory or is nested too deeply; ask for less")
