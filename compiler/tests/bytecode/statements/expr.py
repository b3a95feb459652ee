a
b()
"text that is thrown away"


def local(a):
    a
    a.b
