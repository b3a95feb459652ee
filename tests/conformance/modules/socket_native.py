# Addresses, byte order and errors of _socket: what needs no open socket.
import _socket


def show(function, *arguments):
    try:
        result = function(*arguments)
    except Exception as error:
        print(function.__name__, arguments, type(error).__name__, error)
    else:
        print(function.__name__, arguments, result)


for function in (_socket.htons, _socket.ntohs, _socket.htonl, _socket.ntohl):
    for value in (1, 0x1234, -1, 70000, 2**32, 2**70, "a", 1.5, 2**32 - 1, True):
        show(function, value)
for value in ("127.0.0.1", "1.2", "a", "1.2.3.4.5", "255.255.255.255", "0x7f.1", "010.1", b"1.2.3.4", 1, "", "1.2.3.256", "1.2.3.4 x",
              " 1.2.3.4", "1.16777216", "4294967295", "4294967296", "1.2.", ".1", "+1"):
    show(_socket.inet_aton, value)
for value in (b"\x01\x02\x03\x04", b"", b"12345", bytearray(4), "abcd", 1):
    show(_socket.inet_ntoa, value)
for value in ((2, "1.2.3.4"), (10, "::1"), (2, "1.2"), (2, "01.2.3.4"), (10, "::g"), (99, "1"), (2, 1), (10, "::ffff:1.2.3.4"),
              ("a", "b"), (10, "1:2:3:4:5:6:7:8"), (10, "::"), (10, "fe80::1%lo")):
    show(_socket.inet_pton, *value)
for value in ((2, b"1234"), (10, b"1" * 16), (2, b"1"), (10, b"1"), (99, b"1"), (2, "abcd"), (10, bytes(16)),
              (10, bytes(10) + b"\xff\xff\x01\x02\x03\x04"), (10, bytes(12) + b"\1\2\3\4"), (10, bytes(14) + b"\3\4"),
              (10, b"\0\1\0\0\0\1" + bytes(4) + b"\0\1\0\1\0\1"), (10, b"\0\1\0\0\0\1\0\1\0\1\0\1\0\1\0\1")):
    show(_socket.inet_ntop, *value)
show(_socket.getdefaulttimeout)
for value in (1.5, -1, "a", None, float("nan"), 2):
    show(_socket.setdefaulttimeout, value)
show(_socket.getdefaulttimeout)
_socket.setdefaulttimeout(None)
for value in (0, 1, 100, -1, 2**31, 2**70, "a"):
    show(_socket.CMSG_LEN, value)
    show(_socket.CMSG_SPACE, value)
show(_socket.close, -1)
show(_socket.close, "a")
show(_socket.dup, -1)
print(_socket.herror.__mro__, _socket.gaierror, _socket.timeout, _socket.error, _socket.SocketType)
print(type(_socket.gethostname()), _socket.has_ipv6, _socket.BDADDR_ANY)
print(sum(value for name, value in vars(_socket).items() if type(value) is int))

closed = _socket.socket.__new__(_socket.socket)
print(closed, closed.family, closed.type, closed.proto, closed.timeout, closed.fileno(), closed.getblocking())
try:
    closed.connect(("127.0.0.1", 1))
except OSError as error:
    print(type(error).__name__)
print(closed.close(), closed.detach(), closed.gettimeout())
print([name for name in dir(closed) if not name.startswith("__")])
