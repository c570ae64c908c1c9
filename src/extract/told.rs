//! Puts together what a report says in its fields and what it tells people.

use super::noted::Noted;
use super::{Delivery, Parsed};
use crate::reply::{EnhancedCode, Reply};
use crate::vocabulary::Permanence;

/// Adds to the deliveries of a report what only its text for people says.
pub(super) fn complete(deliveries: &mut [Delivery], told: &[Delivery], parsed: &mut Parsed) {
    let mut recipients = Noted::default();
    for (at, other) in told.iter().enumerate() {
        if let Some(address) = &other.recipient {
            recipients.note(address, at);
        }
    }
    // What is told of one recipient says nothing about others: a program, behind an alias.
    let only = match told {
        [only] if only.recipient.is_none() || deliveries.len() == 1 => Some(0),
        _ => None,
    };
    for delivery in deliveries {
        let named = [&delivery.recipient, &delivery.original_recipient].into_iter().flatten();
        let same = named.filter_map(|address| recipients.find(address)).next();
        let Some(other) = same.or(only).and_then(|at| told.get(at)) else { continue };
        delivery.context.clone_from(&other.context);
        delivery.recipient = delivery.recipient.take().or_else(|| other.recipient.clone());
        if delivery.remote.is_none() {
            delivery.remote.clone_from(&other.remote);
        }
        prefer(delivery, other, parsed);
    }
}

/// Adds the recipients whom only the text for people names: whoever copies a notice rarely copies
/// all groups of the report below it.
pub(super) fn add_others(deliveries: &mut Vec<Delivery>, told: Vec<Delivery>) {
    let mut reported = Noted::default();
    for (at, delivery) in deliveries.iter().enumerate() {
        let named = [&delivery.recipient, &delivery.original_recipient];
        named.into_iter().flatten().for_each(|address| _ = reported.note(address, at));
    }
    let known = |told: &Delivery| told.recipient.as_deref().map(|own| reported.find(own).is_some());
    if told.iter().any(|told| known(told) == Some(true)) {
        let others = told.into_iter().filter(|told| known(told) == Some(false));
        deliveries.extend(others.filter(|told| told.reply.is_some()));
    }
}

/// Takes the reply in the text for people where the report itself has none that
/// tells as much.
fn prefer(delivery: &mut Delivery, other: &Delivery, parsed: &mut Parsed) {
    let Some(told) = other.reply.and_then(|at| parsed.replies.get(at)) else { return };
    let Some(own) = delivery.reply.and_then(|at| parsed.replies.get(at)) else {
        delivery.reply = other.reply;
        return;
    };
    let delivered = own.permanence() == Permanence::Success;
    if delivered && told.permanence() != Permanence::Success {
        return;
    }
    if own.code.is_some() || !(own.text.is_empty() || told.code.is_some() && agree(own, told)) {
        return;
    }
    let (status, span) = (own.enhanced, own.enhanced_span);
    delivery.reply = other.reply;
    if let Some(reply) = other.reply.and_then(|at| parsed.replies.get_mut(at)) {
        add_status(reply, status, span);
    }
}

fn agree(own: &Reply, told: &Reply) -> bool {
    match (own.enhanced, told.enhanced) {
        (Some(own), Some(told)) => own == told || own.precision() < 2,
        _ => true,
    }
}

/// Completes a reply by the `Status` of the report.
///
/// The text that the other server sent is nearer to the cause than the summary of
/// the reporter; but a status that tells more than the text's code counts.
pub(super) fn add_status(
    reply: &mut Reply,
    status: Option<EnhancedCode>,
    span: Option<crate::span::Span>,
) {
    let Some(status) = status else { return };
    // PowerMTA: `Status: 5.4.7 (delivery time expired)` beside `421 4.7.0` of the last try.
    let completes =
        |known: EnhancedCode| known.precision() < status.precision() && known.class == status.class;
    if reply.enhanced.is_none_or(completes) {
        (reply.enhanced, reply.enhanced_span) = (Some(status), span);
    }
}
