//! What is replaced in files of the crate: (file, text, text in its place).
//!
//! The crate's files are those of an earlier release of 3.14, with a few changes for RustPython. Where CPython's own
//! tests, or a look at a module, show the difference, a few lines of ours make it go away.

pub const REPLACED: &[(&str, &str, &str)] = &[
    // RustPython's names and helpers.
    ("json/decoder.py", "    # Note that this exception is used from _json\n", "    del _from_serde\n"),
    ("site.py", "return 'RustPython'", "return 'Python'"),
    ("site.py", "/lib/rustpython{", "/lib/python{"),
    ("sysconfig/__init__.py", "return 'RustPython'", "return 'Python'"),
    (
        "unittest/__init__.py",
        "    test_item.__unittest_expecting_failure__ = False\n    return test_item\n",
        "    pass\n\ndel expectedFailureIf, expectedFailureIfWindows, expectedSuccess\n",
    ),
    // A function's first line is looked for behind an instruction that our bytecode does not have.
    (
        "pdb.py",
        "def find_function(funcname, filename):\n",
        "def find_first_executable_line(code):\n    lines = [line for *_, line in code.co_lines() if line]\n    \
         return lines[1] if len(lines) > 1 else code.co_firstlineno\n\n\
         def find_function(funcname, filename):\n",
    ),
    // Lines of the embedded library, of its frozen modules too.
    (
        "linecache.py",
        "        basename = filename\n",
        "        basename = filename\n        import _imp\n        \
         if (text := _imp._library_text(fullname)) is not None:\n            text = text.decode()\n            \
         lines = [line + '\\n' for line in text.removesuffix('\\n').split('\\n')]\n            \
         cache[filename] = len(text), None, lines, fullname\n            return lines\n",
    ),
    // A file that cannot be opened is an error of the handler, as one that cannot be written is.
    (
        "logging/__init__.py",
        "                self.stream = self._open()\n        if self.stream:\n            StreamHandler.emit",
        "                try:\n                    self.stream = self._open()\n                except Exception:\n                    \
         return self.handleError(record)\n        if self.stream:\n            StreamHandler.emit",
    ),
    (
        "logging/handlers.py",
        "        self.reopenIfNeeded()\n        logging.FileHandler",
        "        try:\n            self.reopenIfNeeded()\n        except Exception:\n            \
         return self.handleError(record)\n        logging.FileHandler",
    ),
    // Those that walk over the handlers go on with the list they have.
    (
        "logging/__init__.py",
        "                self.handlers.remove(hdlr)\n",
        "                self.handlers = [each for each in self.handlers if each != hdlr]\n",
    ),
    // The next rollover has its time also when this one fails or has been done.
    (
        "logging/handlers.py",
        "        if os.path.exists(dfn):\n            # Already rolled over.\n",
        "        self.rolloverAt = self.computeRollover(currentTime)\n        if os.path.exists(dfn):\n",
    ),
    (
        "logging/handlers.py",
        "            self.stream = self._open()\n        self.rolloverAt = self.computeRollover(currentTime)\n",
        "            self.stream = self._open()\n",
    ),
    // An address that is not known now may be known when something is sent.
    (
        "logging/handlers.py",
        "        self.socket = None\n        self.createSocket()\n",
        "        self.socket = None\n        try:\n            self.createSocket()\n        except socket.gaierror as unknown:\n            \
         del unknown\n",
    ),
    // Visible headers are written from their beginning.
    (
        "mailbox.py",
        "                vis_generator.flatten(message.get_visible())\n",
        "                vis_generator.flatten(message.get_visible())\n                vis_buffer.seek(0)\n",
    ),
    // The class is CPython's in C, whose name in texts has its module before it.
    (
        "zoneinfo/_zoneinfo.py",
        "    def __repr__(self):\n        if self._key is not None:\n            return f\"{self.__class__.__name__}(key=",
        "    def __repr__(self):\n        name = \"zoneinfo.ZoneInfo\" if type(self) is ZoneInfo else type(self).__name__\n        \
         if self._key is not None:\n            return f\"{name}(key=",
    ),
    ("zoneinfo/_zoneinfo.py", "return f\"{self.__class__.__name__}.from_file(", "return f\"{name}.from_file("),
    // A short read leaves less to be read ahead.
    ("_pyio.py", "n = min(n, size)", "n = min(n, size - len(res))"),
    // What Unicode 3.2 did not know has no lower case in its tables.
    (
        "stringprep.py",
        "    return code.lower()\n",
        "    lower = code.lower()\n    is_known = all(unicodedata.category(char) != 'Cn' for char in code + lower)\n    \
         return lower if is_known else code\n",
    ),
    // `with mock_open()(...)` in an ExitStack.
    ("unittest/mock.py", "def _exit_side_effect(exctype, excinst, exctb):", "def _exit_side_effect(*exception):"),
];
