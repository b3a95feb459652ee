import traceback


def down(n):
    if n:
        down(n - 1)
    else:
        raise ValueError("end")


for n in (2, 3, 4, 5, 6):
    try:
        down(n)
    except ValueError:
        print(n, traceback.format_exc(), sep="\n")
