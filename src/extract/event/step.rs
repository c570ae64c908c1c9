//! At which point of the dialogue a mailer failed, as its error says.

use super::find_text;
use super::json::Value;
use crate::smtp::COMMANDS;
use crate::vocabulary::Phase;

/// Beginnings of the codes of Node and OpenSSL for certificates and handshakes.
const TLS: &[&str] =
    &["etls", "cert_", "err_tls", "err_ssl", "depth_zero", "self_signed", "unable_to_"];

/// The point that `event`, or `item` of it, names.
pub(super) fn phase(event: &Value, item: Option<&Value>) -> Option<Phase> {
    let text = |paths| find_text(paths, event, item).unwrap_or_default().to_lowercase();
    let command = text(&[".command", "command"]);
    let known = COMMANDS.iter().find(|known| command.starts_with(known.verb));
    match known.and_then(|known| known.phase) {
        // The same command stands for the permission to send and for the judgement of what was sent.
        Some(Phase::Data) if text(&[".message", "message"]).starts_with("message failed") => {
            Some(Phase::EndOfData)
        }
        Some(phase) => Some(phase),
        // A mailer calls everything before EHLO `CONN`.
        None => before_ehlo(&[text(&["code"]), text(&["originalCode"])], &text(&["syscall"]), {
            command == "conn" && event.at("responseCode").is_some()
        }),
    }
}

fn before_ehlo(codes: &[String; 2], syscall: &str, answered: bool) -> Option<Phase> {
    let any = |starts: &[&str]| {
        codes.iter().any(|code| starts.iter().any(|start| code.starts_with(start)))
    };
    match syscall {
        _ if any(TLS) => Some(Phase::Tls),
        "getaddrinfo" => Some(Phase::Dns),
        _ if any(&["edns"]) => Some(Phase::Dns),
        "connect" => Some(Phase::Connect),
        _ if answered => Some(Phase::Greeting),
        _ => None,
    }
}
