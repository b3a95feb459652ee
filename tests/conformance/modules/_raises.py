print("about to fail")
1 / 0
