//! Whether the sentences of a mail are those of a notice.

use super::headers::Evidence;
use crate::anchors::{Anchor, anchors};
use crate::extract::Delivery;
use crate::form::is_told_of;
use crate::input::Input;
use crate::mail_header::copied_header;
use crate::vocabulary::Says;

/// The lines at the beginning of a mail, in which a notice says what it is. People tell of
/// bounces further below.
const MAX_OPENING: usize = 8;

/// Whether a text has a sentence of a notice, in a mail that may be one, or at its beginning one
/// that only mail systems write.
pub(super) fn speaks(text: &Input, evidence: &Evidence, returned: bool) -> bool {
    let anchors = anchors(text);
    let says = |anchor: &Anchor| matches!(anchor.says, Says::Bounce | Says::Delay | Says::Success);
    let opens = |anchor: &Anchor| {
        let certain = !anchor.wide && (says(anchor) || anchor.says == Says::General);
        certain && anchor.line < MAX_OPENING
    };
    let may = evidence.may_bounce || returned || copied_header(text).is_some();
    let may = may || evidence.is_single && anchors.iter().any(opens);
    may && anchors.iter().any(says) && !is_told_of(text, &anchors)
}

/// Whether a text has a sentence of failure or of delay at its beginning that only mail systems write.
pub(super) fn opens_with_failure(text: &Input) -> bool {
    let anchors = anchors(text);
    let mut opening = anchors.iter().filter(|anchor| anchor.line < MAX_OPENING && !anchor.wide);
    opening.any(|anchor| matches!(anchor.says, Says::Bounce | Says::Delay))
        && !is_told_of(text, &anchors)
}

/// Whether a text tells anything of its own; the words of who passed a bounce on do not.
pub(super) fn names_somebody(told: &Delivery) -> bool {
    told.reply.is_some() || told.recipient.is_some()
}
