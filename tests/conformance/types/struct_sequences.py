"""Struct sequences: numbers of fields, hidden fields, making and replacing."""

import copy
import sys
import time


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


for cls in [type(sys.flags), type(sys.version_info), type(sys.float_info), type(sys.thread_info), time.struct_time, type(sys.hash_info),
            type(sys.get_asyncgen_hooks())]:
    print(cls, cls.n_fields, cls.n_sequence_fields, cls.n_unnamed_fields, cls.__match_args__)

T = time.struct_time
attempt(lambda: T())
attempt(lambda: T(1))
attempt(lambda: T((1,)))
attempt(lambda: T(range(9)))
attempt(lambda: T(range(10)))
attempt(lambda: T(range(12)))
attempt(lambda: T(range(11)).tm_gmtoff)
attempt(lambda: T(range(9), {"tm_zone": "x"}).tm_zone)
attempt(lambda: T(range(9), {"tm_zone": "x", "a": 3}))
attempt(lambda: T(range(10), {"tm_zone": "x"}))
attempt(lambda: T(range(9), dict={"tm_gmtoff": "x"}).tm_gmtoff)
attempt(lambda: T(sequence=range(9)))
attempt(lambda: T(range(9), 3))
attempt(lambda: T(range(9), {"tm_year": 3}))
attempt(lambda: T(range(9), foo=3))

whole = T(range(11))
attempt(lambda: T(range(9)).__reduce__())
attempt(lambda: whole.__reduce__())
attempt(lambda: whole.__replace__(tm_year=5, tm_zone="q"))
attempt(lambda: whole.__replace__(tm_year=5, tm_zone="q").tm_zone)
attempt(lambda: whole.__replace__(foo=5))
attempt(lambda: whole.__replace__(foo=5, bar=6))
attempt(lambda: whole.__replace__(5))
attempt(lambda: copy.copy(whole).tm_gmtoff)
attempt(lambda: copy.replace(whole, tm_sec=3))
attempt(lambda: (len(whole), whole + (1,), hash(whole) == hash(tuple(range(9))), whole == T(range(9))))
attempt(lambda: whole[9])
attempt(lambda: sys.getsizeof(whole) - sys.getsizeof(T(range(9))))
attempt(lambda: type(sys.flags)())
attempt(lambda: type(sys.version_info)((1, 2, 3, 4, 5)))
attempt(lambda: type(sys.float_info)((1, 2, 3, 4, 5)))
attempt(lambda: (sys.flags.gil, sys.flags.thread_inherit_context, sys.flags.context_aware_warnings))
attempt(lambda: sys.flags.__reduce__()[1][1])

match whole:
    case T(year, month, tm_zone=zone):
        print(year, month, zone)
