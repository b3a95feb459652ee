"""A client that tries a request again, and keeps the last error to raise it when nothing helped."""

import logging

log = logging.getLogger("client")
log.addHandler(logging.NullHandler())


class RequestFailed(Exception):
    """The server said no."""

    def __init__(self, status, path):
        super().__init__(f"{status} for {path}")
        self.status = status
        self.path = path


class Response:
    def __init__(self, status, body):
        self.status = status
        self.body = body


class Server:
    """Answers every third request."""

    def __init__(self):
        self.requests = 0

    def get(self, path):
        self.requests += 1
        if self.requests % 3:
            raise RequestFailed(503, path)
        return Response(200, f"contents of {path}" * 20)


class Session:
    """What a request needs, and a buffer that is worth having back."""

    def __init__(self, server):
        self.server = server
        self.buffer = bytearray(4096)
        self.seen = []

    def send(self, path):
        response = self.server.get(path)
        self.buffer[: len(response.body)] = response.body.encode()
        self.seen.append(path)
        return response


def fetch(session, path, attempts=4):
    """The response for a path; the last error if there is none."""
    last_error = None
    for attempt in range(attempts):
        try:
            response = session.send(path)
        except RequestFailed as error:
            log.debug("attempt %d: %s", attempt, error)
            last_error = error
            continue
        return response
    raise last_error


def fetch_all(paths):
    server = Server()
    bodies = {}
    for path in paths:
        session = Session(server)
        try:
            bodies[path] = fetch(session, path).body
        except RequestFailed as error:
            bodies[path] = f"failed: {error}"
    return bodies


def summary(bodies):
    lines = []
    for path, body in sorted(bodies.items()):
        lines.append(f"{path:12} {len(body):5}  {body[:20]}")
    return "\n".join(lines)


def main():
    paths = [f"/page/{number}" for number in range(6)]
    bodies = fetch_all(paths)
    print(summary(bodies))


if __name__ == "__main__":
    main()
