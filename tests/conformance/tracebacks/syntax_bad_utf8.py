x = 1
# €ÿ bad utf-8
