//! The report as one page that needs nothing else: the graphs, the source beside them, tables, and a script that shows
//! what cutting a reference frees. Without the script the page is still.

mod source;
mod tables;
mod units;

use serde_json::{Value, json};

use super::facts;
use super::graph::{Course, Graph};
use super::json::part_name;
use super::layout::Layout;
use super::patch::{self, Change};
use super::svg::{self, LOOK, escaped};
use crate::report::model::{Advice, Kind, Leak, Place, Report};
use source::Listing;
use units::Units;

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// A wider drawing has the source below it, not beside it.
const BESIDE: f64 = 880.0;

/// A drawing that is wider than its place is made smaller as far as this, then it scrolls.
const SMALLEST: f64 = 0.8;

/// Leaks that have a drawing; of more, the page tells in words.
const DRAWN: usize = 25;

/// The report as a page.
pub fn html(report: &Report) -> String {
    let mut listing = Listing::new(report);
    let drawn = report.leaks.iter().take(DRAWN).enumerate();
    let (sections, data): (Vec<String>, Vec<Value>) =
        drawn.map(|(number, leak)| section(report, number, &mut listing, leak)).unzip();
    let mut leaks = sections.join("\n");
    if report.leaks.len() > DRAWN {
        leaks += &rest(report);
    }
    let notes: Vec<String> = report.notes.iter().map(|note| format!("<p>{}</p>", escaped(note))).collect();
    // What ends a script or begins a comment in a page is written in JSON's escapes.
    let data = Value::from(data).to_string().replace('<', "\\u003c").replace('>', "\\u003e");
    let verdict = facts::verdict(report);
    filled(
        PAGE,
        &[
            ("title", &escaped(&format!("{}: {verdict}", report.program))),
            ("look", LOOK.trim_end()),
            ("style", STYLE.trim_end()),
            ("program", &escaped(&report.program)),
            ("verdict", &escaped(&verdict)),
            ("choice", &choice(report)),
            ("leaks", &leaks),
            ("notes", &notes.join("\n")),
            ("data", &data),
            ("script", SCRIPT.trim_end()),
        ],
    )
}

/// A template with its names in double braces replaced, in one pass: what is put in is not looked at.
fn filled(template: &str, values: &[(&str, &str)]) -> String {
    let mut parts = template.split("{{");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, behind) = part.split_once("}}").unwrap_or((part, ""));
        out += values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value);
        out += behind;
    }
    out
}

/// Links to the leaks, if there are several.
fn choice(report: &Report) -> String {
    let number = report.leaks.len().min(DRAWN);
    if number < 2 {
        return String::new();
    }
    let links: Vec<String> = (1..=number)
        .zip(&report.leaks)
        .map(|(number, leak)| {
            let place = leak.places.first().map_or_else(String::new, |label| facts::place(&label.place));
            let (title, place) = (escaped(&facts::title(leak)), escaped(&place));
            format!("<a href=\"#leak-{number}\">{number}: {title} <span class=\"place\">{place}</span></a>\n")
        })
        .collect();
    format!("<nav aria-label=\"Leaks\">\n{}</nav>", links.concat())
}

/// The leaks that have no drawing.
fn rest(report: &Report) -> String {
    let item = |leak: &Leak| {
        let place =
            leak.places.first().map_or_else(String::new, |label| format!(" ({})", facts::place_in(&label.place)));
        format!("<li>{}</li>\n", escaped(&format!("{}{place}", facts::headline(leak))))
    };
    let items: Vec<String> = report.leaks.iter().skip(DRAWN).map(item).collect();
    format!("\n<section>\n<h2>More leaks</h2>\n<ol start=\"{}\">\n{}</ol>\n</section>", DRAWN + 1, items.concat())
}

/// One leak: what is shown, and what the script has to know.
fn section(report: &Report, number: usize, listing: &mut Listing, leak: &Leak) -> (String, Value) {
    let (graph, layout) = svg::drawn(leak);
    let source = listing.of_leak(number, leak);
    let panes = if source.is_empty() || layout.width > BESIDE { "panes stacked" } else { "panes" };
    let mut out = format!(
        "<section class=\"leak\" id=\"leak-{0}\" aria-labelledby=\"headline-{0}\">\n\
         <h2 id=\"headline-{0}\">leak {0}: {1}</h2>\n{2}<div class=\"{panes}\">\n{3}",
        number + 1,
        escaped(&facts::headline(leak)),
        summary(report, leak),
        picture(number, leak, &graph, &layout),
    );
    if !source.is_empty() {
        put!(out, "<div class=\"sources\">\n{source}</div>\n");
    }
    out += "</div>\n";
    out += &other_advice(leak);
    out += &tables::growth(leak);
    out += &tables::graph(leak, &graph);
    for folded in &leak.folded {
        put!(out, "<p class=\"quiet\">folded: {}</p>\n", escaped(folded));
    }
    put!(out, "<p class=\"quiet\">signature: <code>{}</code></p>\n</section>", escaped(&leak.signature));
    (out, data(number, leak, &graph, listing))
}

/// The tests that have left it, cause and remedy.
fn summary(report: &Report, leak: &Leak) -> String {
    let mut out = String::new();
    let tests: Vec<String> = facts::tests_of(report, leak).map(escaped).collect();
    if !tests.is_empty() {
        put!(out, "<dt>{}</dt><dd>{}</dd>\n", if tests.len() == 1 { "test" } else { "tests" }, tests.join("<br>"));
    }
    if let Some(label) = leak.places.first() {
        let place = escaped(&facts::place_in(&label.place));
        put!(out, "<dt>cause</dt><dd><span class=\"place\">{place}</span>: {}</dd>\n", escaped(&label.text));
    }
    if let Some(best) = leak.advice.first() {
        put!(out, "<dt>fix</dt><dd>{}</dd>\n", advice(leak, best));
    }
    if out.is_empty() { out } else { format!("<dl class=\"summary\">\n{out}</dl>\n") }
}

/// What to do, what it frees, and the change.
fn advice(leak: &Leak, advice: &Advice) -> String {
    let checked = match facts::freed(leak, advice) {
        Some(freed) => format!("<span class=\"checked\">checked: {}</span>", escaped(&freed)),
        None => "<span class=\"quiet\">not tried on the graph</span>".to_owned(),
    };
    let mut out = format!("{}<br>{checked}", escaped(&advice.text));
    if let Some(change) = &advice.patch {
        let lines: Vec<String> = patch::shortest(change)
            .iter()
            .map(|(what, line)| {
                let (class, sign) = match what {
                    Change::Removed => ("removed", '-'),
                    Change::Added => ("added", '+'),
                    Change::Kept => ("kept", ' '),
                };
                format!("<span class=\"{class}\">{sign}{}</span>", escaped(line))
            })
            .collect();
        let place = escaped(&format!("{}:{}", change.file, change.line));
        put!(out, "<pre class=\"change\" aria-label=\"change of {place}\" tabindex=\"0\">{}</pre>", lines.concat());
    }
    out
}

/// The advice but the first.
fn other_advice(leak: &Leak) -> String {
    let items: Vec<String> =
        leak.advice.iter().skip(1).map(|other| format!("<li>{}</li>\n", advice(leak, other))).collect();
    if items.is_empty() {
        String::new()
    } else {
        format!("<h3>Or</h3>\n<ul class=\"advice\">\n{}</ul>\n", items.concat())
    }
}

/// The drawing, and the bar that the script fills.
fn picture(number: usize, leak: &Leak, graph: &Graph, layout: &Layout) -> String {
    let label = escaped(&format!("Graph: {}", facts::headline(leak)));
    format!(
        "<figure class=\"picture\">\n<div class=\"scroll\">\n\
         <svg xmlns=\"http://www.w3.org/2000/svg\" style=\"min-width: {3:.0}px\" width=\"{0:.0}\" height=\"{1:.0}\" \
         viewBox=\"0 0 {0:.0} {1:.0}\" role=\"img\" aria-label=\"{label}\">\n{2}</svg>\n</div>\n\
         <div class=\"bar\" hidden><div role=\"status\"><p class=\"told\"></p><p class=\"outcome\"></p></div>\
         <button type=\"button\" disabled>Restore all</button></div>\n\
         <p class=\"hint\" hidden><kbd>&larr;</kbd> <kbd>&rarr;</kbd> follow references, <kbd>&uarr;</kbd> \
         <kbd>&darr;</kbd> go to the next, <kbd>Enter</kbd> cuts or restores a reference, <kbd>Esc</kbd> restores all</p>\n</figure>\n",
        layout.width,
        layout.height,
        svg::drawing(leak, number, graph, layout),
        layout.width * SMALLEST,
    )
}

/// What the script has to know of a leak.
fn data(number: usize, leak: &Leak, graph: &Graph, listing: &Listing) -> Value {
    let units = Units::of(leak, graph);
    let root = match leak.kind {
        Kind::Growth | Kind::Kept => {
            let first = facts::references(leak, &leak.path).next().map(|reference| reference.from);
            first.and_then(|id| units.unit_of(id)).map_or(-1, |unit| unit as isize)
        }
        Kind::Cycle | Kind::BrokenByFinalizer => -1,
    };
    let lines = |places: Vec<Option<&Place>>| -> Vec<String> {
        let mut lines: Vec<String> =
            places.into_iter().flatten().filter_map(|place| listing.line(number, place)).collect();
        lines.dedup();
        lines.truncate(8);
        lines
    };
    let made_node = |node: &super::graph::Node| {
        lines(node.objects.iter().map(|id| leak.objects.get(id.0).and_then(|object| object.made.as_ref())).collect())
    };
    let made_edge = |edge: &super::graph::Edge| {
        lines(facts::references(leak, &edge.references).map(|reference| reference.made.as_ref()).collect())
    };
    json!({
        "bytes": units.all.iter().map(|unit| unit.bytes).collect::<Vec<_>>(),
        "number": units.all.iter().map(|unit| unit.objects).collect::<Vec<_>>(),
        "parts": units.all.iter().map(|unit| part_name(unit.part)).collect::<Vec<_>>(),
        "nodes": units.all.iter().map(|unit| unit.node).collect::<Vec<_>>(),
        "from": units.references.iter().map(|(from, _, _)| *from).collect::<Vec<_>>(),
        "to": units.references.iter().map(|(_, to, _)| *to).collect::<Vec<_>>(),
        "edges": units.references.iter().map(|(_, _, edge)| *edge).collect::<Vec<_>>(),
        "ends": graph.edges.iter().map(|edge| [edge.from, edge.to]).collect::<Vec<_>>(),
        "spine": graph.edges.iter().map(|edge| u8::from(edge.course == Course::Spine)).collect::<Vec<_>>(),
        "nodeLines": graph.nodes.iter().map(made_node).collect::<Vec<_>>(),
        "edgeLines": graph.edges.iter().map(made_edge).collect::<Vec<_>>(),
        "root": root,
        "lost": facts::Extent::of(leak).objects(),
        "exact": units.exact,
    })
}
