//! A code alone: `550`, `5.7.26`, `550 5.7.26`, or a pattern such as `5xx`.

use super::{Delivery, Parsed, anatomy, reply};
use crate::codes::bare::{Bare, bare_codes};
use crate::input::{Input, trim};
use crate::reply::Reply;

/// Makes one reply without words of the code. A pattern gives tokens only,
/// because no server ever sent it.
#[inline(never)]
pub(super) fn extract(input: &Input, parsed: &mut Parsed) {
    let spoken = input.lines().iter().find(|line| !trim(input.of(**line)).is_empty());
    let Some(line) = spoken else { return };
    let codes = bare_codes(input.of(*line), line.start as usize).unwrap_or_default();
    let mut answer = Reply::default();
    for (bare, span) in &codes {
        let (text, at) = (input.of(*span), span.start as usize);
        match bare {
            Bare::Reply(_) | Bare::ReplyPattern => anatomy::reply_code(parsed, text, at),
            Bare::Enhanced(_) | Bare::EnhancedPattern => anatomy::enhanced_code(parsed, text, at),
        }
        match *bare {
            Bare::Reply(code) => (answer.code, answer.code_span) = (Some(code), Some(*span)),
            Bare::Enhanced(code) => {
                (answer.enhanced, answer.enhanced_span) = (Some(code), Some(*span));
            }
            Bare::ReplyPattern | Bare::EnhancedPattern => (),
        }
    }
    let spans = [answer.code_span, answer.enhanced_span];
    let Some(first) = spans.iter().flatten().min() else { return };
    let end = spans.iter().flatten().map(|span| span.end).max().unwrap_or(first.end);
    answer.span = crate::span::Span { end, ..*first };
    parsed.deliveries.push(Delivery { reply: Some(0), ..Delivery::default() });
    reply::warn_about_codes(parsed, &answer);
    parsed.replies.push(answer);
}
