print("package", __name__)
VALUE = 42
_private = "private"


def helper(n):
    from .sub import NAME
    return NAME * n


def __getattr__(name):
    if name == "lazy":
        return "made lazily"
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
