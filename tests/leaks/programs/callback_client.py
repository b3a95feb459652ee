"""A client that is told of messages by callbacks, and of its own end by a method of its own."""

import json


class Connection:
    """Reads lines and hands each message to whoever asked for its kind."""

    def __init__(self, lines):
        self.lines = list(lines)
        self.handlers = {}
        self.on_close = None
        self.closed = False

    def subscribe(self, kind, handler):
        self.handlers.setdefault(kind, []).append(handler)

    def pump(self):
        while self.lines:
            message = json.loads(self.lines.pop(0))
            for handler in self.handlers.get(message["kind"], ()):
                handler(message)
        self.close()

    def close(self):
        if not self.closed:
            self.closed = True
            if self.on_close is not None:
                self.on_close()


class Account:
    def __init__(self, name):
        self.name = name
        self.balance = 0
        self.log = []

    def change(self, amount, why):
        self.balance += amount
        self.log.append((amount, why))


class Client:
    """An account and the connection that changes it."""

    def __init__(self, name, connection):
        self.account = Account(name)
        self.connection = connection
        self.errors = 0
        self.summary = ""
        connection.subscribe("deposit", self.deposit)
        connection.subscribe("withdraw", self.withdraw)
        connection.subscribe("error", lambda message: self.count_error(message))
        connection.on_close = self.finished

    def deposit(self, message):
        self.account.change(message["amount"], message.get("why", "deposit"))

    def withdraw(self, message):
        if message["amount"] > self.account.balance:
            self.count_error(message)
            return
        self.account.change(-message["amount"], message.get("why", "withdrawal"))

    def count_error(self, message):
        self.errors += 1

    def finished(self):
        account = self.account
        self.summary = f"{account.name}: {account.balance} after {len(account.log)} changes, {self.errors} errors"


def traffic(seed):
    """Messages that a server might send."""
    messages = []
    for step in range(8):
        number = (seed * 37 + step * 11) % 100
        if number % 5 == 0:
            messages.append({"kind": "error", "code": number})
        elif number % 2:
            messages.append({"kind": "deposit", "amount": number})
        else:
            messages.append({"kind": "withdraw", "amount": number // 2, "why": "shop"})
    return [json.dumps(message) for message in messages]


def serve(name, seed):
    client = Client(name, Connection(traffic(seed)))
    client.connection.pump()
    return client.summary


def main():
    for seed, name in enumerate(["ada", "bob", "cleo", "dan"]):
        print(serve(name, seed))


if __name__ == "__main__":
    main()
