//! Replies: one line, folded, joined, doubled, nested, wrapped, quoted in a sentence.
//!
//! [`Reader`] goes through the lines once. Each number that [`codes`](crate::codes)
//! finds begins a reply, goes on with the current one, or is text.

mod between;
mod draft;
mod summary;
mod trace;

use super::{Delivery, Parsed, anatomy};
use crate::codes::{Mark, Number, Place, is_row_name, marks};
use crate::input::{Input, is_blank, trim};
use crate::reply::{EnhancedCode, Reply, ReplyCode};
use crate::span::Span;
use crate::vocabulary::{Form, TokenKind, WarningKind};
use draft::Draft;

pub(super) use summary::{refuse, warn_about_codes};

/// The most replies of one input. No paste of a person comes near; beyond it
/// codes are left as text, so that hostile input cannot fill the memory.
const MAX_REPLIES: usize = 10_000;

/// Reads every reply, then what their words name; without any code, the whole
/// text is one reply of words.
#[inline(never)]
pub(super) fn extract(input: &Input, parsed: &mut Parsed) {
    let mut hearsay = false;
    let drafts = match drafts(input, parsed) {
        drafts if drafts.is_empty() => {
            hearsay = parsed.form == Form::Reply && summary::is_general(input);
            summary::warn_about_numbers(input, parsed);
            vec![summary::spoken(input)]
        }
        drafts => drafts,
    };
    let known = parsed.deliveries.len();
    summary::finish(input, parsed, drafts);
    parsed.deliveries[known..].iter_mut().for_each(|delivery| delivery.hearsay = hearsay);
    summary::leave_out_repeated(input, parsed, known);
}

/// Reads every reply of `input` for another form, which decides what its
/// deliveries are worth. Without any code, the whole text is one reply of words.
pub(super) fn deliveries(input: &Input, parsed: &mut Parsed) -> Vec<Delivery> {
    let known = parsed.deliveries.len();
    extract(input, parsed);
    parsed.deliveries.split_off(known)
}

/// Reads the replies that have a code.
pub(super) fn coded(input: &Input, parsed: &mut Parsed) -> Vec<Delivery> {
    let known = parsed.deliveries.len();
    let drafts = drafts(input, parsed);
    summary::finish(input, parsed, drafts);
    parsed.deliveries.split_off(known)
}

/// Reads the whole text as one reply of words, whatever numbers stand in it.
pub(super) fn spoken(input: &Input, parsed: &mut Parsed) -> Option<Delivery> {
    let known = parsed.deliveries.len();
    let draft = summary::spoken(input);
    summary::finish(input, parsed, vec![draft]);
    parsed.deliveries.split_off(known).pop()
}

fn drafts(input: &Input, parsed: &mut Parsed) -> Vec<Draft> {
    let mut reader = Reader {
        input,
        parsed,
        drafts: Vec::new(),
        current: None,
        before: Vec::new(),
        arrow: None,
        cut: None,
    };
    for line in input.lines() {
        reader.read(*line);
    }
    let Reader { drafts, cut, .. } = reader;
    if cut.is_some() {
        parsed.warn(WarningKind::Cut, cut);
    }
    drafts
}

struct Reader<'r, 'a> {
    input: &'r Input<'a>,
    parsed: &'r mut Parsed,
    drafts: Vec<Draft>,
    /// The reply that the next line may belong to.
    current: Option<usize>,
    /// Lines since the last reply or empty line: they may introduce a reply.
    before: Vec<Span>,
    /// The arrow at the end of the line above, in case that a mail client broke the
    /// line `returned … -> 550 …` there.
    arrow: Option<Span>,
    /// The first code beyond [`MAX_REPLIES`].
    cut: Option<Span>,
}

/// The part of a line that is not used up yet.
struct Rest {
    at: usize,
    end: usize,
    /// Whether a code of the current reply stood on this line.
    coded: bool,
}

impl Reader<'_, '_> {
    fn read(&mut self, line: Span) {
        let text = self.input.of(line);
        if trim(text).is_empty() {
            self.current = None;
            self.before.clear();
            return;
        }
        if trace::is_frame(text) {
            self.current = None;
            return;
        }
        if let Some(begun) = begins_dialogue(text) {
            self.current = None;
            if begun {
                self.before.clear();
            }
        }
        let base = line.start as usize;
        let mut rest = Rest { at: base, end: line.end as usize, coded: false };
        let here = text.starts_with("->").then(|| Span { end: line.start + 2, ..line });
        let arrow = here.or(self.arrow.take()).filter(|_| self.current.is_some());
        for mark in marks(text) {
            self.number(mark.behind(base), arrow, &mut rest);
        }
        if text.ends_with("->") {
            self.arrow = Some(Span { start: line.end - 2, ..line });
        }
        match self.current {
            None => self.before.push(Span::new(rest.at, rest.end)),
            Some(index) => {
                if !rest.coded && self.drafts[index].expects_more {
                    self.parsed.warn(WarningKind::MissingCode, Some(line));
                }
                self.drafts[index].add_text(self.input, rest.at, rest.end);
            }
        }
    }

    /// A number: a code of the current reply, the beginning of another one, or text.
    fn number(&mut self, mut mark: Mark, arrow: Option<Span>, rest: &mut Rest) {
        if let (Some(arrow), Place::Head, Number::Reply(_)) = (arrow, mark.place, mark.number) {
            self.parsed.token(TokenKind::Wrapper, "->", arrow);
            mark.place = Place::Said;
        }
        match mark.number {
            _ if mark.place == Place::Refused => (),
            Number::Reply(code) => self.reply_code(code, mark, rest),
            Number::Enhanced(code) => self.enhanced_code(code, mark, rest),
        }
    }

    fn reply_code(&mut self, code: ReplyCode, mark: Mark, rest: &mut Rest) {
        let current = self.current.map(|index| &self.drafts[index]);
        let Some(draft) = current else {
            if mark.begins_a_reply() {
                self.begin(mark, rest, None);
            }
            return;
        };
        let (same, more) = (draft.reply.code == Some(code), draft.expects_more);
        let follows =
            matches!(self.input.text().as_bytes().get(mark.end), None | Some(b'-' | b' '));
        match mark.place {
            Place::Adjacent if draft.reply.code.is_none() && rest.coded => self.go_on(mark, rest),
            Place::Adjacent if same => self.go_on(mark, rest),
            Place::Adjacent if code.is_in_range() && follows => self.nest(mark, rest),
            // Node prints `response: '535 5.7.139 …', responseCode: 535, command: …`.
            Place::Marked | Place::Followed | Place::Said if same && self.is_field(mark) => (),
            _ if mark.place != Place::Loose && same && self.is_label(mark, rest) => {
                self.leave_label(mark, rest);
                self.go_on(mark, rest);
            }
            Place::Head if more => self.go_on(mark, rest),
            Place::Head => self.begin(mark, rest, None),
            Place::Said | Place::Marked | Place::Followed if self.is_raised(mark, rest) => {
                self.begin(mark, rest, None);
            }
            Place::Marked | Place::Followed if same && (more || mark.place == Place::Followed) => {
                self.go_on(mark, rest);
            }
            Place::Followed if more => self.go_on(mark, rest),
            Place::Loose if same && more && follows => self.go_on(mark, rest),
            // Symfony: `got code "550", with message "550 …" Log data: << 220 mx.example.net ESMTP`.
            Place::Said | Place::Marked | Place::Followed if self.is_step(code) => {
                self.leave(mark, rest);
            }
            Place::Said | Place::Marked | Place::Followed => self.nest(mark, rest),
            _ => (),
        }
    }

    fn enhanced_code(&mut self, code: EnhancedCode, mark: Mark, rest: &mut Rest) {
        let Some(index) = self.current else {
            if mark.begins_a_reply() {
                self.begin(mark, rest, None);
            }
            return;
        };
        let draft = &self.drafts[index];
        let reply = &draft.reply;
        let known = reply.enhanced;
        let at_head = mark.place == Place::Adjacent || mark.place == Place::Head;
        let fits = code.subject <= 7 && reply.code.is_none_or(|reply| reply.class() == code.class);
        match mark.place {
            Place::Head if reply.code.is_none() && known.is_some_and(|known| known != code) => {
                self.begin(mark, rest, None);
            }
            // A folded notice: "said: 550" and the enhanced code in the next line.
            _ if at_head && (rest.coded || known == Some(code) || reply.lines.is_empty()) => {
                self.take_enhanced(index, code, mark, rest)
            }
            _ if fits => self.note_enhanced(index, code, mark),
            _ => (),
        }
    }

    /// An enhanced code in its right place: the words begin behind it.
    fn take_enhanced(&mut self, index: usize, code: EnhancedCode, mark: Mark, rest: &mut Rest) {
        self.note_enhanced(index, code, mark);
        let draft = &mut self.drafts[index];
        draft.extend(mark.end);
        rest.at = mark.end;
        rest.coded = true;
    }

    /// An enhanced code among the words: it counts if there is no better one.
    fn note_enhanced(&mut self, index: usize, code: EnhancedCode, mark: Mark) {
        let span = Span::new(mark.start, mark.end);
        let reply = &mut self.drafts[index].reply;
        let worse =
            |known: EnhancedCode| known.is_vague() && !code.is_vague() && known.class == code.class;
        if reply.enhanced.is_none_or(worse) {
            reply.enhanced = Some(code);
            reply.enhanced_span = Some(span);
        }
        anatomy::enhanced_code(self.parsed, self.input.of(span), mark.start);
    }

    /// A new reply; what stood before it on its line and above introduces it.
    fn begin(&mut self, mark: Mark, rest: &mut Rest, quoted_in: Option<usize>) {
        if self.is_full(mark) {
            return;
        }
        if quoted_in.is_none() && rest.at < mark.start {
            let own = Span::new(rest.at, mark.start);
            match self.current.filter(|_| !is_row_name(self.input.of(own))) {
                Some(open) => self.drafts[open].add_text(self.input, rest.at, mark.start),
                None => self.before.push(own),
            }
        }
        self.note_wrapper(mark);
        let span = Span::new(mark.start, mark.end);
        let mut draft = Draft::new(Reply { quoted_in, span, ..Reply::default() });
        draft.opener = self.input.text()[..mark.start].chars().next_back();
        match mark.number {
            // `sorry, no mailbox here (#5.1.1)`: the words stand in front of the code.
            Number::Enhanced(_) if mark.place == Place::Marked && !self.leads(mark, rest) => {
                let words = std::mem::take(&mut self.before);
                words.iter().for_each(|piece| draft.add_text_before_code(self.input, *piece));
            }
            Number::Reply(_) => {
                let words = self.take_detail();
                words.iter().for_each(|piece| draft.add_text_before_code(self.input, *piece));
                draft.before = std::mem::take(&mut self.before);
            }
            Number::Enhanced(_) => draft.before = std::mem::take(&mut self.before),
        }
        self.current = Some(self.drafts.len());
        self.drafts.push(draft);
        match mark.number {
            Number::Reply(_) => {
                rest.at = mark.start;
                self.go_on(Mark { place: Place::Head, ..mark }, rest);
            }
            Number::Enhanced(code) => self.note_enhanced(self.drafts.len() - 1, code, mark),
        }
        rest.at = mark.end;
        rest.coded = true;
    }

    /// Whether the words of a code stand behind it: `The server responded: 5.7.0 Authentication
    /// Required`, and not `rejected (#5.7.1), see below`.
    fn leads(&self, mark: Mark, rest: &Rest) -> bool {
        let text = self.input.text();
        let bracketed = text[..mark.start].ends_with(['(', '[', '<', '#']);
        let behind = text.get(mark.end..rest.end).unwrap_or_default();
        !bracketed && behind.contains(char::is_alphabetic)
    }

    /// Whether there are so many replies that no more is begun.
    fn is_full(&mut self, mark: Mark) -> bool {
        let full = self.drafts.len() >= MAX_REPLIES;
        if full {
            self.cut.get_or_insert(Span::new(mark.start, mark.end));
        }
        full
    }

    /// Marks the words that announce somebody else's reply.
    fn note_wrapper(&mut self, mark: Mark) {
        let words = self.input.text().get(mark.announced..mark.start).unwrap_or_default();
        let words = words.trim_end_matches(|c| is_edge(c) && c != '>');
        if !words.is_empty() {
            let span = Span::new(mark.announced, mark.announced + words.len());
            self.parsed.token(TokenKind::Wrapper, words.to_lowercase(), span);
        }
    }

    /// A reply within the words of the current one.
    #[inline(never)]
    fn nest(&mut self, mark: Mark, rest: &mut Rest) {
        if let Some(outer) = self.current
            && !self.is_full(mark)
        {
            let words = self.input.text().get(rest.at..mark.start).unwrap_or_default();
            let words = words.trim_end_matches(is_edge);
            self.drafts[outer].add_text(self.input, rest.at, rest.at + words.len());
            self.begin(mark, rest, Some(outer));
        }
    }

    /// One more code of the current reply: doubled, or of a further line.
    fn go_on(&mut self, mark: Mark, rest: &mut Rest) {
        let (Some(index), Number::Reply(code)) = (self.current, mark.number) else { return };
        let span = Span::new(mark.start, mark.end);
        let draft = &mut self.drafts[index];
        if mark.place != Place::Adjacent {
            draft.add_text(self.input, rest.at, mark.start);
        }
        if draft.reply.code.is_some_and(|known| known != code) {
            self.parsed.warn(WarningKind::MixedCodes, Some(span));
            // The code of the last line decides, and so does its enhanced code.
            (draft.reply.enhanced, draft.reply.enhanced_span) = (None, None);
        }
        draft.reply.code = Some(code);
        draft.reply.code_span = Some(span);
        draft.expects_more = self.input.text().as_bytes().get(mark.end) == Some(&b'-');
        draft.extend(mark.end);
        anatomy::reply_code(self.parsed, self.input.of(span), mark.start);
        rest.at = mark.end;
        rest.coded = true;
    }
}

/// A line of a transcript behind which no reply goes on, and whether another server
/// is talked to: `... while talking to mx.example.net.:`, `>>> RCPT To:<a@example.net>`.
fn begins_dialogue(line: &str) -> Option<bool> {
    const TALKING: &str = "while talking to ";
    let words = line.trim_start_matches(|c| is_blank(c) || c == '.');
    let talks = words.get(..TALKING.len()).is_some_and(|w| w.eq_ignore_ascii_case(TALKING));
    (talks || trim(line).starts_with(">>> ")).then_some(talks)
}

/// Whether a character only separates the words of a reply from another reply.
fn is_edge(c: char) -> bool {
    is_blank(c) || "<([{'\"->=,;:#".contains(c)
}
