//! Every spelling of the fields of a report (RFC 3464) that is met.

use super::{first, report};

#[test]
fn ok_every_spelling_of_a_recipient() {
    for (field, address) in [
        ("rfc822; olga@example.net", "olga@example.net"),
        ("RFC822;olga@example.net", "olga@example.net"),
        ("rfc822; <olga@example.net>", "olga@example.net"),
        ("rfc822;rfc822;olga@example.net", "olga@example.net"),
        ("olga@example.net", "olga@example.net"),
        ("<olga@example.net>", "olga@example.net"),
        ("LOCAL; olga@example.net", "olga@example.net"),
        ("unknown; olga@example.net", "olga@example.net"),
        ("x-local-user; olga", "olga"),
        ("system; olga@example.net", "olga@example.net"),
        ("utf-8; jürgen@bücher.example", "jürgen@bücher.example"),
        ("utf-8; j\\x{FC}rgen@b\\x{FC}cher.example", "jürgen@bücher.example"),
        ("utf-8; j\\x{ZZ}rgen@example.net", "j\\x{ZZ}rgen@example.net"),
        ("rfc822; (Olga) olga@example.net", "olga@example.net"),
        ("rfc822;\n olga@example.net", "olga@example.net"),
    ] {
        let parsed = report(&format!("Final-Recipient: {field}\nAction: failed\nStatus: 5.1.1\n"));
        assert_eq!(parsed["deliveries"][0]["recipient"], address, "{field}");
        assert_eq!(parsed["deliveries"].as_array().map(Vec::len), Some(1), "{field}");
    }
    let parsed = report(
        "Original-Recipient: rfc822;ana+2Bnews@example.org\n\
         Final-Recipient: rfc822; ana@example.net\nAction: failed\nStatus: 5.1.1\n",
    );
    assert_eq!(parsed["deliveries"][0]["originalRecipient"], "ana+news@example.org");
}

#[test]
fn ok_every_spelling_of_an_action() {
    for (action, event) in [
        ("failed", "failed"),
        ("Failed", "failed"),
        ("failure", "failed"),
        ("failed (spam)", "failed"),
        ("error", "failed"),
        ("expired", "failed"),
        ("hard-failed", "failed"),
        ("reject", "failed"),
        ("delayed", "delayed"),
        ("DELAYED", "delayed"),
        ("delivered", "delivered"),
        ("deliverable", "delivered"),
        ("delivered; rfc822", "delivered"),
        ("relayed", "relayed"),
        ("expanded", "expanded"),
    ] {
        let fields =
            format!("Final-Recipient: rfc822; olga@example.net\nAction: {action}\nStatus: 5.0.0\n");
        assert_eq!(report(&fields)["deliveries"][0]["event"], event, "{action}");
    }
}

#[test]
fn ok_every_spelling_of_a_status() {
    for (status, enhanced) in [
        ("5.1.1", "5.1.1"),
        ("5.1.1 (bad destination mailbox address)", "5.1.1"),
        ("5.0.0 (unrecognized command)", "5.0.0"),
        ("4.4.7;delivery time expired", "4.4.7"),
        ("550 5.1.1", "5.1.1"),
        ("(expired) 4.4.7", "4.4.7"),
    ] {
        let fields = format!(
            "Final-Recipient: rfc822; olga@example.net\nAction: failed\nStatus: {status}\n"
        );
        assert_eq!(report(&fields)["replies"][0]["enhanced"], enhanced, "{status}");
    }
    for status in ["5.1", "5", "", "unknown"] {
        let fields = format!(
            "Final-Recipient: rfc822; olga@example.net\nAction: failed\nStatus: {status}\n"
        );
        let parsed = report(&fields);
        assert_eq!(parsed["deliveries"][0]["recipient"], "olga@example.net", "{status}");
        assert_eq!(parsed["deliveries"][0]["event"], "failed", "{status}");
    }
}

#[test]
fn ok_every_spelling_of_the_other_server() {
    for (field, host, ip) in [
        ("dns; mx.example.net", "mx.example.net", ""),
        ("smtp; mx.example.net", "mx.example.net", ""),
        ("DNS;mx.example.net.", "mx.example.net", ""),
        ("mx.example.net", "mx.example.net", ""),
        (
            "dns; mx.example.net (192.0.2.1, the server for the domain example.net.)",
            "mx.example.net",
            "192.0.2.1",
        ),
        ("dns; mx.example.net [192.0.2.1]", "mx.example.net", "192.0.2.1"),
        ("dns; 192.0.2.1", "", "192.0.2.1"),
        ("dns; [192.0.2.1]", "", "192.0.2.1"),
        ("dns; 2001:db8::1", "", "2001:db8::1"),
    ] {
        let parsed = report(&format!(
            "Final-Recipient: rfc822; olga@example.net\nAction: failed\nRemote-MTA: {field}\n"
        ));
        let remote = &parsed["deliveries"][0]["remote"];
        let text = |key: &str| remote[key].as_str().unwrap_or_default().to_owned();
        assert_eq!((text("host"), text("ip")), (host.to_owned(), ip.to_owned()), "{field}");
    }
}

#[test]
fn ok_every_spelling_of_a_diagnostic() {
    for (field, code, enhanced) in [
        ("smtp; 550 5.1.1 No such user", "550", "5.1.1"),
        ("SMTP;550 5.1.1 No such user", "550", "5.1.1"),
        ("550 5.1.1 No such user", "550", "5.1.1"),
        ("smtp; 550-5.1.1 No\n 550 5.1.1 such user", "550", "5.1.1"),
        ("smtp;550-5.1.1 No 550 5.1.1 such user", "550", "5.1.1"),
        ("lmtp; 550 5.1.1 No such user", "550", "5.1.1"),
        ("x-postfix; host mx.example.net[192.0.2.1] said: 550 5.1.1 No such user", "550", "5.1.1"),
        ("smtp; 550 (#5.1.1) No such user", "550", "5.1.1"),
        ("x-local; 5.1.1 No such user", "", "5.1.1"),
        ("X-Notes; Invalid/unknown recipient", "", "5.1.1"),
        ("expired; given up", "", "5.1.1"),
        ("", "", "5.1.1"),
    ] {
        let fields = format!(
            "Final-Recipient: rfc822; olga@example.net\nAction: failed\nStatus: 5.1.1\n\
             Diagnostic-Code: {field}\n"
        );
        let got = first(&fields);
        let wanted = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        assert_eq!((got.0, got.1), (wanted(code), wanted(enhanced)), "{field}");
    }
}
