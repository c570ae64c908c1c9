//! The records of the compiled knowledge base. None of them is read before it is needed.

use std::sync::OnceLock;

use super::stream::Stream;
use super::tables::{
    BlocklistRecord, CauseRecord, ENTRIES_A_SECTION, EnhancedCodeRecord, EntryRecord, EntryWords,
    FieldRecord, PartRecord, ProviderRecord, ReplyCodeRecord, SECTIONS, Source, TopicRecord, Words,
};

// In the order in which the build script writes them.
pub static CAUSES: Table<CauseRecord> = Table::new(0, |from, _| CauseRecord::read(from));
pub static ENTRIES: Table<EntryRecord> = Table::new(1, EntryRecord::read);
pub static PROVIDERS: Table<ProviderRecord> = Table::new(2, |from, _| ProviderRecord::read(from));
pub static BLOCKLISTS: Table<BlocklistRecord> =
    Table::new(3, |from, _| BlocklistRecord::read(from));
pub static TOPICS: Table<TopicRecord> = Table::new(4, |from, _| TopicRecord::read(from));
pub static FIELDS: Table<FieldRecord> = Table::new(5, |from, _| FieldRecord::read(from));
pub static REPLY_CODES: Table<ReplyCodeRecord> =
    Table::new(6, |from, _| ReplyCodeRecord::read(from));
pub static REPLY_DIGITS: Table<PartRecord> = Table::new(7, |from, _| PartRecord::read(from));
pub static ENHANCED_CODES: Table<EnhancedCodeRecord> =
    Table::new(8, |from, _| EnhancedCodeRecord::read(from));
pub static ENHANCED_PARTS: Table<PartRecord> = Table::new(9, |from, _| PartRecord::read(from));

static SOURCES: Table<Source> = Table::new(10, |from, _| Source::read(from));

static WORDS: Table<Words> = Table::new(11, |from, _| Words::read(from));

/// The first of the sections with words of entries.
const OF_ENTRIES: usize = 12;

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
    /// Reads the record at a place.
    read: fn(&mut Stream, usize) -> T,
    records: OnceLock<&'static [T]>,
}

impl<T> Table<T> {
    const fn new(section: usize, read: fn(&mut Stream, usize) -> T) -> Table<T> {
        Table { section, read, records: OnceLock::new() }
    }

    pub fn all(&self) -> &'static [T] {
        self.records.get_or_init(|| read_section(self.section, self.read))
    }

    /// The record at a place that another record names.
    pub fn get(&self, at: u16) -> &'static T {
        &self.all()[usize::from(at)]
    }
}

/// The short words of every answer.
pub fn words() -> &'static Words {
    WORDS.get(0)
}

/// The sources that a record names by their places.
pub(super) fn sources(from: &mut Stream) -> &'static [Source] {
    from.list(|from| *SOURCES.get(from.number() as u16))
}

fn read_section<T>(section: usize, read: fn(&mut Stream, usize) -> T) -> &'static [T] {
    let (texts, numbers) = SECTIONS[section];
    let mut stream = Stream { texts: &TEXTS[texts..], numbers: &NUMBERS[numbers..] };
    let length = stream.number() as usize;
    let records: Vec<T> = (0..length).map(|at| read(&mut stream, at)).collect();
    records.leak()
}

impl EntryRecord {
    /// What the entry says to people; read together with what its neighbours say.
    pub fn words(&self) -> &'static EntryWords {
        static SOME: [OnceLock<&'static [EntryWords]>; SECTIONS.len() - OF_ENTRIES] =
            [const { OnceLock::new() }; SECTIONS.len() - OF_ENTRIES];
        let (section, at) = (self.at / ENTRIES_A_SECTION, self.at % ENTRIES_A_SECTION);
        let read = || read_section(OF_ENTRIES + section, |from, _| EntryWords::read(from));
        &SOME[section].get_or_init(read)[at]
    }
}
