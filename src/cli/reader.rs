//! Where the lines of a read-eval-print loop come from.

use std::cell::Cell;
use std::collections::VecDeque;
use std::io::{IsTerminal, Write};
use std::rc::Rc;

use nix::libc;
use rustyline::error::ReadlineError;
use rustyline::{Cmd, Config, DefaultEditor, KeyCode, KeyEvent, Modifiers};

use super::plain_input::PlainInput;
use crate::vm::signals::arrival;

/// What the Tab key types: there is nothing to complete, and blocks are indented.
const TAB: &str = "    ";

/// One line with its newline, or why there is none.
pub enum Line {
    Text(String),
    /// Bytes that are no UTF-8.
    Undecodable(Vec<u8>),
    /// A signal has come.
    Interrupted,
    End,
}

/// Reads lines.
pub struct Reader {
    source: Source,
    /// Further lines of a text that was pasted as a whole.
    pasted: VecDeque<String>,
    /// Whether the terminal's cursor stands behind text.
    line_open: Rc<Cell<bool>>,
}

enum Source {
    /// A terminal, with line editing and history.
    Terminal(Box<DefaultEditor>),
    /// Anything else.
    Plain(PlainInput),
}

impl Reader {
    /// A reader of standard input. Lines are edited if that and standard output are terminals.
    pub fn new(line_open: Rc<Cell<bool>>) -> Reader {
        let source = match editor() {
            Some(editor) => Source::Terminal(Box::new(editor)),
            None => Source::Plain(PlainInput::default()),
        };
        Reader { source, pasted: VecDeque::new(), line_open }
    }

    /// The next line, after showing the prompt. Behind an end the cursor is in a new line.
    pub fn read(&mut self, prompt: &str) -> Line {
        if let Some(line) = self.pasted.pop_front() {
            return Line::Text(line);
        }
        match &mut self.source {
            Source::Terminal(editor) => {
                if self.line_open.get() {
                    // The editor begins at the left edge and would write over what stands there.
                    drop(std::io::stdout().write_all(b"\n"));
                }
                let read = editor.readline(prompt);
                self.line_open.set(false);
                match read {
                    Ok(text) => {
                        self.pasted.extend((text + "\n").split_inclusive('\n').map(str::to_owned));
                        self.pasted.pop_front().map_or(Line::End, Line::Text)
                    }
                    Err(ReadlineError::Interrupted) => {
                        // The editor has read the key, so that the terminal sends no signal.
                        arrival::note(libc::SIGINT);
                        Line::Interrupted
                    }
                    Err(_) => Line::End,
                }
            }
            Source::Plain(input) => {
                show(prompt);
                let line = plain_line(input);
                if matches!(line, Line::End) {
                    show("\n");
                }
                line
            }
        }
    }

    /// The next line with code of those already there because they were pasted together.
    pub fn upcoming(&self) -> Option<&str> {
        let is_code = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
        self.pasted.iter().map(String::as_str).find(is_code)
    }
}

fn editor() -> Option<DefaultEditor> {
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        return None;
    }
    let mut editor = DefaultEditor::with_config(Config::builder().auto_add_history(true).build()).ok()?;
    editor.bind_sequence(KeyEvent(KeyCode::Tab, Modifiers::NONE), Cmd::Insert(1, TAB.to_owned()));
    Some(editor)
}

/// Prompts go to standard error when nobody edits lines, as in CPython.
fn show(prompt: &str) {
    let mut out = std::io::stderr();
    // A closed standard error does not keep anybody from typing.
    drop(out.write_all(prompt.as_bytes()).and_then(|()| out.flush()));
}

fn plain_line(input: &mut PlainInput) -> Line {
    match input.read_line() {
        Ok(line) if line.is_empty() => Line::End,
        Ok(line) => String::from_utf8(line).map_or_else(|error| Line::Undecodable(error.into_bytes()), Line::Text),
        Err(error) if error.kind() == std::io::ErrorKind::Interrupted => Line::Interrupted,
        Err(_) => Line::End,
    }
}
