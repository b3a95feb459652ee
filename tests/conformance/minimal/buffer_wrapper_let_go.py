"""What stands for the buffer of a Python class lets go of the object when the buffer is given back."""


class Buffer:
    def __buffer__(self, flags):
        return memoryview(b"abc")

    def __release_buffer__(self, view):
        print("released")

    def __del__(self):
        print("del")


wrapper = memoryview(Buffer()).obj
print(type(wrapper).__name__)
