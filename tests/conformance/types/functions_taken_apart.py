# `__reduce__` of native functions, bound and unbound, and of their descriptors.
import copy
import warnings

print(len.__reduce__(), [].append.__reduce__(), dict.fromkeys.__reduce__())
print(str.join.__reduce__(), list.append.__reduce__())
print(int.__add__.__reduce__(), (1).__add__.__reduce__())
print(copy.copy(len) is len, copy.deepcopy(str.join) is str.join)
print(type(str.join).__dict__["__reduce__"], type(len).__dict__["__reduce__"])
try:
    copy.copy(type.__dict__["__mro__"])
except TypeError as error:
    print(error)

print(type(None).__eq__(None, None), None.__lt__(None), None.__ne__(1), None.__eq__(3))
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    yes, no = True, False
    print(~yes, ~no, True.__invert__(), type(True).__dict__["__invert__"])
print(*{(one.category.__name__, str(one.message)[:48]) for one in caught}, len(caught))
with warnings.catch_warnings():
    warnings.simplefilter("error")
    value = True
    try:
        ~value
    except DeprecationWarning as warning:
        print("raised", str(warning)[-40:])
