# why_alive(): the ways from the roots, by their names.
import atexit
import contextvars
import sys

from ouropy import why_alive


class Session:
    count = 0


class Service:
    cache = {}

    def __init__(self):
        self.sessions = []


registry = {"first": Session()}
service = Service()
service.sessions.append(Session())
Service.cache["key"] = Session()


def show(obj):
    print(why_alive(obj))
    print()


show(registry["first"])
show(service.sessions[0])
show(Service.cache["key"])


def closure():
    kept = Session()

    def inner():
        return kept

    return inner


inner = closure()
show(inner())


def default(session=Session()):
    return session


show(default())


def running(argument):
    local = [argument]
    show(argument)
    return local


running(Session())


def generator():
    held = Session()
    yield held
    yield


waiting = generator()
show(next(waiting))

variable = contextvars.ContextVar("variable")
variable.set(Session())
show(variable.get())


def at_exit(session):
    pass


registered = Session()
atexit.register(at_exit, registered)
show(registered)
del registered

try:
    raise ValueError
except ValueError as error:
    sys.last_exc = error
show(sys.last_exc)
del sys.last_exc


class Cyclic:
    pass


cyclic = Cyclic()
cyclic.itself = cyclic
print(why_alive(cyclic))
holder = [cyclic]
del cyclic
why = why_alive(holder.pop())
print(why, bool(why), why.is_garbage)
print(why_alive(Session()), repr(why_alive(Session())))

print(why_alive(5))

shared = Session()
many = [[shared] for _ in range(10)]
why = why_alive(shared, ways=2)
print(why)
print(len(why.ways), why.more, [str(way) for way in why.ways])
