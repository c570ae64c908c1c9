//! The notice that a mail system writes for people.
//!
//! Every system has its own layout, and none is needed to read it: somewhere
//! stand addresses at the beginning of a line, replies or words below them, and
//! in the end a copy of the message, which is left out.

mod client;
mod copy;
mod recipients;
mod transcript;

use super::noted::Noted;
use super::{Delivery, Parsed, original, reply};
use crate::anchors::{Anchor, anchors};
use crate::codes::{Number, marks};
use crate::form::unflattened;
use crate::input::{Input, trim};
use crate::mail_header::copied_header;
use crate::span::{Span, sort_by_numbers};
use crate::vocabulary::{Event, Form, Permanence, Says, TokenKind};
use recipients::{Listed, listed};

/// The most lines of a notice that tell about a delivery when its reply does not.
const MAX_CONTEXT: usize = 120;

/// Reads a notice that was handed in as text.
#[inline(never)]
pub(super) fn extract(input: &Input, parsed: &mut Parsed) {
    parsed.form = Form::Notice;
    let mut deliveries = read(input, parsed);
    parsed.deliveries.append(&mut deliveries);
}

/// What a notice says about each recipient, at least one delivery.
pub(super) fn read(input: &Input, parsed: &mut Parsed) -> Vec<Delivery> {
    if let Some(lines) = unflattened(input) {
        let own = input.excerpt(lines);
        return read_own(&own, &anchors(&own), parsed);
    }
    let anchors = anchors(input);
    match client::behind(input, &anchors) {
        0 => read_own(input, &anchors, parsed),
        start => {
            let own = input.excerpt(input.lines().get(start..).unwrap_or_default().to_vec());
            read_own(&own, &crate::anchors::anchors(&own), parsed)
        }
    }
}

/// The same for a text without the header of a mail client.
fn read_own(input: &Input, anchors: &[Anchor], parsed: &mut Parsed) -> Vec<Delivery> {
    let mut own = copy::without(input, anchors);
    let rest = input.lines().get(own.len()..).unwrap_or_default();
    if let Some(header) = copied_header(input) {
        original::note_copied(input, input.lines().get(header..).unwrap_or_default(), parsed);
    }
    if !own.iter().any(|line| tells(input.of(*line))) {
        // A bounce that was passed on with its header: what looks like the copy is it.
        own.extend(rest);
    }
    let text = input.excerpt(own);
    if parsed.source.is_none() {
        parsed.source = source(anchors);
    }
    let mut assigned = Assigned::read(&text, listed(&text), parsed);
    let mut deliveries = assigned.deliveries(&text, anchors, parsed);
    let event = event(anchors);
    let events = assigned.events(anchors, event);
    let several = deliveries.len() > 1;
    for (at, delivery) in deliveries.iter_mut().enumerate() {
        let told = events.get(at).copied().unwrap_or(event);
        let reply = delivery.reply.and_then(|at| parsed.replies.get(at));
        let refused = reply.is_some_and(|reply| reply.permanence() == Permanence::Permanent);
        // A report on all recipients has one sentence for what was delivered and what was not.
        let fails = refused && told == Event::Delivered;
        delivery.event = Some(if fails { Event::Failed } else { told });
        let own = several && delivery.reply.is_some();
        delivery.context =
            if own { assigned.context(&text, at) } else { context(&text, text.lines()) };
    }
    deliveries
}

/// The program that wrote the notice. Some borrow the first sentences of another one;
/// what only one of them writes stands behind.
fn source(anchors: &[Anchor]) -> Option<&'static str> {
    let only = anchors.iter().rev().filter(|anchor| anchor.says == Says::General);
    only.chain(anchors).find_map(|anchor| anchor.source)
}

fn context(text: &Input, lines: &[Span]) -> Vec<Span> {
    let lines = lines.get(..MAX_CONTEXT).unwrap_or(lines).iter().copied();
    lines.filter(|line| !is_labelled(text.of(*line))).collect()
}

/// Outlook: `Server error: '554 5.7.1 <a@example.net>: Relay access denied'`. The reply is read on its own, and no server
/// has said what stands in front.
fn is_labelled(line: &str) -> bool {
    trim(line).split_once(": '").is_some_and(|(label, reply)| {
        label.split(' ').count() < 4 && reply.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// Whether a line names an address or a code, as notices do about each recipient.
fn tells(line: &str) -> bool {
    line.contains('@') || marks(line).any(|mark| mark.begins_a_reply())
}

/// Whether a text holds a refusal of a server.
pub(super) fn refuses(input: &Input) -> bool {
    let own = copy::without(input, &[]);
    own.iter().any(|line| {
        marks(input.of(*line)).any(|mark| match mark.number {
            Number::Reply(code) => mark.begins_a_reply() && matches!(code.class(), 4 | 5),
            Number::Enhanced(_) => false,
        })
    })
}

/// What the sentences of the notice say has become of the message.
fn event(anchors: &[Anchor]) -> Event {
    let says = |says: Says| anchors.iter().any(|anchor| anchor.says == says);
    match () {
        // Sendmail's and Exim's warnings carry sentences of failure as well.
        () if says(Says::Delay) => Event::Delayed,
        () if says(Says::Bounce) || !says(Says::Success) => Event::Failed,
        () => Event::Delivered,
    }
}

/// The replies of each recipient.
struct Assigned {
    listed: Vec<Listed>,
    /// The recipients by their addresses.
    addressed: Noted,
    /// For each recipient that is listed the replies that may be its own.
    own: Vec<Vec<Delivery>>,
    /// Replies that belong to none of them.
    others: Vec<Delivery>,
}

impl Assigned {
    /// Reads the lines in front of the first recipient, and those of each one.
    fn read(text: &Input, listed: Vec<Listed>, parsed: &mut Parsed) -> Assigned {
        let mut addressed = Noted::default();
        for (at, listed) in listed.iter().enumerate() {
            addressed.note(&listed.address, at);
        }
        let own = vec![Vec::new(); listed.len()];
        let mut assigned = Assigned { listed, addressed, own, others: Vec::new() };
        let end = |at: usize| assigned.listed.get(at).map_or(text.lines().len(), |next| next.line);
        let bounds: Vec<(Option<usize>, usize, usize)> = std::iter::once((None, 0, end(0)))
            .chain((0..assigned.listed.len()).map(|at| (Some(at), end(at), end(at + 1))))
            .collect();
        for (section, from, to) in bounds {
            // A line that holds nothing but the address is no word of the reply.
            let from = from + usize::from(section.is_some_and(|at| assigned.is_bare(text, at)));
            let lines = text.lines().get(from..to).unwrap_or_default();
            for delivery in reply::coded(&text.excerpt(lines.to_vec()), parsed) {
                match assigned.named(&delivery).or(section) {
                    Some(at) => assigned.own[at].push(delivery),
                    None => assigned.others.push(delivery),
                }
            }
        }
        assigned
    }

    /// Whether the address is all of its line.
    fn is_bare(&self, text: &Input, at: usize) -> bool {
        let rest = self.listed.get(at).map_or("", |listed| text.of(listed.rest));
        trim(rest.trim_start_matches(['>', ')', '"', ':'])).is_empty()
    }

    /// The listed recipient that the reply names.
    fn named(&self, delivery: &Delivery) -> Option<usize> {
        self.addressed.find(delivery.recipient.as_deref()?)
    }

    /// The lines in front of all recipients, and those of this one: what stands
    /// below others is no reason of it.
    fn context(&self, text: &Input, at: usize) -> Vec<Span> {
        let end = |at: usize| self.listed.get(at).map_or(text.lines().len(), |next| next.line);
        let head = self.listed.first().map_or(0, |first| first.line);
        let mut lines = context(text, text.lines().get(..head).unwrap_or_default());
        if at < self.listed.len() {
            lines.extend(context(text, text.lines().get(end(at)..end(at + 1)).unwrap_or_default()));
        }
        lines
    }

    /// What has become of the message to each recipient that is listed. Where a notice tells of
    /// some that got it, the last sentence in front of the address or in its line says it.
    fn events(&self, anchors: &[Anchor], all: Event) -> Vec<Event> {
        let several_fates = anchors.iter().any(|anchor| anchor.says == Says::Success);
        let mut rest = anchors.iter().filter(|_| several_fates).peekable();
        let mut told = all;
        let event = |listed: &Listed| {
            while let Some(anchor) = rest.next_if(|anchor| anchor.line <= listed.line) {
                told = match anchor.says {
                    Says::Success => Event::Delivered,
                    Says::Delay => Event::Delayed,
                    Says::Bounce => Event::Failed,
                    _ => told,
                };
            }
            told
        };
        self.listed.iter().map(event).collect()
    }

    fn deliveries(
        &mut self,
        text: &Input,
        anchors: &[Anchor],
        parsed: &mut Parsed,
    ) -> Vec<Delivery> {
        let wrapped = Wrapped::new(text, parsed);
        if self.listed.is_empty() {
            let others = std::mem::take(&mut self.others);
            let groups = transcript::groups(text, others, parsed);
            let by_name: Vec<Delivery> =
                groups.into_iter().filter_map(|group| named(group, parsed, &wrapped)).collect();
            let mut found = if by_name.is_empty() { vec![unlisted(text, parsed)] } else { by_name };
            if let [Delivery { recipient: recipient @ None, .. }] = found.as_mut_slice()
                && let Some((address, span)) = recipients::named_in_words(text, anchors)
            {
                parsed.token(TokenKind::Recipient, address.clone(), span);
                *recipient = Some(address);
            }
            return found;
        }
        let common = best(std::mem::take(&mut self.others), parsed, &wrapped);
        let mut found = Vec::new();
        for (at, listed) in self.listed.iter().enumerate() {
            parsed.token(TokenKind::Recipient, listed.address.clone(), listed.span);
            let own = best(std::mem::take(&mut self.own[at]), parsed, &wrapped);
            let reason = || recipients::reason(text, &self.listed, at, anchors);
            found.push(own.or_else(|| common.clone()).or_else(|| match reason() {
                reason if reason.is_empty() => None,
                reason => reply::spoken(&text.excerpt(reason), parsed),
            }));
        }
        self.share(text, &mut found);
        let all = self.listed.iter().zip(found);
        let named = |(listed, found): (&Listed, Option<Delivery>)| {
            let recipient = Some(listed.address.clone());
            Delivery { recipient, ..found.unwrap_or_default() }
        };
        all.map(named).collect()
    }

    /// What stands below the last of several addresses, one a line, is told of all of
    /// them, if it names none.
    fn share(&self, text: &Input, found: &mut [Option<Delivery>]) {
        for at in (1..found.len()).rev() {
            let (above, own) = (&self.listed[at - 1], &self.listed[at]);
            let together = above.line + 1 == own.line && recipients::is_alone(text, above);
            let all = |below: &&Delivery| below.recipient.is_none();
            if found[at - 1].is_none() && together {
                found[at - 1] = found[at].as_ref().filter(all).cloned();
            }
        }
    }
}

/// The best of some replies, with the recipient that one of them names.
fn named(group: Vec<Delivery>, parsed: &mut Parsed, wrapped: &Wrapped) -> Option<Delivery> {
    let recipient = group.iter().find_map(|found| found.recipient.clone());
    best(group, parsed, wrapped).map(|found| Delivery { recipient, ..found })
}

/// A notice that neither lists recipients nor quotes a reply.
fn unlisted(text: &Input, parsed: &mut Parsed) -> Delivery {
    let replies = parsed.replies.len();
    let spoken = reply::spoken(text, parsed).unwrap_or_default();
    // The sentences of the notice are no reply.
    parsed.replies.truncate(replies);
    Delivery { reply: None, ..spoken }
}

/// Whose words replies are.
struct Wrapped {
    /// The place behind each word that announces somebody else's reply.
    announced: Vec<u32>,
    /// Where the lines begin in which sendmail translates the code of the line above: `<<< 550 Access
    /// denied`, and below `550 5.1.1 <a@example.net>... User unknown`.
    translated: Vec<u32>,
}

impl Wrapped {
    fn new(text: &Input, parsed: &Parsed) -> Wrapped {
        let wrappers = parsed.tokens.iter().filter(|token| token.kind == TokenKind::Wrapper);
        let quoted = |line: &Span| text.of(*line).starts_with("<<< ");
        let pairs = text.lines().windows(2).filter(|pair| quoted(&pair[0]) && !quoted(&pair[1]));
        let mut announced = wrappers.map(|token| token.span.end).collect();
        sort_by_numbers(&mut announced, |end| [*end, 0, 0]);
        Wrapped { announced, translated: pairs.map(|pair| pair[1].start).collect() }
    }

    /// Whether the reply is told to be another server's.
    fn announce(&self, span: Span) -> bool {
        let near = span.start.saturating_sub(4)..=span.start;
        let first = self.announced.partition_point(|end| end < near.start());
        self.announced.get(first).is_some_and(|end| near.contains(end))
    }

    /// Whether the reply only translates the code of the line above.
    fn translates(&self, span: Span) -> bool {
        self.translated.binary_search(&span.start).is_ok()
    }
}

/// The reply that tells most: a failure, another server's, with a telling code.
fn best(found: Vec<Delivery>, parsed: &mut Parsed, wrapped: &Wrapped) -> Option<Delivery> {
    let rank = |delivery: &Delivery| {
        let reply = delivery.reply.and_then(|at| parsed.replies.get(at));
        reply.map(|reply| {
            let fails = !matches!(reply.permanence(), Permanence::Success | Permanence::Unknown);
            let telling = reply.enhanced.map(|code| !code.is_vague());
            let original = !wrapped.translates(reply.span);
            (fails, original, wrapped.announce(reply.span), telling, reply.code.is_some())
        })
    };
    // Of equals the first one: later ones are the reporter's own summary.
    let best = found.iter().rev().max_by_key(|delivery| rank(delivery)).cloned()?;
    complete(best.reply, &found, parsed, wrapped);
    Some(best)
}

/// Sendmail: `<<< 550 <a@example.net>: User unknown` and below, in its own words,
/// `550 5.1.1 <a@example.net>... User unknown`. It says so below `<<< 550 Access denied` as well.
fn complete(best: Option<usize>, found: &[Delivery], parsed: &mut Parsed, wrapped: &Wrapped) {
    let Some(reply) = best.and_then(|at| parsed.replies.get(at)) else { return };
    let said = reply.text.to_ascii_lowercase();
    let names_somebody =
        ["@", "user", "mailbox", "recipient"].iter().any(|word| said.contains(word));
    let others = found.iter().filter_map(|delivery| parsed.replies.get(delivery.reply?));
    let others = others.filter(|other| names_somebody || !wrapped.translates(other.span));
    let same = others.filter(|other| other.code.is_some() && other.code == reply.code);
    let known = same.filter_map(|other| Some((other.enhanced?, other.enhanced_span)));
    let known = known.max_by_key(|(code, _)| !code.is_vague());
    if let (None, Some((code, span)), Some(at)) = (reply.enhanced, known, best) {
        parsed.replies[at].enhanced = Some(code);
        parsed.replies[at].enhanced_span = span;
    }
}

/// Whether a line says nothing.
fn is_empty(text: &Input, line: Span) -> bool {
    trim(text.of(line)).is_empty()
}
