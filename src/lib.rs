//! Explains why an e-mail bounced: what happened, whose job it is to fix it,
//! and what to do next.
//!
//! ```text
//! text or bytes ─► input ─► form ─► extract ─► knowledge ─► explanation ─► bindings
//!                  └─────── reply · span · vocabulary: leaves that all may use ───────┘
//! ```
//!
//! [`parse`] says what the input says; [`explain`] says what that means. Neither
//! can fail: any input is acceptable, and "nothing recognised" is an answer.
//!
//! # Examples
//!
//! ```
//! let explanation = whybounced::explain("550 5.1.1 <ana@example.net>: User unknown");
//! let verdict = &explanation.verdicts[0];
//! assert_eq!(verdict.cause.as_str(), "user-unknown");
//! assert_eq!(verdict.action.as_str(), "suppress");
//! assert_eq!(verdict.recipient.as_deref(), Some("ana@example.net"));
//! ```

pub mod vocabulary;

mod anchors;
#[cfg(all(target_family = "wasm", feature = "web"))]
mod bindings;
mod codes;
#[cfg(feature = "commands")]
pub mod commands;
pub mod explanation;
pub mod extract;
mod form;
#[cfg(all(target_family = "wasm", not(feature = "web")))]
pub mod host_decoder;
mod html;
mod input;
pub mod knowledge;
mod log;
mod mail_header;
mod pasted;
mod reply;
#[cfg(target_family = "wasm")]
pub mod row;
mod session;
mod smtp;
mod span;
#[cfg(all(target_family = "wasm", feature = "web"))]
mod text_decoder;
mod words;

pub use explanation::Explanation;
pub use extract::Parsed;
pub use input::Input;
pub use knowledge::{Cause, CodeMeaning};
pub use reply::{EnhancedCode, NotACode, Reply, ReplyCode};
pub use span::{Span, Utf16Offsets};

/// Reads what the input says: codes, texts, recipients, addresses, limits.
///
/// No opinion is added; see [`explain`] for what it means. Spans count bytes;
/// [`Parsed::into_utf16`] turns them into what JavaScript counts.
pub fn parse<'a>(input: impl Into<Input<'a>>) -> Parsed {
    let input = input.into();
    let form = form::recognise(&input);
    extract::extract(&input, form)
}

/// Says what happened, whose job it is to fix it, and what to do next.
///
/// There is at least one verdict, also for an input that says nothing: its cause
/// is then `unknown`, and nothing is claimed. Spans count bytes; see
/// [`Explanation::into_utf16`].
pub fn explain<'a>(input: impl Into<Input<'a>>) -> Explanation {
    explanation::explain(parse(input))
}

/// Explains several inputs, in their order.
pub fn explain_all<'a, I>(inputs: I) -> Vec<Explanation>
where
    I: IntoIterator,
    I::Item: Into<Input<'a>>,
{
    inputs.into_iter().map(explain).collect()
}

/// The meaning of a code or of a guide topic.
///
/// Takes a reply code (`550`), an enhanced code (`5.7.26`), a class (`5xx`,
/// `5.x.x`), a category (`x5x`, `x.7.x`) or a topic (`port 465`, `sending limits`);
/// gives nothing for any other text.
///
/// # Examples
///
/// ```
/// let meaning = whybounced::lookup("5.1.1").expect("5.1.1 is known");
/// assert_eq!(meaning.cause.map(|cause| cause.as_str()), Some("user-unknown"));
/// assert!(whybounced::lookup("hello").is_none());
/// ```
#[must_use]
pub fn lookup(code_or_topic: &str) -> Option<CodeMeaning> {
    knowledge::lookup(code_or_topic)
}

/// Runs the examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
