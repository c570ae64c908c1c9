//! Turns byte offsets into UTF-16 code units, for readers in JavaScript.

use crate::extract::Parsed;
use crate::reply::Reply;
use crate::span::{Span, Utf16Offsets};

use super::Explanation;

/// Counts in the texts that spans point into.
struct Texts {
    pieces: Vec<Utf16Offsets>,
}

impl Texts {
    fn new(pieces: &[String]) -> Texts {
        Texts { pieces: pieces.iter().map(|piece| Utf16Offsets::new(piece)).collect() }
    }

    fn convert(&self, span: &mut Span) {
        if let Some(offsets) = self.pieces.get(span.piece as usize) {
            (span.start, span.end) = (offsets.unit(span.start), offsets.unit(span.end));
        }
    }

    fn convert_reply(&self, reply: &mut Reply) {
        reply.spans_mut().for_each(|span| self.convert(span));
    }
}

impl Parsed {
    /// The same result with spans that count UTF-16 code units, as JavaScript does.
    #[must_use]
    pub fn into_utf16(mut self) -> Parsed {
        let texts = Texts::new(&self.pieces);
        self.replies.iter_mut().for_each(|reply| texts.convert_reply(reply));
        let spans = self.tokens.iter_mut().map(|token| &mut token.span);
        let spans = spans.chain(self.checks.iter_mut().map(|check| &mut check.span));
        let spans =
            spans.chain(self.warnings.iter_mut().filter_map(|warning| warning.span.as_mut()));
        spans.for_each(|span| texts.convert(span));
        self
    }
}

impl Explanation {
    /// The same answer with spans that count UTF-16 code units, as JavaScript does.
    #[must_use]
    pub fn into_utf16(mut self) -> Explanation {
        let texts = Texts::new(&self.texts);
        for verdict in &mut self.verdicts {
            verdict.reply.iter_mut().for_each(|reply| texts.convert_reply(reply));
            let spans = verdict.evidence.iter_mut().map(|evidence| &mut evidence.span);
            let spans = spans.chain(verdict.checks.iter_mut().map(|check| &mut check.span));
            spans.for_each(|span| texts.convert(span));
        }
        let spans = self.tokens.iter_mut().map(|token| &mut token.span);
        let spans = spans
            .chain(self.warnings.iter_mut().filter_map(|warning| warning.warning.span.as_mut()));
        spans.for_each(|span| texts.convert(span));
        self
    }
}
