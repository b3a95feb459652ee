//! What is typed.

use std::fmt;

use Step::{Keys, Resize};

/// One run of the prompt.
pub struct Session {
    pub name: &'static str,
    pub arguments: &'static [&'static str],
    pub variables: &'static [(&'static str, &'static str)],
    /// In the home directory, which is the current one.
    pub files: &'static [(&'static str, &'static str)],
    pub steps: &'static [Step],
}

/// One interaction.
pub enum Step {
    Keys(&'static str),
    /// Rows and columns of the terminal.
    Resize(u16, u16),
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Keys(keys) => write!(f, "keys {keys:?}"),
            Resize(rows, columns) => write!(f, "resize {rows}x{columns}"),
        }
    }
}

const PLAIN: &[(&str, &str)] = &[("NO_COLOR", "1")];

const EMPTY: Session = Session { name: "", arguments: &[], variables: PLAIN, files: &[], steps: &[] };

pub const SESSIONS: &[Session] = &[
    Session {
        name: "values",
        steps: &[
            Keys("1 + 1\n"),
            Keys("_ * 21\n"),
            Keys("'text', None, ...\n"),
            Keys("None\n"),
            Keys("print('a\\nb', end='')\n"),
            Keys("x = 3; x\n"),
            Keys("input('? ')\n"),
            Keys("typed\n"),
            Keys("exit\n"),
        ],
        ..EMPTY
    },
    Session {
        name: "blocks",
        steps: &[
            Keys("def f(x):\n"),
            Keys("return x * 2\n"),
            Keys("\n"),
            Keys("f(4)\n"),
            Keys("for i in range(3):\nif i:\nprint(i)\n\x08print('-')\n\n"),
            Keys("\n"),
            Keys("class A:\n\"\"\"Text.\n\nMore.\"\"\"\n\n"),
            Keys("\n"),
            Keys("A.__doc__\n"),
            Keys("total = (1 +\n2 +\n3)\ntotal\n"),
            Keys("quit()\n"),
        ],
        ..EMPTY
    },
    Session {
        name: "errors",
        steps: &[
            Keys("1 / 0\n"),
            Keys("1 +\n"),
            Keys("def f(n):\nreturn [n / 0,\n2]\n\n"),
            Keys("f(1)\n"),
            Keys("lenght = 5; lengt\n"),
            Keys("raise ExceptionGroup('several', [ValueError(1), TypeError('b')])\n"),
            Keys("\x0cimport nothing_of_the_name\n"),
            Keys("if 1:\nx\ny = = 2\n\n"),
            Keys("\x0c\x04"),
        ],
        ..EMPTY
    },
    Session {
        name: "keys",
        steps: &[
            Keys("abc(1)\x01x = \x05 + 2\x1bOD\x1bOD\x1bOD\x0b"),
            Keys("\x19\x19\x01\x1b[3~\x1b[3~\x1bOC"),
            Keys("\x15'one two three'\x1bb\x1bb\x17"),
            Keys("\x05\x1b\x7f\x14"),
            Keys("\x15"),
            Keys("'back'\x7f\x7fx'\n"),
            Keys("\x10"),
            Keys("\x05 * 2\n"),
            Keys("exit()\n"),
        ],
        ..EMPTY
    },
    Session {
        name: "history",
        files: &[(".python_history", "first = 1\nsecond = 2\n")],
        steps: &[
            Keys("\x1bOA"),
            Keys("\x1bOA\n"),
            Keys("def g():\nreturn first\n\n"),
            Keys("g()\n"),
            Keys("\x1bOA\x1bOA"),
            Keys("\x1bOA\x1bOA\x1bOB\x1bOB\x1bOB\x1bOB"),
            Keys("\x12sec"),
            Keys("\n\n"),
            Keys("\x12ret\x07"),
            Keys("\x01\x0b"),
            Keys("\x04"),
        ],
        ..EMPTY
    },
    Session {
        name: "completion",
        steps: &[
            Keys("impo\tkeyw\t\n"),
            Keys("keyword.kw\t\n"),
            Keys("keyword.is\t\t"),
            Keys("key\t'for')\n"),
            Keys("name_of_mine = 7\n"),
            Keys("name_\t\n"),
            Keys("if 1:\n\tname_of_mine\n\n"),
            Keys("\x04"),
        ],
        ..EMPTY
    },
    Session {
        name: "interrupts",
        steps: &[
            Keys("1 +\x03"),
            Keys("while True: pass\n\n"),
            Keys("\x03"),
            Keys("def f():\nretu\x03"),
            Keys("import time\n"),
            Keys("time.sleep(99)\n"),
            Keys("\x03"),
            Keys("12\x04\n"),
            Keys("raise SystemExit(3)\n"),
        ],
        ..EMPTY
    },
    Session {
        name: "paste",
        steps: &[
            Keys("\x1b[200~def g(n):\n    if n:\n\n        return g(n - 1)\n    return 'done'\n\x1b[201~"),
            Keys("\n\n"),
            Keys("g(3)\n"),
            Keys("\x1bOR"),
            Keys("for c in 'ab':\n    print(c)\n"),
            Keys("\x1bOR"),
            Keys("\n\n"),
            Keys("exit\n"),
        ],
        ..EMPTY
    },
    Session {
        name: "wide",
        steps: &[
            Keys("'日本語' + 'é'\n"),
            Keys("名 = 'e\u{301}'; 名, len(名)\n"),
            Keys("'日本'\x1bOD\x1bOD中\n"),
            Keys("x = '0123456789' + '0123456789' + '0123456789' + '0123456789' + '0123456789' + 'end'"),
            Keys("\x01\x1bOC\x1bOC\x1bOC\x1bOC'wrapped: ' + "),
            Keys("\n"),
            Resize(20, 40),
            Keys("x\n"),
            Resize(24, 100),
            Keys("x + 'after'\n"),
            Keys("\x04"),
        ],
        ..EMPTY
    },
    Session {
        name: "colours",
        variables: &[],
        steps: &[
            Keys("def f(x: int = 5) -> str:\nreturn f'{x!r}' + \"s\" if x else None # why\n\n"),
            Keys("class A:\nasync def m(self): await print(1.5)\n\n\n"),
            Keys("f(1), 0x1f, b'q', True\n"),
            Keys("f(1 / 0)\n"),
            Keys("match 3:\ncase 3: 'soft'\n\n\n"),
            Keys("exit\n"),
        ],
        ..EMPTY
    },
    Session {
        name: "start",
        files: &[("start.py", "print('started', __name__)\nstarted = 7\n")],
        variables: &[("NO_COLOR", "1"), ("PYTHONSTARTUP", "start.py")],
        steps: &[
            Keys("started\n"),
            Keys("from __future__ import annotations\n"),
            Keys("def f(x: nothing): pass\n\n"),
            Keys("f.__annotations__\n"),
            Keys("import sys; sys.ps1 = 'in: '; sys.ps2 = '    '\n"),
            Keys("if 1:\n2\n\n"),
            Keys("copyright is None\n"),
            Keys("help\n"),
            Keys("\n"),
            Keys("quit\n"),
            Keys("quit\n"),
        ],
        ..EMPTY
    },
    Session {
        name: "after",
        arguments: &["-i", "-c", "def f():\n    return 1 / kept\nkept = 0\nf()\n"],
        steps: &[Keys("kept\n"), Keys("import sys; type(sys.last_exc)\n"), Keys("kept = 2; f()\n"), Keys("\x04")],
        ..EMPTY
    },
    Session {
        name: "basic",
        variables: &[("NO_COLOR", "1"), ("PYTHON_BASIC_REPL", "1")],
        arguments: &["-q"],
        steps: &[
            Keys("if 1:\n"),
            Keys("  2\n"),
            Keys("\n"),
            Keys("1 / 0\n"),
            Keys("from __future__ import annotations\n"),
            Keys("def f(x: nothing): pass\n"),
            Keys("\n"),
            Keys("f.__annotations__\n"),
            Keys("exit()\n"),
        ],
        ..EMPTY
    },
];
