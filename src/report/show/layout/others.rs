//! The edges that neither the spine nor the columns have drawn.

use super::geometry::{Curve, Point, Rect};
use super::ring::draw_loop;
use super::{Layout, name_around};
use crate::report::show::graph::Graph;

/// How far a curve may be bent, as a share of its length: what crosses the fewest boxes is taken.
const BENDS: [f64; 9] = [0.16, -0.16, 0.08, -0.08, 0.3, -0.3, 0.5, -0.5, 0.0];

/// The farthest that a curve is bent.
const FARTHEST: f64 = 170.0;

/// Where on a curve its name may be.
const SHARES: [f64; 7] = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8];

/// Of more curves, none has its name: there would be more names than a reader looks at.
const NAMED: usize = 24;

/// Points of a curve that are looked at.
const SAMPLES: u32 = 80;

/// Draws them, with names where nothing else is.
pub fn place(graph: &Graph, layout: &mut Layout) {
    let has_names = layout.curves.iter().filter(|curve| curve.is_none()).count() <= NAMED;
    for (at, edge) in graph.edges.iter().enumerate() {
        if layout.curves[at].is_some() {
            continue;
        }
        let (from, to) = (layout.boxes[edge.from], layout.boxes[edge.to]);
        if edge.from == edge.to {
            draw_loop(graph, layout, at, from);
            let name = layout.names[at].take();
            layout.names[at] = name.filter(|name| has_names && is_free(layout, *name));
            continue;
        }
        let between = |rect: &&Rect| **rect != from && **rect != to;
        let crossed = |curve: &Curve| {
            let points = (1..SAMPLES).map(|step| curve.at(f64::from(step) / f64::from(SAMPLES)));
            let boxes = || layout.boxes.iter().filter(between);
            points.filter(|point| boxes().any(|rect| rect.grown(4.0).contains(*point))).count()
        };
        let curves = BENDS.map(|bend| bent(from, to, bend));
        let Some(curve) = curves.into_iter().min_by_key(crossed) else { continue };
        let name = SHARES.iter().map(|share| name_around(&edge.name, curve.at(*share)));
        layout.names[at] = name.into_iter().find(|name| has_names && is_free(layout, *name));
        layout.curves[at] = Some(curve);
    }
}

fn is_free(layout: &Layout, name: Rect) -> bool {
    let near = name.grown(2.0);
    let taken = layout.boxes.iter().chain(layout.names.iter().flatten());
    taken.into_iter().all(|rect| !near.overlaps(*rect))
}

/// A curve from the middle of a box to that of another, without what is in them.
fn bent(from: Rect, to: Rect, bend: f64) -> Curve {
    let (a, b) = (from.centre(), to.centre());
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length = dx.hypot(dy).max(1.0);
    let by = (bend * length).clamp(-FARTHEST, FARTHEST) * 4.0 / 3.0;
    let aside = |point: Point| Point { x: point.x + by * dy / length, y: point.y - by * dx / length };
    let points = [a, aside(a.towards(b, 0.3)), aside(a.towards(b, 0.7)), b];
    Curve { points }.outside(from.grown(2.0), to.grown(4.0))
}
