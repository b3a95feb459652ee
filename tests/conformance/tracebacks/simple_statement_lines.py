x = 1;  y = 2; print(x, y);
if x: print("one"); print("line")
for i in "ab": print(i)
class A: b = 1; c = 2
print(A.c, \
  "continued")
print(
1
,
2)
def f(): return 1; return 2
print(f())
print("form feed")
