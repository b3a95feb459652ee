"""`platform` reads `sys.version`; `sys._jit` tells of a compiler that is not used."""

import platform
import sys

print(platform.python_version(), platform.python_implementation(), platform.python_version_tuple())
print(platform.system(), len(platform.python_build()))
print(sys._jit, sys._jit.is_enabled(), sys._jit.is_active(), sys._jit.is_enabled.__module__)
print(sys._jit.__doc__, sys._jit.__spec__)
print(sys._jit.is_active.__text_signature__, sys._jit.is_active.__doc__)
try:
    sys._jit.is_active(1)
except TypeError as error:
    print(error)
print("sys._jit" in sys.modules)
