//! What the lexer hands to the parser: tokens and the places they came from.

use std::fmt;
use std::rc::Rc;

use num_bigint::BigInt;

/// A place in the source text.
///
/// Lines count from 1, columns from 0 in UTF-8 bytes, as `lineno` and `col_offset` of CPython's AST do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line number, from 1.
    pub line: u32,
    /// Offset in the line, in UTF-8 bytes, from 0.
    pub column: u32,
}

impl Position {
    /// The place `column` bytes into line `line`.
    pub const fn new(line: u32, column: u32) -> Self {
        Self { line, column }
    }

    /// The start of a token that has no text, in line `line`: one that CPython's tokenizer makes at the end of a text.
    pub const fn nowhere(line: u32) -> Self {
        Self { line, column: u32::MAX }
    }

    /// Whether it is the start of a token without text.
    pub const fn is_nowhere(self) -> bool {
        self.column == u32::MAX
    }

    /// The span from here up to `end`.
    pub const fn to(self, end: Position) -> Span {
        Span::new(self, end)
    }
}

/// The half-open range of source text a token or a node covers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// Line of the first byte, from 1.
    pub line: u32,
    /// Column of the first byte, in UTF-8 bytes from 0.
    pub column: u32,
    /// Line of the byte after the last.
    pub end_line: u32,
    /// Column of the byte after the last.
    pub end_column: u32,
}

impl Span {
    /// The span between two places.
    pub const fn new(start: Position, end: Position) -> Self {
        Self { line: start.line, column: start.column, end_line: end.line, end_column: end.column }
    }

    /// Where the span begins.
    pub const fn start(self) -> Position {
        Position::new(self.line, self.column)
    }

    /// Where the span ends (exclusive).
    pub const fn end(self) -> Position {
        Position::new(self.end_line, self.end_column)
    }

    /// The span from the start of `self` to the end of `other`.
    #[must_use]
    pub const fn to(self, other: Span) -> Self {
        Self::new(self.start(), other.end())
    }
}

/// The value of an integer literal. Never negative: a minus sign is an operator.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum IntLiteral {
    /// Fits in 63 bits and a sign.
    Small(i64),
    /// Everything larger.
    Big(Rc<BigInt>),
}

/// Which of the three entry points of the grammar the token stream is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// A module: `exec` in `compile()`.
    File,
    /// One interactive statement: `single` in `compile()`.
    Interactive,
    /// One expression: `eval` in `compile()`.
    Expression,
}

impl Mode {
    /// The token that begins every stream of this mode.
    pub const fn start_token(self) -> Token {
        match self {
            Mode::File => Token::StartFile,
            Mode::Interactive => Token::StartInteractive,
            Mode::Expression => Token::StartExpression,
        }
    }
}

macro_rules! tokens {
    (
        payload { $($(#[$doc:meta])* $variant:ident($payload:ty)),* $(,)? }
        bare { $($(#[$bare_doc:meta])* $bare:ident),* $(,)? }
        fixed { $($fixed:ident = $text:literal),* $(,)? }
    ) => {
        /// One token of Python 3.14.
        ///
        /// Literals arrive decoded. `match`, `case` and `type` are keywords only where the lexer found that the
        /// logical line is such a statement; everywhere else they are a [`Token::Name`]. `_` is always a name.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Token {
            $($(#[$doc])* $variant($payload),)*
            $($(#[$bare_doc])* $bare,)*
            $(#[doc = concat!("The token `` ", $text, " ``.")] $fixed,)*
        }

        impl Token {
            /// The source text of a keyword or an operator; `None` for tokens whose text varies.
            pub const fn text(&self) -> Option<&'static str> {
                match self {
                    $(Token::$fixed => Some($text),)*
                    _ => None,
                }
            }
        }
    };
}

tokens! {
    payload {
        /// An identifier, NFKC-normalised when it is not ASCII.
        Name(Rc<str>),
        /// An integer literal.
        Int(IntLiteral),
        /// A floating-point literal.
        Float(f64),
        /// An imaginary literal: the part before the `j`.
        Imaginary(f64),
        /// A string literal that is not an f-string: its value in WTF-8, since `'\ud800'` is a valid string.
        Str(Box<[u8]>),
        /// A bytes literal: its value.
        Bytes(Box<[u8]>),
        /// Literal text in an f-string, a template string or a format specification: escapes and doubled braces
        /// decoded, WTF-8.
        FStringMiddle(Box<[u8]>),
        /// The `=` of `{expression=}`. Carries the text from after `{` up to the `}`, `!` or `:` that follows,
        /// which is what the f-string shows before the value.
        FieldDebug(Rc<str>),
        /// `!r`, `!s` or `!a` at the end of a replacement field.
        FieldConversion(char),
    }
    bare {
        /// First token of a module.
        StartFile,
        /// First token of an interactive statement.
        StartInteractive,
        /// First token of a lone expression.
        StartExpression,
        /// End of a logical line.
        Newline,
        /// The block got deeper.
        Indent,
        /// The block ended.
        Dedent,
        /// After the last token.
        EndOfFile,
        /// Prefix and opening quotes of an f-string.
        FStringStart,
        /// Prefix and opening quotes of a template string. What follows has the tokens of an f-string.
        TStringStart,
        /// `(` after `with` whose closing bracket stands before the colon: the brackets may enclose with-items. The
        /// lexer delivers a plain `LeftParen`; the parser's lookahead turns it into this.
        WithParen,
        /// `!=` where `from __future__ import barry_as_FLUFL` wants `<>`.
        RefusedNotEqual,
        /// Closing quotes of an f-string or a template string.
        FStringEnd,
        /// `{` that begins a replacement field.
        FieldOpen,
        /// `}` that ends a replacement field.
        FieldClose,
        /// `:` that begins a format specification; `FStringMiddle` and nested fields follow up to `FieldClose`.
        FieldColon,
    }
    fixed {
        // Keywords.
        False = "False", None = "None", True = "True", And = "and", As = "as", Assert = "assert", Async = "async",
        Await = "await", Break = "break", Class = "class", Continue = "continue", Def = "def", Del = "del",
        Elif = "elif", Else = "else", Except = "except", Finally = "finally", For = "for", From = "from",
        Global = "global", If = "if", Import = "import", In = "in", Is = "is", Lambda = "lambda",
        Nonlocal = "nonlocal", Not = "not", Or = "or", Pass = "pass", Raise = "raise", Return = "return",
        Try = "try", While = "while", With = "with", Yield = "yield",
        // Soft keywords, where they act as keywords.
        Match = "match", Case = "case", Type = "type",
        // Brackets.
        LeftParen = "(", RightParen = ")", LeftBracket = "[", RightBracket = "]", LeftBrace = "{", RightBrace = "}",
        // Delimiters.
        Colon = ":", Comma = ",", Semicolon = ";", Dot = ".", Ellipsis = "...", Arrow = "->", At = "@",
        Equal = "=", ColonEqual = ":=", Exclamation = "!",
        // Operators.
        Plus = "+", Minus = "-", Star = "*", Slash = "/", DoubleSlash = "//", Percent = "%", DoubleStar = "**",
        Pipe = "|", Ampersand = "&", Caret = "^", Tilde = "~", LeftShift = "<<", RightShift = ">>",
        Less = "<", Greater = ">", LessEqual = "<=", GreaterEqual = ">=", EqualEqual = "==", NotEqual = "!=",
        // Augmented assignment.
        PlusEqual = "+=", MinusEqual = "-=", StarEqual = "*=", SlashEqual = "/=", DoubleSlashEqual = "//=",
        PercentEqual = "%=", DoubleStarEqual = "**=", AtEqual = "@=", AmpersandEqual = "&=", PipeEqual = "|=",
        CaretEqual = "^=", LeftShiftEqual = "<<=", RightShiftEqual = ">>=",
        // Known to the tokenizer, part of no rule: the parser refuses them.
        LessGreater = "<>", Dollar = "$", Question = "?", Backquote = "`",
    }
}

impl Token {
    /// Whether this is a hard keyword, or a soft one in its role.
    pub fn is_keyword(&self) -> bool {
        self.text().is_some_and(|text| text.as_bytes()[0].is_ascii_alphabetic())
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Token::Name(name) => f.write_str(name),
            other => match other.text() {
                Some(text) => f.write_str(text),
                None => write!(f, "{other:?}"),
            },
        }
    }
}

/// A token between its two ends, in the shape the LALRPOP parser reads.
pub type Spanned = (Position, Token, Position);
