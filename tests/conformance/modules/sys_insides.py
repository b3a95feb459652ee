"""What `sys` tells of the implementation's insides."""

import operator
import sys


def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(type(error).__name__, error)


print(sys._framework == "", sys._home, len(sys._git), sys.__breakpointhook__ is sys.breakpointhook)
print(repr(sys.__package__), repr(print.__self__.__package__))
print(sys.getdlopenflags(), sys.setdlopenflags(5), sys.getdlopenflags())
print(sys.getunicodeinternedsize() > 100, sys._is_immortal(1), sys._is_immortal([]), sys._is_interned("name"), sys._is_interned(str(10**9)))
attempt(lambda: sys._is_interned(1))
print(sys.is_stack_trampoline_active(), sys.deactivate_stack_trampoline(), sys._clear_internal_caches(), sys._get_cpu_count_config())
attempt(lambda: sys.activate_stack_trampoline("unknown"))
print(list(sys._current_exceptions().values()))
try:
    1 / 0
except ZeroDivisionError:
    print(list(sys._current_exceptions().values()))
print(operator.is_none(None), operator.is_none(0), operator.is_not_none(0))
print(type(vars(str)["maketrans"]).__name__, type(vars(list)["__getitem__"]).__name__, [].__getitem__.__qualname__, "__new__" in vars(ValueError))
print("__new__" in vars(KeyError), "__str__" in vars(KeyError), "__init__" in vars(KeyError), "__sizeof__" in vars(bytes), "__sizeof__" in vars(bytearray))
