//! What stands behind an answer: other causes, what people often read elsewhere, and sources.

use crate::knowledge::tables::CauseRecord;
use crate::knowledge::{Cause, Diagnosis, Misreading, Source};
use crate::vocabulary::{Basis, Certainty, Form};

use super::Alternative;

/// Sources beyond these add nothing.
const MOST_SOURCES: usize = 4;

#[inline(never)]
pub fn alternatives(diagnosis: &Diagnosis) -> Vec<Alternative> {
    let others = diagnosis.alternatives.iter().filter(|cause| **cause != diagnosis.cause);
    let alternative = |cause: &Cause| Alternative {
        cause: *cause,
        title: cause.title(),
        certainty: Certainty::Guess,
    };
    others.map(alternative).collect()
}

/// Those of the cause; and those of the code, where the code is all there is.
#[inline(never)]
pub fn misreadings(form: Form, diagnosis: &Diagnosis, cause: &CauseRecord) -> Vec<Misreading> {
    let code_only = form == Form::Code || diagnosis.basis > Basis::Phrase;
    let of_reply_code = diagnosis.code.map_or(&[][..], |code| code.misreadings);
    let of_enhanced_code = diagnosis.enhanced.map_or(&[][..], |code| code.misreadings);
    let of_codes = of_reply_code.iter().chain(of_enhanced_code).filter(|_| code_only);
    let mut all: Vec<Misreading> = of_codes.chain(cause.misreadings).copied().collect();
    all.dedup();
    all
}

#[inline(never)]
pub fn sources(diagnosis: &Diagnosis, cause: &CauseRecord) -> Vec<Source> {
    let mut sources: Vec<Source> =
        diagnosis.entry.map_or(Vec::new(), |entry| entry.words().sources.to_vec());
    if diagnosis.basis > Basis::Phrase {
        let first = diagnosis.enhanced.and_then(|record| record.meanings.first());
        let records =
            [diagnosis.meaning, first, diagnosis.code.and_then(|record| record.meanings.first())];
        sources.extend(
            records
                .into_iter()
                .flatten()
                .map(|meaning| Source { title: meaning.source, url: meaning.url }),
        );
    }
    sources.extend(cause.sources);
    let mut kept: Vec<Source> = Vec::new();
    for source in sources {
        let same = |known: &Source| match source.url {
            Some(_) => known.url == source.url,
            None => *known == source,
        };
        if kept.len() < MOST_SOURCES && !kept.iter().any(same) {
            kept.push(source);
        }
    }
    kept
}
