//! How each record is read; its fields stand in the order of the data compiler.

use super::records::sources;
use super::stream::Stream;
use super::tables::{
    BlocklistRecord, CauseRecord, EnhancedCodeRecord, EnhancedPattern, EntryRecord, EntryWords,
    FieldRecord, MeaningRecord, Misreading, PartRecord, ProviderRecord, ReplyCodeRecord, Source,
    StepRecord, TopicRecord, Words,
};
use crate::vocabulary::{
    Action, Actor, Audience, Certainty, CodeStatus, Family, Outcome, Permanence, ProviderKind,
    Scope,
};

impl CauseRecord {
    pub(super) fn read(from: &mut Stream) -> CauseRecord {
        CauseRecord {
            title: from.text(),
            summary: from.text(),
            family: from.word(Family::ALL),
            permanence: from.word(Permanence::ALL),
            scope: from.word(Scope::ALL),
            actor: from.word(Actor::ALL),
            action: from.word(Action::ALL),
            retry_after_seconds: from.optional(),
            steps: from.list(StepRecord::read),
            misreadings: from.list(Misreading::read),
            topics: from.texts(),
            sources: sources(from),
        }
    }
}

impl Words {
    pub(super) fn read(from: &mut Stream) -> Words {
        Words {
            parameter: from.texts(),
            outcome: from.texts(),
            failed: from.texts(),
            actor: from.texts(),
            resend: from.texts(),
            given_up: from.texts(),
            handed_in: from.texts(),
            mailer: from.texts(),
            certainty: from.texts(),
            basis: from.texts(),
            guess: from.texts(),
            conflict: from.texts(),
            warning: from.texts(),
            phase: from.texts(),
            unknown: from.texts(),
            no_bounce: from.texts(),
            in_passing: from.texts(),
            failed_check: from.texts(),
            receipt: from.texts(),
            unsubscribed: from.texts(),
            empty: from.texts(),
            code_only: from.texts(),
            code_group: from.texts(),
            token_title: from.texts(),
            token_note: from.texts(),
        }
    }
}

impl EntryRecord {
    pub(super) fn read(from: &mut Stream, at: u16) -> EntryRecord {
        EntryRecord {
            at,
            id: from.text(),
            cause: from.cause(),
            provider: from.provider(),
            codes: from.list(|from| from.number() as u16),
            enhanced: from.list(EnhancedPattern::read),
            flags: from.number(),
            scope: from.optional_word(Scope::ALL),
            actor: from.optional_word(Actor::ALL),
            action: from.optional_word(Action::ALL),
            permanence: from.optional_word(Permanence::ALL),
            certainty: from.optional_word(Certainty::ALL),
            outcome: from.optional_word(Outcome::ALL),
            retry_after_seconds: from.optional(),
            standard_code: from.optional().map(|code| code as u16),
        }
    }
}

impl EntryWords {
    pub(super) fn read(from: &mut Stream) -> EntryWords {
        EntryWords {
            title: from.optional_text(),
            summary: from.optional_text(),
            steps: from.list(StepRecord::read),
            topics: from.texts(),
            sources: sources(from),
        }
    }
}

impl StepRecord {
    fn read(from: &mut Stream) -> StepRecord {
        let audience = from.word(Audience::ALL);
        let (text, url) = (from.text(), from.optional_text());
        let fallback_url = from.optional_text();
        let has_places = text.contains('{') || url.is_some_and(|url| url.contains('{'));
        StepRecord { audience, text, url, fallback_url, waits: from.flag(), has_places }
    }
}

impl Misreading {
    fn read(from: &mut Stream) -> Misreading {
        Misreading { claim: from.text(), answer: from.text(), url: from.optional_text() }
    }
}

impl Source {
    pub(super) fn read(from: &mut Stream) -> Source {
        Source { title: from.text(), url: from.optional_text() }
    }
}

impl EnhancedPattern {
    fn read(from: &mut Stream) -> EnhancedPattern {
        EnhancedPattern {
            class: from.number() as u8,
            subject: from.number() as u16,
            from: from.number() as u16,
            to: from.number() as u16,
        }
    }
}

impl ProviderRecord {
    pub(super) fn read(from: &mut Stream) -> ProviderRecord {
        ProviderRecord {
            id: from.text(),
            name: from.text(),
            kind: from.word(ProviderKind::ALL),
            url: from.optional_text(),
            help_url: from.optional_text(),
            hosts: from.texts(),
            domains: from.texts(),
        }
    }
}

impl BlocklistRecord {
    pub(super) fn read(from: &mut Stream) -> BlocklistRecord {
        BlocklistRecord {
            id: from.text(),
            name: from.text(),
            url: from.optional_text(),
            fallback_url: from.optional_text(),
            closed: from.flag(),
            note: from.text(),
        }
    }
}

impl TopicRecord {
    pub(super) fn read(from: &mut Stream) -> TopicRecord {
        TopicRecord {
            id: from.text(),
            title: from.text(),
            names: from.texts(),
            summary: from.text(),
            body: from.texts(),
            misreadings: from.list(Misreading::read),
            sources: sources(from),
        }
    }
}

impl FieldRecord {
    pub(super) fn read(from: &mut Stream) -> FieldRecord {
        FieldRecord { id: from.text(), title: from.text(), note: from.text() }
    }
}

impl ReplyCodeRecord {
    pub(super) fn read(from: &mut Stream) -> ReplyCodeRecord {
        ReplyCodeRecord {
            code: from.number() as u16,
            title: from.text(),
            summary: from.text(),
            cause: from.optional_word(super::tables::Cause::ALL),
            alternatives: from.list(Stream::cause),
            outcome: from.optional_word(Outcome::ALL),
            meanings: from.list(MeaningRecord::read),
            misreadings: from.list(Misreading::read),
        }
    }
}

impl EnhancedCodeRecord {
    pub(super) fn read(from: &mut Stream) -> EnhancedCodeRecord {
        EnhancedCodeRecord {
            pattern: EnhancedPattern::read(from),
            title: from.text(),
            summary: from.text(),
            cause: from.optional_word(super::tables::Cause::ALL),
            temporary_cause: from.optional_word(super::tables::Cause::ALL),
            alternatives: from.list(Stream::cause),
            meanings: from.list(MeaningRecord::read),
            misreadings: from.list(Misreading::read),
        }
    }
}

impl MeaningRecord {
    fn read(from: &mut Stream) -> MeaningRecord {
        MeaningRecord {
            text: from.text(),
            note: from.optional_text(),
            status: from.word(CodeStatus::ALL),
            source: from.text(),
            url: from.optional_text(),
            commands: from.optional_text(),
            provider: from.provider(),
            cause: from.optional_word(super::tables::Cause::ALL),
        }
    }
}

impl PartRecord {
    pub(super) fn read(from: &mut Stream) -> PartRecord {
        PartRecord {
            position: from.number() as u8,
            number: from.optional().map(|number| number as u16),
            title: from.text(),
            note: from.text(),
            misreadings: from.list(Misreading::read),
        }
    }
}
