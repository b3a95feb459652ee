# What `__reduce__` and `__reduce_ex__` of bytearrays give.
import copy


class Own(bytearray):
    pass


data = bytearray(b"a\xff")
print(data.__reduce__(), data.__reduce_ex__(), data.__reduce_ex__(2), data.__reduce_ex__(3))
print(bytearray().__reduce_ex__(4), bytearray().__reduce__())
own = Own(b"xy")
print(own.__reduce_ex__(4))
own.name = "n"
print(own.__reduce_ex__(4), own.__reduce__())
other = copy.copy(own)
print(type(other), bytes(other), other.name)
try:
    data.__reduce_ex__("a")
except TypeError as error:
    print(error)
print(memoryview[int])
