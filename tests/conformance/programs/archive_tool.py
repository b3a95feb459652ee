"""A small archiver: packs texts into zip and gzip archives in memory, lists, checks and unpacks them."""

import argparse
import gzip
import hashlib
import io
import sys
import zipfile
import zlib

FILES = {
    "notes/today.txt": "water the plants\n" * 20,
    "notes/list.csv": "name,count\nbolts,12\nnuts,9\n",
    "data/zeros.bin": "\0" * 5000,
}


def pack(files, compression):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, (2024, 5, 17, 12, 30, 0))
            entry.compress_type = compression
            entry.comment = name.rpartition("/")[2].encode()
            archive.writestr(entry, text)
        archive.comment = b"made by a test"
    return buffer.getvalue()


def show(data, out):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        out.write(f"{archive.comment.decode()}: {len(archive.namelist())} files, bad: {archive.testzip()}\n")
        for entry in archive.infolist():
            out.write(f"  {entry.filename:18}{entry.file_size:6}{entry.compress_size:6} {entry.CRC:08x} {entry.comment}\n")


def main(arguments):
    parser = argparse.ArgumentParser(prog="archive")
    parser.add_argument("action", choices=["list", "digest", "broken", "stream"])
    parser.add_argument("-0", "--store", action="store_const", dest="method", const=zipfile.ZIP_STORED,
                        default=zipfile.ZIP_DEFLATED)
    options = parser.parse_args(arguments)
    data = pack(FILES, options.method)
    if options.action == "list":
        show(data, sys.stdout)
    elif options.action == "digest":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                print(hashlib.sha256(archive.read(name)).hexdigest()[:16], name)
    elif options.action == "broken":
        damaged = bytearray(data)
        damaged[60] ^= 0xFF
        try:
            with zipfile.ZipFile(io.BytesIO(damaged)) as archive:
                print("first bad file:", archive.testzip())
        except (zipfile.BadZipFile, zlib.error) as error:
            print(type(error).__name__, error)
    else:
        text = "".join(FILES.values()).encode()
        squeezed = gzip.compress(text, mtime=0)
        print(len(text), gzip.decompress(squeezed) == text, squeezed[:4].hex())
        unpacker = zlib.decompressobj(31)
        whole = b"".join(unpacker.decompress(squeezed[at:at + 64]) for at in range(0, len(squeezed), 64))
        print(whole == text, unpacker.eof, unpacker.unused_data)


for line in ("list", "list -0", "digest", "broken", "stream"):
    print(f"$ archive {line}")
    main(line.split())
