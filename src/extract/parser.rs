//! The reader of mails, which takes apart only the fields that are asked for.

use std::sync::OnceLock;

use mail_parser::{HeaderName, MessageParser};

/// `mail-parser`, told to step over the other fields: a bounce and the message in it have some
/// dozen `Received` and `DKIM-Signature`, and taking them apart is a sixth of all time.
pub(super) fn parser() -> &'static MessageParser {
    static PARSER: OnceLock<MessageParser> = OnceLock::new();
    PARSER.get_or_init(|| {
        MessageParser::new()
            .header_content_type(HeaderName::ContentType)
            .header_content_type(HeaderName::ContentDisposition)
            .header_text(HeaderName::ContentTransferEncoding)
            .header_address(HeaderName::From)
            .header_address(HeaderName::To)
            .header_text(HeaderName::Subject)
            .header_id(HeaderName::MessageId)
            .header_id(HeaderName::ReturnPath)
            .header_raw("X-HmXmrOriginalRecipient")
            .default_header_ignore()
    })
}
