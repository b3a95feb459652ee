"""Composes, parses and repairs mail: structured headers, parts, encodings, addresses, policies, defects, mailing rules."""

import base64
import collections
import datetime
import email
import email.charset
import email.errors
import email.generator
import email.header
import email.headerregistry
import email.iterators
import email.message
import email.parser
import email.policy
import email.utils
import functools
import io
import mimetypes
import quopri
import re
import textwrap
from email.headerregistry import Address, Group
from email.message import EmailMessage
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

POLICY = email.policy.SMTP.clone(max_line_length=60, linesep="\n")


def attempt(*actions):
    for action in actions:
        try:
            print("  ", repr(action()))
        except Exception as error:
            print("  ", type(error).__name__, error)


def structure(message, depth=0):
    yield f"{'  ' * depth}{message.get_content_type()} {message.get_content_disposition()} {message.get_filename()}"
    for part in message.iter_parts() if message.is_multipart() else ():
        yield from structure(part, depth + 1)


class Rules:
    """Sorts messages into folders by predicates that were registered in order."""

    def __init__(self):
        self.rules = []

    def rule(self, folder):
        return functools.partial(self._add, folder)

    def _add(self, folder, test):
        self.rules.append((folder, test))
        return test

    def sort(self, messages):
        folders = collections.defaultdict(list)
        for message in messages:
            folders[next((f for f, test in self.rules if test(message)), "inbox")].append(message["subject"])
        return dict(folders)


message = EmailMessage(POLICY)
message["Subject"] = "Grüße aus dem Süden, eine ziemlich lange Betreffzeile mit Wörtern"
message["From"] = Address("Änne Müller", "anne", "example.org")
message["To"] = (Address("Bob, the builder", "bob", "example.com"), Group("friends",
        (Address(addr_spec="c@d.e"), Address("Dan", "dan", "x.y"))))
message["Date"] = datetime.datetime(2024, 5, 17, 7, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=2)))
message["Message-ID"] = "<1@example.org>"
message["X-Long"] = "word " * 20
message.set_content("Hällo\n.dot\nFrom here\n" + "long " * 20, cte="quoted-printable")
message.add_alternative("<p>H&auml;llo <img src='cid:logo'></p>", subtype="html")
message.get_payload()[1].add_related(b"\x89PNG data", "image", "png", cid="<logo>")
message.add_attachment("a;b\n1;2\n", subtype="csv", filename="tabelle ü.csv")
message.add_attachment(bytes(range(60)), maintype="application", subtype="octet-stream", filename="raw.bin")
for number, part in enumerate(message.walk()):
    if part.is_multipart():
        part.set_boundary(f"=={number}==")
text = message.as_string()
print(text)
print(*structure(message), sep="\n")
parsed = email.message_from_string(text, policy=email.policy.default)
print(parsed["subject"], parsed["from"].addresses[0].display_name, [g.display_name for g in parsed["to"].groups],
      [str(a) for a in parsed["to"].addresses], parsed["date"].datetime.isoformat(),
      parsed["x-long"] == message["x-long"], sep="\n")
print(repr(parsed.get_body(("plain",)).get_content()[:30]), parsed.get_body(("html",)).get_content_type(),
      [a.get_filename() for a in parsed.iter_attachments()], [a.get_content()[:4] for a in parsed.iter_attachments()],
      parsed.get_body(("related", "html")).get_content_type(), parsed.keys(), len(parsed), "SUBJECT" in parsed,
      parsed.get("none", "default"), parsed.get_all("to")[0].max_count)
attempt(lambda: parsed.get_content(), lambda: message.set_content("x", subtype="a b"),
        lambda: EmailMessage().set_content(3), lambda: message.__setitem__("To", "again@x"),
        lambda: message.__setitem__("X", "a\nb"), lambda: message.replace_header("Nope", 1),
        lambda: Address("x", "a@b"), lambda: Address(addr_spec="a@"), lambda: Address("x\n", "a", "b"),
        lambda: Address(username="a b", domain="c"), lambda: Address("Q", "q", "r") == Address("Q", "q", "r"),
        lambda: str(Group(None, (Address("a", "b", "c"),))), lambda: EmailMessage().add_header("Content-Disposition",
        "attachment", filename=("utf-8", "de", "ü.txt")), lambda: message.attach(EmailMessage()),
        lambda: EmailMessage().get_content(), lambda: EmailMessage().add_attachment("x"),
        lambda: email.message_from_string(3), lambda: email.policy.default.clone(spam=1),
        lambda: setattr(email.policy.default, "utf8", True), lambda: email.policy.default + email.policy.strict,
        lambda: email.utils.parsedate_to_datetime("never"), lambda: email.message.Message().get_payload(0))
broken = textwrap.dedent("""\
    From anna Thu May 16 2024
    Subject: =?utf-8?q?caf=C3=A9?= =?utf-8?b?IHRvZ2V0aGVy?= =?x?z?bad?=
    Content-Type: multipart/mixed; boundary=edge; charset*=us-ascii'en'x%20y
    To: "quoted \\" name" <a@b.c> (comment), undisclosed:;, bad@@x, <no>
    Date: 32 Foo 2024
    no colon here

    preamble
    --edge
    Content-Transfer-Encoding: base64

    aGVsbG8
    --edge
    Content-Type: text/plain; charset="nope"; format=flowed; name*0=a; name*1*=%62

    caf\udce9
""")
damaged = email.message_from_string(broken, policy=email.policy.default)
print(damaged.get_unixfrom(), damaged["subject"], damaged["to"], damaged["date"], damaged.preamble, damaged.epilogue,
      damaged.get_boundary(), sep=" | ")
print([type(d).__name__ for d in damaged.defects], [type(d).__name__ for d in damaged["to"].defects],
      [type(d).__name__ for d in damaged["subject"].defects], [type(d).__name__ for d in damaged["date"].defects])
first, second = damaged.get_payload() if damaged.is_multipart() else (damaged, damaged)
print(first.get_payload(decode=True), [type(d).__name__ for d in first.defects], second.get_params(),
      second.get_param("name"), second.get_content_charset(), ascii(second.get_payload()))
attempt(lambda: email.message_from_string(broken, policy=email.policy.strict), lambda: second.get_content(),
        lambda: damaged.as_bytes()[-40:], lambda: email.message_from_bytes(b"\xff: x\n\ny").items(),
        lambda: email.message_from_string("a b\n\nc", policy=email.policy.strict))
old = MIMEMultipart("alternative", boundary="B")
old["Subject"] = email.header.Header("très long " * 5, "iso-8859-1", header_name="Subject", maxlinelen=40)
old.attach(MIMEText("plain é", "plain", "utf-8"))
old.attach(MIMEText("ascii"))
image = MIMEImage(b"GIF89a...", "gif", name="x.gif")
image.add_header("Content-ID", "<i>")
old.attach(image)
out = io.StringIO()
email.generator.Generator(out, mangle_from_=True, maxheaderlen=50).flatten(old, unixfrom=False)
print(out.getvalue(), email.header.decode_header(old["Subject"].encode())[0],
      str(email.header.make_header(email.header.decode_header("=?iso-8859-1?q?p=F6stal?= plain"))))
email.iterators._structure(old)
print([part for part in email.iterators.body_line_iterator(old)][:2],
      email.charset.Charset("latin1").get_body_encoding(), email.charset.Charset("utf-8").header_encode("é"),
      repr(email.charset.Charset("koi8-r")))
print(email.utils.parseaddr('"A \\"B\\"" <a@b>'), email.utils.getaddresses(["a@b, C <c@d>", "x"]),
      email.utils.formataddr(("Zoë", "z@x")), email.utils.parsedate_tz("Fri, 17 May 2024 07:30:00 -0130 (X)"),
      email.utils.mktime_tz(email.utils.parsedate_tz("1 Jan 1970 00:00:10 +0000")),
      email.utils.formatdate(0, usegmt=True), email.utils.encode_rfc2231("ü x", "utf-8", "de"),
      email.utils.collapse_rfc2231_value(("utf-8", "", "%C3%BC")), email.utils.unquote('"a\\"b"'),
      email.utils.decode_params([("x", 1), ("n*0", '"a"'), ("n*1", '"b"')]))
rules = Rules()
rules.rule("spam")(lambda m: re.search(r"\b(win|free)\b", m["subject"], re.I))
rules.rule("lists")(lambda m: m["list-id"])
print(rules.sort(email.message_from_string(f"Subject: {s}\n{more}\n\n", policy=email.policy.default) for s,
                 more in (("Win now", ""), ("Weekly", "List-Id: <x>"), ("Hi", ""))))
print(quopri.encodestring(b"a=\xff \n" + b"x" * 80), base64.encodebytes(bytes(60)),
      mimetypes.guess_extension("text/html"), mimetypes.guess_type("x.unknown"),
      mimetypes.guess_all_extensions("image/jpeg")[:2])
