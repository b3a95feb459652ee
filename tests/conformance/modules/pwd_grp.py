# The databases of users and groups.
import grp
import os
import pwd


def show(function, *arguments, **named):
    try:
        result = function(*arguments, **named)
    except Exception as error:
        print(function.__name__, arguments, type(error).__name__, error)
    else:
        print(function.__name__, arguments, result)


root = pwd.getpwnam("root")
print(root.pw_name, root.pw_uid, root.pw_gid, root[0], len(root), root == pwd.getpwuid(0), type(root))
print(pwd.struct_passwd.__match_args__, pwd.struct_passwd.n_fields)
everyone = pwd.getpwall()
print(type(everyone), root in everyone, {type(value).__name__ for entry in everyone for value in entry})
for value in ("nobody-is-called-so", 1, b"root", "a\0b", "\ud800"):
    show(pwd.getpwnam, value)
for value in (2**31 - 7, "a", -1, 2**80, -2, 1.5, 2**32 - 1, 2**32):
    show(pwd.getpwuid, value)
show(pwd.getpwuid)
show(pwd.getpwnam)
group = grp.getgrnam("root")
print(group.gr_name, group.gr_gid, type(group.gr_mem), group == grp.getgrgid(0), group in grp.getgrall())
print(grp.struct_group.__match_args__)
show(grp.getgrnam, "no-group-is-called-so")
show(grp.getgrnam, 1)
show(grp.getgrnam, "a\0b")
for value in (2**31 - 7, "a", -1, 2**80, -2, 1.5):
    show(grp.getgrgid, value)
print(grp.getgrnam(name="root") == grp.getgrgid(id=0) == group)
print(os.path.expanduser("~root") == root.pw_dir)
