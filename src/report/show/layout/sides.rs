//! What the spine keeps, in columns beside it.

use std::collections::VecDeque;

use super::geometry::{Curve, Point, Rect};
use super::{Layout, name_around};
use crate::report::show::graph::Graph;

/// What is free between a column and the names of the next.
const GAP: f64 = 56.0;

/// What is free between two boxes above each other.
const STEP: f64 = 16.0;

/// From a name to the box that the edge leads to: the arrow is there.
const ARROW: f64 = 14.0;

/// Where a node hangs.
#[derive(Clone, Copy)]
struct Place {
    /// The node that it was reached from, and by which edge; of one that nothing leads to, none.
    parent: Option<(usize, usize)>,
    /// The column, counted from the spine's.
    depth: usize,
    side: Side,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

/// Draws all nodes that are not on the spine, and the edges by which they were reached.
pub fn place(graph: &Graph, layout: &mut Layout) {
    let places = hang(graph, layout);
    let spine = layout.bounds(graph.spine);
    let deepest = places.iter().flatten().map(|place| place.depth).max().unwrap_or(0);
    for side in [Side::Left, Side::Right] {
        let mut edge = if side == Side::Left { spine.x } else { spine.right() };
        for depth in 1..=deepest {
            let is_here = |place: &Place| place.side == side && place.depth == depth;
            let column: Vec<usize> =
                (0..graph.nodes.len()).filter(|node| places[*node].as_ref().is_some_and(is_here)).collect();
            if !column.is_empty() {
                edge = place_column(graph, layout, &places, column, side, edge);
            }
        }
    }
    for (node, place) in places.iter().enumerate() {
        if let Some(Place { parent: Some((parent, at)), side, .. }) = place {
            draw(graph, layout, *parent, node, *at, *side);
        }
    }
}

/// Where each node hangs, those of the spine nowhere. Nodes are reached along references first; what is left, against
/// them, and what is left then stands for itself.
fn hang(graph: &Graph, layout: &Layout) -> Vec<Option<Place>> {
    let mut places: Vec<Option<Place>> = vec![None; graph.nodes.len()];
    let mut reached: Vec<bool> = (0..graph.nodes.len()).map(|node| node < graph.spine).collect();
    let middle = layout.bounds(graph.spine).centre().x;
    let side_of = |node: usize| {
        if layout.boxes[node].centre().x < middle - 1.0 { Side::Left } else { Side::Right }
    };
    let mut open: VecDeque<usize> = (0..graph.spine).collect();
    loop {
        while let Some(node) = open.pop_front() {
            let (depth, side) =
                places[node].map_or_else(|| (0, side_of(node)), |place: Place| (place.depth, place.side));
            for (at, edge) in graph.edges.iter().enumerate() {
                if edge.from == node && !reached[edge.to] {
                    reached[edge.to] = true;
                    places[edge.to] = Some(Place { parent: Some((node, at)), depth: depth + 1, side });
                    open.push_back(edge.to);
                }
            }
        }
        let against = graph.edges.iter().enumerate().find(|(_, edge)| reached[edge.to] && !reached[edge.from]);
        if let Some((at, edge)) = against {
            let (depth, side) =
                places[edge.to].map_or_else(|| (0, side_of(edge.to)), |place| (place.depth, place.side));
            reached[edge.from] = true;
            places[edge.from] = Some(Place { parent: Some((edge.to, at)), depth: depth + 1, side });
            open.push_back(edge.from);
        } else if let Some(node) = reached.iter().position(|reached| !reached) {
            reached[node] = true;
            places[node] = Some(Place { parent: None, depth: 1, side: Side::Right });
            open.push_back(node);
        } else {
            return places;
        }
    }
}

/// Draws one column behind an edge; the result is its own outer edge.
fn place_column(
    graph: &Graph,
    layout: &mut Layout,
    places: &[Option<Place>],
    mut column: Vec<usize>,
    side: Side,
    edge: f64,
) -> f64 {
    let parent = |node: usize| places[node].and_then(|place| place.parent);
    let wanted = |node: usize, layout: &Layout| parent(node).map_or(0.0, |(node, _)| layout.boxes[node].centre().y);
    column.sort_by(|one, other| wanted(*one, layout).total_cmp(&wanted(*other, layout)));
    let names = column.iter().filter_map(|node| parent(*node));
    let names = names.map(|(_, at)| name_around(&graph.edges[at].name, Point::default()).width).fold(0.0, f64::max);
    let widest = column.iter().map(|node| layout.boxes[*node].width).fold(0.0, f64::max);
    let gap = GAP + names + ARROW;
    // Each as near to its parent as those above allow; then all so that they are in the middle of where they would be.
    let (mut below, mut shift) = (f64::NEG_INFINITY, 0.0);
    for node in &column {
        let rect = layout.boxes[*node];
        let y = (wanted(*node, layout) - rect.height / 2.0).max(below);
        shift += wanted(*node, layout) - rect.height / 2.0 - y;
        below = y + rect.height + STEP;
        let x = if side == Side::Right { edge + gap } else { edge - gap - rect.width };
        layout.boxes[*node] = Rect { x, y, ..rect };
    }
    shift /= column.len() as f64;
    for node in &column {
        layout.boxes[*node].y += shift;
    }
    if side == Side::Right { edge + gap + widest } else { edge - gap - widest }
}

/// Draws the edge that a node hangs by, its name right before the node.
fn draw(graph: &Graph, layout: &mut Layout, parent: usize, node: usize, at: usize, side: Side) {
    let (from, to) = (layout.boxes[parent], layout.boxes[node]);
    let outwards = graph.edges[at].to == node;
    let sign = if side == Side::Right { 1.0 } else { -1.0 };
    let (start, end) = match side {
        Side::Right => (from.right(), to.x),
        Side::Left => (from.x, to.right()),
    };
    let arrow = 3.0;
    let start = Point { x: start + sign * if outwards { 1.0 } else { arrow }, y: from.centre().y };
    let end = Point { x: end - sign * if outwards { arrow } else { 1.0 }, y: to.centre().y };
    let name = name_around(&graph.edges[at].name, Point::default());
    let behind_name = end.x - sign * (ARROW + name.width);
    let points =
        [start, Point { x: start.x.midpoint(behind_name), y: start.y }, Point { x: behind_name, y: end.y }, end];
    layout.names[at] = Some(name.moved(Point { x: end.x - sign * (ARROW + name.width / 2.0), y: end.y }));
    let curve = Curve { points };
    layout.curves[at] =
        Some(if outwards { curve } else { Curve { points: [points[3], points[2], points[1], points[0]] } });
}
