//! The tables of a page: what a drawing shows, for those who rather read it.

use super::super::facts;
use super::super::graph::Graph;
use super::super::json::part_name;
use super::super::svg::escaped;
use crate::report::model::{Leak, Place};

/// Rows of a table; a page has to stay small.
const ROWS: usize = 400;

/// How a root grows.
pub fn growth(leak: &Leak) -> String {
    let Some(growth) = &leak.growth else { return String::new() };
    let rows: Vec<String> = growth
        .rows
        .iter()
        .take(ROWS)
        .map(|row| {
            format!(
                "<tr><td class=\"number\">{}</td><td class=\"number\">{}</td><td>{}</td><td>{}</td></tr>\n",
                facts::average(row.objects_per_call),
                facts::size(row.bytes_per_call),
                escaped(&row.class),
                place(row.made.as_ref())
            )
        })
        .collect();
    let title = format!("Each call of {} leaves, over {}", growth.function, facts::count(growth.calls, "call"));
    format!(
        "<h3>{}</h3>\n<table>\n<thead><tr><th class=\"number\">objects</th><th class=\"number\">bytes</th>\
         <th>class</th><th>made at</th></tr></thead>\n<tbody>\n{}</tbody>\n</table>\n",
        escaped(&title),
        rows.concat()
    )
}

/// The objects and the references.
pub fn graph(leak: &Leak, graph: &Graph) -> String {
    let title = format!(
        "{} and {}",
        facts::count(leak.objects.len(), "object"),
        facts::count(leak.references.len(), "reference")
    );
    format!(
        "<details>\n<summary>{title}</summary>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" \
         aria-label=\"{title}\">\n{}{}</div>\n</details>\n",
        objects(leak, graph),
        references(leak, graph)
    )
}

fn objects(leak: &Leak, graph: &Graph) -> String {
    let mut rows = Vec::new();
    for (at, node) in graph.nodes.iter().enumerate() {
        for id in &node.objects {
            let Some(object) = leak.objects.get(id.0) else { continue };
            let row = format!(
                "<tr data-object=\"{at}\"><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td class=\"number\">{}</td>\
                 <td>{}</td></tr>\n",
                facts::number(*id),
                escaped(&facts::clipped(facts::object_label(object), 120)),
                escaped(&object.class),
                part_name(object.part),
                facts::bytes(object.bytes),
                place(object.made.as_ref())
            );
            rows.push((*id, row));
        }
    }
    rows.sort_by_key(|(id, _)| *id);
    let left_out = left_out(rows.len());
    let rows: String = rows.into_iter().take(ROWS).map(|(_, row)| row).collect();
    format!(
        "<table>\n<thead><tr><th>id</th><th>object</th><th>class</th><th>part</th><th class=\"number\">size</th>\
         <th>made at</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n{left_out}"
    )
}

fn references(leak: &Leak, graph: &Graph) -> String {
    let mut rows = Vec::new();
    for (at, edge) in graph.edges.iter().enumerate() {
        for (number, reference) in edge.references.iter().zip(facts::references(leak, &edge.references)) {
            let from = escaped(&facts::object_name(leak, reference.from));
            let name = escaped(&facts::clipped(&reference.name, 120));
            let row = format!(
                "<tr data-reference=\"{at}\"><td>{from}</td><td><code>{name}</code></td><td>{}</td><td>{}</td>\
                 <td><button type=\"button\" data-what=\"{name} of {from}\" hidden>cut</button></td></tr>\n",
                escaped(&facts::object_name(leak, reference.to)),
                place(reference.made.as_ref())
            );
            rows.push((*number, row));
        }
    }
    rows.sort_by_key(|(number, _)| *number);
    let left_out = left_out(rows.len());
    let rows: String = rows.into_iter().take(ROWS).map(|(_, row)| row).collect();
    format!(
        "<table>\n<thead><tr><th>from</th><th>reference</th><th>to</th><th>made at</th>\
         <th aria-label=\"cut\"></th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n{left_out}"
    )
}

fn left_out(rows: usize) -> String {
    if rows > ROWS { format!("<p class=\"quiet\">{} more are left out</p>\n", rows - ROWS) } else { String::new() }
}

fn place(place: Option<&Place>) -> String {
    place.map_or_else(String::new, |place| format!("<span class=\"place\">{}</span>", escaped(&facts::place_in(place))))
}
