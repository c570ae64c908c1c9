//! Automatic answers, by each field that marks one (RFC 3834).

use whybounced::explain;
use whybounced::vocabulary::Action;

#[test]
fn ok_automatic_answers_are_no_bounces() {
    for field in [
        "Auto-Submitted: auto-replied",
        "Auto-Submitted: auto-replied; owner-email=\"olga@example.net\"",
        "Auto-Submitted: (vacation) auto-replied",
        "X-Autoreply: yes",
        "X-Autorespond: away",
        "Precedence: auto_reply",
        "Subject: Automatic reply: Offer",
        "Subject: Out of Office: Offer",
        "Subject: Auto: Offer",
    ] {
        let subject = if field.starts_with("Subject") { "" } else { "Subject: Re: Offer\n" };
        let text = format!(
            "From: olga@example.net\nTo: ann@example.com\n{subject}{field}\n\n\
             I am away. 550 5.1.1 is the number of my room.\n"
        );
        let explanation = explain(text.as_str());
        assert_eq!(explanation.outcome.as_str(), "auto-reply", "{field}");
        assert_ne!(explanation.verdicts[0].action, Action::Suppress, "{field}");
    }
}

/// Programs that hold or refuse a message mark that as an automatic answer too.
#[test]
fn ok_a_program_that_refuses_is_told_as_one() {
    let outcome = |subject: &str, text: &str| {
        let mail = format!(
            "From: a@example.net\nTo: ann@example.com\nSubject: {subject}\n\
             Auto-Submitted: auto-replied\n\n{text}\n"
        );
        explain(mail.as_str()).outcome.to_string()
    };
    let held = "Your message attached below is being held because the address\n\
                <ann@example.com> has not been verified.";
    let refused = "Your message for list dev@lists.example.net (attached below) was rejected.\n\
                   You are not allowed to send this message for the following reason:\n";
    assert_eq!(outcome("Please confirm your message", held), "delayed");
    let mail = format!(
        "From: a@example.net\nTo: ann@example.com\nSubject: Please confirm\n\
         Auto-Submitted: auto-replied\n\n{held}\n"
    );
    assert_eq!(explain(mail.as_str()).verdicts[0].recipient.as_deref(), Some("a@example.net"));
    assert_eq!(outcome("Authorization denied", refused), "failed");
    for subject in ["Re: Offer", "Automatic reply: Offer"] {
        assert_eq!(outcome(subject, refused), "auto-reply", "{subject}");
    }
}
