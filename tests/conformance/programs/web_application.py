"""A web application without a server: routes, query strings, cookies, negotiation, statuses, middleware, responses."""

import base64
import collections
import contextlib
import datetime
import email.message
import email.utils
import functools
import http
import http.cookies
import io
import json
import mimetypes
import posixpath
import re
import string.templatelib
import urllib.parse as up
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import escape
from http import HTTPMethod, HTTPStatus
from typing import Any, ParamSpec, Protocol, TypedDict, runtime_checkable


class Environ(TypedDict, total=False):
    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes


@runtime_checkable
class Renders(Protocol):
    def render(self) -> bytes: ...


class HttpError(Exception):
    def __init__(self, status, **headers):
        super().__init__(HTTPStatus(status))
        self.headers = headers

    @property
    def status(self) -> HTTPStatus:
        return self.args[0]


class Request:
    def __init__(self, environ: Environ):
        self.method = HTTPMethod(environ.get("method", "GET"))
        self.path = up.unquote(environ.get("path", "/"))
        self.query = up.parse_qs(environ.get("query", ""), keep_blank_values=True,
                                 strict_parsing=bool(environ.get("query")))
        self.headers = email.message.Message()
        for name, value in environ.get("headers", {}).items():
            self.headers[name] = value
        self.cookies = http.cookies.SimpleCookie(self.headers["cookie"] or "")
        self.body = environ.get("body", b"")

    @functools.cached_property
    def user(self):
        scheme, _, credentials = (self.headers["authorization"] or "").partition(" ")
        if scheme.lower() != "basic":
            raise HttpError(401, **{"WWW-Authenticate": 'Basic realm="test"'})
        return base64.b64decode(credentials, validate=True).decode().partition(":")[0]

    def accepts(self, *kinds):
        offered = []
        for part in (self.headers["accept"] or "*/*").split(","):
            kind, *parameters = map(str.strip, part.split(";"))
            quality = next((float(p[2:]) for p in parameters if p.startswith("q=")), 1.0)
            offered.append((-quality, kind))
        for _, wanted in sorted(offered):
            pattern = re.compile(re.escape(wanted).replace(r"\*", ".*"))
            if found := next(filter(pattern.fullmatch, kinds), None):
                return found
        raise HttpError(HTTPStatus.NOT_ACCEPTABLE)


@dataclass
class Response:
    body: Any = ""
    status: HTTPStatus = HTTPStatus.OK
    headers: dict = field(default_factory=dict)
    cookies: http.cookies.SimpleCookie = field(default_factory=http.cookies.SimpleCookie)

    def render(self) -> bytes:
        match self.body:
            case bytes() as data:
                pass
            case str() as text:
                data = text.encode()
            case Renders() as inner:
                data = inner.render()
            case string.templatelib.Template() as template:
                data = page(template).encode()
            case value:
                data = json.dumps(value).encode()
                self.headers.setdefault("Content-Type", "application/json")
        lines = [f"HTTP/1.1 {self.status.value} {self.status.phrase}", *(f"{k}: {v}" for k, v in self.headers.items()),
                 f"Content-Length: {len(data)}"]
        if self.cookies:
            lines.append(self.cookies.output())
        return "\r\n".join([*lines, "", ""]).encode("latin-1") + data


def page(template):
    """Interpolations of a template are escaped; lists are joined."""
    out = []
    for part in template:
        match part:
            case str():
                out.append(part)
            case string.templatelib.Interpolation(value=list() as items):
                out.append("".join(page(i) for i in items))
            case string.templatelib.Interpolation(value, _, conversion, spec):
                out.append(escape(format(string.templatelib.convert(value, conversion), spec)))
    return "".join(out)


class Application:
    def __init__(self):
        self.routes, self.layers = [], []

    def route(self, pattern, *methods):
        expression = re.compile(re.sub(r"<(\w+)(?::(\w+))?>",
                                       lambda m: f"(?P<{m[1]}>{ {'int': r'[0-9]+', 'path': '.+'}.get(m[2], '[^/]+') })",
                                       pattern))

        def register[**P, R](view: Callable[P, R]) -> Callable[P, R]:
            self.routes.append((expression, methods or (HTTPMethod.GET,), view))
            return view

        return register

    def layer(self, function):
        self.layers.append(function)
        return function

    def dispatch(self, request):
        allowed = []
        for expression, methods, view in self.routes:
            if match := expression.fullmatch(request.path):
                if request.method in methods:
                    hints = view.__annotations__
                    return view(request, **{k: hints.get(k, str)(v) for k, v in match.groupdict().items()})
                allowed += methods
        raise HttpError(405, Allow=", ".join(allowed)) if allowed else HttpError(404)

    def __call__(self, **environ):
        handler = self.dispatch
        for layer in reversed(self.layers):
            handler = functools.partial(layer, handler)
        try:
            result = handler(Request(environ))
        except HttpError as error:
            result = Response(f"{error.status.description or error.status.phrase}", error.status, error.headers)
        except ValueError as error:
            result = Response(f"{type(error).__name__}: {error}", HTTPStatus.BAD_REQUEST)
        return (result if isinstance(result, Response) else Response(result)).render()


app = Application()
seen = collections.Counter()


@app.layer
def counting(handler, request):
    seen[request.method] += 1
    return handler(request)


@app.layer
def conditional(handler, request):
    response = handler(request)
    stamp = datetime.datetime(2024, 5, 17, tzinfo=datetime.UTC)
    if since := request.headers["If-Modified-Since"]:
        if email.utils.parsedate_to_datetime(since) >= stamp:
            return Response(status=HTTPStatus.NOT_MODIFIED)
    return response


@app.route("/items/<number:int>")
def item(request, number: int):
    match request.accepts("text/html", "application/json"):
        case "text/html":
            tags = request.query.get("tag", [])
            return t"<h1>{number:>4}</h1>{[t'<li>{tag!r:s}' for tag in tags]}"
    return {"number": number, "query": request.query}


@app.route("/files/<path:path>")
def static(request, path):
    if (clean := posixpath.normpath("/" + path)) != "/" + path:
        raise HttpError(HTTPStatus.FORBIDDEN)
    kind, coding = mimetypes.MimeTypes().guess_type(clean)
    return Response(clean.encode(), headers={"Content-Type": kind} | ({"Content-Encoding": coding} if coding else {}))


@app.route("/login", "POST", "PUT")
def login(request):
    response = Response(f"hello {request.user}")
    visits = int(request.cookies["visits"].value) + 1 if "visits" in request.cookies else 1
    response.cookies["visits"] = visits
    response.cookies["visits"].update({"path": "/", "max-age": 60, "httponly": True, "samesite": "Lax"})
    response.cookies["name"] = 'a "quoted"; ü'
    return response


for environ in ({"path": "/items/7", "query": "tag=a%20b&tag=%3Cx%3E",
                 "headers": {"Accept": "text/*;q=0.5, application/pdf"}},
                {"path": "/items/7", "query": "x=&y=1+2", "headers": {"Accept": "application/json, text/html;q=0.9"}},
                {"path": "/items/x"}, {"path": "/items/1", "headers": {"Accept": "image/png"}},
                {"path": "/items/1", "query": "broken"}, {"path": "/files/a/b.tar.gz"}, {"path": "/files/../etc"},
                {"path": "/login", "method": "GET"}, {"path": "/login", "method": "POST"},
                {"path": "/login", "method": "PUT", "headers": {"Authorization": "Basic YW5uOnB3",
                        "Cookie": "visits=4; other=x"}},
                {"path": "/login", "method": "POST", "headers": {"Authorization": "Basic !"}}, {"method": "SPIN"},
                {"path": "/items/1", "headers": {"If-Modified-Since": "Sat, 18 May 2024 00:00:00 GMT"}},
                {"path": "/files/a.txt", "headers": {"If-Modified-Since": "soon"}}):
    head, _, body = app(**environ).partition(b"\r\n\r\n")
    print(environ.get("method", "GET"), environ.get("path"), "->", *head.decode().split("\r\n"), body, sep="\n   ")
print(seen, isinstance(Response(), Renders), isinstance(3, Renders), Environ.__total__, app.route.__type_params__)
url = up.urlsplit("HTTP://user:p%40ss@Example.ORG:8080/a%20b/;p?q=1#frag")
print(url, url.hostname, url.port, url.username, url.password, url.geturl(),
      url._replace(query="", fragment="x").geturl(), sep="\n")
for base, link in (("http://a/b/c/d?q", "../g"), ("http://a/b/c/d", "//h/x"), ("http://a/b/", "?y"),
                   ("http://a/b/c", "./../../x/./y/.."), ("mailto:x", "y"), ("", "z")):
    print(up.urljoin(base, link), end=" ")
print(up.urlencode({"a": [1, "ü &"], "b": ("x",)}, doseq=True), up.quote("/a b/ü?", safe=""), up.quote_plus("a b+c"),
      up.unquote("%FF%C3%BC", errors="replace"), up.parse_qsl("a=1;b=2", separator=";"), up.urldefrag("http://a/#b"))
for wrong in (lambda: up.urlsplit("http://[::1/").port, lambda: up.urlsplit("http://a:99999").port,
              lambda: up.urlsplit("http://a:x").port, lambda: up.urljoin(b"a", "b"),
              lambda: up.parse_qsl("a", strict_parsing=True), lambda: up.parse_qs("a=1&b=2", max_num_fields=1),
              lambda: up.urlencode([1]), lambda: up.quote(3), lambda: HTTPStatus(999),
              lambda: http.cookies.SimpleCookie({"a b": 1}), lambda: http.cookies.Morsel().__setitem__("x", 1),
              lambda: HTTPStatus["TEAPOT"]):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
print(repr(HTTPStatus.IM_A_TEAPOT), HTTPStatus(404).is_client_error, HTTPMethod.PATCH.description,
      f"{HTTPStatus.OK} {HTTPStatus.OK:d}", http.cookies.SimpleCookie("a=1; Path=/x; b=\"q\\054z\"; c").items())
