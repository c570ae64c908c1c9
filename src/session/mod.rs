//! Transcripts of dialogues between a client and a server.

mod dialogue;
mod line;

pub use dialogue::{Command, Dialogue, Step, is_session};
