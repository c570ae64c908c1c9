//! Where things are written. Many records name the same places, so each place is stored once.

use std::collections::BTreeSet;

use super::stream::Stream;
use crate::load::Base;
use crate::schema::Source;

/// Title and address of every place, sorted.
pub struct Sources(Vec<(String, String)>);

impl Sources {
    pub fn new(base: &Base) -> Sources {
        let causes = base.causes.iter().flat_map(|file| &file.value.sources);
        let entries = base.entries.iter().flat_map(|file| &file.value.sources);
        let topics = base.topics.iter().flat_map(|file| &file.value.sources);
        let all: BTreeSet<_> = causes.chain(entries).chain(topics).map(place).collect();
        Sources(all.into_iter().collect())
    }

    pub fn emit(&self) -> Stream {
        Stream::of(&self.0, |out, (title, url)| {
            out.line(title);
            out.line(url);
        })
    }

    /// The places that a record names, by their numbers.
    pub fn list(&self, out: &mut Stream, named: &[Source]) {
        out.list(named, |out, source| {
            out.number(self.0.binary_search(&place(source)).unwrap_or_default());
        });
    }
}

fn place(source: &Source) -> (String, String) {
    let url = source.url.as_ref().map_or("", |url| url.get_ref());
    (source.title.get_ref().clone(), url.to_owned())
}
