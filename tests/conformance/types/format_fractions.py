"""Separators between the digits of a fraction."""

SPECIFIERS = [
    ".,f", "._f", ".3,f", ".3_f", ",.3_f", "_.7,f", ",_", "_,", ".,_f", "._,f", ".3,_f", ",.,f", ".,", ".", ".3_", ".6,e", ".6_g",
    ".4_%", "015,.6_f", "030,.6,f", ".3,x", ".,s", ".3,n", ".3_z", ".,3f", ".3,,f", "+_.10_f", "<40.9,f", "=+40.9_f", ".20,g",
]
VALUES = [1234567.12345678, 1234567, "abc", 1234.56789 + 98765.4321j, float("inf"), -0.000123456, 1e300, 1e-300]
for specifier in SPECIFIERS:
    for value in VALUES:
        try:
            print(repr(specifier), value, repr(format(value, specifier)))
        except ValueError as error:
            print(repr(specifier), value, error)

smallest = -(1 << 63)
for template in "%*r", b"%*r", "%*d", b"%*d", "%*s":
    for width in smallest, smallest + 1, smallest - 1, -smallest:
        try:
            template % (width, 1)
        except (OverflowError, MemoryError) as error:
            print(template, width, type(error).__name__, error)
