# Limits of the process, and what it has used.
import resource


def show(function, *arguments):
    try:
        result = function(*arguments)
    except Exception as error:
        print(function.__name__, arguments, type(error).__name__, error)
    else:
        print(function.__name__, arguments, result)


print(resource.RLIM_INFINITY, resource.error, resource.getpagesize())
print({name: value for name, value in vars(resource).items() if name.startswith(("RLIMIT", "RUSAGE"))})
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (soft - 1, hard))
print(resource.getrlimit(resource.RLIMIT_NOFILE) == (soft - 1, hard))
print(resource.prlimit(0, resource.RLIMIT_NOFILE, (soft - 2, hard)) == (soft - 1, hard))
print(resource.prlimit(0, resource.RLIMIT_NOFILE) == (soft - 2, hard))
for arguments in [(99,), ("a",), (-1,)]:
    show(resource.getrlimit, *arguments)
for arguments in [(7, (1,)), (7, 5), (7, (5, 4)), (99, (1, 1)), (7, ("a", 1)), (7, (-2, 1)), (7, (1, 2**64)), (7, [1, 2, 3])]:
    show(resource.setrlimit, *arguments)
for arguments in [(0, 99), (-1, 7), (0, 7, (100,)), ("a", 7)]:
    show(resource.prlimit, *arguments)
usage = resource.getrusage(resource.RUSAGE_SELF)
print(type(usage), resource.struct_rusage.__match_args__, [type(value).__name__ for value in usage])
print(usage.ru_utime >= 0, usage.ru_maxrss > 0)
show(resource.getrusage, 99)
show(resource.getrusage, "a")
