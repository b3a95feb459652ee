//! The report for graphviz: each leak a cluster, in it one of the objects on cycles and one of what they keep.

use super::facts;
use super::graph::{Course, Form, Graph};
use super::svg::{about_edge, about_node};
use crate::report::model::{Leak, Part, Report};

/// The longest title; graphviz makes a box as wide as its text.
const LONGEST: usize = 48;

/// The report as a graph in the language of graphviz.
pub fn dot(report: &Report) -> String {
    let mut out = String::from("digraph leaks {\n");
    put!(out, "  label={};\n  labelloc=t;\n", quoted(&facts::verdict(report)));
    out += "  fontname=\"Helvetica\";\n";
    out += "  node [shape=box, style=\"rounded,filled\", fontname=\"Helvetica\", fontsize=11];\n";
    out += "  edge [fontname=\"Helvetica\", fontsize=10, color=\"#818b98\"];\n";
    for (at, leak) in report.leaks.iter().enumerate() {
        write_leak(at + 1, leak, &mut out);
    }
    out + "}\n"
}

fn write_leak(number: usize, leak: &Leak, out: &mut String) {
    let graph = Graph::of(leak);
    let headline = format!("leak {number}: {}", facts::headline(leak));
    put!(out, "  subgraph cluster_{number} {{\n    label={};\n    color=\"#818b98\";\n", quoted(&headline));
    let parts = [
        (Part::Member, "members", "on cycles", "#fff1e5", "#bc4c00"),
        (Part::Path, "path", "from the root", "#ddf4ff", "#0969da"),
        (Part::Pinned, "pinned", "kept alive", "#f6f8fa", "#818b98"),
    ];
    for (part, name, label, fill, line) in parts {
        let nodes: Vec<usize> = (0..graph.nodes.len()).filter(|node| graph.nodes[*node].part == part).collect();
        if nodes.is_empty() {
            continue;
        }
        put!(out, "    subgraph cluster_{number}_{name} {{\n      label={};\n", quoted(label));
        put!(out, "      color={0};\n      fontcolor={0};\n", quoted(line));
        for node in nodes {
            let title = format!(
                "{}\n{}",
                facts::clipped(&graph.nodes[node].title, LONGEST),
                facts::bytes(graph.nodes[node].bytes)
            );
            put!(
                out,
                "      leak{number}_{node} [label={}, tooltip={}, fillcolor={}, color={}];\n",
                quoted(&title),
                quoted(&about_node(leak, &graph, node)),
                quoted(fill),
                quoted(line)
            );
        }
        *out += "    }\n";
    }
    *out += "  }\n";
    for edge in &graph.edges {
        let look = match (edge.cut, edge.course, graph.form) {
            (true, _, _) => ", color=\"#cf222e\", fontcolor=\"#cf222e\", style=dashed, penwidth=2",
            (false, Course::Spine, Form::Path) => ", color=\"#0969da\", penwidth=2",
            (false, Course::Spine, _) => ", color=\"#bc4c00\", penwidth=2",
            (false, Course::Other, _) => "",
        };
        put!(
            out,
            "  leak{number}_{} -> leak{number}_{} [label={}, tooltip={}{look}];\n",
            edge.from,
            edge.to,
            quoted(&facts::clipped(&edge.name, LONGEST)),
            quoted(&about_edge(leak, &graph, edge))
        );
    }
}

/// A string of graphviz. A backslash of its own would begin one of its escapes, so each is doubled.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => out += "\\\"",
            '\\' => out += "\\\\",
            '\n' => out += "\\n",
            _ if character.is_control() => out.push(' '),
            _ => out.push(character),
        }
    }
    out + "\""
}
