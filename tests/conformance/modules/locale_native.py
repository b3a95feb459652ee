# The C library's locale.
import _locale
import locale


def show(function, *arguments):
    try:
        result = function(*arguments)
    except Exception as error:
        print(function.__name__, arguments, type(error), error)
    else:
        print(function.__name__, arguments, result)


print(_locale.Error, _locale.Error.__mro__)
print(_locale.setlocale(_locale.LC_ALL, "C"), _locale.setlocale(_locale.LC_ALL))
show(_locale.localeconv)
for arguments in [(6, "xx_XX.UTF-8"), (99,), (0, "POSIX"), (0, 1), (-1, "C"), (1, "C\0"), ("a",)]:
    show(_locale.setlocale, *arguments)
show(_locale.nl_langinfo, _locale.CODESET)
print(_locale.setlocale(_locale.LC_CTYPE, "C.UTF-8"))
for name in ("CODESET", "DAY_1", "ABMON_12", "RADIXCHAR", "D_T_FMT", "ERA", "ALT_DIGITS", "YESEXPR"):
    print(name, _locale.nl_langinfo(getattr(_locale, name)))
show(_locale.nl_langinfo, 99999999)
show(_locale.nl_langinfo, "a")
print(_locale.strcoll("a", "b") < 0, _locale.strcoll("é", "z") > 0, _locale.strcoll("a", "a"))
print(_locale.strxfrm("abc"), _locale.strxfrm("é\U00010000"))
for arguments in [("\0", "a"), (1, "a"), ("a", 1)]:
    show(_locale.strcoll, *arguments)
show(_locale.strxfrm, "a\0b")
show(_locale.strxfrm, 1)
print(_locale.getencoding())
show(_locale.gettext, "x")
show(_locale.dgettext, None, "x")
show(_locale.dcgettext, None, "y", 5)
for domain in (None, "a", "", 1):
    show(_locale.textdomain, domain)
for arguments in [("a", None), ("", "/x"), ("a", "/tmp"), (1, None)]:
    show(_locale.bindtextdomain, *arguments)
for arguments in [("a", None), ("a", "UTF-8"), ("a", 1)]:
    show(_locale.bind_textdomain_codeset, *arguments)
print(sum(value for name, value in vars(_locale).items() if type(value) is int))
print(locale.setlocale(locale.LC_ALL, "C"), locale.format_string("%d %.2f", (1234567, 1.5), grouping=True), locale.atof("1.5"))
print(locale.currency is not None, locale.str(1.25), locale.strcoll("a", "b") < 0, locale.normalize("de_DE"))
