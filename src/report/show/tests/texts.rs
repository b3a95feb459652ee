//! What holds of every text: its width, its escapes, its words.

use super::samples::SAMPLES;
use crate::report::show::paint::{width, wrapped};
use crate::report::show::{Colour, Style, facts, text};

/// A text without the escapes of colours.
fn without_escapes(text: &str) -> String {
    let mut parts = text.split('\x1b');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out += part.split_once('m').expect("an escape of colours").1;
    }
    out
}

#[test]
fn plain_texts_have_no_escapes_and_no_blanks_at_ends() {
    for (name, sample) in SAMPLES {
        for width in [0, 40, 60, 80, 100, 200] {
            let plain = text(&sample(), Style { colour: Colour::Plain, width });
            for line in plain.lines() {
                assert!(!line.ends_with(' '), "{name}: {line:?}");
                assert!(!line.contains(char::is_control), "{name}: {line:?}");
            }
            assert!(!plain.contains("\n\n\n"), "{name}: two empty lines");
        }
    }
}

#[test]
fn colours_change_no_character() {
    for (name, sample) in SAMPLES {
        let style = Style { colour: Colour::Ansi, width: 90 };
        let coloured = text(&sample(), style);
        assert!(coloured.contains('\x1b'), "{name}");
        let plain = text(&sample(), Style { colour: Colour::Plain, ..style });
        let bare: Vec<String> = without_escapes(&coloured).lines().map(|line| line.trim_end().to_owned()).collect();
        assert_eq!(bare.join("\n") + "\n", plain, "{name}");
    }
}

#[test]
fn texts_keep_to_their_width() {
    for (name, sample) in SAMPLES {
        for limit in [60, 100] {
            let shown = text(&sample(), Style { colour: Colour::Plain, width: limit });
            // The verdict is one line; source, changes and names are as long as they are.
            let drawn = shown.lines().skip(1).filter(|line| line.starts_with("  +") || line.contains(" -> "));
            for line in drawn {
                assert!(width(line) <= limit, "{name}: {line}");
            }
        }
    }
}

/// The cause and the first advice are among the first lines of a leak.
#[test]
fn cause_and_advice_come_first() {
    for (name, sample) in SAMPLES {
        let report = sample();
        let shown = text(&report, Style::default());
        for (leak, told) in report.leaks.iter().zip(shown.split("\nleak ").skip(1)) {
            let first: String = told.lines().take(10).collect::<Vec<_>>().join(" ");
            let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            let first = words(&first);
            if let Some(label) = leak.places.first() {
                assert!(first.contains(&words(&label.text)), "{name}: the cause is not in {first}");
            }
            if let Some(advice) = leak.advice.first() {
                assert!(first.contains(&words(&advice.text)), "{name}: the advice is not in {first}");
            }
        }
    }
}

#[test]
fn verdicts_say_what_is_there() {
    let verdict = |wanted: &str| {
        let (_, sample) = SAMPLES.iter().find(|(name, _)| *name == wanted).expect("there is such a sample");
        facts::verdict(&sample())
    };
    assert_eq!(verdict("nothing"), "no leak: everything was freed by reference counting");
    assert_eq!(verdict("itself"), "1 leak: 1 reference cycle (1 object)");
    assert_eq!(
        verdict("both"),
        "2 leaks: 1 reference cycle (20 times, 10 objects each), 1 growing root (+2 objects per call of handle())"
    );
    assert_eq!(verdict("finalizer"), "1 leak: 1 cycle broken by a finalizer (1 object)");
    assert_eq!(verdict("many"), "14 leaks: 14 reference cycles (105 times in all, 105 objects)");
}

#[test]
fn numbers_are_short() {
    let sizes = [0.0, 999.0, 1000.0, 2449.0, 9_940.0, 9_960.0, 30_057.0, 999_600.0, 2.5e9];
    let shown = sizes.map(facts::size);
    assert_eq!(shown, ["0 B", "999 B", "1.0 kB", "2.4 kB", "9.9 kB", "10 kB", "30 kB", "1.0 MB", "2.5 GB"]);
    assert_eq!([2.0, 0.25, 20.04].map(facts::average), ["2", "0.2", "20"]);
    assert_eq!(facts::clipped("a rather long name of something", 16), "a rather ...hing");
    assert_eq!(facts::clipped("short", 16), "short");
}

#[test]
fn lines_break_at_blanks() {
    assert_eq!(wrapped("one two  three", 7), ["one two", "three"]);
    assert_eq!(wrapped("one\u{a0}two three", 5), ["one two", "three"]);
    assert_eq!(wrapped("all (30 kB), 2 MB", 7), ["all", "(30 kB),", "2 MB"]);
    assert_eq!(wrapped("", 5), [""]);
}
