//! Comments that are types: `# type: int` behind an assignment, a header or a parameter, and `# type: ignore`.
//!
//! The parser knows nothing of them. Where a comment stands among the tokens says what it belongs to.

use std::collections::HashMap;
use std::rc::Rc;

use ouropy_grammar::ast::{Arg, Arguments, Module, Span, Stmt, StmtKind};
use ouropy_grammar::error::{ErrorKind, SyntaxError};
use ouropy_grammar::lexer::{Trivia, TriviaKind, lex_all};
use ouropy_grammar::source::Source;
use ouropy_grammar::token::{Position, Spanned, Token};

use super::node::{Item, Node};
use super::schema::{Group, Kind};

/// Line and column.
type Place = (u32, u32);

/// The comments of a text.
pub struct TypeComments {
    /// What stands behind a statement or parameter, by where that begins.
    placed: HashMap<Place, Placed>,
    /// Where the assignments with a comment have ended, and where they and what they are the end of end now.
    moved: HashMap<Place, Place>,
    /// The lines of `# type: ignore`, and what follows these words.
    ignored: Vec<(u32, String)>,
}

/// The comment on a statement or parameter.
struct Placed {
    text: Rc<str>,
    is_alone: bool,
}

/// A comment that is a type.
struct Comment<'a> {
    /// Where the type stands, without the words before it.
    span: Span,
    text: &'a str,
    /// The index of the token behind it.
    before: usize,
    /// Nothing stands before it in its line.
    is_alone: bool,
}

/// A statement with a block, from its beginning to that of the block.
struct Header<'a> {
    start: Place,
    body: Place,
    /// The parameters of a function.
    parameters: Option<&'a Arguments>,
    /// Whether a type may stand behind the colon.
    takes_type: bool,
}

/// What the statements of a text have room for.
#[derive(Default)]
struct Room<'a> {
    /// Assignments: by their ends, their beginnings.
    assignments: HashMap<Place, Place>,
    headers: Vec<Header<'a>>,
}

impl TypeComments {
    /// Those of a text that has been parsed. SyntaxError where none may stand.
    pub fn of(module: &Module, source: &Source) -> Result<TypeComments, SyntaxError> {
        let mut found = TypeComments { placed: HashMap::new(), moved: HashMap::new(), ignored: Vec::new() };
        let (lexed, trivia) = lex_all(source);
        let tokens = Tokens(&lexed.tokens);
        let mut room = Room::default();
        match module {
            Module::Module { body } | Module::Interactive { body } => room.statements(body),
            Module::Expression { .. } => {}
        }
        for comment in trivia.iter().filter_map(|trivia| comment(trivia, source)) {
            if let Some(tag) = comment.text.strip_prefix("ignore").filter(|tag| ends_word(tag)) {
                let end = if comment.is_alone { "\n" } else { "" };
                found.ignored.push((comment.span.line, format!("{tag}{end}")));
            } else {
                let place = room.place_of(&comment, &tokens, &mut found)?;
                found.placed.insert(place, Placed { text: comment.text.into(), is_alone: comment.is_alone });
            }
        }
        Ok(found)
    }

    /// Puts them into the tree.
    pub fn attach(self, tree: &mut Item) {
        if self.placed.is_empty() && self.ignored.is_empty() {
            return;
        }
        self.attach_to(tree);
        let Item::Node(node) = tree else { return };
        if node.kind == Kind::Module {
            let ignored = self.ignored.into_iter().map(|(line, tag)| {
                Node::placeless(Kind::TypeIgnore, vec![Item::Int(line.cast_signed()), Item::Text(tag.into())])
            });
            node.items.truncate(1);
            node.items.push(Item::List(ignored.collect()));
        }
    }

    fn attach_to(&self, item: &mut Item) {
        match item {
            Item::List(items) => items.iter_mut().for_each(|item| self.attach_to(item)),
            Item::Node(node) => {
                let [line, column, end_line, end_column] = node.place.map(i32::cast_unsigned);
                let found = field(node.kind).zip(self.placed.get(&(line, column)));
                if let Some((index, placed)) = found {
                    while node.items.len() <= index {
                        node.items.push(Item::Absent);
                    }
                    node.items[index] = Item::Text(Rc::clone(&placed.text));
                }
                let has_statements = matches!(node.kind.spec().group, Group::Stmt | Group::Excepthandler);
                if let Some((line, column)) = self.moved.get(&(end_line, end_column)).filter(|_| has_statements) {
                    (node.place[2], node.place[3]) = (line.cast_signed(), column.cast_signed());
                }
                node.items.iter_mut().for_each(|item| self.attach_to(item));
            }
            _ => {}
        }
    }
}

/// The field with the type comment.
fn field(kind: Kind) -> Option<usize> {
    match kind {
        Kind::FunctionDef | Kind::AsyncFunctionDef => Some(5),
        Kind::For | Kind::AsyncFor => Some(4),
        Kind::Assign | Kind::With | Kind::AsyncWith | Kind::Arg => Some(2),
        _ => None,
    }
}

/// The type in a comment that is one.
fn comment<'a>(trivia: &Trivia, source: &'a Source) -> Option<Comment<'a>> {
    let span = trivia.span;
    let line = source.line(span.line);
    let (before, whole) = line.split_at_checked(span.column as usize).filter(|_| trivia.kind == TriviaKind::Comment)?;
    let whole = whole.trim_end_matches('\n');
    let blank = [' ', '\t'];
    let text = whole.strip_prefix('#')?.trim_start_matches(blank).strip_prefix("type:")?.trim_start_matches(blank);
    let (end, start) =
        ((line.trim_end_matches('\n').len()) as u32, (span.column as usize + whole.len() - text.len()) as u32);
    let span = Span { line: span.line, column: start, end_line: span.line, end_column: end };
    let goes_on = source.line(span.line.saturating_sub(1)).ends_with("\\\n");
    Some(Comment { span, text, before: trivia.before, is_alone: before.trim_matches(blank).is_empty() && !goes_on })
}

/// Whether a word ends where this text begins.
fn ends_word(text: &str) -> bool {
    text.bytes().next().is_none_or(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric())
}

/// The tokens of a text.
struct Tokens<'a>(&'a [Spanned]);

impl Tokens<'_> {
    fn is(&self, index: usize, text: &str) -> bool {
        self.0.get(index).is_some_and(|(_, token, _)| token.text() == Some(text))
    }

    fn is_newline(&self, index: usize) -> bool {
        matches!(self.0.get(index), Some((_, Token::Newline, _)))
    }

    fn is_indent(&self, index: usize) -> bool {
        matches!(self.0.get(index), Some((_, Token::Indent, _)))
    }

    fn start(&self, index: usize) -> Place {
        self.0.get(index).map_or((0, 0), |(start, ..)| place(*start))
    }

    fn end(&self, index: usize) -> Place {
        self.0.get(index).map_or((0, 0), |(.., end)| place(*end))
    }

    /// The brackets that are open behind the tokens from `start` on and before the token `before`.
    fn open(&self, start: Place, before: usize) -> Vec<usize> {
        let first = self.0.partition_point(|(at, ..)| place(*at) < start);
        let mut open = Vec::new();
        for index in first..before {
            if ["(", "[", "{"].iter().any(|bracket| self.is(index, bracket)) {
                open.push(index);
            } else if [")", "]", "}"].iter().any(|bracket| self.is(index, bracket)) {
                open.pop();
            }
        }
        open
    }

    /// The statement whose block the token `index` would begin, as messages call it, and its line.
    fn statement_before(&self, index: usize) -> (String, u32) {
        let first = (0..index).rev().find(|&at| {
            matches!(self.0.get(at), Some((_, Token::Newline | Token::Indent | Token::Dedent, _))) || at == 0
        });
        let mut first = first.map_or(0, |at| at + 1);
        if self.is(first, "async") {
            first += 1;
        }
        let word = self.0.get(first).and_then(|(_, token, _)| token.text()).unwrap_or_default();
        let name = match word {
            "def" => "function definition".to_owned(),
            "class" => "class definition".to_owned(),
            word => format!("'{word}' statement"),
        };
        (name, self.start(first).0)
    }
}

fn place(position: Position) -> Place {
    (position.line, position.column)
}

fn start(span: Span) -> Place {
    (span.line, span.column)
}

/// Where a statement begins, its decorators included.
fn beginning(statement: &Stmt) -> Place {
    let decorators = match &statement.kind {
        StmtKind::FunctionDef(function) | StmtKind::AsyncFunctionDef(function) => &function.decorator_list[..],
        StmtKind::ClassDef(class) => &class.decorator_list[..],
        _ => &[],
    };
    decorators.first().map_or(start(statement.span), |first| start(first.span))
}

impl<'a> Room<'a> {
    fn statements(&mut self, body: &'a [Stmt]) {
        for statement in body {
            self.statement(statement);
        }
    }

    fn header(&mut self, statement: &Stmt, body: &'a [Stmt], parameters: Option<&'a Arguments>) {
        let takes_type = parameters.is_some()
            || matches!(
                statement.kind,
                StmtKind::For(_) | StmtKind::AsyncFor(_) | StmtKind::With { .. } | StmtKind::AsyncWith { .. }
            );
        let start = start(statement.span);
        let body = body.first().map_or(start, beginning);
        self.headers.push(Header { start, body, parameters, takes_type });
    }

    fn statement(&mut self, statement: &'a Stmt) {
        match &statement.kind {
            StmtKind::Assign { .. } => {
                let span = statement.span;
                self.assignments.insert((span.end_line, span.end_column), start(span));
            }
            StmtKind::FunctionDef(function) | StmtKind::AsyncFunctionDef(function) => {
                self.header(statement, &function.body, Some(&function.args));
                self.statements(&function.body);
            }
            StmtKind::ClassDef(class) => self.statements(&class.body),
            StmtKind::For(each) | StmtKind::AsyncFor(each) => {
                self.header(statement, &each.body, None);
                self.statements(&each.body);
                self.statements(&each.orelse);
            }
            StmtKind::With { body, .. } | StmtKind::AsyncWith { body, .. } => {
                self.header(statement, body, None);
                self.statements(body);
            }
            StmtKind::While { body, orelse, .. } | StmtKind::If { body, orelse, .. } => {
                self.statements(body);
                self.statements(orelse);
            }
            StmtKind::Try(attempt) | StmtKind::TryStar(attempt) => {
                self.statements(&attempt.body);
                attempt.handlers.iter().for_each(|handler| self.statements(&handler.body));
                self.statements(&attempt.orelse);
                self.statements(&attempt.finalbody);
            }
            StmtKind::Match { cases, .. } => cases.iter().for_each(|case| self.statements(&case.body)),
            _ => {}
        }
    }

    /// Where the statement or parameter begins that a comment belongs to.
    fn place_of(
        &self,
        comment: &Comment<'_>,
        tokens: &Tokens<'_>,
        found: &mut TypeComments,
    ) -> Result<Place, SyntaxError> {
        let (next, previous) = (comment.before, comment.before.saturating_sub(1));
        let end = tokens.end(previous);
        if !comment.is_alone
            && tokens.is_newline(next)
            && let Some(&start) = self.assignments.get(&end)
        {
            found.moved.insert(end, (comment.span.end_line, comment.span.end_column));
            return Ok(start);
        }
        let here = start(comment.span);
        let mut around = self.headers.iter().filter(|header| header.start < here && here < header.body);
        let header = around.next_back().filter(|header| header.takes_type);
        let refused = SyntaxError::at(comment.span, "invalid syntax");
        let before_block =
            tokens.is_newline(previous) && tokens.is(previous.saturating_sub(1), ":") && tokens.is_indent(next);
        let Some(header) = header else {
            return Err(if before_block { no_block(comment, tokens, previous) } else { refused });
        };
        if tokens.is(previous, ":") && tokens.is_newline(next) && tokens.is_indent(next + 1) {
            return Ok(header.start);
        }
        if before_block {
            return match found.placed.get(&header.start) {
                None if header.parameters.is_some() => Ok(header.start),
                Some(known) if !known.is_alone && header.parameters.is_some() => {
                    Err(SyntaxError::at(comment.span, "Cannot have two type comments on def"))
                }
                _ => Err(no_block(comment, tokens, previous)),
            };
        }
        let Some(parameters) = header.parameters else { return Err(refused) };
        let &[bracket] = &tokens.open(header.start, next)[..] else { return Err(refused) };
        if !tokens.is(bracket, "(") {
            return Err(refused);
        }
        let behind_comma = tokens.is(previous, ",");
        let last = if behind_comma { previous - 1 } else { previous };
        if behind_comma && tokens.is(last, "*") {
            return Err(SyntaxError::at(comment.span, "bare * has associated type comment"));
        }
        if tokens.is(last, "/") || tokens.is(last, "*") || last <= bracket {
            return Err(refused);
        }
        let first = tokens.start(bracket);
        let parameter = names(parameters).map(|arg| start(arg.span)).filter(|&at| first < at && at < here).max();
        let Some(parameter) = parameter.filter(|at| !found.placed.contains_key(at)) else { return Err(refused) };
        if !behind_comma && !tokens.is(next, ")") {
            let (line, column) = tokens.start(next);
            let (end_line, end_column) = tokens.end(next);
            return Err(SyntaxError::at(Span { line, column, end_line, end_column }, "invalid syntax"));
        }
        Ok(parameter)
    }
}

/// A comment where a block has to begin.
fn no_block(comment: &Comment<'_>, tokens: &Tokens<'_>, newline: usize) -> SyntaxError {
    let (name, line) = tokens.statement_before(newline);
    let message = format!("expected an indented block after {name} on line {line}");
    SyntaxError::new(ErrorKind::Indentation, message, comment.span)
}

fn names(parameters: &Arguments) -> impl Iterator<Item = &Arg> {
    let named = parameters.posonlyargs.iter().chain(&parameters.args).chain(&parameters.kwonlyargs);
    named.chain(parameters.vararg.as_deref()).chain(parameters.kwarg.as_deref())
}
