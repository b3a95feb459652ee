# Complex numbers: arithmetic and text.
a, b = 1 + 2j, 3 - 4j
print(a + b, a - b, a * b, a / b, a ** 2, -a, +a, abs(b), a == 1 + 2j, a != b, a.conjugate(), a.real, a.imag)
print(complex(1), complex(1, 2), complex("1+2j"), complex(" -j "), complex("3"), complex(1.5, -0.0), 0j, -0j, 1j ** 2, 1e20j)
print(hash(1 + 0j) == hash(1), bool(0j), 5 + 0j == 5, repr(complex(0, float("inf"))), complex(float("nan"), 1), 2 * 1j, 1j / 2, 3 - 1j)
for text in ("a < b", "a // b", "a % b", "int(a)", "float(a)", "complex('1+')", "complex('a', 1)", "1j / 0", "round(a)", "complex(None)"):
    try:
        print(text, eval(text))
    except Exception as error:
        print(text, type(error).__name__, error)
