# The numbers of errors, their names, and which name a number has that has two.
import errno
import os

print(errno.ENOENT, errno.EAGAIN == errno.EWOULDBLOCK, errno.errorcode[errno.EAGAIN])
print(sorted(name for name in dir(errno) if name.startswith("E")))
print(list(errno.errorcode.items()))
print([(name, code) for name, code in vars(errno).items() if name.startswith("E")])
print(errno.__doc__)
print(errno.errorcode is errno.errorcode, type(errno.errorcode))
try:
    os.stat("/no/such/file")
except OSError as error:
    print(errno.errorcode[error.errno], error.errno == errno.ENOENT)
