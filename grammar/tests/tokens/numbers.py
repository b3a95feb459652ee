# Every way to write a number.
decimal = [0, 00, 0_0, 7, 1_000_000, 9223372036854775807, 9223372036854775808, 123456789012345678901234567890]
binary = [0b0, 0B1, 0b1010_1010, 0b_1]
octal = [0o0, 0O17, 0o7_7_7, 0o_1]
hexadecimal = [0x0, 0XfF, 0xdead_beef, 0x_a, 0x123456789abcdef0123456789abcdef]
point = [0., .5, 1.5, 1_0.2_5, 007.5, 3.14]
exponent = [1e3, 1E3, 1e+3, 1e-3, .5e1, 5.e1, 1_0e1_0, 0e0, 00e1, 1e400, 5e-324, 1.7976931348623157e308]
imaginary = [0j, 1J, 1.5j, .5j, 1e3j, 007j, 1_0j]
dotted = 1 .real, 1.0.real, 1..real
glued = 1if 2else 3, 0x1for x in y, [1for x in y], 1or 2, 1and 2, 1in x, 1is 1, 1not in x
tight = 1+1-1*1/1//1%1@1**1
