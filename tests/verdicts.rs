//! What an answer may conclude from a reply, and what it must leave open.

use whybounced::explain;
use whybounced::explanation::Verdict;
use whybounced::vocabulary::{Action, Audience, Certainty, Outcome, Scope};

fn verdict(input: &str) -> Verdict {
    explain(input).verdicts.swap_remove(0)
}

/// A vague code is a guess at most, and keeps what else it may be.
#[test]
fn ok_a_vague_code_names_its_likeliest_cause() {
    for (input, cause) in [
        ("550 5.7.1 Frobnicated", "policy-rejected"),
        ("554 Frobnicated", "policy-rejected"),
        ("450 4.7.0 Frobnicated", "rate-limited"),
        ("550 5.6.0 Frobnicated", "malformed-message"),
    ] {
        let verdict = verdict(input);
        assert_eq!(verdict.cause.as_str(), cause, "{input}");
        assert_eq!(verdict.certainty, Certainty::Guess, "{input}");
        assert!(!verdict.alternatives.is_empty(), "{input}");
        assert!(verdict.alternatives.iter().all(|other| other.cause != verdict.cause), "{input}");
    }
}

/// What an administrator writes in anger says nothing of the sending server, nor of a virus.
#[test]
fn ok_angry_words_blame_nobody_in_particular() {
    for (input, cause) in [
        ("554 5.7.1 <joe@example.com>: Sender address rejected: Go away!", "sender-invalid"),
        ("550 5.7.1 Go away!", "policy-rejected"),
        ("550 5.7.1 Confirmed spam. Go away.", "spam-content"),
        ("550 Certain types of attachments may contain a virus: .exe", "attachment-blocked"),
        ("451 4.7.1 Temporary error during virus scan, please retry", "server-error"),
    ] {
        assert_eq!(verdict(input).cause.as_str(), cause, "{input}");
    }
}

/// The words are about the same thing as the cause: 450 alone would speak of the mailbox.
#[test]
fn ok_the_code_that_names_the_cause_gives_the_words() {
    let verdict = verdict("450 4.7.0 Frobnicated");
    assert_eq!(verdict.title, "A matter of security or policy");
}

/// Nothing is guessed about an address.
#[test]
fn err_a_code_that_may_mean_the_address_stays_open() {
    for input in ["550 Frobnicated", "552 Frobnicated", "551", "550 5.1.0", "550 5.2.0", "5.5.0"] {
        let verdict = verdict(input);
        assert_eq!(verdict.cause.as_str(), "unknown", "{input}");
        assert_eq!(verdict.action, Action::Review, "{input}");
    }
}

/// A refusal has delivered nothing, whatever its second code stands for.
#[test]
fn err_a_refusal_with_a_code_of_success_is_no_delivery() {
    for input in ["550 5.6.4 Frobnicated", "550 5.1.9 Frobnicated"] {
        assert_eq!(verdict(input).cause.as_str(), "unknown", "{input}");
    }
    assert_eq!(verdict("5.6.4").cause.as_str(), "delivered");
}

/// Who refuses has answered, and an unknown word beside a code is no reason to give a domain up.
#[test]
fn err_a_code_against_the_words_is_a_guess() {
    for (input, other) in [
        ("550 5.4.1 Empfängeradresse abgelehnt: Zugriff verweigert", "user-unknown"),
        ("556 remote ip check error", "no-mail-service"),
    ] {
        let verdict = verdict(input);
        assert_eq!(verdict.cause.as_str(), "unknown", "{input}");
        assert_eq!(verdict.action, Action::Review, "{input}");
        assert!(verdict.alternatives.iter().any(|cause| cause.cause.as_str() == other), "{input}");
    }
    assert_eq!(verdict("5.4.1").cause.as_str(), "connection-failed");
    assert_eq!(verdict("556").cause.as_str(), "no-mail-service");
}

/// `Recipient address rejected:` says at which command, not why.
#[test]
fn ok_the_reason_stands_behind_what_was_looked_at() {
    for (reason, cause) in [
        ("Authentication required", "smtp-auth-required"),
        ("Sender domain not found", "sender-invalid"),
        ("mail from your network is not accepted", "ip-blocked"),
        ("Service temporarily unavailable", "server-unavailable"),
        ("User unknown", "user-unknown"),
    ] {
        let input = format!("550 5.7.1 <ana@example.net>: Recipient address rejected: {reason}");
        assert_eq!(verdict(&input).cause.as_str(), cause, "{input}");
    }
}

/// Words that speak of somebody or something else are stronger than a code for the mailbox.
#[test]
fn err_a_code_for_the_mailbox_yields_to_words_about_something_else() {
    for input in [
        "550 5.1.1 Not from this sender",
        "550 5.1.1 Against our policies",
        "550 5.1.1 We take this for spam",
        "550 5.1.1 I do not like your server",
        "550 5.1.1 The attachment frightens me",
    ] {
        let verdict = verdict(input);
        assert_ne!(verdict.action, Action::Suppress, "{input}: {}", verdict.cause.as_str());
    }
    assert_eq!(verdict("550 5.1.1 Frobnicated").action, Action::Suppress);
}

/// The recipient is not dead where the sender is refused.
#[test]
fn err_a_refused_sender_does_not_stop_the_recipient() {
    for input in [
        "554 5.7.1 <ana@example.com>: Sender address rejected: Access denied",
        "553 sorry, your envelope sender is in my badmailfrom list (#5.7.1)",
        "550 5.1.1 From address does not exist",
    ] {
        let verdict = verdict(input);
        assert_ne!(verdict.action, Action::Suppress, "{input}");
        assert_eq!(verdict.scope, Scope::SenderDomain, "{input}");
    }
}

/// Words and code disagree about who is unknown.
#[test]
fn err_a_code_about_the_sender_does_not_stop_the_recipient() {
    for input in ["550 5.1.8 ana@example.com: user unknown", "550 5.1.7 No such domain"] {
        assert_eq!(verdict(input).action, Action::Review, "{input}");
    }
    assert_eq!(verdict("550 5.1.1 ana@example.com: user unknown").action, Action::Suppress);
}

/// The first text of a notice that tells something counts, not the last one.
#[test]
fn ok_a_second_empty_text_hides_nothing() {
    let mail = "From: Mail Delivery Subsystem <mailer-daemon@example.com>\n\
        To: ann@example.com\n\
        Subject: Delivery Status Notification (Failure)\n\
        X-Failed-Recipients: bob@example.net\n\
        MIME-Version: 1.0\n\
        Content-Type: multipart/mixed; boundary=\"b\"\n\n\
        --b\nContent-Type: text/plain\n\n\
        The message could not be delivered, because the mailbox is over quota.\n\n\
        --b\nContent-Type: text/plain\n\n\nBest wishes\n\n--b--\n";
    assert_eq!(verdict(mail).cause.as_str(), "mailbox-full");
}

/// What a developer is told to do fits the action, not what the cause usually asks for.
#[test]
fn ok_nobody_is_told_to_stop_where_the_server_asks_to_try_again() {
    let developers = |input: &str| {
        let verdict = verdict(input);
        let steps = verdict.steps.iter().filter(|step| step.audience == Audience::Mailer);
        (verdict.action, steps.map(|step| step.text.to_string()).collect::<String>())
    };
    let (action, step) = developers("550 5.1.1 <ana@example.net>: User unknown");
    assert_eq!(action, Action::Suppress);
    assert!(step.contains("Stop sending to ana@example.net"), "{step}");
    let (action, step) = developers("450 4.1.1 <ana@example.net>: User unknown");
    assert_eq!(action, Action::Retry);
    assert!(step.contains("Retry later") && step.contains("keep the address"), "{step}");
}

#[test]
fn ok_a_name_with_an_unknown_part_shows_where_it_goes() {
    let steps = verdict("550 5.7.1 DMARC check failed").steps;
    assert!(steps.iter().any(|step| step.text.contains("\"_dmarc.[your domain]\"")), "{steps:?}");
}

#[test]
fn ok_a_group_of_codes_is_understood_as_one() {
    for pattern in ["5xx", "x5x", "5.1.x", "x.7.26"] {
        let verdict = verdict(pattern);
        assert_eq!(verdict.wording.outcome, "A group of codes", "{pattern}");
        assert!(!verdict.wording.certainty.contains("Not sure"), "{pattern}");
    }
    assert_eq!(verdict("hello").wording.outcome, "Not understood");
}

/// A return code of a block list is no address that one could pause.
#[test]
fn ok_an_answer_of_a_block_list_is_nobodys_address() {
    let verdict = verdict("550 Rejected: 127.255.255.254 returned by the block list");
    assert!(verdict.steps.iter().all(|step| !step.text.contains("127.255.255.254")), "{verdict:?}");
}

/// A list that is not known has the name that the reply gives it.
#[test]
fn ok_a_list_is_called_as_the_reply_calls_it() {
    for input in [
        "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using bl.example.org",
        "591 your host [192.0.2.1] is blacklisted by bl.example.org. Send your questions to us",
    ] {
        let verdict = verdict(input);
        assert!(verdict.summary.contains("bl.example.org"), "{verdict:?}");
    }
}

/// A code to which a provider gave another meaning is not explained by the standard one.
#[test]
fn ok_a_provider_may_give_a_code_another_meaning() {
    let verdict = verdict("host mx-gate1.hornetsecurity.com[203.0.113.5] said: 554 5.5.7 a1b2c3");
    assert_eq!(verdict.cause.as_str(), "attachment-blocked");
    assert_eq!(verdict.title, verdict.cause.title());
}

/// Who has given up does not try again, whatever the last answer said.
#[test]
fn ok_a_message_that_was_given_up_is_not_tried_again() {
    for input in [
        "550 5.4.300 Message expired -> 421 4.4.2 Connection dropped",
        "550 5.4.300 Message expired -> 451 4.7.0 Temporary server error. Please try again later",
    ] {
        let verdict = verdict(input);
        assert_eq!(verdict.cause.as_str(), "delivery-expired", "{input}");
        assert_eq!(verdict.action, Action::Review, "{input}");
    }
    let refused = verdict("550 5.4.300 Message expired -> 550 5.1.1 User unknown");
    assert_eq!(refused.cause.as_str(), "user-unknown");
}

/// What was wrong at the last try says more than that it was the last one.
#[test]
fn ok_a_server_that_gives_up_says_why_if_it_can() {
    for (input, cause) in [
        (
            "Unable to contact LDAP server. This message has been in the queue too long.",
            "server-error",
        ),
        ("mailbox is full: retry timeout exceeded", "mailbox-full"),
        ("Greylisted, try again later. Giving up after 3 days", "greylisted"),
        ("550 5.4.300 Message expired -> 452 4.2.2 mailbox full", "mailbox-full"),
        // Out of reach for days is what giving up means, and a guess is none.
        ("Connection timed out. Message expired in queue", "delivery-expired"),
        ("Message expired in queue: something about spam", "delivery-expired"),
    ] {
        let verdict = verdict(input);
        assert_eq!(verdict.cause.as_str(), cause, "{input}");
        assert_eq!(verdict.wording.outcome, "Not delivered", "{input}");
        assert!(!verdict.wording.resend.contains("by themselves"), "{input}");
    }
}

#[test]
fn ok_a_message_that_was_given_up_tells_of_its_last_try() {
    let summary = |input: &str| verdict(input).summary.into_owned();
    let told = summary("550 5.4.300 Message expired -> 421 4.4.2 Connection dropped");
    assert!(told.contains("What stopped the last try: The connection broke off."), "{told}");
    let untold = summary("550 5.4.300 Message expired -> 451 hm");
    assert!(!untold.contains("last try:"), "{untold}");
}

/// A report of a failure with a code for now: no server tries any more.
#[test]
fn ok_who_sends_again_depends_on_who_has_given_up() {
    let full = "452 4.2.2 <ana@example.net> mailbox full";
    let notice = format!(
        "This is the mail system at host mx.example.com.\n\n\
        I'm sorry to have to inform you that your message could not\nbe delivered to one or more \
        recipients.\n\n<ana@example.net>: host mx.example.net said: {full}\n"
    );
    let words = |input: &str| verdict(input).wording;
    assert_eq!(words(full).resend, "Yes, later. Mail servers try again by themselves.");
    assert_eq!(words(&notice).outcome, "Not delivered");
    assert!(words(&notice).resend.starts_with("Yes, later: send it again."));
}

/// "Wait, it is tried again" is wrong where the last server has just given up.
#[test]
fn ok_nobody_waits_for_a_server_that_has_given_up() {
    let reply = "connect to mx.example.net[192.0.2.1]:25: Connection timed out";
    let notice = format!(
        "This is the mail system at host mx.example.com.\n\n\
        I'm sorry to have to inform you that your message could not\nbe delivered to one or more \
        recipients.\n\n<ana@example.net>: {reply}\n"
    );
    let person = |input: &str| {
        let steps = verdict(input).steps;
        steps.into_iter().find(|step| step.audience.as_str() == "person").unwrap().text
    };
    assert!(person(reply).starts_with("Wait."));
    assert_eq!(verdict(reply).actor.as_str(), "nobody");
    assert!(person(&notice).starts_with("Send the message again"));
    assert_eq!(verdict(&notice).actor.as_str(), "sender");
    let unknown = "host mx.example.net[192.0.2.1] said: 450 4.1.1 <ana@example.net>: User unknown";
    assert_eq!(verdict(unknown).action.as_str(), "retry");
    assert_eq!(verdict(&notice.replace(reply, unknown)).action.as_str(), "review");
}

/// Zoho borrows the first sentences of Exim's notices.
#[test]
fn ok_a_notice_with_borrowed_sentences_is_known_by_its_own() {
    let zoho = "This message was created automatically by mail delivery software.\n\
        A message that you sent could not be delivered to one or more of its recipients. \
        This is a permanent error.\n\n\
        bob@example.net Invalid Address, ERROR_CODE :550, ERROR_CODE :5.1.1 <bob@example.net>... User Unknown\n";
    let exim = "This message was created automatically by mail delivery software.\n\n\
        A message that you sent could not be delivered to one or more of its\n\
        recipients. This is a permanent error. The following address(es) failed:\n\n\
        \x20 bob@example.net\n    host mx.example.net [192.0.2.25]\n\
        \x20   SMTP error from remote mail server after RCPT TO:<bob@example.net>:\n\
        \x20   550 5.1.1 User unknown\n";
    assert_eq!(explain(zoho).source, Some("zoho"));
    assert_eq!(explain(exim).source, Some("exim"));
    assert_eq!(verdict(zoho).cause.as_str(), "user-unknown");
}

/// The server took the recipient, but nobody knows whether it took the message.
#[test]
fn err_a_dialogue_that_breaks_off_is_no_success() {
    let session = "=== Connected to mx.example.net.\n<-  220 mx.example.net ESMTP\n\
        \x20-> MAIL FROM:<ann@example.com>\n<-  250 Accepted\n\
        \x20-> RCPT TO:<bob@example.net>\n<-  250 Accepted\n\
        \x20-> DATA\n<-  354 End data with <CR><LF>.<CR><LF>\n -> Hello\n -> .\n";
    let broken = format!("{session}*** Remote host closed connection unexpectedly.\n");
    assert_eq!(verdict(&broken).cause.as_str(), "connection-failed");
    assert_eq!(verdict(&broken).recipient.as_deref(), Some("bob@example.net"));
    let taken = format!("{session}<-  250 OK\n -> QUIT\n*** Remote host closed connection.\n");
    assert_eq!(explain(taken.as_str()).outcome, Outcome::Accepted);
}

/// A server that refuses in its own log is not the recipient's.
#[test]
fn ok_whose_server_refused_in_its_own_log() {
    let log = "mail postfix/submission/smtpd[1548]: NOQUEUE: reject: RCPT from unknown[192.0.2.6]: \
        451 4.3.5 <bob@gmail.com>: Recipient address rejected: Server configuration problem; \
        from=<ann@example.com> to=<bob@gmail.com> proto=ESMTP helo=<[192.0.2.43]>";
    let verdict = verdict(log);
    assert_eq!(verdict.recipient.as_deref(), Some("bob@gmail.com"));
    assert_eq!(verdict.provider.map(|provider| provider.id), Some("postfix"));
}

/// A notice of a delay says why, where the server's words do.
#[test]
fn ok_a_delay_has_a_reason() {
    let notice = |reason: &str| {
        format!(
            "    **********************************************\n\
             \x20   **      THIS IS A WARNING MESSAGE ONLY      **\n\
             \x20   **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **\n\
             \x20   **********************************************\n\n\
             The original message was received at Tue, 3 Mar 2026 09:14:08 +0000\n\n\
             \x20  ----- The following addresses had transient non-fatal errors -----\n\
             <bob@example.net>\n\n\
             \x20  ----- Transcript of session follows -----\n\
             <bob@example.net>... Deferred: {reason}\n\
             Warning: message still undelivered after 4 hours\n\
             Will keep trying until message is 5 days old\n"
        )
    };
    let full = verdict(&notice("452 4.2.2 Mailbox full"));
    assert_eq!((full.cause.as_str(), full.action), ("mailbox-full", Action::Wait));
    let late = verdict(&notice(""));
    assert_eq!((late.cause.as_str(), late.action), ("delayed", Action::Wait));
    assert_eq!(explain(notice("452 4.2.2 Mailbox full").as_str()).outcome, Outcome::Delayed);
}

/// `user@example.net` says nothing of a user, nor `helo@…` of a greeting.
#[test]
fn ok_the_name_in_an_address_tells_nothing() {
    for name in ["ana", "user", "helo", "rate", "dynamic", "mailbox.full"] {
        let text = format!("550 5.7.1 <{name}@example.net> Your IP address is blocked");
        assert_eq!(verdict(&text).cause.as_str(), "ip-blocked", "{text}");
        let text = format!("550 5.1.0 <{name}@example.net>: nothing else");
        assert_eq!(verdict(&text).entry, None, "{text}");
    }
}

#[test]
fn ok_the_id_of_a_message_is_no_recipient() {
    let taken = "250 2.6.0 <1.2@mail.example.com> [InternalId=7] Queued mail for delivery";
    assert_eq!(verdict(taken).recipient, None);
    let recipient = "250 2.1.5 <ana@example.net> Recipient OK";
    assert_eq!(verdict(recipient).recipient.as_deref(), Some("ana@example.net"));
}

#[test]
fn ok_a_server_without_starttls_is_a_matter_of_encryption() {
    for input in [
        "C: EHLO client.example.com\nS: 250-mx.example.net\nS: 250 SIZE 1000\nC: STARTTLS\nS: 502 5.5.1 Unrecognized command",
        "host mx.example.net[192.0.2.25] said: 502 5.5.2 Error: command not recognized (in reply to STARTTLS command)",
        r#"{"code":"ETLS","command":"STARTTLS","response":"502 5.5.1 Command not implemented","responseCode":502,"message":"Error upgrading connection with STARTTLS: 502 5.5.1 Command not implemented"}"#,
    ] {
        assert_eq!(verdict(input).cause.as_str(), "tls-failed", "{input}");
    }
}
