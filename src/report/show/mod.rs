//! Ways to show a report. Each is a function from the report to a text, in a file of its own.

/// Appends formatted text to a string, which cannot fail.
macro_rules! put {
    ($out:expr, $($text:tt)*) => {{
        use std::fmt::Write as _;
        let _ = write!($out, $($text)*);
    }};
}

pub mod baseline;
mod dot;
pub mod facts;
mod github;
mod graph;
mod html;
mod json;
mod layout;
mod paint;
mod patch;
mod sarif;
mod spans;
mod svg;
mod text;

#[cfg(test)]
mod tests;

use super::model::Report;
pub use dot::dot;
pub use github::github;
pub use html::html;
pub use json::json;
pub use paint::Colour;
pub use patch::patch;
pub use sarif::sarif;
pub use svg::svg;
pub use text::{Style, text};

/// A way to show a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For a reader at a terminal.
    Text,
    /// For programs.
    Json,
    /// For graphviz.
    Dot,
    /// A picture.
    Svg,
    /// A page with the graph, the source and tables.
    Html,
    /// Annotations of a workflow at GitHub.
    Github,
    /// The Static Analysis Results Interchange Format.
    Sarif,
    /// The changes of the source, as a unified diff.
    Patch,
}

impl Format {
    /// All of them, in the order of [`Format::name`]s that help lists.
    pub const ALL: &[Format] = &[
        Format::Text,
        Format::Json,
        Format::Dot,
        Format::Svg,
        Format::Html,
        Format::Github,
        Format::Sarif,
        Format::Patch,
    ];

    /// How it is called on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Json => "json",
            Format::Dot => "dot",
            Format::Svg => "svg",
            Format::Html => "html",
            Format::Github => "github",
            Format::Sarif => "sarif",
            Format::Patch => "patch",
        }
    }

    /// The format of a name.
    pub fn named(name: &str) -> Option<Format> {
        Format::ALL.iter().copied().find(|format| format.name() == name)
    }
}

/// Shows a report; the style is for [`Format::Text`] alone.
pub fn render(report: &Report, format: Format, style: Style) -> String {
    match format {
        Format::Text => text(report, style),
        Format::Json => json(report),
        Format::Dot => dot(report),
        Format::Svg => svg(report),
        Format::Html => html(report),
        Format::Github => github(report),
        Format::Sarif => sarif(report),
        Format::Patch => patch(report),
    }
}
