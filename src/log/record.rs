//! What one line tells.

use super::scan;
use crate::vocabulary::{Event, Phase};

/// The words that a record says of the reason.
#[derive(Default)]
pub enum Said<'i> {
    /// None.
    #[default]
    Nothing,
    /// A part of the line.
    Plain(&'i str),
    /// A part of the line that had to be decoded.
    Decoded(String),
}

/// One line, whose parts are slices of the input.
#[derive(Default)]
pub struct Record<'i> {
    pub source: &'static str,
    pub recipients: Vec<&'i str>,
    pub original: Option<&'i str>,
    pub sender: Option<&'i str>,
    pub host: Option<&'i str>,
    pub ip: Option<&'i str>,
    /// The client, where this server itself refuses.
    pub client: Option<&'i str>,
    pub event: Option<Event>,
    pub said: Said<'i>,
    pub status: Option<&'i str>,
    pub phase: Option<Phase>,
    pub queue_id: Option<&'i str>,
    /// The process that writes, where its lines without a fate tell of tries on the way.
    pub process: Option<&'i str>,
    pub date: Option<&'i str>,
    /// Names of fields and the ids of their meanings.
    pub fields: Vec<(&'static str, &'i str)>,
}

impl<'i> Record<'i> {
    /// Sets the server at the other end from `name[ip]:port` and the like.
    pub fn set_remote(&mut self, text: &'i str) {
        let (host, ip) = scan::host_and_ip(text);
        (self.host, self.ip) = (host.or(self.host), ip.or(self.ip));
    }
}
