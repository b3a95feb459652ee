# SystemExit('bye').
raise SystemExit('bye')
