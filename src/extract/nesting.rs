//! Tokens in an order that a page can show: sorted, and never crossing.

use super::Token;
use crate::span::sort_by_place;

/// Sorts by place, the longer one first, and drops what repeats or crosses
/// the token before it.
pub(super) fn sort(tokens: &mut Vec<Token>) {
    sort_by_place(tokens, |token| token.span);
    tokens.dedup_by(|next, kept| next.span == kept.span);
    let mut open: Vec<crate::span::Span> = Vec::new();
    tokens.retain(|token| {
        let span = token.span;
        while open.last().is_some_and(|outer| outer.piece != span.piece || outer.end <= span.start)
        {
            open.pop();
        }
        let fits = span.start < span.end && open.last().is_none_or(|outer| outer.contains(span));
        if fits {
            open.push(span);
        }
        fits
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;
    use crate::vocabulary::TokenKind;

    #[test]
    fn err_crossing_tokens_are_dropped() {
        let token = |start, end| Token {
            kind: TokenKind::Host,
            value: String::new().into(),
            span: Span::new(start, end),
        };
        let mut tokens = vec![token(4, 9), token(0, 6), token(0, 3), token(0, 6), token(7, 7)];
        sort(&mut tokens);
        assert_eq!(tokens, [token(0, 6), token(0, 3)]);
    }
}
