for a in b:
    if a:
        break

while c:
    with d:
        break
