a = ()
b = (c, d)
e = (1, (2, "three"))
f = *a, c
