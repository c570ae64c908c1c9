//! What stands behind an answer: other causes, what people often read elsewhere, and sources.

use crate::knowledge::tables::CauseRecord;
use crate::knowledge::{Cause, Diagnosis, Misreading, Source};
use crate::reply::Reply;
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

/// Those of the code, where the code is all there is, else those of the cause. What people read of
/// 550 is of no use to somebody who has 421.
#[inline(never)]
pub fn misreadings(
    form: Form,
    reply: Option<&Reply>,
    diagnosis: &Diagnosis,
    cause: &CauseRecord,
) -> Vec<Misreading> {
    let code_only = form == Form::Code || diagnosis.basis > Basis::Phrase;
    let of_reply_code = diagnosis.code.map_or(&[][..], |code| code.misreadings);
    let of_enhanced_code = diagnosis.enhanced.map_or(&[][..], |code| code.misreadings);
    let of_codes = of_reply_code.iter().chain(of_enhanced_code).filter(|_| code_only);
    let mut all: Vec<Misreading> = of_codes.copied().collect();
    if all.is_empty() {
        let fits = |of: &&Misreading| names_no_other_code(of.claim, reply);
        all.extend(cause.misreadings.iter().filter(fits));
    }
    all
}

/// Whether a claim speaks of no code, or of one that the reply has.
fn names_no_other_code(claim: &str, reply: Option<&Reply>) -> bool {
    let is_code = |word: &&str| {
        word.len() >= 3 && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    let is_own = |word: &str| {
        let code = reply.and_then(|reply| reply.code);
        let enhanced = reply.and_then(|reply| reply.enhanced);
        code.is_some_and(|code| word.parse() == Ok(code))
            || enhanced.is_some_and(|code| word.parse() == Ok(code))
    };
    let words = claim.split(' ').map(|word| word.trim_end_matches(['.', ',']));
    let mut codes = words.filter(is_code).peekable();
    codes.peek().is_none() || codes.any(is_own)
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
