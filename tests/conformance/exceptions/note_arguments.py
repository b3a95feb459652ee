# What add_note() says of an argument that is no text.
for note in None, 1, [], b"":
    try:
        ValueError().add_note(note)
    except TypeError as error:
        print(error)
