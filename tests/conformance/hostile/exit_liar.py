# SystemExit(type('L', (), {'__str__': lambda s: 1 / 0})()).
raise SystemExit(type('L', (), {'__str__': lambda s: 1 / 0})())
