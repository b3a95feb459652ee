"""What sysconfig says of how the interpreter was built: facts that programs ask for, none of a C compiler."""

import sys

_version = "{}.{}".format(*sys.version_info)

build_time_vars = {
    "Py_DEBUG": 0,
    "Py_ENABLE_SHARED": 0,
    "Py_GIL_DISABLED": 0,
    "HAVE_DYNAMIC_LOADING": 0,
    "HAVE_FORK": 0,
    "SIZEOF_INT": 4,
    "SIZEOF_LONG": sys.maxsize.bit_length() + 1 >> 3,
    "SIZEOF_SIZE_T": sys.maxsize.bit_length() + 1 >> 3,
    "SIZEOF_VOID_P": sys.maxsize.bit_length() + 1 >> 3,
    "EXT_SUFFIX": ".so",
    "SHLIB_SUFFIX": ".so",
    "SOABI": sys.implementation.cache_tag,
    "VERSION": _version,
    "LDVERSION": _version,
    "PYTHONPATH": "",
    "TZPATH": ":".join(("/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo")),
    "abs_builddir": "",
    "abs_srcdir": "",
    "srcdir": "",
    "projectbase": "",
}
