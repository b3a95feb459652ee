def base():
    class K:
        x = 1
        y = x / 0

    return K


base()
