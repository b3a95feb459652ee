"""A connection that wants to be closed when it dies: its finalizer is to call a method of it, so it never dies."""

import weakref


class Socket:
    def __init__(self, host):
        self.host = host
        self.is_open = True

    def close(self):
        self.is_open = False


class Connection:
    def __init__(self, host):
        self.socket = Socket(host)
        self._finalizer = weakref.finalize(self, self.close)

    def close(self):
        self.socket.close()

    def ask(self, question):
        return f"{self.socket.host} says {question.upper()}"


class GoodConnection(Connection):
    """The finalizer has what it needs, and not the connection."""

    def __init__(self, host):
        self.socket = Socket(host)
        self._finalizer = weakref.finalize(self, Socket.close, self.socket)


def talk(kind):
    connection = kind("example.org")
    print(connection.ask("hello"))
    return weakref.ref(connection)


print("alive:", talk(Connection)() is not None)
print("alive:", talk(GoodConnection)() is not None)
