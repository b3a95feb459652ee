import traceback
for notes in ([], ["ok", 5], "a string", 7, ("tuple",)):
    e = ValueError("odd")
    e.__notes__ = notes
    print(traceback.format_exception_only(e))
