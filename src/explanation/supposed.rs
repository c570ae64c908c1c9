//! Whether words only suppose that something has happened: `if the mailbox is full, …`.

use crate::input::{end_of, start_of};
use crate::span::Span;
use crate::words::{Word, hash, words};

/// How far in front of the words that decide a conjunction is looked for, in bytes.
const MAX_CLAUSE: usize = 120;

/// The most words between the conjunction and the words that decide.
const MAX_BETWEEN: usize = 6;

/// Words behind which all of a sentence is only supposed, its other clauses too.
const CONDITIONAL: &[u32] = &[
    hash("if"),
    hash("unless"),
    hash("falls"),
    hash("jeśli"),
    hash("jeżeli"),
    hash("если"),
    hash("якщо"),
    hash("pokud"),
    hash("hvis"),
    hash("jos"),
    hash("dacă"),
    hash("eğer"),
    hash("αν"),
    hash("jika"),
    hash("nếu"),
];

/// Words behind which a clause is only supposed.
const SUPPOSING: &[u32] = &[
    hash("when"),
    hash("whenever"),
    hash("whether"),
    hash("wenn"),
    hash("sobald"),
    hash("ob"),
    hash("quand"),
    hash("lorsque"),
    hash("cuando"),
    hash("quando"),
    hash("wanneer"),
    hash("indien"),
    hash("gdy"),
    hash("kiedy"),
    hash("когда"),
    hash("když"),
    hash("när"),
    hash("når"),
    hash("όταν"),
];

/// Words that suppose something where they begin a clause or somebody asks, and mean other things
/// elsewhere: `vrátil se mi mail, schránka plná`.
const MAYBE: &[u32] = &[hash("si"), hash("se"), hash("als"), hash("om"), hash("kun"), hash("ha")];

/// Words that suppose something at the beginning of a sentence: `Ist das Postfach voll, …`.
const FIRST: &[u32] = &[hash("ist"), hash("sind"), hash("sollte"), hash("sollten"), hash("should")];

/// Words of somebody who tells what happens to them: `wenn ich schreibe, heißt es, Postfach voll`.
const OWN: &[u32] = &[
    hash("i"),
    hash("we"),
    hash("my"),
    hash("ich"),
    hash("wir"),
    hash("j"),
    hash("nous"),
    hash("yo"),
    hash("io"),
    hash("ik"),
    hash("я"),
    hash("jag"),
    hash("jeg"),
];

/// The same in scripts without blanks, in front of the words that decide and behind them.
const BEFORE: &[&str] = &["如果", "若", "假如", "万一", "もし", "만약"];
const BEHIND: &[&str] = &["の場合", "場合", "のとき", "の時", "だと", "なら", "면", "时", "時"];

/// Whether the sentence in which `evidence` stands only supposes it.
pub fn is_supposed(text: &str, evidence: &[Span]) -> bool {
    let (Some(first), Some(last)) = (evidence.first(), evidence.last()) else { return false };
    let before = end_of(text.get(..first.start as usize).unwrap_or_default(), MAX_CLAUSE);
    let behind = start_of(text.get(last.end as usize..).unwrap_or_default(), MAX_CLAUSE);
    let (clause, sentence) = (clause_of(before), sentence_of(before));
    let asks = behind.chars().find(|c| ".!?。？".contains(*c)).is_some_and(|c| "?？".contains(c));
    BEFORE.iter().any(|mark| clause.contains(mark))
        || BEHIND.iter().any(|mark| behind.starts_with(mark))
        || is_subordinate(clause, asks, leads_on(behind))
        || clause.len() == sentence.len() && begins_with(sentence, FIRST)
        || is_consequence(sentence)
}

/// Whether a sentence begins with a condition, and goes on without somebody else's words:
/// `Falls der Empfänger nicht existiert, wird …`.
fn is_consequence(sentence: &str) -> bool {
    let mut told = words(sentence);
    !sentence.contains([':', '"', '“', '„', '«'])
        && told.next().is_some_and(|first| CONDITIONAL.contains(&first.hash))
        && !told.any(|word| OWN.contains(&word.hash))
}

/// Whether a conjunction stands shortly before the end of a clause.
fn is_subordinate(clause: &str, asks: bool, leads_on: bool) -> bool {
    let told: Vec<Word> = words(clause).collect();
    let is_first = |word: &Word| told.first() == Some(word);
    let supposes = |word: &Word| {
        CONDITIONAL.contains(&word.hash)
            || SUPPOSING.contains(&word.hash)
            || MAYBE.contains(&word.hash) && (asks || leads_on && is_first(word))
    };
    let mut near = told.iter().rev().take(MAX_BETWEEN + 1);
    let own = |word: &&Word| OWN.contains(&word.hash);
    near.find(|word| supposes(word) || own(word)).is_some_and(supposes)
}

/// Whether the sentence goes on with another clause: `Si la boîte est pleine, …`, and not `Si è
/// verificato un errore perché la casella è piena`.
fn leads_on(behind: &str) -> bool {
    behind.chars().find(|c| ",，.!\n".contains(*c)).is_some_and(|c| ",，".contains(c))
}

/// Whether a few words begin with one of these.
fn begins_with(clause: &str, first: &[u32]) -> bool {
    let mut told = words(clause).take(MAX_BETWEEN + 1);
    told.next().is_some_and(|word| first.contains(&word.hash)) && told.count() < MAX_BETWEEN
}

/// What stands behind the last mark that ends a clause, or that begins somebody else's words.
fn clause_of(before: &str) -> &str {
    let ends = |c: char| ",;:\"“„«»()!?。，、：；！？「『".contains(c);
    sentence_of(before).rsplit(ends).next().unwrap_or_default()
}

/// What stands behind the last end of a sentence, or behind a line that was left empty.
fn sentence_of(before: &str) -> &str {
    let ends = [". ", ".\n", "! ", "? ", "\n\n", "。", "！", "？"];
    let last = ends.iter().filter_map(|end| before.rfind(end).map(|at| at + end.len())).max();
    before.get(last.unwrap_or(0)..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether `words` are supposed where they stand in `text`.
    fn supposed(text: &str, words: &str) -> bool {
        let start = text.find(words).unwrap_or_default();
        is_supposed(text, &[Span::new(start, start + words.len())])
    }

    #[test]
    fn ok_conditions() {
        for (text, words) in [
            ("What happens if the recipient's mailbox is full?", "mailbox is full"),
            ("Lorsque la boîte aux lettres du destinataire est pleine, …", "boîte"),
            ("Co se stane, když je schránka příjemce plná?", "schránka"),
            ("Falls der Empfänger nicht existiert, wird sie abgelehnt", "abgelehnt"),
            ("Vad händer om brevlådan är full?", "brevlådan"),
            ("Se la casella è piena, il messaggio torna indietro", "casella è piena"),
            ("Ist das Postfach voll, erhält der Absender eine Meldung.", "Postfach voll"),
            ("受信者のメールボックスが満杯の場合、どうなりますか?", "メールボックスが満杯"),
            ("如果收件人的邮箱已满，我的邮件会怎么样？", "邮箱已满"),
        ] {
            assert!(supposed(text, words), "{text}");
        }
    }

    #[test]
    fn err_what_has_happened() {
        for (text, words) in [
            ("It came back. If you know why: mailbox is full", "mailbox is full"),
            ("Wenn ich ihr schreibe kommt Postfach voll", "Postfach voll"),
            ("when she writes she gets \"mailbox is full\"", "mailbox is full"),
            ("Vrátil se mi mail schránka plná", "schránka"),
            ("If it matters, it said: mailbox is full", "mailbox is full"),
            ("Das Postfach ist voll", "Postfach ist voll"),
            ("Si è verificato un errore perché la casella è piena", "casella è piena"),
            ("Se rechazó el mensaje porque el usuario no existe", "usuario no existe"),
        ] {
            assert!(!supposed(text, words), "{text}");
        }
    }
}
