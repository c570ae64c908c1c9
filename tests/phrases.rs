//! Servers say one thing in many words: each usual subject with each usual predicate.

use whybounced::explain;

/// Every subject with every predicate has to be told as the cause.
fn check(cause: &str, subjects: &[&str], predicates: &[&str]) {
    for subject in subjects {
        for predicate in predicates {
            let reply = format!("550 {subject} {predicate}");
            let verdict = &explain(reply.as_str()).verdicts[0];
            assert_eq!(verdict.cause.as_str(), cause, "{reply}");
        }
    }
}

#[test]
fn ok_a_full_mailbox() {
    check(
        "mailbox-full",
        &[
            "mailbox",
            "The user's mailbox",
            "recipient's inbox",
            "user account",
            "the mailbox for ana@example.net",
            "ana@example.net's mailbox",
        ],
        &[
            "is full",
            "over quota",
            "has exceeded its quota",
            "is out of space",
            "has no space left",
            "has run out of space",
            "has reached its storage limit",
            "has insufficient storage",
            "has used up its space",
            "is too full to accept mail",
        ],
    );
    check(
        "mailbox-full",
        &["disk full", "quota exceeded", "no space left", "insufficient storage", "no more room"],
        &["for user ana@example.net", "for this user", "in the recipient's mailbox"],
    );
}

#[test]
fn ok_an_unknown_user() {
    check(
        "user-unknown",
        &["user", "The account", "mailbox ana@example.net", "alias", "this user", "the recipient"],
        &[
            "unknown",
            "is not known here",
            "does not exist",
            "doesn't exist",
            "could not be found",
            "couldn’t be found",
            "can't be found",
            "isn't found",
            "was not found",
            "is not valid",
            "isn't recognized",
        ],
    );
    check(
        "user-unknown",
        &["no such", "there is no", "we have no"],
        &["user here", "account here"],
    );
}

#[test]
fn ok_a_domain_that_does_not_exist() {
    check(
        "domain-not-found",
        &["domain", "the domain example.net", "recipient domain", "domain name"],
        &["not found", "does not exist", "doesn't exist", "is unknown", "does not resolve"],
    );
}

#[test]
fn ok_a_message_that_is_too_large() {
    check(
        "message-too-large",
        &["message", "your mail", "the attachment", "message body"],
        &[
            "is too large",
            "exceeds the size limit",
            "exceeds limit of 10 MB",
            "is larger than 10 MB",
        ],
    );
}

/// A name between the words of a sentence changes nothing.
#[test]
fn ok_names_between_the_words() {
    check("relay-denied", &["relaying to mx.example.net"], &["is not allowed", "denied"]);
    check(
        "ip-blocklisted",
        &["your server 192.0.2.1", "client host 192.0.2.1"],
        &["is blacklisted"],
    );
    check("user-unknown", &["User ana in domain example.net"], &["does not exist", "not found"]);
}

/// What is no recipient may be missing too, and stops no address.
#[test]
fn err_other_things_that_are_not_there() {
    let things = [
        "Date header",
        "certificate",
        "SPF record",
        "template",
        "token",
        "the license for user",
        "sender's mailbox",
        "your account",
        "the sending domain",
        "return path",
        "message",
        "IP address 192.0.2.1",
    ];
    for thing in things {
        for predicate in ["not found", "couldn't be found", "is not valid", "isn't a valid one"] {
            let reply = format!("550 {thing} {predicate}");
            let verdict = &explain(reply.as_str()).verdicts[0];
            assert_ne!(verdict.action.as_str(), "suppress", "{reply}");
        }
    }
}

/// Usual sentences of other languages, with the cause that they tell.
const TOLD_ELSEWHERE: [(&str, [&str; 4]); 5] = [
    (
        "mailbox-full",
        [
            "Das Postfach ist überfüllt",
            "La casella ha superato la quota",
            "Ящик превысил лимит",
            "信箱已滿",
        ],
    ),
    (
        "user-unknown",
        [
            "Der Nutzer existiert nicht",
            "L'adresse e-mail est introuvable",
            "O usuário não foi encontrado",
            "Konto nie zostało znalezione",
        ],
    ),
    (
        "mailbox-disabled",
        [
            "Le compte a été suspendu",
            "La cuenta fue deshabilitada",
            "アカウントは削除されました",
            "账号已被冻结",
        ],
    ),
    (
        "sender-invalid",
        [
            "Der Absender konnte nicht überprüft werden",
            "El remitente no existe",
            "Адрес отправителя не найден",
            "发件人域名不存在",
        ],
    ),
    (
        "message-too-large",
        [
            "L'allegato è troppo grande",
            "Wiadomość przekracza limit 20 MB",
            "Adjunto demasiado grande",
            "附件太大",
        ],
    ),
];

/// Other languages bend their words and put small ones between them.
#[test]
fn ok_other_languages() {
    for (cause, replies) in TOLD_ELSEWHERE {
        check(cause, &replies, &[""]);
    }
}

/// One's own account is not the recipient's mailbox.
#[test]
fn ok_own_accounts_in_other_languages() {
    let own = ["Ihr Konto wurde gesperrt", "Votre compte est suspendu", "您的账户已被停用"];
    check("account-blocked", &own, &["550 "]);
}

/// What is no recipient is none in other languages either.
#[test]
fn err_other_things_in_other_languages() {
    for (things, predicates) in [
        (["Die Seite", "Die Absenderadresse"], ["wurde nicht gefunden", "existiert nicht"]),
        (["Le modèle", "L'expéditeur"], ["est introuvable", "n'existe pas"]),
        (["Il tuo account", "Il mittente"], ["non esiste", "è sconosciuto"]),
        (["Twoje konto", "Plik"], ["nie istnieje", "jest nieznane"]),
        (["文件", "您的账号"], ["不存在", "未找到"]),
        (["MAIL FROM: Adresse", "Mein Konto"], ["existiert nicht", "ist ungültig"]),
    ] {
        for thing in things {
            for predicate in predicates {
                let reply = format!("550 {thing} {predicate}");
                let verdict = &explain(reply.as_str()).verdicts[0];
                assert_ne!(verdict.action.as_str(), "suppress", "{reply}");
            }
        }
    }
}
