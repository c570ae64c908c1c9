//! What interfaces of sending services answer, and how people paste events.

use whybounced::explain;
use whybounced::explanation::Verdict;
use whybounced::vocabulary::Outcome;

fn verdict(input: &str) -> Verdict {
    explain(input).verdicts.swap_remove(0)
}

/// What the interfaces of services answer when they do not send.
#[test]
fn ok_a_service_that_refuses_to_send() {
    for (answer, cause) in [
        (r#"{"__type":"Throttling","message":"Daily message quota exceeded."}"#, "sending-limit"),
        (r#"{"__type":"ResourceNotFoundException","message":"Resource not found"}"#, "unknown"),
        (
            r#"{"Messages":[{"Status":"error","Errors":[{"ErrorMessage":"\"me@example.com\" is not an authorized sender email address for your account."}]}]}"#,
            "sender-not-permitted",
        ),
        (r#"{"StatusCode":429,"ErrorMessage":"Too many requests"}"#, "rate-limited"),
        (
            r#"{"data":{"succeeded":0,"failed":1,"failures":["ana@example.net: on suppression list"]}}"#,
            "suppressed",
        ),
        (
            r#"{"errors":[{"message":"Invalid domain","description":"Unconfigured Sending Domain <example.com>","code":"7001"}]}"#,
            "sender-not-permitted",
        ),
        (
            r#"{"message":"Domain example.com is not allowed to send: recipient limit exceeded"}"#,
            "sending-limit",
        ),
        (
            r#"{"errors":["Demo domains can only be used to send emails to account owners"]}"#,
            "sender-not-permitted",
        ),
        (
            r#"{"status":"error","flags":{},"data":{"code":"UnauthenticatedFromAddress","message":"The From address is not authorised to send mail from this server"}}"#,
            "sender-not-permitted",
        ),
    ] {
        assert_eq!(verdict(answer).cause.as_str(), cause, "{answer}");
    }
}

/// What they answer of mail that they take, and whose address an answer only speaks of.
#[test]
fn ok_a_service_that_takes_mail_or_names_others() {
    let taken = r#"{"Messages":[{"Status":"success","To":[{"Email":"ana@example.net","MessageUUID":"1"}]}]}"#;
    assert_eq!(explain(taken).outcome, Outcome::Accepted);
    let parts = r#"{"result":{"delivered":["ana@example.net"],"permanent_bounces":["bob@example.com"],"queued":[]}}"#;
    assert_eq!(explain(parts).outcome, Outcome::Partial);
    // The address is one to ask, an example, or whose mail is not sent.
    for answer in [
        r#"{"code":"permission_denied","message":"Your SMTP account is not yet activated. Please contact us at contact@example.com"}"#,
        r#"{"statusCode":422,"message":"Invalid `to` field. The email address needs to follow the `email@example.com` format."}"#,
        r#"{"error":{"code":403,"message":"Delegation denied for me@example.com","errors":[{"message":"Delegation denied for me@example.com"}]}}"#,
    ] {
        assert_eq!(verdict(answer).recipient, None, "{answer}");
    }
}

/// Clients in JavaScript wrap the answer into an error of their own, whose message tells nothing.
#[test]
fn ok_answers_within_errors_of_clients() {
    for (error, cause) in [
        (
            r#"{"name":"AxiosError","message":"Request failed with status code 422","code":"ERR_BAD_REQUEST","response":{"status":422,"data":{"ErrorCode":406,"Message":"You tried to send to recipients that have been marked as inactive. Found inactive addresses: ana@example.net."}}}"#,
            "suppressed",
        ),
        (
            r#"{"name":"AxiosError","message":"Request failed with status code 403","code":"ERR_BAD_REQUEST","response":{"status":403,"data":{"errors":[{"message":"The from address does not match a verified Sender Identity."}]}}}"#,
            "sender-not-permitted",
        ),
        (
            r#"{"name":"Error","message":"Forbidden","status":403,"details":"Domain sandbox1.mailgun.org is not allowed to send: Free accounts are for test purposes only."}"#,
            "account-blocked",
        ),
        (
            r#"{"name":"Error","message":"HTTP request failed","statusCode":401,"body":{"code":"unauthorized","message":"Key not found"}}"#,
            "smtp-auth-failed",
        ),
    ] {
        assert_eq!(verdict(error).cause.as_str(), cause, "{error}");
    }
}

#[test]
fn ok_fields_that_tell_more_than_others() {
    for (event, cause) in [
        (
            r#"{"type":"email.bounced","data":{"email_id":"1","to":["ana@example.net"],"bounce":{"diagnosticCode":["smtp; 550 5.1.1 User unknown"],"message":"It bounced"}}}"#,
            "user-unknown",
        ),
        (
            r#"{"metric_name":"Dropped Email","event_properties":{"Recipient Email Address":"ana@example.net","Drop Reason":"Spam Reporting Address"}}"#,
            "suppressed",
        ),
        (
            r#"{"event_type":"users.messages.email.MarkAsSpam","properties":{"email_address":"ana@example.net"}}"#,
            "complaint",
        ),
        (
            r#"{"eventCategoryType":"TransactionalSendEvents.EmailBounced","info":{"to":"ana@example.net","bounceCode":"4.2.2"}}"#,
            "mailbox-full",
        ),
        (
            "type=bounce&contact[email]=ana%40example.net&bounce[codes][0]=5.2.2&list=0",
            "mailbox-full",
        ),
        (
            r#"POST /hooks 200 [{"event":"bounce","email":"ana@example.net","sg_event_id":"1","reason":"550 5.1.1 User unknown"}]"#,
            "user-unknown",
        ),
    ] {
        let verdict = verdict(event);
        assert_eq!(verdict.cause.as_str(), cause, "{event}");
        assert_eq!(verdict.recipient.as_deref(), Some("ana@example.net"), "{event}");
    }
}

/// Parcels are delivered, and short messages, too; some notices to a mailbox are none of a bounce.
#[test]
fn err_no_failure_of_a_mail() {
    for event in [
        r#"{"event":"delivery","status":"failed","order_id":5,"customer":{"email":"ana@example.net"},"reason":"Address not found"}"#,
        r#"{"status":"undelivered","to":"+15550100","errorCode":"30003"}"#,
        r#"{"RecordType":"Bounce","Type":"OpenRelayTest","Email":"ana@example.net","Description":"The NDR is actually a test email message to see if the mail server is an open relay."}"#,
        r#"{"msys":{"message_event":{"type":"bounce","bounce_class":"80","rcpt_to":"ana@example.net"}}}"#,
    ] {
        assert_ne!(explain(event).outcome, Outcome::Failed, "{event}");
    }
}

/// The event alone has the recipient, and says whether anything failed.
#[test]
fn ok_an_event_between_other_words() {
    let event = r#"{"event":"bounce","email":"ana@example.net","sg_event_id":"1","reason":"550 5.1.1 User unknown"}"#;
    for pasted in [
        format!(
            "POST /hook HTTP/1.1\nHost: example.org\nUser-Agent: SendGrid Event API\n\n[{event}]"
        ),
        format!("```json\n{event}\n```"),
        format!("We get this, what does it mean?\n\n{event}\n\nThanks!"),
        format!("{{\"log\":{},\"stream\":\"stdout\"}}", serde_json::to_string(event).unwrap()),
        event.replace('"', "'"),
        event.replace("\":", "\"=>"),
        event.replace("\"}", "\",\n}"),
        "{\n  event: 'bounce',\n  email: 'ana@example.net',\n  sg_event_id: 'x',\n  reason: '550 5.1.1 User unknown'\n}".to_owned(),
    ] {
        let explanation = explain(pasted.as_str());
        assert_eq!(explanation.form.as_str(), "webhook", "{pasted}");
        let verdict = &explanation.verdicts[0];
        assert_eq!(verdict.cause.as_str(), "user-unknown", "{pasted}");
        assert_eq!(verdict.recipient.as_deref(), Some("ana@example.net"), "{pasted}");
    }
    let delivered = "INFO {'event': 'delivered', 'email': 'ana@example.net', 'sg_event_id': 'x', 'response': '250 OK', 'ip': None}";
    assert_eq!(explain(delivered).outcome, Outcome::Accepted);
    for other in [
        "GET /users 200 {\"email\":\"ana@example.net\",\"status\":\"active\"}",
        "x {'a': '}",
        "{'",
        "{ a: ",
    ] {
        assert_ne!(explain(other).outcome, Outcome::Failed, "{other}");
    }
}

/// There is no whole notice to paste where a service tells no more than that it failed.
#[test]
fn ok_an_event_without_a_reason_says_so() {
    let event = r#"{"event":"hard_bounce","email":"ana@example.net","id":1,"date":"2026-01-01","message-id":"<x@y>","ts_event":1}"#;
    let verdict = verdict(event);
    assert_eq!((verdict.cause.as_str(), verdict.action.as_str()), ("unknown", "review"));
    assert_eq!(verdict.title, "This event gives no known reason");
}
