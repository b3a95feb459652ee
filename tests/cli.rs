//! The command line: where programs come from, `sys.argv`, exit codes, and where messages go.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a run left.
#[derive(Debug)]
struct Run {
    out: String,
    err: String,
    code: Option<i32>,
}

/// Runs the command in `folder` with text on its standard input.
fn run_in(folder: &Path, arguments: &[&str], stdin: &str) -> Run {
    run_with(&[], folder, arguments, stdin)
}

/// The same, with environment variables.
fn run_with(variables: &[(&str, &str)], folder: &Path, arguments: &[&str], stdin: &str) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_ouropy"))
        .args(arguments)
        .current_dir(folder)
        .env("LC_ALL", "C.UTF-8")
        .env("NO_COLOR", "1")
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("PYTHONHASHSEED", "0")
        .env("PYTHONUSERBASE", "/no/such/folder")
        .env_remove("VIRTUAL_ENV")
        .envs(variables.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    // The command may end without reading its input; then the write fails, which is fine.
    let _ = child.stdin.take().expect("standard input is piped").write_all(stdin.as_bytes());
    let output = child.wait_with_output().expect("the command ends");
    Run {
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
        code: output.status.code(),
    }
}

fn run(arguments: &[&str]) -> Run {
    run_in(Path::new(env!("CARGO_TARGET_TMPDIR")), arguments, "")
}

/// Runs code given with `-c`.
fn code(text: &str) -> Run {
    run(&["-c", text])
}

/// An empty folder of its own for one test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("cli-{name}"));
    // It is there when an earlier run left it.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the folder can be made");
    folder.canonicalize().expect("the folder exists")
}

#[track_caller]
fn expect(run: &Run, out: &str, err: &str, code: i32) {
    assert_eq!((run.out.as_str(), run.err.as_str(), run.code), (out, err, Some(code)));
}

#[test]
fn command_string() {
    expect(&code("print(1 + 1)"), "2\n", "", 0);
    expect(&run(&["-c", "import sys; print(sys.argv)", "a", "-b", "--c"]), "['-c', 'a', '-b', '--c']\n", "", 0);
    expect(&code("x = 1\nif x:\n    print(__name__)"), "__main__\n", "", 0);
    expect(&code(""), "", "", 0);
    expect(&code("pass"), "", "", 0);
}

#[test]
fn command_string_without_code() {
    let run = run(&["-c"]);
    assert_eq!((run.out.as_str(), run.code), ("", Some(2)), "{run:?}");
    assert!(!run.err.is_empty());
}

#[test]
fn standard_input() {
    let here = folder("stdin");
    let program = "import sys\nprint(sys.argv, __name__)\n";
    expect(&run_in(&here, &["-", "x", "-y"], program), "['-', 'x', '-y'] __main__\n", "", 0);
    expect(&run_in(&here, &[], program), "[''] __main__\n", "", 0);
    expect(&run_in(&here, &[], ""), "", "", 0);
    let trace = "Traceback (most recent call last):\n  File \"<stdin>\", line 3, in <module>\n  \
                 File \"<stdin>\", line 2, in f\nZeroDivisionError: division by zero\n";
    expect(&run_in(&here, &[], "def f():\n    1/0\nf()\n"), "", trace, 1);
}

#[test]
fn script_with_arguments() {
    let here = folder("script");
    fs::write(here.join("args.py"), "import sys\nprint(sys.argv, __name__, __file__ == sys.path[0] + '/args.py')\n")
        .expect("the script can be written");
    expect(
        &run_in(&here, &["args.py", "-c", "--version", "é"], ""),
        "['args.py', '-c', '--version', 'é'] __main__ True\n",
        "",
        0,
    );
}

#[test]
fn imports_come_from_beside_the_script() {
    let here = folder("beside");
    fs::create_dir(here.join("inner")).expect("the folder can be made");
    fs::write(here.join("inner/main.py"), "import helper\nprint(helper.NAME)\n").expect("written");
    fs::write(here.join("inner/helper.py"), "NAME = 'beside'\n").expect("written");
    fs::write(here.join("helper.py"), "NAME = 'wrong'\n").expect("written");
    expect(&run_in(&here, &["inner/main.py"], ""), "beside\n", "", 0);
    expect(&run_in(&here, &["-c", "import helper; print(helper.NAME)"], ""), "wrong\n", "", 0);
}

#[test]
fn missing_script() {
    let here = folder("missing");
    let run = run_in(&here, &["no_such_file.py"], "");
    let (_, message) = run.err.split_once(": ").expect("the program's name stands in front");
    let path = here.join("no_such_file.py");
    assert_eq!(message, format!("can't open file '{}': [Errno 2] No such file or directory\n", path.display()));
    assert_eq!((run.out.as_str(), run.code), ("", Some(2)));
}

#[test]
fn uncaught_exception() {
    let trace = "Traceback (most recent call last):\n  File \"<string>\", line 1, in <module>\n    1/0\n    ~^~\n\
                 ZeroDivisionError: division by zero\n";
    expect(&code("1/0"), "", trace, 1);
    expect(&code("print('before'); 1/0").without_err(), "before\n", "", 1);
}

impl Run {
    /// The run without its standard error, for tests of the rest.
    fn without_err(&self) -> Self {
        Self { out: self.out.clone(), err: String::new(), code: self.code }
    }
}

#[test]
fn syntax_error() {
    expect(
        &code("x = = 1"),
        "",
        "  File \"<string>\", line 1\n    x = = 1\n        ^\nSyntaxError: invalid syntax\n",
        1,
    );
}

#[test]
fn system_exit() {
    expect(&code("raise SystemExit"), "", "", 0);
    expect(&code("raise SystemExit(None)"), "", "", 0);
    expect(&code("raise SystemExit(3)"), "", "", 3);
    expect(&code("import sys; sys.exit()"), "", "", 0);
    expect(&code("import sys; sys.exit(7)"), "", "", 7);
    expect(&code("import sys; sys.exit('message')"), "", "message\n", 1);
    expect(&code("import sys; sys.exit(-1)"), "", "", 255);
    expect(&code("import sys; sys.exit(263)"), "", "", 7);
    expect(&code("import sys; sys.exit(10 ** 20)"), "", "", 255);
    expect(&code("import sys; sys.exit(True)"), "", "", 1);
    expect(&code("import sys; sys.exit((1, 2))"), "", "(1, 2)\n", 1);
    expect(&code("import sys; sys.exit([])"), "", "[]\n", 1);
    expect(&code("import sys; sys.exit(1.5)"), "", "1.5\n", 1);
    expect(&code("import sys\ntry:\n    sys.exit(4)\nfinally:\n    print('cleanup')"), "cleanup\n", "", 4);
    expect(&code("exit(5)"), "", "", 5);
    expect(&code("quit()"), "", "", 0);
}

#[test]
fn keyboard_interrupt() {
    let run = code("raise KeyboardInterrupt");
    assert!(run.err.ends_with("KeyboardInterrupt\n"), "{run:?}");
    // The process ends by the signal, which a shell reports as 130.
    assert_eq!(run.code, None, "{run:?}");
}

#[test]
fn exit_functions_run() {
    expect(&code("import atexit; atexit.register(print, 'bye'); print('body')"), "body\nbye\n", "", 0);
    expect(&code("import atexit; atexit.register(print, 'bye'); raise SystemExit(2)"), "bye\n", "", 2);
    expect(&code("import atexit; atexit.register(print, 'bye'); 1/0").without_err(), "bye\n", "", 1);
}

#[test]
fn version_and_help() {
    let version = run(&["--version"]);
    assert_eq!((version.err.as_str(), version.code), ("", Some(0)));
    assert!(version.out.to_lowercase().starts_with("ouropy ") && version.out.lines().count() == 1, "{version:?}");
    let help = run(&["--help"]);
    assert_eq!((help.err.as_str(), help.code), ("", Some(0)));
    assert!(help.out.contains("-c") && help.out.contains("--version"), "{help:?}");
}

#[test]
fn unknown_option() {
    let run = run(&["--no-such-option"]);
    assert_eq!((run.out.as_str(), run.code), ("", Some(2)), "{run:?}");
    assert!(!run.err.is_empty());
}

#[test]
fn output_that_nobody_reads() {
    // The reader goes away at once; the writer must end by itself, without a panic.
    let mut child = Command::new(env!("CARGO_BIN_EXE_ouropy"))
        .args(["-c", "for i in range(200000): print(i)"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the command ends");
    assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"), "{output:?}");
    assert!(!output.status.success());
}

#[test]
fn standard_streams_are_kept_apart() {
    let text = "import sys\nprint('out')\nprint('err', file=sys.stderr)\nsys.stdout.write('raw\\n')";
    expect(&code(text), "out\nraw\n", "err\n", 0);
}

#[test]
fn files_are_written() {
    let here = folder("files");
    let text = "with open('t.txt', 'w') as f:\n    print(f.write('é1\\n'), f.writelines(['a', 'b\\n']), f.tell())\n\
                with open('t.txt', 'a') as f: f.write('end')\n\
                with open('t.txt') as f: print(repr(f.read()))\n\
                with open('b.bin', 'wb') as f: print(f.write(bytes([0, 255])))\n\
                with open('b.bin', 'r+b') as f: f.seek(1); f.write(b'x')\n\
                print(open('b.bin', 'rb').read())\n\
                try:\n    open('t.txt', 'x')\nexcept FileExistsError as e:\n    print(e)\n";
    let expected = "3 None 7\n'é1\\nab\\nend'\n2\nb'\\x00x'\n[Errno 17] File exists: 't.txt'\n";
    expect(&run_in(&here, &["-c", text], ""), expected, "", 0);
    assert_eq!(fs::read(here.join("t.txt")).expect("written"), "é1\nab\nend".as_bytes());
}

#[test]
fn a_hundred_thousand_brackets() {
    let here = folder("brackets");
    for (name, text) in [
        ("open.py", "(".repeat(100_000)),
        ("both.py", format!("{}{}", "[".repeat(100_000), "]".repeat(100_000))),
        ("calls.py", format!("f{}", "()".repeat(100_000))),
        ("unary.py", format!("x = {}1", "-".repeat(100_000))),
        ("not.py", format!("x = {}1", "not ".repeat(100_000))),
        ("sum.py", format!("x = 1{}", " + 1".repeat(100_000))),
        ("lambda.py", format!("x = {}1", "lambda: ".repeat(100_000))),
        ("attributes.py", format!("x{}", ".a".repeat(100_000))),
        ("fstring.py", format!("x = {}1{}", "f'{".repeat(300), "}'".repeat(300))),
    ] {
        fs::write(here.join(name), text).expect("written");
        let run = run_in(&here, &[name], "");
        assert!(
            matches!(run.code, Some(0 | 1)),
            "{name}: {:?}",
            (run.code, run.err.chars().take(300).collect::<String>())
        );
        assert!(!run.err.contains("panicked"), "{name}");
    }
}

#[test]
fn readme_shows_an_example_that_is_tested() {
    let readme = include_str!("../README.md");
    assert!(readme.contains(include_str!("../examples/leak.py")), "README.md and examples/leak.py differ");
    for line in include_str!("conformance/examples/leak.err")
        .lines()
        .chain(include_str!("conformance/examples/leak.out").lines())
    {
        assert!(readme.contains(line), "README.md lacks {line:?}");
    }
}

#[test]
fn typed_statements_end_as_in_cpython() {
    let here = folder("typed");
    let typed = |text: &str| run_in(&here, &["-i", "-q"], text);
    expect(&typed("for i in (1, 2): i\n\n_\n"), "1\n2\n2\n", ">>> ... >>> >>> \n", 0);
    expect(&typed("# comment\nif 1:\n    # another\n    3\n\n"), "3\n", ">>> >>> ... ... ... >>> \n", 0);
    expect(
        &typed("@property\ndef f(self): pass\n\nx = '''\n\n'''\nx\n"),
        "'\\n\\n'\n",
        ">>> ... ... >>> ... ... >>> >>> \n",
        0,
    );
    let run = typed("if 1:\n\n4\n");
    assert!(run.err.contains("IndentationError: expected an indented block after 'if' statement on line 1\n>>> "));
    assert_eq!(run.out, "4\n");
    expect(
        &typed("class A:\n    def __del__(self): print('dead')\n\nA() and None\n5\n"),
        "dead\n5\n",
        ">>> ... ... >>> >>> >>> \n",
        0,
    );
    // The value that was shown dies before the next one is.
    let run = typed("class A:\n    __repr__ = lambda self: 'A'\n    def __del__(self): print('dead')\n\nA()\n5\n");
    assert_eq!(run.out, "A\ndead\n5\n");
}

#[test]
fn a_session_after_a_script_shows_what_ended_it() {
    let here = folder("inspect");
    fs::write(here.join("leaves.py"), "x = 3\nraise SystemExit(4)\n").expect("written");
    let run = run_in(&here, &["-i", "leaves.py"], "x\n");
    assert_eq!((run.out.as_str(), run.code), ("3\n", Some(0)));
    assert!(run.err.contains("SystemExit: 4\n>>> "), "{}", run.err);
    let run = run_in(&here, &["-i", "missing.py"], "1\nexit(7)\n");
    assert_eq!((run.out.as_str(), run.code), ("1\n", Some(7)));
    let mut child = Command::new(env!("CARGO_BIN_EXE_ouropy"))
        .args(["-i", "-q"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let _ = child.stdin.take().expect("standard input is piped").write_all(b"'\xff'\n6\n");
    let output = child.wait_with_output().expect("the command ends");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "6\n");
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(err.contains("SyntaxError: (unicode error) 'utf-8' codec can't decode byte 0xff"), "{err}");
}

#[test]
fn the_limit_of_decimal_conversions_can_be_given() {
    let show = "import sys; print(sys.get_int_max_str_digits(), sys.flags.int_max_str_digits, sys._xoptions)";
    expect(
        &run(&["-X", "int_max_str_digits=700", "-X", "other", "-c", show]),
        "700 700 {'int_max_str_digits': '700', 'other': True}\n",
        "",
        0,
    );
    for wrong in ["int_max_str_digits=12", "int_max_str_digits", "int_max_str_digits=99999999999"] {
        expect(
            &run(&["-X", wrong, "-c", show]),
            "",
            "Fatal Python error: config_init_int_max_str_digits: -X int_max_str_digits: invalid limit; must be >= 640 \
             or 0 for unlimited.\nPython runtime state: preinitialized\n\n",
            1,
        );
    }
}

#[test]
fn another_library_has_to_be_of_the_same_version() {
    let folder = folder("library");
    let program = "import sys; print(sys.path, sys._stdlib_dir, sys.prefix, sys.base_prefix)";
    let place = folder.to_string_lossy();
    let library = format!("{place}/lib/python3.14");
    let refused = format!("ouropy: PYTHONHOME: {library}: no library of Python\n");
    expect(&run_with(&[("PYTHONHOME", &place)], &folder, &["-c", program], ""), "", &refused, 1);
    fs::create_dir_all(format!("{library}/string")).expect("the folder can be made");
    fs::write(format!("{library}/os.py"), "").expect("the file can be written");
    let option = format!("stdlib={library}");
    let refused = format!("ouropy: -X stdlib: {library}: the library of another version than Python 3.14\n");
    expect(&run_in(&folder, &["-X", &option, "-c", program], ""), "", &refused, 1);
    fs::write(format!("{library}/string/templatelib.py"), "").expect("the file can be written");
    let found = format!("['', '{library}'] {library} {place} {place}\n");
    expect(&run_in(&folder, &["-X", &option, "-c", program], ""), &found, "", 0);
    expect(&run_with(&[("PYTHONHOME", &place)], &folder, &["-c", program], ""), &found, "", 0);
}

#[test]
fn packages_of_a_virtual_environment_are_found() {
    let folder = folder("environment");
    let place = folder.to_string_lossy();
    let packages = format!("{place}/lib/python3.14/site-packages");
    fs::create_dir_all(&packages).expect("the folder can be made");
    fs::create_dir_all(format!("{place}/more")).expect("the folder can be made");
    fs::write(format!("{place}/pyvenv.cfg"), "home = /opt/python/bin\n").expect("the file can be written");
    fs::write(format!("{packages}/one.py"), "").expect("the file can be written");
    fs::write(format!("{packages}/two.pth"), format!("{place}/more\nimport sys; sys.seen = 1\n"))
        .expect("the file can be written");
    let program = "import sys, one; print(sys.path, sys.seen, sys.prefix, sys.base_prefix, __spec__, __loader__)";
    let found = format!(
        "['', '<stdlib>', '{packages}', '{place}/more'] 1 {place} /opt/python None \
         <class '_frozen_importlib.BuiltinImporter'>\n"
    );
    let variables = [("VIRTUAL_ENV", &*place)];
    expect(&run_with(&variables, &folder, &["-c", program], ""), &found, "", 0);
    let program = "import sys; print(sys.path, 'site' in sys.modules)";
    expect(&run_with(&variables, &folder, &["-S", "-c", program], ""), "['', '<stdlib>'] False\n", "", 0);
    expect(&run_with(&variables, &folder, &["-I", "-c", program], ""), "['<stdlib>'] False\n", "", 0);
}

#[test]
fn modules_of_the_library_that_are_missing_say_so() {
    let program = "try: import ssl\nexcept ImportError as error: print(error.name, error)\n\
                   try: import ssx\nexcept ImportError as error: print(error.name, error)\n";
    let found = "ssl No module named 'ssl': part of Python's standard library, not available in ouropy \
                 (docs/library.md)\nssx No module named 'ssx'\n";
    expect(&code(program), found, "", 0);
}

#[test]
fn dis_shows_the_instructions() {
    let program =
        "import dis\ndef f(x):\n    try:\n        return x.y + 1\n    except KeyError:\n        pass\ndis.dis(f)";
    let listing = [
        "   4  L1:  LOAD_ATTR                $0 x y",
        "           BINARY_ADD_INT           $0 $0 1",
        "      L2:  RETURN_VALUE             $0",
        "",
        "  --  L3:  PUSH_EXC_INFO            $1 $0",
        "",
        "   5  L4:  LOAD_GLOBAL              $2 KeyError",
    ];
    let printed = code(program);
    assert!(printed.out.lines().take(listing.len()).eq(listing), "{}\n{}", printed.out, printed.err);
    let module = run_in(Path::new(env!("CARGO_TARGET_TMPDIR")), &["-m", "dis"], "x = 1\n");
    let listing = "  1    LOAD_INT                 $0 1\n       STORE_NAME               $0 x\n       RETURN_NONE\n";
    expect(&module, listing, "", 0);
}

#[test]
fn programs_that_can_do_without_processes_go_on() {
    let program = "import os, platform, subprocess\n\
                   for start in (os.fork, lambda: subprocess.run(['true'])):\n\
                   \x20   try: start()\n\
                   \x20   except OSError as error: print(error)\n\
                   print(platform.platform().startswith('Linux-'))";
    let told = "[Errno 38] os.fork: ouropy does not start processes\n\
                [Errno 38] subprocess: ouropy does not start processes\nTrue\n";
    expect(&code(program), told, "", 0);
}

#[test]
fn licences_are_printed() {
    let printed = run(&["--license"]).out;
    assert!(printed.contains("PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2") && printed.contains("MIT License"));
}

#[test]
fn hashes_of_text_follow_the_seed() {
    // CPython's figure, as `run` sets the seed 0.
    expect(&run(&["-c", "print(hash('abc'))"]), "-4594863902769663758\n", "", 0);
}

#[test]
fn warning_options_are_filters() {
    let warn = "import sys, warnings; warnings.warn('some'); warnings.warn('more'); print(sys.warnoptions)";
    expect(
        &run(&["-W", "ignore", "-W", "x", "-W", "ignore", "-W", "error::Nothing", "-c", warn]),
        "['ignore', 'x', 'error::Nothing']\n",
        "Invalid -W option ignored: invalid action: 'x'\n\
         Invalid -W option ignored: unknown warning category: 'Nothing'\n",
        0,
    );
    expect(
        &run(&["-W", "ignore", "-W", "all:mo", "-c", warn]),
        "['ignore', 'all:mo']\n",
        "<string>:1: UserWarning: more\n",
        0,
    );
}

#[test]
fn flags_tell_of_isolation() {
    let show =
        "import sys; f = sys.flags; print(f.isolated, f.ignore_environment, f.no_user_site, f.no_site, f.safe_path)";
    expect(&run(&["-I", "-c", show]), "1 1 1 0 True\n", "", 0);
    expect(&run(&["-E", "-s", "-c", show]), "0 1 1 0 False\n", "", 0);
    expect(&run(&["-S", "-P", "-c", show]), "0 0 0 1 True\n", "", 0);
}
