//! The regular part of the token language, recognised by `logos`.
//!
//! A raw token is a shape in the text. What it means (is this newline the end of a logical line, does this colon
//! begin a format specification) is decided by the [driver](super).

use logos::Logos;

use crate::token::Token;

/// One of the three kinds of bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    Paren,
    Square,
    Brace,
}

impl Bracket {
    pub(super) const fn opening(self) -> char {
        match self {
            Bracket::Paren => '(',
            Bracket::Square => '[',
            Bracket::Brace => '{',
        }
    }

    pub(super) const fn closing(self) -> char {
        match self {
            Bracket::Paren => ')',
            Bracket::Square => ']',
            Bracket::Brace => '}',
        }
    }
}

/// How a numeric literal is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberForm {
    Binary,
    Octal,
    Hexadecimal,
    Decimal,
    Float,
    Imaginary,
}

/// A shape in the source text.
#[derive(Logos, Clone, Debug, PartialEq)]
#[logos(subpattern digits = r"[0-9](_?[0-9])*")]
#[logos(subpattern exponent = r"[eE][+-]?[0-9](_?[0-9])*")]
#[logos(subpattern float = r"(?&digits)\.((?&digits))?((?&exponent))?|\.(?&digits)((?&exponent))?|(?&digits)(?&exponent)")]
pub(super) enum Raw {
    #[regex(r"[ \t\x0c]+")]
    Space,

    #[regex(r"#[^\n]*", allow_greedy = true)]
    Comment,

    #[token("\n")]
    Newline,

    #[token("\\\n")]
    Continuation,

    #[token("\\")]
    Backslash,

    #[regex(r"[A-Za-z_][A-Za-z0-9_]*")]
    Name,

    #[regex(r"0[bB](_?[01])+", |_| NumberForm::Binary)]
    #[regex(r"0[oO](_?[0-7])+", |_| NumberForm::Octal)]
    #[regex(r"0[xX](_?[0-9a-fA-F])+", |_| NumberForm::Hexadecimal)]
    #[regex(r"0(_?0)*|[1-9](_?[0-9])*", |_| NumberForm::Decimal)]
    #[regex(r"(?&float)", |_| NumberForm::Float)]
    #[regex(r"((?&digits)|(?&float))[jJ]", |_| NumberForm::Imaginary)]
    Number(NumberForm),

    /// Prefix and opening quotes of a string or bytes literal.
    #[regex(r#"([rRuUbB]|[bB][rR]|[rR][bB])?("|'|"""|''')"#)]
    StringOpener,

    /// Prefix and opening quotes of an f-string or a template string.
    #[regex(r#"([fFtT]|[fFtT][rR]|[rR][fFtT])("|'|"""|''')"#)]
    FStringOpener,

    #[token("(", |_| Bracket::Paren)]
    #[token("[", |_| Bracket::Square)]
    #[token("{", |_| Bracket::Brace)]
    Open(Bracket),

    #[token(")", |_| Bracket::Paren)]
    #[token("]", |_| Bracket::Square)]
    #[token("}", |_| Bracket::Brace)]
    Close(Bracket),

    #[token(":", |_| Token::Colon)]
    #[token(",", |_| Token::Comma)]
    #[token(";", |_| Token::Semicolon)]
    #[token(".", |_| Token::Dot)]
    #[token("...", |_| Token::Ellipsis)]
    #[token("->", |_| Token::Arrow)]
    #[token("@", |_| Token::At)]
    #[token("=", |_| Token::Equal)]
    #[token(":=", |_| Token::ColonEqual)]
    #[token("!", |_| Token::Exclamation)]
    #[token("+", |_| Token::Plus)]
    #[token("-", |_| Token::Minus)]
    #[token("*", |_| Token::Star)]
    #[token("/", |_| Token::Slash)]
    #[token("//", |_| Token::DoubleSlash)]
    #[token("%", |_| Token::Percent)]
    #[token("**", |_| Token::DoubleStar)]
    #[token("|", |_| Token::Pipe)]
    #[token("&", |_| Token::Ampersand)]
    #[token("^", |_| Token::Caret)]
    #[token("~", |_| Token::Tilde)]
    #[token("<<", |_| Token::LeftShift)]
    #[token(">>", |_| Token::RightShift)]
    #[token("<", |_| Token::Less)]
    #[token(">", |_| Token::Greater)]
    #[token("<=", |_| Token::LessEqual)]
    #[token(">=", |_| Token::GreaterEqual)]
    #[token("==", |_| Token::EqualEqual)]
    #[token("!=", |_| Token::NotEqual)]
    #[token("<>", |_| Token::LessGreater)]
    #[token("+=", |_| Token::PlusEqual)]
    #[token("-=", |_| Token::MinusEqual)]
    #[token("*=", |_| Token::StarEqual)]
    #[token("/=", |_| Token::SlashEqual)]
    #[token("//=", |_| Token::DoubleSlashEqual)]
    #[token("%=", |_| Token::PercentEqual)]
    #[token("**=", |_| Token::DoubleStarEqual)]
    #[token("@=", |_| Token::AtEqual)]
    #[token("&=", |_| Token::AmpersandEqual)]
    #[token("|=", |_| Token::PipeEqual)]
    #[token("^=", |_| Token::CaretEqual)]
    #[token("<<=", |_| Token::LeftShiftEqual)]
    #[token(">>=", |_| Token::RightShiftEqual)]
    #[token("$", |_| Token::Dollar)]
    #[token("?", |_| Token::Question)]
    #[token("`", |_| Token::Backquote)]
    Operator(Token),

    /// Any other single character: the start of a name that is not ASCII, or a mistake.
    #[regex(r"[^\x09\x0a\x0c\x20-\x7e]")]
    Other,
}
