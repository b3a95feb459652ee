print("bom read")
