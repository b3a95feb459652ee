"""A capsule is tracked if it shows what it holds."""
import gc

import _datetime
import _socket

for capsule in _datetime.datetime_CAPI, _socket.CAPI:
    print(gc.is_tracked(capsule), gc.get_referents(capsule) == [_socket.SocketType], len(gc.get_referents(capsule)))
