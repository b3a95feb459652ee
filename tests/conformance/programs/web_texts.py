"""Web texts without a network: URLs, HTML, headers, e-mail, cookies, MIME types, TOML, queries."""
import email.message
import email.policy
import html
import http.cookies
import mimetypes
import tomllib
import urllib.parse
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import parseaddr, formataddr, parsedate_to_datetime
from html.parser import HTMLParser
from http import HTTPStatus


class Outline(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.depth, self.links, self.lines = 0, [], []

    def handle_starttag(self, tag, attrs):
        self.lines.append("  " * self.depth + tag + ("".join(f" {k}={v!r}" for k, v in attrs)))
        if tag == "a":
            self.links.append(dict(attrs).get("href"))
        if tag not in ("br", "img"):
            self.depth += 1

    def handle_endtag(self, tag):
        self.depth -= 1

    def handle_data(self, data):
        if data.strip():
            self.lines.append("  " * self.depth + repr(data.strip()))

    def handle_comment(self, data):
        self.lines.append(f"<!--{data}-->")


outline = Outline()
outline.feed('<html><!-- c --><body class="x y"><p>A &amp; B &#233;<br/>more <a href="/x?y=1&amp;z=2" disabled>link</a></p>')
outline.feed("<p>unclosed</body></html>")
outline.close()
print(*outline.lines, outline.links, sep="\n")
parts = urllib.parse.urlsplit("https://user:pw@Example.com:8080/a/b;p?q=1&q=2&e=#frag")
print(parts, parts.hostname, parts.port, parts.geturl(), urllib.parse.parse_qs(parts.query, keep_blank_values=True))
print(urllib.parse.urljoin("http://a/b/c/d", "../x"), urllib.parse.quote("a b/ü"), urllib.parse.unquote_plus("a+b%20%C3%BC"), urllib.parse.urlencode({"a": [1, 2], "b": "x y"}, doseq=True))
print(html.escape("<a href='x'>"), html.unescape("&lt;&eacute;&#x41;&nope;"))
message = email.message_from_string("From: A B <a@b.c>\nTo: x@y.z\nSubject: =?utf-8?q?h=C3=A9llo?=\nContent-Type: text/plain; charset=utf-8\n\nbody\nline\n", policy=email.policy.default)
print(message["subject"], message["from"].addresses[0].username, message.get_content(), message.get_content_type())
multi = MIMEMultipart("alternative", boundary="XX")
multi["Subject"] = "t"
multi.attach(MIMEText("plain é", "plain", "utf-8"))
multi.attach(MIMEText("<b>x</b>", "html"))
print(multi.as_string())
for part in email.message_from_string(multi.as_string()).walk():
    print(part.get_content_type(), part.get_payload(decode=True))
print(parseaddr("Joe <joe@x.org>"), formataddr(("J, K", "j@k")), parsedate_to_datetime("Tue, 02 Jan 2024 10:00:00 +0200"))
cookie = http.cookies.SimpleCookie("a=1; b=two")
cookie["c"] = "x y"
cookie["c"]["path"] = "/"
print(cookie.output(), cookie["a"].value)
print(mimetypes.guess_type("x.tar.gz"), mimetypes.guess_extension("text/html"), HTTPStatus(404), HTTPStatus.OK.phrase, HTTPStatus.NOT_FOUND.is_client_error)
print(tomllib.loads("""
title = "x"
[owner]
when = 1979-05-27T07:32:00Z
nums = [1, 2.5, 0xff]
[[items]]
name = 'a'
[[items]]
name = "b\\u00e9"
"""))
try:
    tomllib.loads("a = [1,")
except tomllib.TOMLDecodeError as error:
    print(error)
