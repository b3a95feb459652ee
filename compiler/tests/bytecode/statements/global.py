def binds():
    global a
    a = 1
    return a
