//! Checks causes, entries, codes, providers, block lists and topics.

use std::collections::{BTreeMap, BTreeSet};

use super::{Checker, Names, cause_id, family, readers, text};
use crate::Problem;
use crate::load::{Base, Loaded};
use crate::phrases;
use crate::schema::{self, CodePattern, Meaning, Text};
use crate::vocabulary::{
    Action, Actor, Certainty, CodeStatus, Family, Outcome, Permanence, ProviderKind, Scope,
};

/// The words of a list.
macro_rules! list {
    ($list:ident) => {
        &$list::ALL.iter().map(|word| word.as_str()).collect::<Vec<_>>()
    };
}

pub fn causes(base: &Base, names: &Names, problems: &mut Vec<Problem>) {
    let mut seen = BTreeSet::new();
    for file in &base.causes {
        let mut checker = Checker { file, problems };
        let cause = &file.value;
        if family(&file.id).is_none() {
            let families: Vec<&str> = Family::ALL.iter().map(|f| f.as_str()).collect();
            checker.tell_at(0, format!("a cause stands in a folder named {}", families.join(", ")));
        }
        if !seen.insert(cause_id(&file.id)) {
            checker.tell_at(0, "another family has a cause of this name");
        }
        checker.prose(&cause.title, text::TITLE);
        checker.prose(&cause.summary, text::SUMMARY);
        checker.word(&cause.permanence, "permanence", list!(Permanence));
        checker.word(&cause.scope, "scope", list!(Scope));
        checker.word(&cause.actor, "actor", list!(Actor));
        checker.word(&cause.action, "action", list!(Action));
        for reader in readers() {
            if !cause.steps.iter().any(|step| step.audience.get_ref() == reader) {
                checker.tell_at(0, format!("a [[step]] for {reader} is missing"));
            }
        }
        checker.steps(&cause.steps);
        checker.sources(&cause.sources);
        checker.misreadings(&cause.misreadings);
        checker.references(&cause.topics, "topic", &names.topics);
    }
}

pub fn entries(base: &Base, names: &Names, problems: &mut Vec<Problem>) {
    for file in &base.entries {
        let mut checker = Checker { file, problems };
        let entry = &file.value;
        checker.reference(&entry.cause, "cause", &names.causes);
        checker.references(&entry.topics, "topic", &names.topics);
        checker.references(entry.provider.as_slice(), "provider", &names.providers);
        for (text, length) in [(&entry.title, text::TITLE), (&entry.summary, text::SUMMARY)] {
            if let Some(text) = text {
                checker.prose(text, length);
            }
        }
        if let Some(text) = entry.summary.as_ref().filter(|text| text::tells_to_wait(text)) {
            checker.tell(text, "the steps say whether it is tried again");
        }
        overrides(&mut checker);
        conditions(&mut checker);
        checker.steps(&entry.steps);
        checker.sources(&entry.sources);
        examples(&mut checker);
    }
}

fn overrides(checker: &mut Checker<'_, schema::Entry>) {
    let entry = &checker.file.value;
    let words: [(&Option<Text>, &str, &[&str]); 6] = [
        (&entry.scope, "scope", list!(Scope)),
        (&entry.actor, "actor", list!(Actor)),
        (&entry.action, "action", list!(Action)),
        (&entry.permanence, "permanence", list!(Permanence)),
        (&entry.certainty, "certainty", list!(Certainty)),
        (&entry.outcome, "outcome", list!(Outcome)),
    ];
    for (text, what, allowed) in words {
        if let Some(text) = text {
            checker.word(text, what, allowed);
        }
    }
}

fn conditions(checker: &mut Checker<'_, schema::Entry>) {
    let entry = &checker.file.value;
    let conditions = &entry.conditions;
    checker.phrases(&conditions.phrases.all);
    checker.phrases(&conditions.unless.all);
    if conditions.phrases.all.is_empty()
        && conditions.enhanced.is_empty()
        && conditions.codes.is_empty()
    {
        checker.tell_at(0, "[match] is empty: add phrases, enhanced or codes");
    }
    if conditions.from_provider && entry.provider.is_none() {
        checker.tell_at(0, "from_provider needs a provider");
    }
    for pattern in &conditions.enhanced {
        if enhanced_pattern(pattern.get_ref()).is_none() {
            checker.tell(
                pattern,
                format!("`{}` is not like \"5.7.26\" or \"x.7.26\"", pattern.get_ref()),
            );
        }
    }
    for code in &conditions.codes {
        if reply_pattern(code.get_ref()).is_none() {
            checker.tell_at(code.span().start, "a code is like 550 or \"5xx\"");
        }
    }
    // `EAUTH` is an error's name in what Nodemailer says, and too short anywhere else, but
    // a single word is enough for a guess.
    let is_guess = entry.certainty.as_ref().is_some_and(|certainty| certainty.get_ref() == "guess");
    if !conditions.from_provider && !is_guess {
        short_phrases(checker);
    }
}

/// A single short word stands in many replies.
fn short_phrases(checker: &mut Checker<'_, schema::Entry>) {
    for phrase in &checker.file.value.conditions.phrases.all {
        let Ok(segments) = phrases::parse(phrase.get_ref()) else { continue };
        let words: Vec<&String> = segments.iter().flatten().collect();
        if let [word] = words.as_slice()
            && word.chars().count() < 8
            && word.is_ascii()
            && !word.bytes().any(|b| b.is_ascii_digit())
        {
            checker.tell(
                phrase,
                "one word of less than 8 letters is too little to tell replies apart",
            );
        }
    }
}

fn examples(checker: &mut Checker<'_, schema::Entry>) {
    let entry = &checker.file.value;
    if entry.examples.is_empty() {
        checker.tell_at(0, "an [[example]] is missing: a reply that this entry explains");
    }
    if entry.counter_examples.is_empty() {
        checker
            .tell_at(0, "a [[not]] is missing: the nearest reply that this entry does not explain");
    }
    for example in &entry.examples {
        checker.invented(&example.text);
    }
    for example in &entry.counter_examples {
        checker.invented(&example.text);
        checker.prose(&example.because, text::CLAIM);
    }
}

pub fn codes(base: &Base, names: &Names, problems: &mut Vec<Problem>) {
    let mut seen = BTreeMap::new();
    for file in &base.reply_codes {
        let mut checker = Checker { file, problems };
        for digit in &file.value.digits {
            checker.prose(&digit.title, text::TITLE);
            checker.prose(&digit.note, text::PARAGRAPH);
            checker.misreadings(&digit.misreadings);
            if !matches!((*digit.position.get_ref(), digit.digit), (1 | 2, Some(0..=9)) | (3, None))
            {
                checker.tell_at(
                    digit.position.span().start,
                    "position is 1 or 2 with a digit, or 3 without",
                );
            }
        }
        for code in &file.value.codes {
            let number = *code.code.get_ref();
            if !(100..=999).contains(&number) || seen.insert(number.to_string(), ()).is_some() {
                checker.tell_at(
                    code.code.span().start,
                    format!("{number} has not three digits, or is there twice"),
                );
            }
            checker.prose(&code.title, text::TITLE);
            checker.prose(&code.summary, text::SUMMARY);
            checker.references(code.cause.as_slice(), "cause", &names.causes);
            checker.references(&code.alternatives, "cause", &names.causes);
            if let Some(outcome) = &code.outcome {
                checker.word(outcome, "outcome", list!(Outcome));
            }
            meanings(&mut checker, &code.meanings, names);
            checker.misreadings(&code.misreadings);
        }
    }
    enhanced(base, names, problems);
}

fn enhanced(base: &Base, names: &Names, problems: &mut Vec<Problem>) {
    let mut seen = BTreeMap::new();
    for file in &base.enhanced_codes {
        let mut checker = Checker { file, problems };
        for part in &file.value.parts {
            checker.prose(&part.title, text::TITLE);
            checker.prose(&part.note, text::PARAGRAPH);
            checker.misreadings(&part.misreadings);
            if !matches!(*part.position.get_ref(), 1 | 2) {
                checker.tell_at(part.position.span().start, "position is 1 (class) or 2 (subject)");
            }
        }
        for code in &file.value.codes {
            let pattern = code.code.get_ref();
            if enhanced_pattern(pattern).is_none()
                || seen.insert(pattern.to_lowercase(), ()).is_some()
            {
                checker.tell(
                    &code.code,
                    format!("`{pattern}` is not like \"5.7.26\", or is there twice"),
                );
            }
            checker.prose(&code.title, text::TITLE);
            checker.prose(&code.summary, text::SUMMARY);
            checker.references(code.cause.as_slice(), "cause", &names.causes);
            checker.references(code.temporary_cause.as_slice(), "cause", &names.causes);
            checker.references(&code.alternatives, "cause", &names.causes);
            meanings(&mut checker, &code.meanings, names);
            checker.misreadings(&code.misreadings);
        }
    }
}

fn meanings<T>(checker: &mut Checker<'_, T>, meanings: &[Meaning], names: &Names) {
    for meaning in meanings {
        if let Some(note) = &meaning.note {
            checker.prose(note, text::PARAGRAPH);
        }
        checker.prose(&meaning.source, text::PARAGRAPH);
        checker.word(&meaning.status, "status", list!(CodeStatus));
        checker.references(meaning.provider.as_slice(), "provider", &names.providers);
        checker.references(meaning.cause.as_slice(), "cause", &names.causes);
        if let Some(url) = &meaning.url {
            checker.url(url);
        }
    }
}

pub fn providers(base: &Base, problems: &mut Vec<Problem>) {
    for file in &base.providers {
        let mut checker = Checker { file, problems };
        let provider = &file.value;
        checker.prose(&provider.name, text::TITLE);
        checker.word(&provider.kind, "kind", list!(ProviderKind));
        for url in provider.url.iter().chain(&provider.help_url) {
            checker.url(url);
        }
        checker.phrases(&provider.recognise.phrases);
        checker.sources(&provider.sources);
        for host in provider.recognise.hosts.iter().chain(&provider.recognise.domains) {
            if host.get_ref().contains(['*', '/', ' ', '@'])
                || host.get_ref().to_lowercase() != *host.get_ref()
            {
                checker.tell(host, "a host or domain is written in lower case without `*`; it also stands for all names below it");
            }
        }
    }
}

pub fn blocklists(base: &Base, problems: &mut Vec<Problem>) {
    let mut seen = BTreeSet::new();
    for file in &base.blocklists {
        let mut checker = Checker { file, problems };
        for list in &file.value.lists {
            if !seen.insert(list.id.get_ref()) {
                checker.tell(&list.id, "this id is there twice");
            }
            checker.prose(&list.name, text::TITLE);
            checker.prose(&list.note, text::PARAGRAPH);
            checker.phrases(&list.phrases);
            checker.sources(&list.sources);
            for what in &list.lists {
                checker.word(what, "kind of listing", &["ip", "domain", "url"]);
            }
            for url in list.url.iter().chain(&list.fallback_url) {
                checker.url(url);
            }
        }
    }
}

pub fn fields(base: &Base, problems: &mut Vec<Problem>) {
    for file in &base.fields {
        let mut checker = Checker { file, problems };
        for field in file.value.values() {
            checker.prose(&field.title, text::TITLE);
            checker.prose(&field.note, text::PARAGRAPH);
        }
    }
}

pub fn topics(base: &Base, problems: &mut Vec<Problem>) {
    let mut names = BTreeMap::<String, &Loaded<schema::Topic>>::new();
    for file in &base.topics {
        let mut checker = Checker { file, problems };
        let topic = &file.value;
        checker.prose(&topic.title, text::TITLE);
        checker.prose(&topic.summary, text::PARAGRAPH);
        for paragraph in &topic.body {
            checker.prose(paragraph, text::PARAGRAPH);
        }
        checker.misreadings(&topic.misreadings);
        checker.sources(&topic.sources);
        for name in &topic.names {
            if let Some(other) = names.insert(name.get_ref().clone(), file) {
                checker.tell(name, format!("the topic `{}` has this name too", other.id));
            }
        }
    }
}

/// `550` is 550, `"5xx"` is 5.
pub fn reply_pattern(pattern: &CodePattern) -> Option<u16> {
    match pattern {
        CodePattern::Number(number) => (100..=999).contains(number).then_some(*number),
        CodePattern::Class(class) => match class.as_bytes() {
            [digit @ b'1'..=b'6', b'x', b'x'] => Some(u16::from(digit - b'0')),
            _ => None,
        },
    }
}

/// `"5.7.26"`, `"x.7.26"` (class 0) or a range of details `"5.7.606-649"`.
pub fn enhanced_pattern(pattern: &str) -> Option<(u8, u16, u16, u16)> {
    let lower = pattern.to_lowercase();
    let mut parts = lower.split('.');
    let class = match parts.next()? {
        "x" => 0,
        class => class.parse().ok().filter(|class| (2..=9).contains(class))?,
    };
    let number = |text: &str| (text.len() <= 3).then(|| text.parse::<u16>().ok()).flatten();
    let subject = number(parts.next()?)?;
    let detail = parts.next()?;
    let (from, to) = detail.split_once('-').unwrap_or((detail, detail));
    let range = (class, subject, number(from)?, number(to)?);
    (parts.next().is_none() && range.2 <= range.3).then_some(range)
}
