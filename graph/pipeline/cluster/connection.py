"""A connection to a Dask scheduler: which of its workers can read, and what has become of a task."""

from __future__ import annotations

import contextlib
import json
import logging
import re
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.errors import ClusterError, WhereasError
from graph.model import Source
from graph.pipeline.cluster import worker
from graph.pipeline.cluster.worker import Order, Refusal

if TYPE_CHECKING:
    from distributed import Client, Future

CONNECT = 10.0  # seconds for the scheduler to answer; a refused connection is tried again all the while
TRANSFER = 30.0  # seconds for the readings of a batch to come
PATIENCE = 60.0  # seconds without any worker that can read, after which the build gives up
TICK = 1.0  # seconds after which to look whether the workers of a task are still there
FAILURES = 3  # times that a batch may come back unread before the build gives up
MISSING = re.compile(r"No module named '([\w.]+)'")
INSTALL = "pip install 'whereas[cluster]'"
SAME = "install the same program, model and packages on all machines"

Answer = list[Any]
"""The results of a worker for the sources of a batch; see `worker.read`."""


class WorkersDied(Exception):
    """Every worker that was given a batch has died over it."""


@dataclass(slots=True)
class Task:
    """A batch on its way to one of some workers."""

    batch: Sequence[Source]
    future: Future[Any]
    workers: frozenset[str]
    failures: int = 0


@contextlib.contextmanager
def connected(address: str) -> Iterator[Client]:
    """A client of the scheduler at an address, or at that which a scheduler file names.

    Certificates are where Dask's own configuration says. Raises ClusterError where Dask is not
    installed or nothing answers.
    """
    with _quiet():
        client = _client(address)
        # A gathering that was broken off would complain on the terminal, as late as when Python ends.
        loop: Any = client.loop
        loop.asyncio_loop.set_exception_handler(lambda loop, context: None)
        try:
            yield client
        finally:
            with contextlib.suppress(Exception):  # the scheduler may be gone already
                client.close(timeout=5)


def _client(address: str) -> Client:
    try:
        from distributed import Client, Security
        from distributed.comm.addressing import parse_address, parse_host_port
    except ImportError as error:
        raise ClusterError(f"{address}: reading on a cluster needs Dask; {INSTALL}") from error
    try:
        where = _scheduler(address)
        scheme, place = parse_address(where)
        parse_host_port(place)  # the client hangs for a while if there is no scheduler
        if scheme == "tls" and not Security().get_connection_args("client").get("ssl_context"):
            raise ValueError("Dask's configuration has no certificates")
        return Client(where, timeout=CONNECT, name="whereas", set_as_default=False)
    except Exception as error:  # no such file, no port, no such host, a certificate that is not accepted
        problem = f"no Dask scheduler answers there ({_line(error)})"
        way_out = "start one with `dask scheduler`, or check the address"
        raise ClusterError(f"{address}: {problem}; {way_out}") from error


def _scheduler(address: str) -> str:
    """The address itself, or the one that a scheduler file names."""
    if not address.endswith(".json") and not Path(address).is_file():
        return address
    found = json.loads(Path(address).read_text(encoding="utf-8"))
    if not isinstance(found, dict) or "address" not in found:
        raise ValueError("the file has no address")
    return str(found["address"])


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep to ourselves what Dask logs and warns of: what matters of it becomes one line of ours."""
    logger = logging.getLogger("distributed")
    before = logger.level
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=r"distributed(\.|$)")
        logger.setLevel(logging.CRITICAL + 1)
        try:
            yield
        finally:
            logger.setLevel(before)


@dataclass(slots=True)
class Desk:
    """Sends batches and receives results; a worker that cannot read is skipped, and `note` gets a line.

    `fit` and `refused` have the addresses of the workers that were checked.
    """

    client: Client
    address: str
    order: Order
    note: Callable[[str], None]
    fit: set[str] = field(default_factory=set)
    refused: dict[str, str] = field(default_factory=dict)

    def workers(self) -> frozenset[str]:
        """The addresses of the workers that can read; who has come since is asked first."""
        with self._told():
            present = frozenset(self.client.nthreads())
        self._ask(present - self.fit - self.refused.keys())
        return present & self.fit

    def somebody(self) -> frozenset[str]:
        """The same, but waits for the first one to come; raises ClusterError where none does."""
        since = time.monotonic()
        while not (found := self.workers()):
            self._still_patient(since)
            time.sleep(TICK)
        return found

    def _ask(self, addresses: Iterable[str]) -> None:
        """Ask some workers whether they can read."""
        if not (new := sorted(addresses)):
            return
        with self._told():
            answers = self.client.run(worker.refusal, self.order, workers=new, on_error="return")
        for address, answer in answers.items():
            if answer is None:
                self.fit.add(address)
            elif not isinstance(answer, OSError):  # which says that it is gone by now
                self.refused[address] = why = _why(answer)
                self.note(f"worker {address} {why}; skipped")

    def give(self, batch: Sequence[Source]) -> Task:
        """Send a batch off."""
        return Task(batch, *self._submit(batch))

    def take(self, task: Task) -> Answer:
        """The results of a batch, when they arrive; raises WorkersDied if every worker died."""
        while True:
            self.wait(task)
            answer = self._result(task)
            if isinstance(answer, list):
                return answer
            task.failures += 1
            if task.failures > FAILURES:
                raise ClusterError(f"{self.address}: the workers cannot read ({_why(answer)}); {SAME}")
            task.future, task.workers = self._submit(task.batch)

    def wait(self, task: Task) -> None:
        """Wait until something has become of a batch; raises ClusterError where nothing ever will."""
        from distributed import wait

        since = time.monotonic()
        while True:
            try:
                with self._told(), self.client.as_current():
                    wait([task.future], timeout=TICK)
                return
            except TimeoutError:
                alive = self.workers()
            if not alive:
                self._still_patient(since)
                continue
            since = time.monotonic()
            if not task.workers & alive:  # all that it was bound to are gone
                task.future, task.workers = self._submit(task.batch)

    def _submit(self, batch: Sequence[Source]) -> tuple[Future[Any], frozenset[str]]:
        bound = self.somebody()
        with self._told():
            chosen = sorted(bound)
            return self.client.submit(worker.read, batch, self.order, workers=chosen, pure=False), bound

    def _result(self, task: Task) -> Answer | Refusal | Exception:
        from distributed import KilledWorker

        try:
            with self._told():
                if (failed := task.future.exception(timeout=TRANSFER)) is not None:
                    raise failed  # otherwise Dask prints a traceback when it raises it
                found: Answer | Refusal = task.future.result(timeout=TRANSFER)
                return found
        except KilledWorker as error:
            raise WorkersDied from error
        except TimeoutError as error:  # the worker has died since, and what it made with it
            return error
        except (WhereasError, OSError):
            raise
        except Exception as error:  # a worker on which the program is not installed, or is broken
            return error

    def _still_patient(self, since: float) -> None:
        if time.monotonic() - since <= PATIENCE:
            return
        if self.refused:
            address, why = min(self.refused.items())
            raise ClusterError(f"{self.address}: no worker can read (worker {address} {why}); {SAME}")
        problem = f"no worker connected within {PATIENCE:.0f} s"
        raise ClusterError(f"{self.address}: {problem}; start some with `dask worker`")

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Let a scheduler that is gone be one line."""
        from distributed import CancelledError
        from distributed.comm.core import CommClosedError

        try:
            yield
        except (CancelledError, CommClosedError) as error:
            raise ClusterError(
                f"{self.address}: the scheduler is gone; start it again and build again "
                "(articles read so far are cached)"
            ) from error


def _why(answer: object) -> str:
    if isinstance(answer, Refusal):
        return answer.why
    if missing := MISSING.search(str(answer)):  # what was no package there may come as any exception
        return f"lacks the Python package {missing[1]}"
    return f"fails ({_line(answer)})"


def _line(error: object) -> str:
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return " ".join(text.split())[:200] or type(error).__name__
