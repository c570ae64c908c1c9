//! The closed lists of words that a result is made of.
//!
//! One word per idea, the same in Rust, in the data files, in TypeScript and on
//! the page. Every list is `#[non_exhaustive]`: a later version may know more.

/// Declares an enum whose variants are written in kebab-case outside Rust.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// Every word of this list, in the order of its declaration.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];

            /// The word as it stands in JSON, in the data files and on the page.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                // As a variant, its word is known to live as long as the program.
                serializer.serialize_unit_variant(stringify!($name), 0, self.as_str())
            }
        }
    };
}

mod knowledge;
mod reading;
mod verdict;

pub use knowledge::{Audience, CodeStatus, Parameter, ProviderKind, Says};
pub use reading::{Event, Form, Phase, TokenKind, WarningKind};
pub use verdict::{
    Action, Actor, Basis, Certainty, ConflictKind, Family, Outcome, Permanence, Scope,
};
