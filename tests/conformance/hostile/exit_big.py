# SystemExit(2**40).
raise SystemExit(2**40)
