"""The application: routes, headers, limits; all that reads the graph is done by the workers."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from graph.errors import StoreError
from graph.ontology import Ontology, default_ontology
from graph.query import SavedQuery, saved_in
from graph.query.accept import preferred
from graph.serve import pages
from graph.serve.jobs import HTML, Jobs
from graph.serve.openapi import openapi
from graph.serve.protocol import Refused, operation, read_body
from graph.serve.settings import Settings
from graph.serve.workers import Busy, Nursery, Pool, Reply, Stopped
from graph.store import Dataset, open_dataset, texts_beside

try:
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.middleware.cors import CORSMiddleware
    from starlette.requests import ClientDisconnect, Request
    from starlette.responses import JSONResponse, RedirectResponse, Response
    from starlette.routing import Route

    from graph.serve.guard import Guard
except ImportError as error:
    raise StoreError(
        "serve: the server's packages are not installed; install them with: pip install 'whereas[serve]'"
    ) from error

ENDINGS = {
    ".ttl": "text/turtle",
    ".jsonld": "application/ld+json",
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
}
OFFERED = ("text/html", "text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml")
STYLES = ("base.css", "parts.css")
BACKLOG = 2048
MAP_SECONDS = 120.0
"""Drawing the map of a graph file takes longer than a query may."""

TITLE_END = b'</div>\n    <div class="find"'
WAYS = (
    b'<p class="lede"><a href="/ask">Ask</a> \xc2\xb7 <a href="/query">Query</a> \xc2\xb7 '
    b'<a href="/sources">Sources</a></p>\n    '
)
Handler = Callable[[Request], Awaitable[Response]]


class Server:
    """A graph being served: its workers and its routes."""

    def __init__(self, jobs: Jobs, settings: Settings, *, map_file: Path | None, title: str) -> None:
        self.settings = settings
        self.queries: Sequence[SavedQuery] = jobs.queries
        self.map_file = map_file
        self.title = title
        self._drawn: bytes | None = None
        self.nursery = Nursery(jobs.table(), settings.memory)
        self._style = "\n".join(
            [(files("graph.render") / "css" / name).read_text("utf-8") for name in STYLES]
            + [(files("graph.serve") / "static" / "serve.css").read_text("utf-8")]
        ).encode()
        self._script = (files("graph.serve") / "static" / "query.js").read_bytes()

    @contextlib.asynccontextmanager
    async def lifespan(self, _: Starlette) -> AsyncIterator[None]:
        """Two pools, so that pages stay quick while long queries run."""
        self.queries_pool = Pool(self.nursery, self.settings.workers, waiting=self.settings.waiting)
        self.pages_pool = Pool(self.nursery, 2, waiting=self.settings.waiting)
        yield
        for pool in (self.queries_pool, self.pages_pool):
            pool.close()
        self.nursery.close()

    def routes(self) -> list[Route]:
        """All paths."""
        get = ["GET"]
        return [
            Route("/", self.map, methods=get),
            Route("/ask", self.ask, methods=get),
            Route("/query", self.query, methods=get),
            Route("/queries", self.list_queries, methods=get),
            Route("/queries/{name}", self.saved, methods=get),
            Route("/sources", self.sources, methods=get),
            Route("/sparql", self.sparql, methods=["GET", "POST"]),
            Route("/id/{path:path}", self.thing, methods=get),
            Route("/openapi.json", self.openapi, methods=get),
            Route("/favicon.ico", self.icon, methods=get),
            Route("/static/style.css", self.style, methods=get),
            Route("/static/query.js", self.script, methods=get),
        ]

    async def _page(self, name: str, *arguments: object) -> Response:
        return _response(await self.pages_pool.run(name, *arguments, seconds=self.settings.seconds))

    async def _query(self, name: str, *arguments: object) -> Response:
        return _response(await self.queries_pool.run(name, *arguments, seconds=self.settings.seconds))

    async def map(self, _: Request) -> Response:
        """The map that the build drew, or one drawn now and kept."""
        if self.map_file is not None and self.map_file.is_file():
            body = self.map_file.read_bytes()
        else:
            if self._drawn is None:
                reply = await self.queries_pool.run("map", self.title, seconds=MAP_SECONDS)
                self._drawn = reply.body if reply.status == 200 else None
                if reply.status != 200:
                    return _response(reply)
            body = self._drawn or b""
        return Response(_with_ways(body), headers={"content-type": HTML["content-type"]})

    async def ask(self, request: Request) -> Response:
        """A question in English."""
        kind = preferred(request.headers.get("accept", ""), ("text/html", "application/json"))
        response = await self._query("ask", _one(request, "q")[:2_000], kind == "application/json")
        response.headers["vary"] = "Accept"
        return response

    async def query(self, _: Request) -> Response:
        """The page that takes SPARQL."""
        return _html(pages.query(self.queries))

    async def list_queries(self, _: Request) -> Response:
        """The saved queries."""
        return JSONResponse([_described(query) for query in self.queries])

    async def saved(self, request: Request) -> Response:
        """A saved query's answer."""
        given = {name: value for name, value in request.query_params.items() if value}
        if not any(query.name == request.path_params["name"] for query in self.queries):
            raise Refused(404, "unknown saved query; see /queries")
        return await self._query(
            "saved", request.path_params["name"], given, request.headers.get("accept", "")
        )

    async def sources(self, request: Request) -> Response:
        """The list of sources."""
        return await self._page("sources", _number(request))

    async def sparql(self, request: Request) -> Response:
        """The SPARQL endpoint."""
        most = self.settings.query_size
        try:
            body = await read_body(request.stream(), request.headers, 3 * most + 10_000)
        except ClientDisconnect as error:  # the client has disconnected
            raise Refused(400, "the request is shorter than its Content-Length") from error
        found = operation(
            request.method,
            request.scope["query_string"],
            request.headers.get("content-type", ""),
            body,
            most=most,
        )
        accept = request.headers.get("accept", "")
        if found is None:
            if preferred(accept, ("text/turtle", "text/html")) == "text/html":
                return RedirectResponse("/query", status_code=303)
            raise Refused(400, "the request has no query; send one as the parameter “query”")
        response = await self._query("sparql", found.query, accept, found.default_graphs, found.named_graphs)
        response.headers["vary"] = "Accept"
        return response

    async def thing(self, request: Request) -> Response:
        """An IRI of the graph: a page for people, triples for programs."""
        path = request.scope["path"].removeprefix("/id/")  # the parameter would lose a last line feed
        ending = next((e for e in (*ENDINGS, ".html") if path.endswith(e)), None)
        kind = (
            ENDINGS.get(ending, "text/html")
            if ending
            else preferred(request.headers.get("accept", ""), OFFERED)
        )
        path = path.removesuffix(ending or "")
        if not path:
            raise Refused(404, "not found")
        if kind is None:
            raise Refused(406, f"available as {', '.join(OFFERED)}")
        if len(path) > 500:
            raise Refused(414, "the path is too long")
        if kind != "text/html":
            response = await self._page("data", path, kind)
        elif path.startswith("source/"):
            response = await self._page("source", path.removeprefix("source/"))
        else:
            response = await self._page("entity", path, _number(request))
        response.headers["vary"] = "Accept"
        return response

    async def openapi(self, _: Request) -> Response:
        """The description of all this for programs."""
        return JSONResponse(openapi(self.queries, self.settings))

    async def icon(self, _: Request) -> Response:
        """No icon, and no error either."""
        return Response(status_code=204)

    async def style(self, _: Request) -> Response:
        """The pages' style sheet."""
        return Response(self._style, headers={"content-type": "text/css; charset=utf-8"})

    async def script(self, _: Request) -> Response:
        """The query page's script."""
        return Response(self._script, headers={"content-type": "text/javascript; charset=utf-8"})


def _with_ways(page: bytes) -> bytes:
    """The map with the ways to the other pages under its title."""
    return page.replace(TITLE_END, WAYS + TITLE_END, 1)


def _response(reply: Reply) -> Response:
    return Response(reply.body, reply.status, headers=dict(reply.headers))


def _html(text: str, status: int = 200) -> Response:
    return Response(text.encode(), status, headers=HTML)


def _one(request: Request, name: str) -> str:
    return request.query_params.get(name, "")


def _number(request: Request) -> int:
    text = _one(request, "page")
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 7 and int(text) > 0 else 1


def _described(query: SavedQuery) -> dict[str, Any]:
    return {
        "name": query.name,
        "asks": query.asks,
        "description": query.description,
        "sparql": query.sparql,
        "parameters": [
            {"name": s.name, "kind": s.kind, "says": s.says, "required": s.required} for s in query.parameters
        ],
    }


# ---------------------------------------------------------------- errors and headers


def _wants_page(request: Request) -> bool:
    return (
        not request.url.path.startswith("/sparql")
        and preferred(request.headers.get("accept", ""), ("text/plain", "text/html")) == "text/html"
    )


def _told(request: Request, status: int, line: str, headers: Mapping[str, str] | None = None) -> Response:
    if _wants_page(request):
        return Response(pages.problem(status, line).encode(), status, headers={**HTML, **(headers or {})})
    kind = {"content-type": "text/plain; charset=utf-8"}
    return Response(f"{line}\n", status, headers={**kind, **(headers or {})})


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return _told(request, error.status, error.line)


async def _stopped(request: Request, error: Exception) -> Response:
    return _told(request, 503, str(error), {"retry-after": "1"} if isinstance(error, Busy) else None)


async def _failed(request: Request, error: Exception) -> Response:
    return _told(request, 500, "internal server error")


async def _absent(request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 404)
    lines = {404: "not found", 405: "method not allowed"}
    headers = getattr(error, "headers", None)
    return _told(request, status, lines.get(status, "bad request"), headers)


# ---------------------------------------------------------------- making and running


def application(
    graph: str | Path,
    settings: Settings | None = None,
    *,
    ontology: Ontology | None = None,
    queries: Sequence[Path] = (),
    tell: Callable[[str], None] | None = None,
) -> Starlette:
    """The ASGI application for a graph: an output folder or a graph file.

    `queries` are folders with saved queries, besides the built-in ones and those in `queries/` next to the
    graph; `tell` gets a line if a large graph is indexed first. Create it before any threads or an event
    loop, because it forks. Raises StoreError if there is no graph.
    """
    path, chosen, words = Path(graph), settings or Settings(), ontology or default_ontology()
    dataset: Dataset = open_dataset(path, words, tell=tell)
    folder = path if path.is_dir() else path.parent
    texts = texts_beside(path)
    jobs = Jobs(
        dataset,
        words,
        chosen,
        queries=saved_in(folder / "queries", *queries),
        texts=texts if texts.is_dir() else None,
    )
    drawn = path / "map.html"
    server = Server(jobs, chosen, map_file=drawn if drawn.is_file() else None, title=path.resolve().stem)
    middleware = [Middleware(Guard, hosts=chosen.answered_hosts)]
    if chosen.cors:
        middleware.append(
            Middleware(
                CORSMiddleware,
                allow_origins=list(chosen.cors),
                allow_methods=["GET", "POST"],
                allow_headers=["Content-Type", "Accept"],
                expose_headers=["X-SPARQL-MaxRows", "X-Whereas-Note"],
            )
        )
    app = Starlette(
        routes=server.routes(),
        middleware=middleware,
        lifespan=server.lifespan,
        exception_handlers={
            Refused: _refused,
            Busy: _stopped,
            Stopped: _stopped,
            404: _absent,
            405: _absent,
            Exception: _failed,
        },
    )
    app.router.redirect_slashes = False
    return app


def run(app: Starlette, settings: Settings, *, on_start: Callable[[str], None] | None = None) -> None:
    """Serve until stopped with Ctrl-C; `on_start` gets the URL.

    Raises StoreError if it cannot listen on the address.
    """
    import socket

    try:
        import uvicorn
    except ImportError as error:
        raise StoreError(
            "serve: uvicorn is not installed; install it with: pip install 'whereas[serve]'"
        ) from error
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # With the protocol named, asyncio sets TCP_NODELAY; without, each small answer takes 40 ms more.
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((settings.host, settings.port))
        except OSError as error:
            raise StoreError(
                f"{settings.host}:{settings.port}: cannot listen ({error.strerror}); "
                "choose another --port or --host"
            ) from error
        listening.listen(BACKLOG)
        if on_start is not None:
            name = f"[{settings.host}]" if family == socket.AF_INET6 else settings.host
            on_start(f"http://{name}:{listening.getsockname()[1]}/")
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_keep_alive=15,
            backlog=BACKLOG,
        )
        uvicorn.Server(config).run(sockets=[listening])
