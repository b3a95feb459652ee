import traceback
for text in ("from math import sinn", "from _suggest import namedtupel", "from math import nothing_at_all", "import no_such_module", "import math.nothing", "from no_such import x", "from . import x"):
    try:
        exec(text)
    except ImportError as e:
        print(traceback.format_exception_only(e)[-1], end="")
from math import cosine
