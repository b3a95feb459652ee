//! What a parser tells about a document.

/// Text of a document, in UTF-8.
pub type Text = Vec<u8>;

/// Something in a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The beginning of an element.
    Start {
        /// Its name, with the namespace if that is known.
        name: Text,
        /// Names and values, first those that are written.
        attributes: Vec<(Text, Text)>,
        /// How many of them are written.
        specified: usize,
        /// Whether the tag ends the element too.
        is_empty: bool,
    },
    /// Its end.
    End(Text),
    /// Characters.
    Text(Text),
    /// A processing instruction: its target and its data.
    Instruction(Text, Text),
    /// A comment.
    Comment(Text),
    /// The beginning of a CDATA section.
    CdataStart,
    /// Its end.
    CdataEnd,
    /// A prefix, none for the default, gets a namespace, none if it loses one.
    NamespaceStart(Option<Text>, Option<Text>),
    /// It has that no longer.
    NamespaceEnd(Option<Text>),
    /// `<?xml …?>`: version and encoding, and what is said about standing alone: -1 if nothing.
    Declaration(Option<Text>, Option<Text>, i32),
    /// The beginning of `<!DOCTYPE …>`.
    DoctypeStart {
        /// The root's name.
        name: Text,
        /// Where the rest of it is.
        external: External,
        /// Whether a part of it follows.
        has_internal: bool,
    },
    /// Its end.
    DoctypeEnd,
    /// An entity is declared.
    Entity {
        /// Its name.
        name: Text,
        /// Whether it is one of declarations.
        is_parameter: bool,
        /// What it stands for, if it is internal.
        value: Option<Text>,
        /// Where it is, if it is external.
        external: External,
        /// What reads it, if that is no parser.
        notation: Option<Text>,
    },
    /// A notation is declared.
    Notation(Text, External),
    /// An element is declared.
    Element(Text, Vec<Particle>),
    /// An attribute is declared.
    Attribute {
        /// The element's name.
        element: Text,
        /// The attribute's.
        name: Text,
        /// As it is written.
        kind: Text,
        /// The value of attributes that are not written.
        default: Option<Text>,
        /// Whether it has to be written, or cannot have another value.
        is_required: bool,
    },
    /// An entity that is not read.
    Skipped(Text, EntityKind),
    /// An external entity: what is open, and where it is. Somebody has to say whether it could be read.
    External(Option<Text>, External),
    /// The document does not stand alone. Somebody has to say whether it may.
    NotStandalone,
    /// An encoding that the parser does not know. Somebody has to give its table.
    Encoding(Text),
    /// Something that only the handler of all else is told of, unless that of a declaration is there.
    Markup(Declared),
}

/// Of which declarations something is a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Declared {
    None,
    Doctype,
    DoctypeEnd,
    Entity,
    Unparsed,
    Notation,
    Element,
    Attribute,
}

/// What an entity is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntityKind {
    /// It stands in content.
    General,
    /// It stands among declarations.
    Parameter,
}

/// Where something external is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct External {
    /// The system identifier.
    pub system: Option<Text>,
    /// The public one.
    pub public: Option<Text>,
}

/// A part of a content model. Its children have higher numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Particle {
    /// expat's number of its kind.
    pub kind: u8,
    /// expat's number of how often it may come.
    pub quantity: u8,
    /// An element's name.
    pub name: Option<Text>,
    /// The numbers of its children.
    pub children: Vec<usize>,
}

impl Particle {
    /// Nothing.
    pub const EMPTY: u8 = 1;
    /// Anything.
    pub const ANY: u8 = 2;
    /// Text and elements.
    pub const MIXED: u8 = 3;
    /// An element.
    pub const NAME: u8 = 4;
    /// One of its children.
    pub const CHOICE: u8 = 5;
    /// All of them.
    pub const SEQUENCE: u8 = 6;
}

/// An event and its place.
#[derive(Clone, Debug)]
pub struct Found {
    /// What it is.
    pub event: Event,
    /// As it is written, if somebody wants to know.
    pub raw: Option<Text>,
    pub(super) at: Option<usize>,
}
