# What a slot that sets an attribute is given is the caller's own reference.
import sys
import weakref


class Show:
    def __set__(self, instance, value):
        print("set", sys.getrefcount(value))


class Meta(type):
    shown = Show()


class Class(metaclass=Meta):
    kept = Show()


class Watching:
    def __setattr__(self, name, value):
        print("setattr", sys.getrefcount(value))


class WatchingMeta(type):
    def __setattr__(cls, name, value):
        print("meta", sys.getrefcount(value))
        super().__setattr__(name, value)
        print("meta", sys.getrefcount(value))


class Watched(metaclass=WatchingMeta):
    pass


def function():
    pass


instance = Class()
proxy = weakref.proxy(instance)
watching = Watching()
watching_proxy = weakref.proxy(watching)
value = []
Class.shown = value
setattr(Class, "shown", value)
instance.kept = value
proxy.kept = value
setattr(proxy, "kept", value)
watching.kept = value
watching_proxy.kept = value
watching_proxy.kept = []
Watched.kept = value
setattr(Watched, "kept", [])
function.kept = value
print(sys.getrefcount(value))
function.__setattr__("kept", value)
print(sys.getrefcount(value))
del function.kept
print(sys.getrefcount(value))
