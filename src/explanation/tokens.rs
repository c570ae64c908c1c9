//! The parts of the input with their meanings.

use std::borrow::Cow;

use crate::extract::{Parsed, Token};
use crate::knowledge::{enhanced_code, field, part_of_enhanced, reply_code, reply_digit, words};
use crate::reply::{EnhancedCode, Reply, ReplyCode};
use crate::span::{Span, sort_by_place};
use crate::vocabulary::TokenKind;

use super::ExplainedToken;
use super::verdict::Judged;

/// All tokens of the input, and those that only the knowledge base sees.
#[inline(never)]
pub fn explain_tokens(tokens: Vec<Token>, judged: &[Judged]) -> Vec<ExplainedToken> {
    let mut explained = Vec::with_capacity(tokens.len() + 4);
    let mut code = Code::default();
    explained.extend(tokens.into_iter().map(|token| explain(token, &mut code)));
    for judged in judged {
        add_found(&mut explained, judged);
    }
    sort_by_place(&mut explained, |token| token.span);
    explained
}

/// The wait that the reply itself names, in seconds.
pub fn delay_of(parsed: &Parsed, reply: Option<&Reply>) -> Option<u32> {
    let span = reply?.span;
    let delay = parsed
        .tokens
        .iter()
        .find(|token| token.kind == TokenKind::Delay && span.contains(token.span))?;
    delay.value.parse().ok()
}

/// Title and meaning.
type Known = Option<(&'static str, &'static str)>;

/// The code whose parts come next.
#[derive(Default)]
struct Code {
    /// What the whole of it means.
    known: Known,
    /// How many of its parts have come.
    parts: u8,
}

fn explain(token: Token, code: &mut Code) -> ExplainedToken {
    match token.kind {
        TokenKind::ReplyCode => *code = Code { known: of_reply_code(&token.value), parts: 0 },
        TokenKind::EnhancedCode => {
            *code = Code { known: token.value.parse().ok().and_then(of_enhanced_code), parts: 0 };
        }
        TokenKind::ReplyDigit | TokenKind::EnhancedPart => code.parts += 1,
        _ => {}
    }
    let known = match token.kind {
        TokenKind::ReplyCode | TokenKind::EnhancedCode => code.known,
        TokenKind::ReplyDigit => token
            .value
            .parse()
            .ok()
            .and_then(|digit| reply_digit(code.parts, digit))
            .map(|part| (part.title, part.note)),
        TokenKind::EnhancedPart => of_part(&token.value, code),
        TokenKind::Field => field(&token.value),
        _ => None,
    };
    let (title, note) = known.unwrap_or((
        words().token_title[token.kind as usize],
        words().token_note[token.kind as usize],
    ));
    ExplainedToken {
        kind: token.kind,
        title: Cow::Borrowed(title),
        note: (!note.is_empty()).then_some(Cow::Borrowed(note)),
        value: token.value,
        span: token.span,
    }
}

fn of_reply_code(value: &str) -> Known {
    let code: ReplyCode = value.parse().ok()?;
    let class = || reply_digit(1, code.class().into()).map(|part| (part.title, part.note));
    reply_code(code).map(|record| (record.title, record.summary)).or_else(class)
}

fn of_enhanced_code(code: EnhancedCode) -> Known {
    let subject = || part_of_enhanced(2, code.subject).map(|part| (part.title, part.note));
    enhanced_code(code).map(|record| (record.title, record.summary)).or_else(subject)
}

/// The third part has its meaning only together with the second one.
#[inline(never)]
fn of_part(value: &str, code: &Code) -> Known {
    if code.parts == 3 {
        return code.known;
    }
    let part = part_of_enhanced(code.parts, value.parse().ok()?)?;
    Some((part.title, part.note))
}

/// The words that decided, and the block list that they name.
fn add_found(explained: &mut Vec<ExplainedToken>, judged: &Judged) {
    if let Some((list, spans)) = &judged.diagnosis.blocklist {
        for span in spans {
            let (name, note) = (Cow::Borrowed(list.name), Cow::Borrowed(list.note));
            add(explained, TokenKind::Blocklist, name, note, *span);
        }
    }
    let phrase = TokenKind::Phrase as usize;
    for span in &judged.diagnosis.evidence {
        let (title, note) =
            (Cow::Borrowed(words().token_title[phrase]), judged.verdict.title.clone());
        add(explained, TokenKind::Phrase, title, note, *span);
    }
}

/// Adds a token unless it would overlap another one without nesting.
fn add(
    explained: &mut Vec<ExplainedToken>,
    kind: TokenKind,
    title: Cow<'static, str>,
    note: Cow<'static, str>,
    span: Span,
) {
    let crosses = |other: &ExplainedToken| {
        let apart = other.span.piece != span.piece
            || other.span.end <= span.start
            || span.end <= other.span.start;
        !apart && !other.span.contains(span) && !span.contains(other.span)
    };
    if !explained.iter().any(crosses) {
        explained.push(ExplainedToken {
            kind,
            value: title.clone(),
            title,
            note: Some(note),
            span,
        });
    }
}
