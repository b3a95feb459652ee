# SystemExit(1.5).
raise SystemExit(1.5)
