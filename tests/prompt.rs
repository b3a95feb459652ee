//! The prompt, driven through a pseudo-terminal: after each interaction the screen is CPython's.
//!
//! The screens in `tests/prompt` are recorded with `OUROPY_RECORD=PYTHON cargo test --test prompt`, where PYTHON is the
//! path of a CPython 3.14. Only the line that names the version may differ.

#[path = "prompt/sessions.rs"]
mod sessions;

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use pty_process::Size;
use pty_process::blocking::{self, Command, Pty};
use sessions::{SESSIONS, Session, Step};

const ROWS: u16 = 24;
const COLUMNS: u16 = 80;

/// How long a screen may take to become what it should be.
const PATIENCE: Duration = Duration::from_mins(1);

/// A screen that is recorded has not changed for so long.
const SETTLED: Duration = Duration::from_millis(1500);

/// How long a prompt, or a program that was typed, is given to be ready before it is interrupted: the screen shows only
/// that it was written.
const BEGUN: Duration = Duration::from_millis(500);

struct Terminal {
    pty: &'static Pty,
    child: std::process::Child,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
}

fn size(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).expect("a terminal has rows and columns")
}

impl Terminal {
    fn start(program: &Path, session: &Session, home: &Path) -> Terminal {
        let (pty, terminal) = blocking::open().expect("a pseudo-terminal");
        pty.resize(Size::new(ROWS, COLUMNS)).expect("its size is set");
        let command = Command::new(program)
            .args(session.arguments)
            .current_dir(home)
            .env_clear()
            .env("HOME", home)
            .env("TERM", "xterm")
            .env("LC_ALL", "C.UTF-8")
            .envs(session.variables.iter().copied());
        let child = command.spawn(terminal).expect("the command starts");
        // The thread that reads is left to itself.
        let pty: &'static Pty = Box::leak(Box::new(pty));
        let (sender, output) = mpsc::channel();
        thread::spawn(move || {
            let mut reader = pty;
            let mut piece = vec![0; 1 << 16];
            while let Ok(count @ 1..) = reader.read(&mut piece) {
                if sender.send(piece[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Terminal { pty, child, output, screen: vt100::Parser::new(size(ROWS), size(COLUMNS), 0) }
    }

    fn take(&mut self, step: &Step) {
        match step {
            Step::Keys(keys) => {
                let mut keyboard = self.pty;
                keyboard.write_all(keys.as_bytes()).expect("keys are pressed");
            }
            Step::Resize(rows, columns) => {
                self.screen.screen_mut().set_size(size(*rows), size(*columns));
                self.pty.resize(Size::new(*rows, *columns)).expect("the size changes");
            }
        }
    }

    /// What the screen shows once that is `wanted`; what it shows at last if it never is.
    fn wait_for(&mut self, wanted: &str) -> String {
        let end = Instant::now() + PATIENCE;
        loop {
            let shown = self.shown();
            if shown == wanted || Instant::now() > end {
                return shown;
            }
            match self.output.recv_timeout(Duration::from_millis(200)) {
                Ok(bytes) => self.screen.process(&bytes),
                Err(mpsc::RecvTimeoutError::Timeout) => {}
                Err(mpsc::RecvTimeoutError::Disconnected) => return self.shown(),
            }
        }
    }

    /// Waits for the first prompt.
    fn wait_for_prompt(&mut self) {
        while !self.shown().lines().any(|line| line.starts_with(">>>") || line.starts_with("{5b}>>>")) {
            let bytes = self.output.recv_timeout(PATIENCE).expect("a prompt");
            self.screen.process(&bytes);
        }
    }

    /// What the screen shows when it has come to rest.
    fn settled(&mut self) -> String {
        while let Ok(bytes) = self.output.recv_timeout(SETTLED) {
            self.screen.process(&bytes);
        }
        self.shown()
    }

    /// The rows with their colours, and the place of the cursor.
    fn shown(&self) -> String {
        let screen = self.screen.screen();
        let (rows, columns) = screen.size();
        let mut text = String::new();
        for row in 0..rows.get() {
            let mut line = String::new();
            let mut attributes = String::new();
            for column in 0..columns.get() {
                let Some(cell) = screen.cell(row, column).filter(|cell| !cell.is_wide_continuation()) else { continue };
                let own = if cell.has_contents() { attributes_of(cell) } else { String::new() };
                if own != attributes {
                    let _ = write!(line, "{{{own}}}");
                    attributes = own;
                }
                line.push_str(if cell.has_contents() { cell.contents() } else { " " });
            }
            if !attributes.is_empty() {
                line.push_str("{}");
            }
            let line = line.trim_end();
            let line = if line.starts_with("Python 3.14.") { "Python 3.14" } else { line };
            text.extend([line, "\n"]);
        }
        let (row, column) = screen.cursor_position();
        let end = text.trim_end().len();
        text.truncate(end);
        let _ = write!(text, "\n[{row}:{column}]\n");
        text
    }

    /// How the command ends, once it does.
    fn end(mut self) -> ExitStatus {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().expect("the command is waited for") {
                return status;
            }
            if Instant::now() > end {
                drop(self.child.kill());
            }
            thread::sleep(Duration::from_millis(20));
        }
    }
}

/// Colour, weight and the like of a cell, empty if they are the usual ones.
fn attributes_of(cell: &vt100::Cell) -> String {
    let colour = match cell.fgcolor() {
        vt100::Color::Default => String::new(),
        vt100::Color::Idx(number) => number.to_string(),
        vt100::Color::Rgb(red, green, blue) => format!("{red},{green},{blue}"),
    };
    let weight = if cell.bold() { "b" } else { "" };
    let inverse = if cell.inverse() { "i" } else { "" };
    format!("{colour}{weight}{inverse}")
}

/// The screens after each step of a session, and how it ended.
fn record(python: &Path, session: &Session, home: &Path) -> String {
    let mut terminal = Terminal::start(python, session, home);
    terminal.wait_for_prompt();
    let mut text = format!("== start\n{}", terminal.settled());
    for step in session.steps {
        terminal.take(step);
        let _ = write!(text, "== {step}\n{}", terminal.settled());
    }
    let _ = writeln!(text, "== {}", terminal.end());
    text
}

/// Where the screens of ours are not the recorded ones.
fn differences(session: &Session, recorded: &str, home: &Path) -> Vec<String> {
    let mut parts = recorded.split("== ").skip(1).map(|part| part.split_once('\n').unwrap_or((part, "")));
    let mut terminal = Terminal::start(Path::new(env!("CARGO_BIN_EXE_ouropy")), session, home);
    let mut found = Vec::new();
    let mut compare = |terminal: &mut Terminal, title: &str| {
        let (recorded_title, wanted) = parts.next().unwrap_or_default();
        if recorded_title != title {
            found.push(format!("{}: recorded is {recorded_title}, not {title}", session.name));
            return false;
        }
        let shown = terminal.wait_for(wanted);
        if shown != wanted {
            found.push(format!("{}: after {title}, CPython shows\n{wanted}\nand ouropy\n{shown}", session.name));
        }
        shown == wanted
    };
    let mut agrees = compare(&mut terminal, "start");
    for step in session.steps {
        if agrees {
            if matches!(step, Step::Keys(keys) if keys.contains('\x03')) {
                thread::sleep(BEGUN);
            }
            terminal.take(step);
            agrees = compare(&mut terminal, &step.to_string());
        }
    }
    if !agrees {
        drop(terminal.child.kill());
        return found;
    }
    let ended = terminal.end().to_string();
    if parts.next().is_none_or(|(title, _)| title != ended) {
        found.push(format!("{}: ended with {ended}", session.name));
    }
    found
}

/// An empty home directory with the files of the sessions.
fn home_of(session: &Session, who: &str) -> PathBuf {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("prompt-{who}-{}", session.name));
    drop(fs::remove_dir_all(&home));
    fs::create_dir_all(&home).expect("a home directory");
    for (name, text) in session.files {
        fs::write(home.join(name), text).expect("a file");
    }
    home
}

#[test]
fn the_screens_are_those_of_cpython() {
    if blocking::open().is_err() {
        eprintln!("not run: the system has no pseudo-terminals");
        return;
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/prompt");
    let only = env::var("OUROPY_SESSION").ok();
    let chosen = || SESSIONS.iter().filter(|session| only.as_deref().is_none_or(|only| only == session.name));
    if let Some(python) = env::var_os("OUROPY_RECORD") {
        thread::scope(|scope| {
            for session in chosen() {
                let (python, file) = (Path::new(&python), folder.join(format!("{}.txt", session.name)));
                scope.spawn(move || {
                    let screens = record(python, session, &home_of(session, "recorded"));
                    fs::write(file, screens).expect("the screens are written");
                });
            }
        });
        return;
    }
    let threads: Vec<_> = chosen()
        .map(|session| {
            let recorded = fs::read_to_string(folder.join(format!("{}.txt", session.name))).expect("recorded screens");
            thread::spawn(move || differences(session, &recorded, &home_of(session, "ours")))
        })
        .collect();
    let found: Vec<String> = threads.into_iter().flat_map(|thread| thread.join().expect("a session ends")).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn there_are_forty_interactions() {
    assert!(SESSIONS.iter().map(|session| session.steps.len()).sum::<usize>() >= 40);
}
