//! Every code that an RFC, the registry or a provider lists can be looked up.

use whybounced::lookup;

#[test]
fn every_listed_code_is_known() {
    let codes: Vec<&str> = include_str!("cases/codes.txt").lines().collect();
    assert!(codes.len() > 300, "{} codes", codes.len());
    let unknown: Vec<&&str> = codes
        .iter()
        .filter(|code| lookup(code).is_none_or(|found| found.title.is_empty()))
        .collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn listed_codes_say_where_they_come_from() {
    for code in
        include_str!("cases/codes.txt").lines().filter(|code| !code.to_lowercase().contains('y'))
    {
        let found = lookup(code).unwrap();
        assert!(!found.meanings.is_empty(), "{code}");
        assert!(found.meanings.iter().all(|meaning| !meaning.source.is_empty()), "{code}");
    }
}

#[test]
fn patterns_and_classes_are_known() {
    for code in [
        "2xx", "3xx", "4xx", "5xx", "1xx", "6xx", "x0x", "x1x", "x2x", "x3x", "x4x", "x5x", "x9x",
        "5.x.x", "x.7.x", "5.7.x", "X.7.26", " 550. ", "5XX",
    ] {
        assert!(lookup(code).is_some(), "{code}");
    }
}

#[test]
fn an_undefined_code_is_read_by_its_first_digit() {
    let found = lookup("598").unwrap();
    assert_eq!(found.parts.len(), 3);
    assert_eq!(found.title, lookup("5xx").unwrap().title);
}

#[test]
fn other_text_is_not_looked_up() {
    for text in
        ["", " ", "hello", "999", "5.7", "0.0.0", "550 5.1.1 User unknown", "x", "xxx", "5.7.26.1"]
    {
        assert!(lookup(text).is_none(), "{text}");
    }
}

#[test]
fn a_code_has_its_anatomy() {
    let reply = lookup("550").unwrap();
    assert_eq!(
        reply.parts.iter().map(|part| part.value.as_str()).collect::<Vec<_>>(),
        ["5", "5", "0"]
    );
    let enhanced = lookup("5.7.26").unwrap();
    assert_eq!(
        enhanced.parts.iter().map(|part| part.value.as_str()).collect::<Vec<_>>(),
        ["5", "7", "26"]
    );
}
