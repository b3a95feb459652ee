"""Backups in memory and in a folder: archives of both kinds, five compressions, damaged data, filters, differences."""

import bz2
import contextlib
import filecmp
import fnmatch
import glob
import gzip
import hashlib
import io
import itertools
import lzma
import os
import pathlib
import shutil
import stat
import tarfile
import tempfile
import time
import zipfile
import zlib
from dataclasses import dataclass
from functools import partial

CODECS = {"zlib": (zlib.compress, zlib.decompress), "gzip": (partial(gzip.compress, mtime=0), gzip.decompress),
          "bz2": (bz2.compress, bz2.decompress), "lzma": (lzma.compress, lzma.decompress),
          "raw": (partial(lzma.compress, format=lzma.FORMAT_ALONE), lzma.decompress)}
TEXT = b"the same line again and again\n" * 20


@dataclass(frozen=True)
class Snapshot:
    name: str
    files: tuple

    @classmethod
    def take(cls, folder, name):
        return cls(name, tuple(sorted((p.relative_to(folder).as_posix(),
                                       hashlib.sha1(p.read_bytes()).hexdigest()[:8]) for p in folder.rglob("*") if p.is_file())))

    def __sub__(self, other):
        mine, theirs = dict(self.files), dict(other.files)
        return {"added": sorted(mine.keys() - theirs.keys()), "removed": sorted(theirs.keys() - mine.keys()),
                "changed": sorted(n for n in mine.keys() & theirs.keys() if mine[n] != theirs[n])}


def attempt(*actions):
    for action in actions:
        try:
            print("  ", action())
        except Exception as error:
            print("  ", type(error).__name__, str(error).partition("\n")[0].replace(os.getcwd(), "HERE"))


for name, (pack, unpack) in CODECS.items():
    data = pack(TEXT)
    print(f"{name}: {len(data) < len(TEXT)}, {unpack(data) == TEXT}, {pack(b'')[:4]}")
    attempt(lambda: unpack(data[:-5]), lambda: unpack(b"not packed at all"), lambda: len(unpack(data + data)),
            lambda: unpack(data + b"trailing")[-5:], lambda: unpack(bytes([*data[:20], data[20] ^ 0x55,
            *data[21:]]))[:10] == TEXT[:10])
stream = zlib.decompressobj(wbits=-15)
raw = zlib.compressobj(9, zlib.DEFLATED, -15, strategy=zlib.Z_FILTERED)
packed = raw.compress(TEXT) + raw.flush(zlib.Z_SYNC_FLUSH) + raw.compress(b"end") + raw.flush()
print(len(stream.decompress(packed, 100)), len(stream.unconsumed_tail) > 0,
      len(stream.decompress(stream.unconsumed_tail + b"more")), stream.eof, stream.unused_data, zlib.adler32(TEXT),
      zlib.crc32(TEXT, 7))
attempt(lambda: zlib.compress(b"", 11), lambda: zlib.decompress(b"", 99), lambda: zlib.compressobj(wbits=3),
        lambda: bz2.compress(b"", 10), lambda: lzma.compress(b"", preset=77),
        lambda: lzma.LZMADecompressor(lzma.FORMAT_RAW), lambda: bz2.BZ2File(io.BytesIO(), "q"), lambda: lzma.open(3.5),
        lambda: raw.compress(b"x"), lambda: zlib.decompress("text"), lambda: gzip.open(io.BytesIO(b"abcdefgh")).read(),
        lambda: gzip.GzipFile(fileobj=io.BytesIO(), mode="rw"))
buffer = io.BytesIO()
with gzip.GzipFile("notes.txt", "wb", fileobj=buffer, mtime=1700000000) as file:
    file.writelines([b"one\n", b"two\n"])
buffer.seek(0)
with gzip.open(buffer, "rt") as file:
    print(file.readline(), file.buffer.tell(), file.read(), file.buffer.mtime, end="")
with contextlib.chdir(tempfile.mkdtemp()):
    here = pathlib.Path.cwd()
    for name, text in {"a.txt": "alpha", "sub/b.txt": "beta", "sub/deep/c.log": "gamma", "sub/.hidden": "",
                       "empty/": None}.items():
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).mkdir() if text is None else (here / name).write_text(text)
    before = Snapshot.take(here, "before")
    print(before.files)
    moment = (2024, 5, 17, 7, 30, 2)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as zipped:
        for path in sorted(here.rglob("*.txt")):
            info = zipfile.ZipInfo(path.relative_to(here).as_posix(), moment)
            info.compress_type, info.comment = zipfile.ZIP_BZIP2, b"note"
            zipped.writestr(info, path.read_bytes())
        with zipped.open(zipfile.ZipInfo("direct.bin", moment), "w") as inner:
            inner.write(TEXT)
        zipped.mkdir("made")
        zipped.comment = "gesamt ü".encode()
        attempt(lambda: zipped.writestr("x", b"", compress_type=99), lambda: zipped.open("none"),
                lambda: zipped.comment, lambda: zipped.mode)
    with zipfile.ZipFile(archive) as zipped:
        print(zipped.namelist(), zipped.testzip(), zipped.comment, zipped.getinfo("a.txt"),
              zipped.infolist()[2].file_size, zipped.getinfo("made/").is_dir(), zipped.read("sub/b.txt"))
        root = zipfile.Path(zipped)
        print(sorted(p.name for p in root.iterdir()), (root / "sub" / "b.txt").read_text(), (root / "sub").is_dir(),
              root.joinpath("nope").exists(), [str(p.at) for p in root.glob("**/*.txt")])
        attempt(lambda: zipped.read("zzz"), lambda: zipped.writestr("a", "b"),
                lambda: zipped.extract("a.txt", "out") and pathlib.Path("out/a.txt").read_text(),
                lambda: zipped.open("a.txt", "r").seek(2), lambda: zipped.open("a.txt", "q"))
    spoiled = bytearray(archive.getvalue())
    spoiled[spoiled.find(b"a.txt") + 20] ^= 0xFF
    attempt(lambda: zipfile.ZipFile(io.BytesIO(spoiled)).read("a.txt"), lambda: zipfile.ZipFile(io.BytesIO(b"no zip")),
            lambda: zipfile.ZipFile(io.BytesIO(), "a").namelist(), lambda: zipfile.ZipFile("missing.zip"),
            lambda: zipfile.is_zipfile(io.BytesIO(spoiled)), lambda: zipfile.ZipFile(io.BytesIO(), "z"),
            lambda: zipfile.ZipFile(io.BytesIO(archive.getvalue()[:60])),
            lambda: zipfile.ZipInfo("x", (1979, 1, 1, 0, 0, 0)))

    def clean(member):
        member.mtime, member.uid, member.gid, member.uname, member.gname = time.mktime((2024, 1, 1, 0, 0, 0, 0, 1,
                0)), 0, 0, "", "root"
        return None if fnmatch.fnmatch(member.name, "*/.*") else member

    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:xz", format=tarfile.PAX_FORMAT) as tarred:
        tarred.add("sub", "backup/sub", filter=clean)
        link = tarfile.TarInfo("backup/link")
        link.type, link.linkname = tarfile.SYMTYPE, "sub/b.txt"
        tarred.addfile(link)
        odd = tarfile.TarInfo("backup/" + "long" * 30 + "ü")
        odd.size, odd.pax_headers = 3, {"comment": "odd"}
        tarred.addfile(odd, io.BytesIO(b"odd"))
        evil = tarfile.TarInfo("../evil")
        tarred.addfile(evil)
    packed.seek(0)
    with tarfile.open(fileobj=packed) as tarred:
        for member in sorted(tarred, key=lambda m: m.name):
            print(member.name[:20], stat.filemode(member.mode & 0o600 | 0o100000 * member.isfile()), member.size,
                  member.type, member.linkname, member.isdir(), member.pax_headers.get("comment"))
        print(tarred.extractfile("backup/link").read(), tarred.getmember("backup/sub"),
              tarred.extractfile("backup/sub"))
        attempt(lambda: tarred.getmember("none"), lambda: tarred.extractall("t", filter="data"),
                lambda: tarred.extract("backup/sub/b.txt", "t2", filter="data"),
                lambda: tarred.extractall("t3", filter="spam"), lambda: tarred.add("a.txt"))
    attempt(lambda: tarfile.open(fileobj=io.BytesIO(b"junk" * 200)), lambda: tarfile.open(fileobj=io.BytesIO(b"")),
            lambda: tarfile.open("none.tar"), lambda: tarfile.open("x", "w:zz"),
            lambda: tarfile.open(fileobj=io.BytesIO(b"junk" * 200), mode="r:gz"), lambda: tarfile.is_tarfile("a.txt"))
    shutil.copytree("sub", "copy", ignore=shutil.ignore_patterns(".*"))
    pathlib.Path("copy/b.txt").write_text("changed!")
    pathlib.Path("copy/new").touch()
    compared = filecmp.dircmp("sub", "copy")
    print(compared.left_only, compared.right_only, compared.diff_files, compared.common_dirs, sorted(compared.subdirs),
          filecmp.cmpfiles("sub", "copy", ["b.txt", "deep/c.log", "zz"], shallow=False))
    compared.report()
    print(shutil.make_archive("whole", "zip", "copy").endswith("whole.zip"), sorted(shutil.get_archive_formats())[:2],
          sorted(glob.glob("**/*.txt", recursive=True)), glob.glob("sub/*"), glob.glob("[!a]*/b.?xt"),
          glob.escape("[x]*"))
    attempt(lambda: shutil.make_archive("w", "rar"), lambda: shutil.unpack_archive("a.txt"),
            lambda: shutil.copytree("sub", "copy"), lambda: shutil.copyfile("a.txt", "a.txt"),
            lambda: shutil.rmtree("nothing"), lambda: shutil.move("zz", "y"), lambda: os.rmdir("sub"),
            lambda: shutil.copy("a.txt", "empty"))
    print(Snapshot.take(here, "after") - before)
    os.chdir("/")
    shutil.rmtree(here)
