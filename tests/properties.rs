//! What holds for any input.

use proptest::prelude::*;
use whybounced::vocabulary::TokenKind;
use whybounced::{Parsed, parse};

/// Pieces that replies are made of, so that random texts reach the deep parts.
const PIECES: &[&str] = &[
    "550",
    "421",
    "5.1.1",
    "5.7.26",
    "4.7.0",
    "550-",
    "550 ",
    "558-550-",
    "said: ",
    "-> ",
    "<",
    ">",
    "(",
    ")",
    "[",
    "]",
    "'",
    "\"",
    "#",
    "a@example.net",
    "192.0.2.1",
    "2001:db8::1",
    "mx.example.net",
    "https://example.com/",
    "35 MB",
    "try again in 5 minutes",
    "SPF",
    "DKIM",
    "failed",
    "= did not pass",
    "(in reply to RCPT TO command)",
    "after RCPT TO:",
    "smtp;",
    "\n",
    "\r\n",
    "\r",
    " ",
    "\t",
    "\u{a0}",
    "\u{200b}",
    "> ",
    "- gsmtp",
    ".",
    ":",
    "@",
    "not",
    "no",
    "é",
    "字",
    "\u{202e}",
];

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        proptest::sample::select(PIECES).prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
        "[ -~]{0,12}",
    ]
}

fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(piece(), 0..40).prop_map(|pieces| pieces.concat())
}

/// Places are those in the input, or in what it was before something was added to it.
fn check_places(parsed: &Parsed) {
    let of = |span: whybounced::Span| {
        parsed.pieces.get(span.piece as usize).and_then(|piece| piece.get(span.range()))
    };
    let fits = |span: whybounced::Span| of(span).is_some();
    for token in &parsed.tokens {
        assert!(fits(token.span) && !token.span.range().is_empty(), "{token:?}");
    }
    for (index, token) in parsed.tokens.iter().enumerate() {
        for later in parsed.tokens.iter().skip(index + 1) {
            let apart = later.span.piece != token.span.piece || later.span.start >= token.span.end;
            assert!(apart || token.span.contains(later.span), "{token:?} {later:?}");
        }
    }
    for reply in &parsed.replies {
        assert!(fits(reply.span));
        let lines: Vec<_> = reply.lines.iter().filter_map(|line| of(*line)).collect();
        assert_eq!(lines.join("\n"), reply.text);
        assert!(reply.lines.iter().all(|line| fits(*line) && reply.span.contains(*line)));
        assert_eq!(
            reply.code.map(|c| c.to_string()),
            reply.code_span.and_then(of).map(str::to_owned)
        );
        assert_eq!(
            reply.enhanced.map(|c| c.to_string()),
            reply.enhanced_span.and_then(of).map(str::to_owned)
        );
    }
    assert!(
        parsed
            .deliveries
            .iter()
            .all(|delivery| delivery.reply.is_some_and(|at| at < parsed.replies.len()))
    );
    assert!(parsed.warnings.iter().all(|warning| warning.span.is_none_or(fits)));
}

/// What has to stay the same when only line ends or quoting change.
fn essence(parsed: &Parsed) -> Vec<(Option<u16>, Option<String>, String)> {
    let one = |reply: &whybounced::Reply| {
        let code = reply.code.map(whybounced::ReplyCode::number);
        (code, reply.enhanced.map(|code| code.to_string()), reply.text.clone())
    };
    parsed.replies.iter().map(one).collect()
}

proptest! {
    #[test]
    fn any_text_has_sound_places(input in text()) {
        let parsed = parse(&input);
        check_places(&parsed);
        prop_assert_eq!(parsed, parse(&input));
    }

    #[test]
    fn any_bytes_are_acceptable(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let parsed = parse(&bytes);
        check_places(&parsed);
    }

    #[test]
    fn line_ends_and_quoting_change_nothing(lines in proptest::collection::vec("(550[- ](5\\.1\\.1 )?)?[a-z <@.:]{0,20}[a-z]", 1..6)) {
        let plain = essence(&parse(&lines.join("\n")));
        prop_assert_eq!(&plain, &essence(&parse(&lines.join("\r\n"))));
        prop_assert_eq!(&plain, &essence(&parse(&lines.join("\r"))));
        let quoted: String = lines.iter().map(|line| format!("> {line}\n")).collect();
        prop_assert_eq!(&plain, &essence(&parse(&quoted)));
    }

    #[test]
    fn a_reply_gives_its_code_back(class in 2..=5u16, second in 0..=5u16, third in 0..=9u16, text in "[a-z]{3,20}") {
        let code = class * 100 + second * 10 + third;
        let parsed = parse(&format!("{code} the {text}"));
        prop_assert_eq!(parsed.replies[0].code.map(whybounced::ReplyCode::number), Some(code));
        let digits = parsed.tokens.iter().filter(|token| token.kind == TokenKind::ReplyDigit);
        prop_assert_eq!(digits.count(), 3);
    }
}
