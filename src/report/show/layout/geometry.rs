//! Rectangles and curves of a drawing. Lengths are units of an SVG, the origin is at the top left.

/// A point.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

impl Point {
    /// A point between this and another: 0 is this, 1 the other.
    pub fn towards(self, other: Point, share: f64) -> Point {
        Point { x: self.x + (other.x - self.x) * share, y: self.y + (other.y - self.y) * share }
    }
}

/// A rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Its left edge.
    pub x: f64,
    /// Its upper edge.
    pub y: f64,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
}

impl Rect {
    /// A rectangle around a point.
    pub fn around(centre: Point, width: f64, height: f64) -> Rect {
        Rect { x: centre.x - width / 2.0, y: centre.y - height / 2.0, width, height }
    }

    /// Its middle.
    pub fn centre(self) -> Point {
        Point { x: self.x + self.width / 2.0, y: self.y + self.height / 2.0 }
    }

    /// Its right edge.
    pub fn right(self) -> f64 {
        self.x + self.width
    }

    /// Its lower edge.
    pub fn bottom(self) -> f64 {
        self.y + self.height
    }

    /// The rectangle with a margin around it.
    pub fn grown(self, margin: f64) -> Rect {
        Rect {
            x: self.x - margin,
            y: self.y - margin,
            width: self.width + 2.0 * margin,
            height: self.height + 2.0 * margin,
        }
    }

    /// Whether it has an area in common with another.
    pub fn overlaps(self, other: Rect) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }

    /// Whether a point is in it.
    pub fn contains(self, point: Point) -> bool {
        self.x <= point.x && point.x <= self.right() && self.y <= point.y && point.y <= self.bottom()
    }

    /// The smallest rectangle around this and another.
    pub fn with(self, other: Rect) -> Rect {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        let (right, bottom) = (self.right().max(other.right()), self.bottom().max(other.bottom()));
        Rect { x, y, width: right - x, height: bottom - y }
    }

    /// The rectangle moved.
    pub fn moved(self, by: Point) -> Rect {
        Rect { x: self.x + by.x, y: self.y + by.y, ..self }
    }
}

/// A Bézier curve of the third degree.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Curve {
    /// Its ends and, between them, what they are drawn towards.
    pub points: [Point; 4],
}

impl Curve {
    /// The point at a share of the curve.
    pub fn at(self, share: f64) -> Point {
        let [a, b, c, d] = self.points;
        let (ab, bc, cd) = (a.towards(b, share), b.towards(c, share), c.towards(d, share));
        ab.towards(bc, share).towards(bc.towards(cd, share), share)
    }

    /// The part of the curve between two shares.
    pub fn between(self, start: f64, end: f64) -> Curve {
        let [a, b, c, d] = self.points;
        // First what is behind `start`, then what of that is before `end`.
        let (ab, bc, cd) = (a.towards(b, start), b.towards(c, start), c.towards(d, start));
        let (abc, bcd) = (ab.towards(bc, start), bc.towards(cd, start));
        let [a, b, c, d] = [abc.towards(bcd, start), bcd, cd, d];
        let end = if start < 1.0 { (end - start) / (1.0 - start) } else { 1.0 };
        let (ab, bc, cd) = (a.towards(b, end), b.towards(c, end), c.towards(d, end));
        let (abc, bcd) = (ab.towards(bc, end), bc.towards(cd, end));
        Curve { points: [a, ab, abc, abc.towards(bcd, end)] }
    }

    /// The curve without what lies in the rectangles it begins and ends in.
    pub fn outside(self, from: Rect, to: Rect) -> Curve {
        const STEPS: u32 = 200;
        let share = |step: u32| f64::from(step) / f64::from(STEPS);
        let start = (0..=STEPS).map(share).find(|share| !from.contains(self.at(*share))).unwrap_or(0.0);
        let end = (0..=STEPS).rev().map(share).find(|share| !to.contains(self.at(*share))).unwrap_or(1.0);
        if start < end { self.between(start, end) } else { self }
    }

    /// The curve moved.
    pub fn moved(self, by: Point) -> Curve {
        Curve { points: self.points.map(|point| Point { x: point.x + by.x, y: point.y + by.y }) }
    }

    /// Points along it, from one end to the other.
    fn points_along(self) -> impl Iterator<Item = Point> {
        const STEPS: u32 = 24;
        (0..=STEPS).map(move |step| self.at(f64::from(step) / f64::from(STEPS)))
    }

    /// How long it is, nearly.
    pub fn length(self) -> f64 {
        let steps = self.points_along().zip(self.points_along().skip(1));
        steps.map(|(one, next)| (next.x - one.x).hypot(next.y - one.y)).sum()
    }

    /// The smallest rectangle around it, nearly.
    pub fn bounds(self) -> Rect {
        let points = self.points_along().map(|Point { x, y }| Rect { x, y, width: 0.0, height: 0.0 });
        points.reduce(Rect::with).unwrap_or_default()
    }
}
