# A long word behind a line that is just full; the repr of an int with more digits than may be converted.
import reprlib
import sys
import textwrap

text = 'Did you say "supercalifragilisticexpialidocious?" How *do* you spell that odd word, anyways?'
for width in (11, 12, 13, 30):
    print(textwrap.wrap(text, width))
print(textwrap.wrap(text, 12, max_lines=4))
limit = sys.get_int_max_str_digits()
for number in (10**limit, 10**(limit + 1) - 1, -(10**(limit + 5))):
    shown = reprlib.repr(number)
    print(shown[:shown.index(" at 0x")])
print(reprlib.repr(10**100))
