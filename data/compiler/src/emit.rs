//! Writes the checked knowledge base for the core crate to include.

pub mod anchors;
mod codes;
mod literal;
mod records;
mod stream;
mod words;

use crate::Compiled;
use crate::check::cause_id;
use crate::load::Base;
use stream::Stream;

/// Everything that the core crate includes.
pub fn emit(base: &Base) -> Compiled {
    let mut source = String::new();
    cause_enum(base, &mut source);
    words::emit(base, &mut source);
    let mut stream = Stream::default();
    records::emit(base, &mut stream);
    codes::emit(base, &mut stream);
    Compiled { source, anchors: anchors::emit(base), texts: stream.texts, numbers: stream.numbers }
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
