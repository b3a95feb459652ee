"""Counts requests by status and path in an access log."""
import argparse
import collections
import io
import re
import sys
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

LINE = re.compile(r'(?P<host>\S+) - (?P<user>\S+) \[(?P<time>[^\]]+)\] "(?P<method>[A-Z]+) (?P<path>\S+) HTTP/(?P<version>[\d.]+)" '
                  r'(?P<status>\d{3}) (?P<size>\d+|-)')


@dataclass(frozen=True, slots=True)
class Request:
    host: str
    time: datetime
    method: str
    path: str
    status: int
    size: int = 0

    @property
    def failed(self) -> bool:
        return self.status >= 400


@dataclass
class Summary:
    requests: int = 0
    bytes: int = 0
    statuses: collections.Counter = field(default_factory=collections.Counter)
    hosts: dict[str, list[str]] = field(default_factory=lambda: collections.defaultdict(list))

    def add(self, request):
        self.requests += 1
        self.bytes += request.size
        self.statuses[request.status] += 1
        self.hosts[request.host].append(request.path)


def parse(lines):
    for number, line in enumerate(lines, 1):
        if not (match := LINE.match(line)):
            print(f"line {number}: cannot parse {line!r}", file=sys.stderr)
            continue
        fields = match.groupdict()
        yield Request(fields["host"], datetime.strptime(fields["time"], "%d/%b/%Y:%H:%M:%S %z"), fields["method"],
                      fields["path"], int(fields["status"]), 0 if fields["size"] == "-" else int(fields["size"]))


LOG = '''10.0.0.1 - alice [02/Jan/2024:10:00:00 +0000] "GET / HTTP/1.1" 200 512
10.0.0.2 - - [02/Jan/2024:10:00:05 +0100] "POST /login HTTP/1.1" 302 -
nonsense
10.0.0.1 - alice [02/Jan/2024:10:01:00 +0000] "GET /missing?x=1 HTTP/1.0" 404 17
10.0.0.3 - bob [02/Jan/2024:11:00:00 +0000] "DELETE /thing/3 HTTP/2.0" 500 0
'''


def main(argv=None):
    parser = argparse.ArgumentParser(prog="loganalyser", description=__doc__)
    parser.add_argument("--status", type=int, action="append", help="only these")
    parser.add_argument("--since", type=lambda text: datetime.fromisoformat(text).replace(tzinfo=timezone.utc))
    parser.add_argument("-v", "--verbose", action="count", default=0)
    options = parser.parse_args(argv)
    summary = Summary()
    for request in parse(io.StringIO(LOG)):
        if options.status and request.status not in options.status:
            continue
        if options.since and request.time < options.since:
            continue
        if options.verbose:
            print(request)
        summary.add(request)
    print(f"{summary.requests} requests, {summary.bytes:,} bytes")
    for status, count in sorted(summary.statuses.items()):
        print(f"  {status}: {count:>3} {'#' * count}")
    for host, paths in summary.hosts.items():
        print(f"  {host:<12}", ", ".join(paths))


if __name__ == "__main__":
    main([])
    main(["-v", "--status", "404", "--status=500"])
    main(["--since", "2024-01-02T10:00:30"])
    try:
        main(["--status", "x"])
    except SystemExit as error:
        print("exit", error.code)
    try:
        main(["--help"])
    except SystemExit as error:
        print("exit", error.code)
    print(datetime(2024, 1, 2, tzinfo=timezone.utc) + timedelta(hours=36))
