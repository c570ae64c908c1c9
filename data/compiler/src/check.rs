//! Checks what the types of the files cannot say.

mod doubles;
mod knowledge;
mod matcher;
mod notices;
mod text;
pub mod words;

pub use knowledge::{enhanced_pattern, reply_pattern};

use std::collections::BTreeMap;

use crate::Problem;
use crate::load::{Base, Loaded};
use crate::phrases;
use crate::schema::{Misreading, Source, Step, Text};
use crate::vocabulary::{Audience, Family};

/// Adds every mistake of `base` to `problems`.
pub fn check(base: &Base, problems: &mut Vec<Problem>) {
    let names = Names::new(base);
    knowledge::causes(base, &names, problems);
    knowledge::entries(base, &names, problems);
    doubles::check(base, problems);
    matcher::check(base, problems);
    knowledge::codes(base, &names, problems);
    knowledge::providers(base, problems);
    knowledge::blocklists(base, problems);
    knowledge::fields(base, problems);
    notices::check(base, &names, problems);
    knowledge::topics(base, problems);
    words::check(base, problems);
}

/// What other files may refer to.
struct Names<'a> {
    causes: BTreeMap<&'a str, ()>,
    providers: BTreeMap<&'a str, ()>,
    topics: BTreeMap<&'a str, ()>,
}

impl<'a> Names<'a> {
    fn new(base: &'a Base) -> Names<'a> {
        Names {
            causes: base.causes.iter().map(|c| (cause_id(&c.id), ())).collect(),
            providers: base.providers.iter().map(|p| (p.id.as_str(), ())).collect(),
            topics: base.topics.iter().map(|t| (t.id.as_str(), ())).collect(),
        }
    }
}

/// `recipient/user-unknown` is the cause `user-unknown`.
pub fn cause_id(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// `recipient/user-unknown` is of the family `recipient`.
pub fn family(path: &str) -> Option<Family> {
    let folder = path.split('/').next()?;
    Family::ALL.iter().copied().find(|family| family.as_str() == folder)
}

/// Whom a step is for.
fn readers() -> Vec<&'static str> {
    Audience::ALL.iter().map(|audience| audience.as_str()).collect()
}

/// Collects the mistakes of one file.
struct Checker<'a, T> {
    file: &'a Loaded<T>,
    problems: &'a mut Vec<Problem>,
}

impl<T> Checker<'_, T> {
    fn tell(&mut self, at: &Text, message: impl Into<String>) {
        self.problems.push(self.file.problem(at.span().start, message));
    }

    fn tell_at(&mut self, at: usize, message: impl Into<String>) {
        self.problems.push(self.file.problem(at, message));
    }

    /// The text must be one of `allowed`.
    fn word<W: AsRef<str>>(&mut self, text: &Text, what: &str, allowed: &[W]) {
        if !allowed.iter().any(|word| word.as_ref() == text.get_ref()) {
            let list: Vec<&str> = allowed.iter().map(AsRef::as_ref).collect();
            self.tell(
                text,
                format!("unknown {what} `{}`; one of: {}", text.get_ref(), list.join(", ")),
            );
        }
    }

    /// The text must be an id that `known` has.
    fn reference(&mut self, text: &Text, what: &str, known: &BTreeMap<&str, ()>) {
        let id = text.get_ref().as_str();
        if known.contains_key(id) {
            return;
        }
        let near = known.keys().find(|other| other.starts_with(id) || id.starts_with(**other));
        let hint = near.map(|other| format!("; did you mean `{other}`?")).unwrap_or_default();
        self.tell(text, format!("there is no {what} `{id}`{hint}"));
    }

    fn references(&mut self, texts: &[Text], what: &str, known: &BTreeMap<&str, ()>) {
        for text in texts {
            self.reference(text, what, known);
        }
    }

    fn steps(&mut self, steps: &[Step]) {
        for step in steps {
            self.word(&step.audience, "reader", &readers());
            self.prose(&step.text, text::STEP);
            if !step.waits && text::tells_to_wait(&step.text) {
                self.tell(
                    &step.text,
                    "`waits = true` is missing: this is wrong once no server tries any more",
                );
            }
            for url in step.url.iter().chain(&step.fallback_url) {
                self.url(url);
            }
            if let Some(url) = step.fallback_url.as_ref().filter(|url| url.get_ref().contains('{'))
            {
                self.tell(url, "a fallback link has no `{…}`");
            }
        }
    }

    fn sources(&mut self, sources: &[Source]) {
        if sources.is_empty() {
            self.tell_at(0, "a [[source]] is missing: where is this written?");
        }
        for source in sources {
            self.prose(&source.title, text::SOURCE);
            if let Some(url) = &source.url {
                self.url(url);
            }
        }
    }

    fn misreadings(&mut self, misreadings: &[Misreading]) {
        for misreading in misreadings {
            self.prose(&misreading.claim, text::CLAIM);
            self.prose(&misreading.answer, text::PARAGRAPH);
            if let Some(url) = &misreading.url {
                self.url(url);
            }
        }
    }

    fn phrases(&mut self, texts: &[Text]) {
        for text in texts {
            if let Err(message) = phrases::parse(text.get_ref()) {
                self.tell(text, message);
            }
        }
    }
}
