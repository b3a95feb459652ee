"""Makes a digest of mails: parses messages, decodes headers, sorts threads, writes a summary."""

import email
import email.policy
import textwrap
from collections import Counter, defaultdict
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr, parsedate_to_datetime

RAW = [
    """From: =?utf-8?q?J=C3=B6rg?= <joerg@example.org>
To: list@example.org
Subject: Meeting
Date: Fri, 17 May 2024 10:00:00 +0200
Message-ID: <1@example.org>

Shall we meet on Monday? There is a lot to talk about, and the room on the second floor is free all day.
""",
    """From: "Smith, Anna" <anna@example.com>
To: list@example.org
Subject: Re: Meeting
Date: Fri, 17 May 2024 09:30:00 +0000
Message-ID: <2@example.com>
In-Reply-To: <1@example.org>
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

D=E9j=E0 vu. Yes.
""",
    """From: robot@example.net
Subject: =?iso-8859-1?b?R3L832U=?=
Date: Thu, 16 May 2024 23:59:59 -0700
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="=="

--==
Content-Type: text/plain

See the table.
--==
Content-Type: text/csv; name="a.csv"
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename="a.csv"

YSxiCjEsMgo=
--==--
""",
]

messages = [email.message_from_string(text, policy=email.policy.default) for text in RAW]
messages.sort(key=lambda message: parsedate_to_datetime(message["date"]))
threads = defaultdict(list)
for message in messages:
    threads[message.get("in-reply-to", message["message-id"])].append(message)

for root, thread in threads.items():
    print(f"== {root} ({len(thread)})")
    for message in thread:
        name, address = parseaddr(str(message["from"]))
        body = message.get_body(("plain",)).get_content().strip()
        print(f"{message['subject']} / {name or address} / {format_datetime(message['date'].datetime)}")
        print(textwrap.indent(textwrap.shorten(body, 60, placeholder=" …"), "    > "))
        for part in message.iter_attachments():
            print("    +", part.get_filename(), part.get_content_type(), repr(part.get_content()))

answer = EmailMessage()
answer["Subject"] = "Summary für alle"
answer["From"] = messages[1]["from"]
answer["To"] = ", ".join(sorted({str(message["from"].addresses[0].addr_spec) for message in messages}))
answer.set_content("Counts:\n" + "\n".join(f"{word} {count}" for word, count in Counter(
    word.lower() for message in messages for word in str(message["subject"]).split()).most_common(3)) + "\nÜber.\n")
answer.add_attachment(b"\x00\x01", maintype="application", subtype="octet-stream", filename="x.bin")
answer.set_boundary("-part-")
print(answer.as_string())
