//! A cycle as a ring: a few objects on an ellipse, more of them along two columns. And a path as one column.

use std::f64::consts::{PI, TAU};

use super::geometry::{Curve, Point, Rect};
use super::{Layout, name_around};
use crate::report::show::graph::Graph;

/// As many objects are on an ellipse.
const ON_ELLIPSE: usize = 9;

/// The smallest ellipse, and how much larger the next is that is tried.
const FIRST_RADIUS: f64 = 110.0;
const NEXT_RADIUS: f64 = 6.0;

/// An ellipse's height for its width.
const FLATNESS: f64 = 0.62;

/// How many are tried.
const TRIES: u32 = 200;

/// What is free between boxes and names.
const FREE: f64 = 16.0;

/// What is free between a curve and the boxes that it begins and ends at.
const BEFORE_CURVE: f64 = 2.0;
const BEHIND_ARROW: f64 = 4.0;

/// What is free between two boxes above each other, for the curve and its name.
const STEP: f64 = 58.0;

/// What is free between two boxes beside each other, besides the name.
const ACROSS: f64 = 70.0;

/// Draws the ring of a graph around the origin.
pub fn place(graph: &Graph, layout: &mut Layout) {
    match graph.spine {
        0 => {}
        1 => loop_above(graph, layout),
        2..=ON_ELLIPSE => {
            if !on_ellipse(graph, layout) {
                along_columns(graph, layout);
            }
        }
        _ => along_columns(graph, layout),
    }
}

/// Draws the path of a graph from the origin down.
pub fn place_column(graph: &Graph, layout: &mut Layout) {
    let mut y = 0.0;
    for rect in layout.boxes.iter_mut().take(graph.spine) {
        *rect = Rect { x: -rect.width / 2.0, y, ..*rect };
        y = rect.bottom() + STEP;
    }
    for step in 0..graph.along.len() {
        straight(graph, layout, step, step + 1);
    }
}

/// The edge of a step of the spine, if it leads from one node to the other.
fn edge(graph: &Graph, step: usize, from: usize, to: usize) -> Option<usize> {
    let at = *graph.along.get(step)?;
    let edge = graph.edges.get(at)?;
    (edge.from == from && edge.to == to).then_some(at)
}

/// One object that refers to itself.
fn loop_above(graph: &Graph, layout: &mut Layout) {
    if let (Some(at), Some(rect)) = (edge(graph, 0, 0, 0), layout.boxes.first().copied()) {
        draw_loop(graph, layout, at, rect);
    }
}

/// A curve from the upper edge of a box and back to it.
pub fn draw_loop(graph: &Graph, layout: &mut Layout, at: usize, rect: Rect) {
    let (x, y) = (rect.centre().x, rect.y);
    let point = |dx: f64, dy: f64| Point { x: x + dx, y: y + dy };
    let points = [point(20.0, -BEFORE_CURVE), point(85.0, -72.0), point(-85.0, -72.0), point(-20.0, -BEHIND_ARROW)];
    let curve = Curve { points };
    layout.names[at] = Some(name_around(&graph.edges[at].name, curve.at(0.5)));
    layout.curves[at] = Some(curve);
}

/// Objects on the smallest ellipse on which nothing meets.
fn on_ellipse(graph: &Graph, layout: &mut Layout) -> bool {
    let number = graph.spine;
    let turn = TAU / number as f64;
    // The first is at the left of the upper side, and the order is that of a clock.
    let angle = |node: usize| -PI / 2.0 - turn / 2.0 + turn * node as f64;
    for attempt in 0..TRIES {
        let wide = FIRST_RADIUS + NEXT_RADIUS * f64::from(attempt);
        // Two objects stand beside each other, whatever their ellipse's height.
        let high = if number == 2 { 70.0 } else { wide * FLATNESS };
        let on = |angle: f64| Point { x: wide * angle.cos(), y: high * angle.sin() };
        let boxes: Vec<Rect> = layout.boxes[..number]
            .iter()
            .enumerate()
            .map(|(node, rect)| Rect::around(on(angle(node)), rect.width, rect.height))
            .collect();
        let mut taken = boxes.clone();
        let mut drawn = Vec::new();
        for node in 0..number {
            let next = (node + 1) % number;
            let Some(at) = edge(graph, node, node, next) else { return false };
            let from_to = [boxes[node].grown(BEFORE_CURVE), boxes[next].grown(BEHIND_ARROW)];
            let curve = arc(&on, (wide, high), angle(node), turn).outside(from_to[0], from_to[1]);
            let name = name_around(&graph.edges[at].name, curve.at(0.5));
            taken.push(name);
            drawn.push((at, curve, name));
        }
        if free_of_each_other(&taken) {
            layout.boxes[..number].copy_from_slice(&boxes);
            for (at, curve, name) in drawn {
                layout.curves[at] = Some(curve);
                layout.names[at] = Some(name);
            }
            return true;
        }
    }
    false
}

/// A part of an ellipse as a Bézier curve.
fn arc(on: &dyn Fn(f64) -> Point, (wide, high): (f64, f64), start: f64, turn: f64) -> Curve {
    let pull = 4.0 / 3.0 * (turn / 4.0).tan();
    let along = |angle: f64, sign: f64| {
        let point = on(angle);
        Point { x: point.x - sign * pull * wide * angle.sin(), y: point.y + sign * pull * high * angle.cos() }
    };
    let end = start + turn;
    Curve { points: [on(start), along(start, 1.0), along(end, -1.0), on(end)] }
}

fn free_of_each_other(rects: &[Rect]) -> bool {
    rects.iter().enumerate().all(|(at, rect)| {
        let near = rect.grown(FREE);
        rects.iter().skip(at + 1).all(|other| !near.overlaps(*other))
    })
}

/// Objects down a column at the right and up one at the left.
fn along_columns(graph: &Graph, layout: &mut Layout) {
    let number = graph.spine;
    let right = number.div_ceil(2);
    let (first, rest) = (0..1, 1..number);
    let down: Vec<usize> = rest.clone().take(right).collect();
    let up: Vec<usize> = first.chain(rest.skip(right).rev()).collect();
    let across_names = [0, right].into_iter().filter_map(|step| edge(graph, step, step, (step + 1) % number));
    let across = across_names.map(|at| name_around(&graph.edges[at].name, Point::default()).width).fold(0.0, f64::max);
    let reach = |nodes: &[usize], layout: &Layout| {
        let names = graph.along.iter().map(|at| name_around(&graph.edges[*at].name, Point::default()).width);
        let boxes = nodes.iter().map(|node| layout.boxes[*node].width);
        boxes.chain(names).fold(0.0, f64::max) / 2.0
    };
    let apart = reach(&down, layout) + reach(&up, layout) + across + ACROSS;
    let high = down.len().max(up.len()).saturating_sub(1) as f64 * (layout.boxes[0].height + STEP);
    for (nodes, x) in [(&down, apart / 2.0), (&up, -apart / 2.0)] {
        let gap = if nodes.len() > 1 { high / (nodes.len() - 1) as f64 } else { 0.0 };
        for (row, node) in nodes.iter().enumerate() {
            let rect = layout.boxes[*node];
            layout.boxes[*node] = Rect::around(Point { x, y: gap * row as f64 }, rect.width, rect.height);
        }
    }
    for step in 0..number {
        straight(graph, layout, step, (step + 1) % number);
    }
}

/// A straight line between two nodes that are one step apart, with its name in the middle.
fn straight(graph: &Graph, layout: &mut Layout, from: usize, to: usize) {
    let Some(at) = edge(graph, from, from, to) else { return };
    let (start, end) = (layout.boxes[from], layout.boxes[to]);
    let (a, b) = (start.centre(), end.centre());
    let line = Curve { points: [a, a.towards(b, 1.0 / 3.0), a.towards(b, 2.0 / 3.0), b] };
    let line = line.outside(start.grown(BEFORE_CURVE), end.grown(BEHIND_ARROW));
    layout.names[at] = Some(name_around(&graph.edges[at].name, line.at(0.5)));
    layout.curves[at] = Some(line);
}
