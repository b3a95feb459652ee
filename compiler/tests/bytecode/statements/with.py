with a:
    b()

with c as d, e() as (f, g):
    h()
