a, *b = c
d = [*b]
e(*b)
