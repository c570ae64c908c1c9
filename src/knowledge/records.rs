//! The records of the compiled knowledge base. None of them is read before it is needed.

use std::sync::OnceLock;

use super::stream::Stream;
use super::tables::{
    BlocklistRecord, CauseRecord, ENTRIES_A_SECTION, EnhancedCodeRecord, EntryRecord, EntryWords,
    FieldRecord, PartRecord, ProviderRecord, ReplyCodeRecord, SECTIONS, Source, TopicRecord, Words,
};

// In the order in which the build script writes them.
pub static CAUSES: Table<CauseRecord> = Table::new(0, CauseRecord::read);
pub static PROVIDERS: Table<ProviderRecord> = Table::new(2, ProviderRecord::read);
pub static BLOCKLISTS: Table<BlocklistRecord> = Table::new(3, BlocklistRecord::read);
pub static TOPICS: Table<TopicRecord> = Table::new(4, TopicRecord::read);
pub static FIELDS: Table<FieldRecord> = Table::new(5, FieldRecord::read);
pub static REPLY_CODES: Table<ReplyCodeRecord> = Table::new(6, ReplyCodeRecord::read);
pub static REPLY_DIGITS: Table<PartRecord> = Table::new(7, PartRecord::read);
pub static ENHANCED_CODES: Table<EnhancedCodeRecord> = Table::new(8, EnhancedCodeRecord::read);
pub static ENHANCED_PARTS: Table<PartRecord> = Table::new(9, PartRecord::read);

/// The section with all phrases.
const PHRASES: usize = 1;

static SOURCES: Table<Source> = Table::new(10, Source::read);

static WORDS: Table<Words> = Table::new(11, Words::read);

/// The first of the sections with entries: for each few of them one with their records, and one with
/// their words.
const OF_ENTRIES: usize = 12;
const SOME_ENTRIES: usize = (SECTIONS.len() - OF_ENTRIES) / 2;

/// All texts of the records.
static TEXTS: &str = include_str!(concat!(env!("OUT_DIR"), "/texts.txt"));
/// All their numbers.
static NUMBERS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/numbers.bin"));

/// Whether a text is one of the stored ones, which stay for as long as the program runs.
#[cfg(target_family = "wasm")]
pub fn is_stored(text: &str) -> bool {
    TEXTS.as_bytes().as_ptr_range().contains(&text.as_ptr())
}

/// The records of one section, read when the first of them is needed.
#[derive(Debug)]
pub struct Table<T: 'static> {
    section: usize,
    read: fn(&mut Stream) -> T,
    records: OnceLock<&'static [T]>,
}

impl<T> Table<T> {
    const fn new(section: usize, read: fn(&mut Stream) -> T) -> Table<T> {
        Table { section, read, records: OnceLock::new() }
    }

    pub fn all(&self) -> &'static [T] {
        self.records.get_or_init(|| read_section(self.section, |from, _| (self.read)(from)))
    }

    /// The record at a place that another record names.
    pub fn get(&self, at: u16) -> &'static T {
        &self.all()[usize::from(at)]
    }
}

/// The phrases, as [`super::index`] reads them. They begin with the number of entries.
pub(super) fn phrases() -> Stream {
    stream(PHRASES)
}

fn stream(section: usize) -> Stream {
    let (texts, numbers) = SECTIONS[section];
    Stream { texts: &TEXTS[texts..], numbers: &NUMBERS[numbers..] }
}

/// The short words of every answer.
pub fn words() -> &'static Words {
    WORDS.get(0)
}

/// The sources that a record names by their places.
pub(super) fn sources(from: &mut Stream) -> &'static [Source] {
    from.list(|from| *SOURCES.get(from.number() as u16))
}

/// `read` gets the place of each record in the section as well.
fn read_section<T>(section: usize, read: impl Fn(&mut Stream, usize) -> T) -> &'static [T] {
    let mut stream = stream(section);
    let length = stream.number() as usize;
    let records: Vec<T> = (0..length).map(|nth| read(&mut stream, nth)).collect();
    records.leak()
}

impl EntryRecord {
    /// The entry at a place among all entries; read together with its neighbours.
    pub fn at(at: u16) -> &'static EntryRecord {
        static SOME: [OnceLock<&'static [EntryRecord]>; SOME_ENTRIES] =
            [const { OnceLock::new() }; SOME_ENTRIES];
        let (some, nth) = place(at);
        let first = some * ENTRIES_A_SECTION;
        let record = |from: &mut Stream, nth| EntryRecord::read(from, (first + nth) as u16);
        let read = || read_section(OF_ENTRIES + 2 * some, record);
        &SOME[some].get_or_init(read)[nth]
    }

    /// What the entry says to people; read together with what its neighbours say.
    pub fn words(&self) -> &'static EntryWords {
        static SOME: [OnceLock<&'static [EntryWords]>; SOME_ENTRIES] =
            [const { OnceLock::new() }; SOME_ENTRIES];
        let (some, nth) = place(self.at);
        let read = || read_section(OF_ENTRIES + 2 * some + 1, |from, _| EntryWords::read(from));
        &SOME[some].get_or_init(read)[nth]
    }
}

/// In which section an entry is, and its place there.
fn place(entry: u16) -> (usize, usize) {
    let at = usize::from(entry);
    (at / ENTRIES_A_SECTION, at % ENTRIES_A_SECTION)
}
