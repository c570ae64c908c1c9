//! Writes the checked knowledge base as Rust statics.

pub mod anchors;
mod codes;
mod index;
mod literal;
mod records;
mod words;

use std::collections::BTreeMap;

use crate::check::cause_id;
use crate::load::Base;

/// Where the things stand that others refer to by index.
pub struct Places<'a> {
    providers: BTreeMap<&'a str, usize>,
}

impl<'a> Places<'a> {
    fn new(base: &'a Base) -> Places<'a> {
        Places {
            providers: base
                .providers
                .iter()
                .enumerate()
                .map(|(at, p)| (p.id.as_str(), at))
                .collect(),
        }
    }
}

/// The whole file.
pub fn emit(base: &Base) -> String {
    let places = Places::new(base);
    let mut out = String::new();
    cause_enum(base, &mut out);
    records::emit(base, &places, &mut out);
    codes::emit(base, &places, &mut out);
    index::emit(base, &mut out);
    words::emit(base, &mut out);
    out
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
