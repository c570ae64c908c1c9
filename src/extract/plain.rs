//! A page, or a text to which copying has added something: what its reader sees is read.

use super::{Delivery, Parsed, text};
use crate::form::{is_mail, recognise, told};
use crate::html;
use crate::input::Input;
use crate::pasted::undressed;
use crate::vocabulary::{Form, WarningKind};

/// Reads the plain text as a piece of its own, if it differs from what was handed in.
#[inline(never)]
pub(super) fn extract(input: &Input, dressed: Form, parsed: &mut Parsed) -> bool {
    let is_page = html::is_html(input.text());
    let plain = match is_page {
        true => Some(html::text(input.text())),
        false => undressed(input.text()),
    };
    let Some(plain) = plain else { return false };
    read(input, dressed, plain, is_page, parsed);
    true
}

#[inline(never)]
fn read(input: &Input, dressed: Form, plain: String, is_page: bool, parsed: &mut Parsed) {
    let seen = Input::from(plain.as_str());
    let form = form(&seen, is_page);
    if form == Form::NotABounce && is_page {
        parsed.form = form;
        parsed.warn(WarningKind::NotUnderstood, None);
        return;
    }
    let mut own = (!is_page).then(|| parsed.clone());
    let piece = parsed.add_piece(plain.clone());
    parsed.form = form;
    parsed.within(piece, |parsed| text(&seen, form, parsed));
    if is_page && form == Form::Notice && !names_anything(parsed) {
        parsed.form = Form::Unknown;
        parsed.deliveries.iter_mut().for_each(|delivery| delivery.event = None);
    }
    if let Some(own) = &mut own {
        text(input, dressed, own);
        if tell_the_same(own, parsed) {
            std::mem::swap(own, parsed);
        }
    }
}

/// Whether what was added makes no difference: then places in the text as it came are better.
fn tell_the_same(own: &Parsed, plain: &Parsed) -> bool {
    let same_reply = |a: &Delivery, b: &Delivery| {
        let a = a.reply.and_then(|at| own.replies.get(at));
        match (a, b.reply.and_then(|at| plain.replies.get(at))) {
            (Some(a), Some(b)) => {
                (a.code, a.enhanced) == (b.code, b.enhanced)
                    && a.text.split_whitespace().eq(b.text.split_whitespace())
            }
            (a, b) => a.is_none() && b.is_none(),
        }
    };
    let same = |(a, b): (&Delivery, &Delivery)| {
        (&a.recipient, a.event) == (&b.recipient, b.event) && same_reply(a, b)
    };
    own.form == plain.form
        && own.deliveries.len() == plain.deliveries.len()
        && own.deliveries.iter().zip(&plain.deliveries).all(same)
}

/// The form of what is seen. There is no mail in a page, but its first lines may stand there.
fn form(seen: &Input, is_page: bool) -> Form {
    match recognise(seen) {
        Form::Dsn if is_mail(seen) => told(seen).unwrap_or(Form::NotABounce),
        Form::Unknown | Form::Webhook | Form::Code if is_page => Form::NotABounce,
        Form::Webhook | Form::Code => Form::Unknown,
        form => form,
    }
}

fn names_anything(parsed: &Parsed) -> bool {
    parsed.deliveries.iter().any(|told| told.reply.is_some() || told.recipient.is_some())
}
