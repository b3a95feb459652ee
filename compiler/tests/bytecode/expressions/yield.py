def generator(a):
    yield
    b = yield a
    try:
        yield b
    finally:
        done()
