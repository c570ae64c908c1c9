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
