"""Web plumbing without sockets: WSGI handlers and validators, headers, robots, cookie jars, XML-RPC marshalling."""

import collections
import contextlib
import datetime
import email.message
import functools
import http.cookiejar
import io
import itertools
import re
import sys
import urllib.parse
import urllib.request
import urllib.robotparser
import wsgiref.handlers
import wsgiref.headers
import wsgiref.types
import wsgiref.util
import warnings
import wsgiref.validate
import xmlrpc.client
from decimal import Decimal


def attempt(*actions):
    for action in actions:
        try:
            print("  ", action())
        except Exception as error:
            print("  ", type(error).__name__, error)


class Compress:
    """Middleware that joins chunks and counts."""

    def __init__(self, application):
        self.application, self.count = application, collections.Counter()

    def __call__(self, environ, start_response):
        def start(status, headers, details=None):
            self.count[status.partition(" ")[0]] += 1
            wsgiref.headers.Headers(headers).add_header("X-Layer", "compress", level="9", note='a "b"')
            return start_response(status, headers, details)

        body = self.application(environ, start)
        try:
            yield b"".join(body)
        finally:
            if hasattr(body, "close"):
                body.close()


class Body:
    def __init__(self, *chunks):
        self.chunks, self.closed = chunks, False

    def __iter__(self):
        return iter(self.chunks)

    def close(self):
        self.closed = True


def application(environ, start_response):
    match environ["REQUEST_METHOD"], wsgiref.util.shift_path_info(environ):
        case "GET", "hello":
            query = urllib.parse.parse_qs(environ["QUERY_STRING"])
            start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8")])
            return Body(b"hello ", query.get("name", ["nobody"])[0].encode())
        case "POST", "echo":
            start_response("200 OK", [("Content-Type", "text/plain")])
            return [environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))]
        case _, "fail":
            start_response("200 OK", [("Content-Type", "text/plain")])
            try:
                raise LookupError("inside")
            except LookupError:
                start_response("500 Oops", [("Content-Type", "text/plain")], sys.exc_info())
            return [b"sorry"]
        case _, "write":
            write = start_response("200 OK", [("Content-Type", "text/plain")])
            write(b"written ")
            return [b"returned"]
        case _, "crash":
            raise ValueError("no answer")
        case _, "empty":
            start_response("304 Not Modified", [])
            return []
    start_response("404 Not Found", [("Content-Type", "text/plain")])
    return [f"no {environ['SCRIPT_NAME']} + {environ['PATH_INFO']}".encode()]


def serve(app, path, method="GET", body=b"", **more):
    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "CONTENT_LENGTH": str(len(body))} | more
    wsgiref.util.setup_testing_defaults(environ)
    out, errors = io.BytesIO(), io.StringIO()
    handler = wsgiref.handlers.SimpleHandler(io.BytesIO(body), out, errors, environ, multithread=False)
    handler.server_software = "toy/1"
    handler.http_version = "1.1"
    with contextlib.redirect_stderr(errors):
        handler.run(app)
    text = re.sub(r"Date: .*", "Date: ...", out.getvalue().decode())
    print(method, path, "->", *text.split("\r\n"), *errors.getvalue().splitlines()[-1:], sep="\n   ")


layered = Compress(application)
for path, method, body in (("/hello/", "GET", b""), ("/echo", "POST", b"data"), ("/fail", "GET", b""),
                           ("/write", "GET", b""), ("/crash/x", "GET", b""), ("/other/way", "GET", b""),
                           ("/empty", "GET", b"")):
    serve(layered if method == "GET" and path != "/write" else application, path, method, body,
          QUERY_STRING="name=%C3%A9&x=")
print(layered.count)


def bad_status(environ, start_response):
    start_response("200", [])
    return [b""]


def bad_header(environ, start_response):
    start_response("200 OK", [("Content-Type:", "x")])
    return [b""]


def bad_body(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return "text"


def no_type(environ, start_response):
    start_response("200 OK", [("X", "y")])
    return [b"x"]


def twice(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"x"]


def validate(app, **environ):
    full = {"QUERY_STRING": ""} | environ
    wsgiref.util.setup_testing_defaults(full)
    full |= environ
    result = wsgiref.validate.validator(app)(full, lambda status, headers, details=None: lambda data: None)
    try:
        return list(result)
    finally:
        result.close()


warnings.simplefilter("ignore", wsgiref.validate.WSGIWarning)
attempt(lambda: validate(application, PATH_INFO="/hello"), *(functools.partial(validate, app) for app in (bad_status,
        bad_header, bad_body, no_type, twice)), lambda: validate(application, REQUEST_METHOD=3),
        lambda: validate(application, PATH_INFO="x"), lambda: validate(application, SCRIPT_NAME="/"),
        lambda: wsgiref.validate.validator(application)({}), lambda: wsgiref.validate.validator(application)([], 1))
headers = wsgiref.headers.Headers([("A", "1"), ("a", "2")])
headers["B"] = "3"
headers.setdefault("C", "4")
del headers["a"]
print(headers.items(), str(headers).encode(), headers.get_all("b"), "c" in headers, headers.get("zz"), len(headers),
      repr(headers))
attempt(lambda: wsgiref.headers.Headers(3), lambda: headers.__setitem__("x", 3),
        lambda: headers.__setitem__("x", "a\r\nb"), lambda: headers[3],
        lambda: wsgiref.util.request_uri({"wsgi.url_scheme": "http", "HTTP_HOST": "h:80", "SCRIPT_NAME": "/a b",
                                          "PATH_INFO": "/ü", "QUERY_STRING": "q"}),
        lambda: wsgiref.util.guess_scheme({"HTTPS": "on"}), lambda: list(wsgiref.util.FileWrapper(io.StringIO("abcdef"),
        4)), lambda: wsgiref.util.is_hop_by_hop("Keep-Alive"), lambda: wsgiref.types.StartResponse)
robots = urllib.robotparser.RobotFileParser()
robots.parse("User-agent: *\nDisallow: /private\nAllow: /private/open\nCrawl-delay: 3\n\nUser-agent: bad\nDisallow: /\nRequest-rate: 1/5\nSitemap: http://a/s.xml\nnonsense".splitlines())
print([robots.can_fetch(agent, url) for agent, url in (("x", "/a"), ("x", "http://a/private/z"), ("x", "/private/open"),
        ("bad/1.0", "/a"), ("x", "/%70rivate"))], robots.crawl_delay("x"), robots.request_rate("bad"),
      robots.site_maps(), str(robots), sep="\n")
jar = http.cookiejar.CookieJar(http.cookiejar.DefaultCookiePolicy(rfc2965=True,
        strict_ns_domain=http.cookiejar.DefaultCookiePolicy.DomainStrict))


class Answer:
    def __init__(self, *cookies):
        self.message = email.message.Message()
        for cookie in cookies:
            self.message.add_header("Set-Cookie", cookie)

    def info(self):
        return self.message


request = urllib.request.Request("http://www.example.com/app/page?x#f", headers={"user-agent": "toy"}, method="PUT",
                                 data=b"d")
jar.extract_cookies(Answer("a=1", "b=2; path=/app; expires=Fri, 01 Jan 2100 00:00:00 GMT", "c=3; domain=other.org",
                           "d=4; secure; HttpOnly", "e=5; max-age=0", "f; path=/none",
                           'g="quoted value"; domain=.example.com'), request)
print(*sorted(map(str, jar)), len(jar), sep="\n")
jar.add_cookie_header(request)
print(request.get_header("Cookie"), request.header_items(), request.get_full_url(), request.host, request.selector,
      request.fragment, request.get_method(), request.has_proxy(), sep=" | ")
attempt(lambda: jar.clear("none"), lambda: jar.clear("www.example.com", "/", "a") or len(jar),
        lambda: http.cookiejar.time2isoz(0), lambda: http.cookiejar.http2time("Thu, 01 Jan 1970 00:01:40 GMT"),
        lambda: http.cookiejar.iso2time("1970-01-01 00:00:09Z"), lambda: http.cookiejar.http2time("junk"),
        lambda: http.cookiejar.split_header_words(['a=1; b="x y", c']),
        lambda: http.cookiejar.join_header_words([[("a", None), ("b", "x y")]]),
        lambda: http.cookiejar.LWPCookieJar().as_lwp_str(), lambda: http.cookiejar.MozillaCookieJar().load("none.txt"),
        lambda: http.cookiejar.FileCookieJar().save(), lambda: urllib.request.Request("nourl"),
        lambda: urllib.request.Request("http://a", data="text").data,
        lambda: http.cookiejar.user_domain_match("a.b.com", ".b.com"))
data = xmlrpc.client.dumps((1, True, 2.5, "é<", [None, {"k": b"\0\1"}], datetime.datetime(2024, 5, 17, 7, 30), -7),
                           "method.name", allow_none=True)
print(data, xmlrpc.client.loads(data, use_builtin_types=True), xmlrpc.client.loads(xmlrpc.client.dumps(("ok",),
        methodresponse=True)), sep="\n")
attempt(lambda: xmlrpc.client.dumps((None,)), lambda: xmlrpc.client.dumps((2**40,)),
        lambda: xmlrpc.client.dumps(({1: 2},)), lambda: xmlrpc.client.dumps((3 + 1j,)),
        lambda: xmlrpc.client.dumps([1]), lambda: xmlrpc.client.loads(xmlrpc.client.dumps(xmlrpc.client.Fault(4,
        "bad"))), lambda: xmlrpc.client.loads("<methodCall>"),
        lambda: xmlrpc.client.loads("<methodResponse><params><param><value><int>x</int></value></param></params></methodResponse>"),
        lambda: xmlrpc.client.loads("<methodResponse><params><param><value><bigdecimal>1.5</bigdecimal></value></param></params></methodResponse>"),
        lambda: xmlrpc.client.DateTime("20240517T07:30:00") < xmlrpc.client.DateTime("20250101T00:00:00"),
        lambda: xmlrpc.client.Binary(b"xy").data, lambda: xmlrpc.client.dumps((loop,)),
        lambda: xmlrpc.client.Fault(1, "s"), lambda: xmlrpc.client.dumps((Decimal(1),)))
loop = []
loop.append(loop)
attempt(lambda: xmlrpc.client.dumps((loop,)), lambda: xmlrpc.client.ServerProxy("ftp://x"),
        lambda: xmlrpc.client.MultiCall(xmlrpc.client.ServerProxy("http://x")),
        lambda: list(itertools.islice(xmlrpc.client.getparser(), 1)))
