//! What a text of JSON holds, whatever happened to it on its way.

use super::json::{Value, values};
use super::rewritten::rewritten;
use super::service::Service;
use crate::input::Input;

/// How deep events are unpacked: SNS in SQS in EventBridge is three.
pub(super) const MAX_WRAPPERS: usize = 8;

/// Fields that hold events or the text of one.
pub(super) const WRAPPERS: &[&str] = &[
    "Records",
    "Message",
    "body",
    "log",
    "Body",
    "Sns",
    "detail",
    "event-data",
    "events",
    "msys",
    "message_event",
    "gen_event",
    "track_event",
    "unsubscribe_event",
    "relay_event",
    "mandrill_events",
    "data.event_data",
    "event_data",
    "Messages",
    "events_by_user",
    "error",
    "err",
    "cause",
];

/// Whether a text is JSON whose events are known.
pub(in crate::extract) fn holds_event(input: &Input) -> bool {
    is_json(input) && with_values(input, |_, values, _| values.iter().any(|value| find(value, 0)))
}

/// Whether a text begins as JSON does; `[<00>] XMail bounce: …` does not.
pub(in crate::extract) fn is_json(input: &Input) -> bool {
    let text = text_of(input);
    let begins_list = |rest: &str| rest.is_empty() || rest.starts_with(['{', '[', '"']);
    text.starts_with('{')
        || text.strip_prefix('[').is_some_and(|rest| begins_list(rest.trim_start()))
}

/// The text of all lines of `input`, which may be a part of a mail.
pub(super) fn text_of<'i>(input: &'i Input) -> &'i str {
    let lines = input.lines();
    let first = lines.iter().find(|line| line.start < line.end);
    let (Some(first), Some(last)) = (first, lines.last()) else { return "" };
    input.text().get(first.start as usize..last.end as usize).unwrap_or_default().trim_start()
}

fn find(value: &Value, depth: usize) -> bool {
    let inner = || {
        WRAPPERS.iter().filter_map(|name| value.at(name)).any(|inner| find(inner, depth + 1))
            || value.list().iter().take(8).any(|item| find(item, depth + 1))
    };
    Service::of(value).is_some_and(|service| service.tells(value))
        || value.at("Message").is_some()
        || depth < MAX_WRAPPERS && inner()
}

/// Hands over the values of a text, with the text that they are parts of and whether it ends well.
///
/// JSON that came by mail or out of a terminal is wrapped in the middle of its strings, where JSON
/// has no line ends. There they are read as blanks, and every place stays where it is.
pub(super) fn with_values<R>(input: &Input, read: impl FnOnce(&Input, &[Value], bool) -> R) -> R {
    let text = text_of(input);
    let (found, complete) = values(text);
    // Of a mail with many such parts each is small, and is left as it is.
    let is_most = text.len() >= input.text().len() / 2;
    let mended =
        || unwrapped(input.text()).or_else(|| found.is_empty().then(|| rewritten(input.text())));
    match (!complete && is_most).then(mended).flatten() {
        Some(text) => {
            let whole = Input::from(&text);
            let input = whole.excerpt(input.lines().to_vec());
            let (found, complete) = values(text_of(&input));
            read(&input, &found, complete)
        }
        None => read(input, &found, complete),
    }
}

/// The text with blanks for the line ends in its strings, if there are any.
fn unwrapped(text: &str) -> Option<String> {
    let (mut within, mut escaped, mut wrapped) = (false, false, false);
    let blank = |c: char| {
        let ends = within && matches!(c, '\r' | '\n');
        wrapped |= ends;
        within ^= c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        if ends { ' ' } else { c }
    };
    let text: String = text.chars().map(blank).collect();
    wrapped.then_some(text)
}
