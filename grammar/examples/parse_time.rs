//! Times the parser over files: reads paths from standard input, one to a line, parses each five times and prints
//! bytes, tokens and the best total time of a pass.

use std::error::Error;
use std::fs;
use std::io::{self, BufRead as _};
use std::time::{Duration, Instant};

use ouropy_grammar::source::{Origin, Source};
use ouropy_grammar::{Mode, lexer, parse_source};

fn main() -> Result<(), Box<dyn Error>> {
    let mut sources = Vec::new();
    for path in io::stdin().lock().lines() {
        if let Ok(source) = Source::from_bytes(&fs::read(path?)?, Origin::Bytes) {
            sources.push(source);
        }
    }
    let bytes: usize = sources.iter().map(|source| source.text().len()).sum();
    let lines: u32 = sources.iter().map(Source::line_count).sum();
    let (mut lexing, mut parsing) = (Duration::MAX, Duration::MAX);
    let mut tokens = 0;
    for _ in 0..5 {
        let start = Instant::now();
        tokens = sources.iter().map(|source| lexer::lex(source, Mode::File).tokens.len()).sum::<usize>();
        lexing = lexing.min(start.elapsed());
        let start = Instant::now();
        for source in &sources {
            drop(parse_source(source.clone(), Mode::File));
        }
        parsing = parsing.min(start.elapsed());
    }
    println!("{lines} lines, {bytes} bytes, {tokens} tokens: lexer {lexing:?}, lexer and parser {parsing:?}");
    Ok(())
}
