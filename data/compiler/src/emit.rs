//! Writes the checked knowledge base for the core crate to include.

pub mod anchors;
mod codes;
mod literal;
mod phrases;
mod records;
mod sources;
mod stream;
mod words;

use crate::Compiled;
use crate::check::cause_id;
use crate::load::Base;
use sources::Sources;
use stream::Stream;

/// Everything that the core crate includes.
pub fn emit(base: &Base) -> Compiled {
    let mut source = String::new();
    cause_enum(base, &mut source);
    let sources = Sources::new(base);
    let mut sections = records::emit(base, &sources);
    sections.extend(codes::emit(base));
    sections.push(sources.emit());
    sections.push(words::emit(base));
    sections.extend(records::emit_entries(base, &sources));
    let stored = one_after_another(&sections, &mut source);
    Compiled { source, anchors: anchors::emit(base), texts: stored.texts, numbers: stored.numbers }
}

/// All sections as one, and `SECTIONS`: where the texts and the numbers of each begin.
fn one_after_another(sections: &[Stream], out: &mut String) -> Stream {
    let mut all = Stream::default();
    let (count, some) = (sections.len(), records::ENTRIES_A_SECTION);
    out.push_str(&format!("pub(super) const ENTRIES_A_SECTION: usize = {some};\n"));
    out.push_str(&format!("pub(super) const SECTIONS: [(usize, usize); {count}] = [\n"));
    for section in sections {
        out.push_str(&format!("    ({}, {}),\n", all.texts.len(), all.numbers.len()));
        all.texts.push_str(&section.texts);
        all.numbers.extend_from_slice(&section.numbers);
    }
    out.push_str("];\n");
    all
}

/// `Cause`, one variant for each file of `causes/`.
fn cause_enum(base: &Base, out: &mut String) {
    out.push_str("/// Why a message was not delivered, from a closed list of stable ids.\n");
    out.push_str("#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\n#[non_exhaustive]\npub enum Cause {\n");
    for cause in &base.causes {
        out.push_str(&format!(
            "    /// {}\n    {},\n",
            cause.value.title.get_ref().trim(),
            literal::variant(cause_id(&cause.id))
        ));
    }
    out.push_str(
        "}\n\nimpl Cause {\n    /// Every cause.\n    pub const ALL: &'static [Cause] = &[",
    );
    for cause in &base.causes {
        out.push_str(&format!("{}, ", literal::cause(cause_id(&cause.id))));
    }
    out.push_str("];\n\n    /// The id as it stands in JSON and in the data files.\n    #[must_use]\n    pub const fn as_str(self) -> &'static str {\n        match self {\n");
    for cause in &base.causes {
        let id = cause_id(&cause.id);
        out.push_str(&format!("            {} => {id:?},\n", literal::cause(id)));
    }
    out.push_str("        }\n    }\n}\n\n");
}
