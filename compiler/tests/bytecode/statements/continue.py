for a in b:
    if a:
        continue
    try:
        continue
    finally:
        c()
