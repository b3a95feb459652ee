//! Where the nodes, edges and names of a graph are drawn.
//!
//! The objects to look at first, the spine, are in the middle: a cycle as a ring, a path from a root as a column. What
//! they keep is beside them, in columns by distance, on the side where its owner is. The name of an edge to such a
//! node is right before the node, in a gap that is as wide as the longest name, so that no name can meet a box. The
//! edges that are left are drawn as curves, with a name where there is a free place for one.

pub mod geometry;
mod others;
mod ring;
mod sides;

use geometry::{Curve, Point, Rect};

use super::facts;
use super::graph::{Form, Graph};
use super::paint::width;

/// How wide a character of a node's title and of an edge's name is drawn.
pub const TITLE_CHARACTER: f64 = 7.3;
pub const NAME_CHARACTER: f64 = 6.7;

/// The longest title and name; what is longer is cut in the middle.
const LONGEST_TITLE: usize = 32;
const LONGEST_NAME: usize = 42;

/// A box's height, and what is free beside its title.
const BOX_HEIGHT: f64 = 42.0;
const BOX_MARGIN: f64 = 12.0;

/// A name's height, and what is free beside it.
const NAME_HEIGHT: f64 = 17.0;
const NAME_MARGIN: f64 = 5.0;

/// What is free around the drawing.
const MARGIN: f64 = 16.0;

/// A drawing.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// The box of each node.
    pub boxes: Vec<Rect>,
    /// The curve of each edge.
    pub curves: Vec<Option<Curve>>,
    /// Where the name of each edge is, for those that have a place.
    pub names: Vec<Option<Rect>>,
    /// How large it all is.
    pub width: f64,
    /// How large it all is.
    pub height: f64,
}

/// A node's title as it is drawn.
pub fn title(text: &str) -> String {
    facts::clipped(text, LONGEST_TITLE)
}

/// An edge's name as it is drawn.
pub fn name(text: &str) -> String {
    facts::clipped(text, LONGEST_NAME)
}

/// How wide a text is drawn.
pub fn text_width(text: &str, character: f64) -> f64 {
    width(text) as f64 * character
}

/// Lays a graph out.
pub fn layout(graph: &Graph) -> Layout {
    let mut layout = Layout {
        boxes: graph.nodes.iter().map(|node| box_of(&node.title)).collect(),
        curves: vec![None; graph.edges.len()],
        names: vec![None; graph.edges.len()],
        ..Layout::default()
    };
    match graph.form {
        Form::Ring => ring::place(graph, &mut layout),
        Form::Path => ring::place_column(graph, &mut layout),
        Form::Heap => {}
    }
    sides::place(graph, &mut layout);
    others::place(graph, &mut layout);
    layout.fit();
    layout
}

/// The box of a node, at the origin.
fn box_of(title: &str) -> Rect {
    let width = text_width(&self::title(title), TITLE_CHARACTER).max(60.0) + 2.0 * BOX_MARGIN;
    Rect::around(Point::default(), width.ceil(), BOX_HEIGHT)
}

/// The rectangle of a name around a point.
fn name_around(name: &str, centre: Point) -> Rect {
    let width = text_width(&self::name(name), NAME_CHARACTER) + 2.0 * NAME_MARGIN;
    Rect::around(centre, width.ceil(), NAME_HEIGHT)
}

impl Layout {
    /// Moves everything so that it begins at the origin, and measures it.
    fn fit(&mut self) {
        let all = self
            .boxes
            .iter()
            .copied()
            .chain(self.curves.iter().flatten().map(|curve| curve.bounds()))
            .chain(self.names.iter().flatten().copied());
        let Some(bounds) = all.reduce(Rect::with) else { return };
        let by = Point { x: MARGIN - bounds.x, y: MARGIN - bounds.y };
        for rect in self.boxes.iter_mut().chain(self.names.iter_mut().flatten()) {
            *rect = rect.moved(by);
        }
        for curve in self.curves.iter_mut().flatten() {
            *curve = curve.moved(by);
        }
        self.width = (bounds.width + 2.0 * MARGIN).ceil();
        self.height = (bounds.height + 2.0 * MARGIN).ceil();
    }

    /// The rectangle around some boxes and all names that have a place.
    fn bounds(&self, boxes: usize) -> Rect {
        let names = self.names.iter().flatten().copied();
        let curves = self.curves.iter().flatten().map(|curve| curve.bounds());
        self.boxes.iter().take(boxes).copied().chain(names).chain(curves).reduce(Rect::with).unwrap_or_default()
    }
}
