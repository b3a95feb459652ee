if 1:

  # odd comment
	x = 1


# trailing
  
print(x)
    # indented comment
