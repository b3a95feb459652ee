//! The report as a picture: each leak as a graph, laid out by `layout`, light or dark as the reader's screen is.

use super::facts;
use super::graph::{Course, Edge, Form, Graph};
use super::layout::geometry::{Curve, Point, Rect};
use super::layout::{self, Layout, NAME_CHARACTER, TITLE_CHARACTER, text_width};
use super::paint::wrapped;
use crate::report::model::{Leak, Part, Report};

/// How the picture looks; a page that has the picture in it takes it over.
pub const LOOK: &str = include_str!("picture.css");

/// The least width, so that a headline has room.
const NARROWEST: f64 = 560.0;

/// What is free around the texts.
const MARGIN: f64 = 16.0;

/// From one line of text to the next.
const LINE: f64 = 18.0;

/// An arrow's length and half its width.
const ARROW: f64 = 8.0;
const ARROW_HALF: f64 = 3.6;

/// The key's squares.
const SQUARE: f64 = 12.0;

/// The report as one picture, its leaks below each other.
pub fn svg(report: &Report) -> String {
    let drawings: Vec<(Graph, Layout)> = report.leaks.iter().map(drawn).collect();
    let width = drawings.iter().map(|(_, layout)| layout.width).fold(NARROWEST, f64::max);
    let mut body = String::new();
    let mut y = MARGIN;
    let verdict = facts::verdict(report);
    y = text_lines(&verdict, "verdict", 9.2, width, y, &mut body);
    for (at, (leak, (graph, layout))) in report.leaks.iter().zip(&drawings).enumerate() {
        y += LINE;
        let headline = format!("leak {}: {}", at + 1, facts::headline(leak));
        y = text_lines(&headline, "headline", TITLE_CHARACTER, width, y, &mut body);
        let x = (width - layout.width) / 2.0;
        put!(body, "<g transform=\"translate({x:.1} {y:.1})\">\n{}</g>\n", drawing(leak, at, graph, layout));
        y += layout.height;
    }
    y = key(&drawings, width, y, &mut body);
    let height = y + MARGIN;
    let label = escaped(&verdict);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" \
         viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" aria-label=\"{label}\">\n\
         <style>\n{LOOK}</style>\n<rect class=\"canvas\" width=\"100%\" height=\"100%\"/>\n{body}</svg>\n"
    )
}

/// The graph of a leak and where it is drawn.
pub fn drawn(leak: &Leak) -> (Graph, Layout) {
    let graph = Graph::of(leak);
    let layout = layout::layout(&graph);
    (graph, layout)
}

/// The nodes and edges of one leak. An element's `data-node` or `data-edge` is its number in the graph.
pub fn drawing(leak: &Leak, number: usize, graph: &Graph, layout: &Layout) -> String {
    let form = if graph.form == Form::Path { "growth" } else { "cycle" };
    let mut out = format!("<g class=\"{form}\">\n");
    // Curves first, so that boxes and names lie on them; those to look at last.
    let mut order: Vec<usize> = (0..graph.edges.len()).collect();
    order.sort_by_key(|at| graph.edges[*at].course == Course::Spine);
    for at in &order {
        if let Some(curve) = layout.curves[*at] {
            edge(leak, number, graph, *at, curve, layout.names[*at], &mut out);
        }
    }
    for (at, rect) in layout.boxes.iter().enumerate() {
        node(leak, number, graph, at, *rect, &mut out);
    }
    for at in order {
        if let Some(rect) = layout.names[at] {
            name(&graph.edges[at], at, rect, &mut out);
        }
    }
    out + "</g>\n"
}

/// The classes of an edge's elements.
fn classes(edge: &Edge) -> String {
    let spine = if edge.course == Course::Spine { " spine" } else { "" };
    let cut = if edge.cut { " cut" } else { "" };
    format!("edge{spine}{cut}")
}

/// An edge's line and arrow.
fn edge(leak: &Leak, number: usize, graph: &Graph, at: usize, curve: Curve, name: Option<Rect>, out: &mut String) {
    let edge = &graph.edges[at];
    let nameless = if name.is_none() { " nameless" } else { "" };
    put!(
        out,
        "<g class=\"{}{nameless}\" id=\"l{number}-e{at}\" data-edge=\"{at}\"><title>{}</title>",
        classes(edge),
        escaped(&about_edge(leak, graph, edge))
    );
    let [.., end] = curve.points;
    // The line ends where the arrow begins, and the arrow points where the line's end does.
    let share = (ARROW / curve.length().max(ARROW)).min(0.5);
    let base = curve.at(1.0 - share);
    let length = (end.x - base.x).hypot(end.y - base.y).max(0.1);
    let (ux, uy) = ((end.x - base.x) / length, (end.y - base.y) / length);
    let [a, b, c, d] = curve.between(0.0, 1.0 - share * 0.7).points;
    let path = format!("M{:.1} {:.1}C{:.1} {:.1} {:.1} {:.1} {:.1} {:.1}", a.x, a.y, b.x, b.y, c.x, c.y, d.x, d.y);
    let back = Point { x: end.x - ux * ARROW, y: end.y - uy * ARROW };
    put!(
        out,
        "<path class=\"line\" d=\"{path}\"/><path class=\"head\" d=\"M{:.1} {:.1}L{:.1} {:.1}L{:.1} {:.1}Z\"/>",
        end.x,
        end.y,
        back.x - uy * ARROW_HALF,
        back.y + ux * ARROW_HALF,
        back.x + uy * ARROW_HALF,
        back.y - ux * ARROW_HALF
    );
    *out += "</g>\n";
}

/// An edge's name.
fn name(edge: &Edge, at: usize, rect: Rect, out: &mut String) {
    put!(
        out,
        "<g class=\"{}\" data-name=\"{at}\"><rect class=\"back\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" \
         height=\"{:.1}\" rx=\"3\"/>",
        classes(edge),
        rect.x,
        rect.y,
        rect.width,
        rect.height
    );
    let centre = Point { x: rect.centre().x, y: rect.centre().y + 4.0 };
    text(&layout::name(&edge.name), "name", NAME_CHARACTER, centre, Anchor::Middle, out);
    *out += "</g>\n";
}

fn node(leak: &Leak, number: usize, graph: &Graph, at: usize, rect: Rect, out: &mut String) {
    let node = &graph.nodes[at];
    let part = super::json::part_name(node.part);
    put!(
        out,
        "<g class=\"node {part}\" id=\"l{number}-n{at}\" data-node=\"{at}\"><title>{}</title>",
        escaped(&about_node(leak, graph, at))
    );
    put!(
        out,
        "<rect x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"6\"/>",
        rect.x,
        rect.y,
        rect.width,
        rect.height
    );
    let x = rect.centre().x;
    let title = layout::title(&node.title);
    text(&title, "title", TITLE_CHARACTER, Point { x, y: rect.y + 18.0 }, Anchor::Middle, out);
    let size = facts::bytes(node.bytes);
    text(&size, "size", NAME_CHARACTER, Point { x, y: rect.y + 33.0 }, Anchor::Middle, out);
    *out += "</g>\n";
}

/// What there is to know of a node, in one sentence.
pub fn about_node(leak: &Leak, graph: &Graph, at: usize) -> String {
    let Some(node) = graph.nodes.get(at) else { return String::new() };
    let mut about = node.title.clone();
    if let [id] = node.objects[..]
        && let Some(object) = leak.objects.get(id.0)
    {
        if object.class != object.label {
            put!(about, ", class {}", object.class);
        }
        if let Some(made) = &object.made {
            put!(about, ", made at {}", facts::place_in(made));
        }
    }
    format!("{about}, {}", facts::bytes(node.bytes))
}

/// What there is to know of an edge, in one sentence.
pub fn about_edge(leak: &Leak, graph: &Graph, edge: &Edge) -> String {
    let title = |node: usize| graph.nodes.get(node).map_or("", |node| node.title.as_str());
    let mut about = format!("{}, {}, to {}", title(edge.from), edge.name, title(edge.to));
    if let Some(made) = facts::references(leak, &edge.references).find_map(|reference| reference.made.as_ref()) {
        put!(about, ", made at {}", facts::place_in(made));
    }
    about
}

/// Where a text is from its point.
#[derive(Clone, Copy)]
enum Anchor {
    Start,
    Middle,
}

/// A text as wide as it was measured, whatever the font.
fn text(text: &str, class: &str, character: f64, at: Point, anchor: Anchor, out: &mut String) {
    let middle = match anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
    };
    put!(
        out,
        "<text class=\"{class}\" x=\"{:.1}\" y=\"{:.1}\"{middle} textLength=\"{:.1}\" \
         lengthAdjust=\"spacingAndGlyphs\">{}</text>",
        at.x,
        at.y,
        text_width(text, character).max(1.0),
        escaped(text)
    );
}

/// Lines of text that are no wider than the picture; the result is where the next thing begins.
fn text_lines(line: &str, class: &str, character: f64, width: f64, mut y: f64, out: &mut String) -> f64 {
    let columns = ((width - 2.0 * MARGIN) / character) as usize;
    for line in wrapped(line, columns) {
        y += LINE;
        text(&line, class, character, Point { x: MARGIN, y }, Anchor::Start, out);
        out.push('\n');
    }
    y
}

/// What boxes and lines mean, as far as there are such.
fn key(drawings: &[(Graph, Layout)], width: f64, y: f64, out: &mut String) -> f64 {
    let has_part = |part: Part| drawings.iter().any(|(graph, _)| graph.nodes.iter().any(|node| node.part == part));
    let mut entries = Vec::new();
    for (part, class, meaning) in [
        (Part::Member, "member", "on a cycle"),
        (Part::Path, "path", "on the way from the root"),
        (Part::Pinned, "pinned", "kept alive by it"),
    ] {
        if has_part(part) {
            let square = format!("<rect width=\"{SQUARE}\" height=\"{SQUARE}\" rx=\"3\"/>");
            entries.push((format!("<g class=\"node {class}\">{square}</g>"), meaning));
        }
    }
    if drawings.iter().any(|(graph, _)| graph.edges.iter().any(|edge| edge.cut)) {
        let line = format!("<path class=\"line\" d=\"M0 {0}H{SQUARE}\"/>", SQUARE / 2.0);
        entries.push((format!("<g class=\"edge cut\">{line}</g>"), "the reference to cut"));
    }
    if entries.is_empty() {
        return y;
    }
    let (mut x, mut y) = (MARGIN, y + LINE);
    for (sign, meaning) in entries {
        let needed = SQUARE + 6.0 + text_width(meaning, NAME_CHARACTER) + 22.0;
        if x + needed > width && x > MARGIN {
            (x, y) = (MARGIN, y + LINE);
        }
        put!(out, "<g transform=\"translate({x:.1} {:.1})\">{sign}</g>", y - SQUARE + 2.0);
        text(meaning, "key", NAME_CHARACTER, Point { x: x + SQUARE + 6.0, y }, Anchor::Start, out);
        out.push('\n');
        x += needed;
    }
    y
}

/// A text for XML and HTML, in an element or in a quoted attribute. What XML has no character for is replaced.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\n' | '\t' => out.push(character),
            _ if character.is_control() || matches!(character, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            _ => out.push(character),
        }
    }
    out
}
