//! Events behind what a program wrote in front of them, `POST /hooks 200 [{"event":"bounce",…}]`, or
//! between the words of a person who asks.

use super::{Parsed, extract, holds_event, text_of};
use crate::input::Input;
use crate::span::Span;

/// How JSON begins behind something else.
const OPENS: &[&str] = &["{\"", "[{", "{\n", "{'", "{ "];

/// Reads the event with which a line ends, or one within several lines. Whether there is one.
pub(in crate::extract) fn prefixed(input: &Input, parsed: &mut Parsed) -> bool {
    let text = text_of(input).trim_end();
    let ends = |text: &str| text.ends_with(['}', ']']);
    (ends(text) || input.lines().len() > 1 && text.contains('{')) && read(input, text, parsed)
}

#[inline(never)]
fn read(input: &Input, text: &str, parsed: &mut Parsed) -> bool {
    let Some(open) = OPENS.iter().filter_map(|open| text.find(open)).min() else { return false };
    let Some(close) = text.rfind(['}', ']']).filter(|close| *close > open) else { return false };
    let start = text.as_ptr() as usize - input.text().as_ptr() as usize;
    let event = input.excerpt(vec![Span::new(start + open, start + close + 1)]);
    let (known, form, warned) = (parsed.deliveries.len(), parsed.form, parsed.warnings.len());
    if holds_event(&event) {
        extract(&event, parsed);
    }
    let found = parsed.deliveries.len() > known;
    if !found {
        parsed.form = form;
        parsed.warnings.truncate(warned);
    }
    found
}
