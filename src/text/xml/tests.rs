use super::*;

/// The events of a document in pieces of a size, and what is wrong with it at which line and column.
fn read(document: &[u8], piece: usize) -> (Vec<Event>, Option<(Code, usize, usize)>) {
    let mut parser = Parser::new(None, Some(' '));
    parser.wishes.defers = false;
    let mut events = Vec::new();
    let mut pieces = document.chunks(piece).peekable();
    while let Some(data) = pieces.next() {
        let kind = if pieces.peek().is_some() { Piece::Inner } else { Piece::Last };
        let mut result = parser.feed(data, kind).map(|()| None);
        while result.is_ok() {
            result = parser.next();
            match &mut result {
                Ok(Some(found)) => match (events.last_mut(), &found.event) {
                    (Some(Event::Text(text)), Event::Text(more)) => text.extend(more),
                    _ => events.push(found.event.clone()),
                },
                _ => break,
            }
        }
        if let Err(fault) = result {
            let place = parser.position();
            return (events, Some((fault.code, place.line, place.column)));
        }
    }
    (events, None)
}

const DOCUMENT: &[u8] =
    "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY e 'x<b c=\"&#38;amp;\"/>y'><!ATTLIST b d ID ' 1 2 '>]>
<r xmlns='urn:r'>é&e;]]\r\n<![CDATA[<&]]><!-- c --><?p i?></r> "
        .as_bytes();

#[test]
fn pieces_do_not_matter() {
    let (whole, fault) = read(DOCUMENT, DOCUMENT.len());
    assert_eq!(fault, None);
    for piece in 1..20 {
        assert_eq!(read(DOCUMENT, piece), (whole.clone(), None), "{piece}");
    }
    let texts: Vec<&Event> = whole.iter().filter(|event| matches!(event, Event::Text(_))).collect();
    let expected = ["éx", "y]]\n", "<&"].map(|text| Event::Text(text.as_bytes().to_vec()));
    assert_eq!(texts, expected.iter().collect::<Vec<_>>());
}

#[test]
fn every_cut_is_refused() {
    for end in 0..DOCUMENT.len() - 1 {
        let (_, fault) = read(&DOCUMENT[..end.max(1)], 7);
        assert!(fault.is_some(), "{end}");
    }
}

#[test]
fn faults_have_places() {
    for (document, code, column) in [
        ("<a></b>", Code::TagMismatch, 5),
        ("<a b='1' b='2'/>", Code::DuplicateAttribute, 9),
        ("<a>&x;</a>", Code::UndefinedEntity, 3),
        ("<a/>x", Code::JunkAfterDocElement, 4),
        ("<a>]]></a>", Code::InvalidToken, 5),
        ("<p:a/>", Code::UnboundPrefix, 0),
        ("<!DOCTYPE a [<!ENTITY x '&y;'><!ENTITY y '&x;'>]><a>&x;</a>", Code::RecursiveEntityRef, 52),
    ] {
        assert_eq!(read(document.as_bytes(), 1000).1, Some((code, 1, column)), "{document}");
    }
}
