# import, from, as, packages, relative imports, __all__, reloading from sys.modules.
import sys
import _package
import _package.sub
import _package.sub as alias
from _package import helper, sub as renamed
from _package.sub import *
import _package.nested.deep

print(_package.VALUE, _package.sub.NAME, alias is renamed, helper(2), public, "_hidden" in globals(), "not_listed" in globals())
print(_package.nested.deep.parent_value, _package.nested.deep.__name__, _package.nested.deep.__package__)
print(_package.__name__, _package.__path__ != [], _package.__file__.rsplit("/", 2)[1:], _package.sub.__package__)
print(_package, _package.sub)
print(sorted(n for n in sys.modules if n.startswith("_package")))
import _counted, _counted as again
print(_counted is again)
del sys.modules["_counted"]
import _counted as fresh
print(fresh is again)
for text in ("from _package import nothing", "import _package.nothing", "from _package.nothing import x", "import _counted.x", "from . import x", "from .. import y", "import _raises", "from _package import _private", "from _circular_a import late"):
    try:
        exec(text)
        print(text, "ok")
    except (ImportError, ZeroDivisionError) as error:
        print(text, type(error).__name__, error)
print("_raises" in sys.modules, __import__("_package.sub").__name__, __import__("_package.sub", fromlist=["x"]).__name__)


def local_import():
    import _package.sub as inside
    from _package import VALUE as v
    return inside.NAME, v


print(local_import())


class K:
    from _package import VALUE


print(K.VALUE)
sys.modules["blocked"] = None
try:
    import blocked
except ImportError as error:
    print(type(error).__name__, error)
sys.modules["fake"] = 5
import fake
print(fake)
if True:
    import _package as p, _counted as c
print(p.VALUE, c.__name__, _package.__dict__["lazy"] if "lazy" in _package.__dict__ else _package.lazy)
