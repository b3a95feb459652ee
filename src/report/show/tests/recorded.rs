//! Each sample in each format as recorded. `OUROPY_RECORD_REPORTS=1 cargo test` records them anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use super::samples::SAMPLES;
use crate::report::show::{Format, Style, render};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/report")
}

#[test]
fn reports_are_as_recorded() {
    let record = std::env::var_os("OUROPY_RECORD_REPORTS").is_some();
    let mut wrong = Vec::new();
    let mut names = BTreeSet::new();
    for (name, sample) in SAMPLES {
        for format in Format::ALL {
            let name = format!("{name}.{}", format.name());
            let path = folder().join(&name);
            let shown = render(&sample(), *format, Style::default());
            if record {
                fs::write(&path, &shown).expect("the file can be written");
            } else if fs::read_to_string(&path).ok().as_deref() != Some(shown.as_str()) {
                wrong.push(name.clone());
            }
            names.insert(name);
        }
    }
    let entries = fs::read_dir(folder()).expect("the folder is there").flatten();
    // Folders are other tests'.
    for entry in entries.filter(|entry| entry.path().is_file()) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !names.contains(&name) {
            wrong.push(format!("{name}: of no sample"));
        }
    }
    assert!(wrong.is_empty(), "not as recorded, see tests/report: {}", wrong.join(", "));
}

#[test]
fn formats_have_names() {
    for format in Format::ALL {
        assert_eq!(Format::named(format.name()), Some(*format));
    }
    assert_eq!(Format::named("yaml"), None);
}
