# A program that does not exist is a FileNotFoundError with the name that was asked for.
import errno
import pathlib
import subprocess

for command in (["no-such-program"], ["/nowhere/program", "argument"], [pathlib.Path("no-such-program")], "no-such-program"):
    try:
        subprocess.Popen(command)
    except FileNotFoundError as error:
        print(error.errno == errno.ENOENT, error.filename, error)
