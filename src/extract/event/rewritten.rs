//! Objects as other languages print them: `{'event': None}`, `{ event: 'bounce', }`, `{"event"=>nil}`.

/// Words of JSON outside of strings.
const WORDS: &[&[u8]] = &[b"true", b"false", b"null"];

/// The text as JSON. Every string stays at its place, so that nothing has to be mapped back.
pub(super) fn rewritten(text: &str) -> String {
    let mut out = text.as_bytes().to_vec();
    let (mut at, mut quote, mut comma) = (0, None, None);
    while let Some(&b) = out.get(at) {
        let next = out.get(at + 1).copied();
        match (b, quote) {
            (b'\\', Some(_)) => {
                // JSON knows no `\'`.
                out[at] = if next == Some(b'\'') { b' ' } else { b };
                at += 1;
            }
            (b'\'' | b'"', None) => (out[at], quote, comma) = (b'"', Some(b), None),
            (_, Some(open)) if b == open => (out[at], quote) = (b'"', None),
            (b'"', Some(_)) => out[at] = b'\'',
            (_, Some(_)) => (),
            (b',', None) => comma = Some(at),
            (b'}' | b']', None) => comma.take().into_iter().for_each(|comma| out[comma] = b' '),
            (b'=', None) if next == Some(b'>') => out[at..at + 2].copy_from_slice(b": "),
            (b'a'..=b'z' | b'A'..=b'Z' | b'_', None) => {
                comma = None;
                at = word(&mut out, at);
            }
            _ => comma = comma.filter(|_| b.is_ascii_whitespace()),
        }
        at += 1;
    }
    String::from_utf8(out).unwrap_or_default()
}

/// Rewrites the word at `at`, a name such as ` event: ` or a value such as `None`. Its last place.
fn word(out: &mut [u8], at: usize) -> usize {
    let is_part = |b: &&u8| b.is_ascii_alphanumeric() || **b == b'_';
    let end = at + out[at..].iter().take_while(is_part).count();
    if at > 0 && out[at - 1].is_ascii_whitespace() && out[end..].starts_with(b": ") {
        out[at - 1] = b'"';
        out[end..end + 2].copy_from_slice(b"\":");
        return end + 1;
    }
    if !WORDS.contains(&&out[at..end]) {
        out[at..end].fill(b' ');
        out[at] = b'0';
    }
    end - 1
}
