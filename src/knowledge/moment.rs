//! What the moment of a reply says about whom it means.

use super::tables::Cause;
use crate::reply::Reply;
use crate::vocabulary::Phase;

/// Codes that only answer a login (RFC 4954 §6; 432 is older).
const LOGIN_CODES: [u16; 4] = [432, 534, 535, 538];

/// The cause that is meant: what the words say of "the user" or "the address" is
/// about the sender in answer to `MAIL FROM`, and about the login in answer to `AUTH`;
/// a command that is not understood is about encryption in answer to `STARTTLS`.
pub fn meant(cause: Cause, reply: &Reply) -> Cause {
    let of_address = matches!(
        cause,
        Cause::UserUnknown | Cause::AddressInvalid | Cause::DomainNotFound | Cause::NoMailService
    );
    let of_login = || reply.code.is_some_and(|code| LOGIN_CODES.contains(&code.number()));
    let unheard_of = || reply.code.is_some_and(|code| matches!(code.number(), 500 | 502));
    match reply.phase {
        // A server that does not know the command offers no encryption.
        Some(Phase::Tls) if cause == Cause::ProtocolError && unheard_of() => Cause::TlsFailed,
        _ if !of_address => cause,
        Some(Phase::Mail) => Cause::SenderInvalid,
        Some(Phase::Auth) => Cause::SmtpAuthFailed,
        _ if of_login() => Cause::SmtpAuthFailed,
        _ => cause,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reply::ReplyCode;

    fn at(phase: Option<Phase>, code: u16) -> Reply {
        Reply { phase, code: ReplyCode::new(code), ..Reply::default() }
    }

    #[test]
    fn ok_an_unknown_user_in_answer_to_mail_from_is_the_sender() {
        let meant = |phase| meant(Cause::UserUnknown, &at(Some(phase), 550));
        assert_eq!(meant(Phase::Mail), Cause::SenderInvalid);
        assert_eq!(meant(Phase::Auth), Cause::SmtpAuthFailed);
        assert_eq!(meant(Phase::Rcpt), Cause::UserUnknown);
        assert_eq!(meant(Phase::EndOfData), Cause::UserUnknown);
    }

    #[test]
    fn ok_a_login_code_speaks_of_the_login() {
        assert_eq!(meant(Cause::UserUnknown, &at(None, 535)), Cause::SmtpAuthFailed);
        assert_eq!(meant(Cause::UserUnknown, &at(None, 550)), Cause::UserUnknown);
    }

    #[test]
    fn ok_an_unknown_starttls_is_a_matter_of_encryption() {
        let meant = |phase| meant(Cause::ProtocolError, &at(Some(phase), 502));
        assert_eq!(meant(Phase::Tls), Cause::TlsFailed);
        assert_eq!(meant(Phase::Data), Cause::ProtocolError);
    }

    #[test]
    fn ok_other_causes_stay_what_they_are() {
        let reply = at(Some(Phase::Mail), 550);
        assert_eq!(meant(Cause::SpamContent, &reply), Cause::SpamContent);
    }
}
