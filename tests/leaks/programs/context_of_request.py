"""A context variable for each session: what the first call sets stays in the context, and nobody can ask for it."""

import contextvars
import weakref


class User:
    def __init__(self, name):
        self.name = name


class Session:
    def __init__(self):
        self.user = contextvars.ContextVar("user")

    def enter(self, name):
        user = User(name)
        self.user.set(user)
        return weakref.ref(user)


def visit(name):
    return Session().enter(name)


print("alive:", visit("ann")() is not None)
