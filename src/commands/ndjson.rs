//! A stream of inputs, one JSON object a line, and a stream of explanations.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Explanation, explain};

/// One line of the input.
#[derive(Deserialize)]
struct Request {
    id: Option<Value>,
    input: Option<String>,
    file: Option<String>,
}

/// One line of the output.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Answer {
    /// The id of the line that is answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Value>,
    /// What its input means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Explanation>,
    /// Or what was wrong with the line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// Answers a line; `read` reads the file that it names, if it names one.
///
/// A bad line gives an error, so that a stream goes on after it.
pub fn answer(line: &[u8], read: impl FnOnce(&str) -> Result<Vec<u8>, String>) -> Answer {
    let request: Request = match serde_json::from_slice(line) {
        Ok(request) => request,
        Err(error) => {
            return Answer { id: id_of(line), explanation: None, error: Some(error.to_string()) };
        }
    };
    let explanation = match (request.input, request.file) {
        (Some(input), None) => Ok(explain(input.as_str())),
        (None, Some(file)) => read(&file).map(|bytes| explain(bytes.as_slice())),
        _ => Err("a line has either `input` or `file`".to_owned()),
    };
    let (explanation, error) = match explanation {
        Ok(explanation) => (Some(explanation.into_utf16()), None),
        Err(error) => (None, Some(error)),
    };
    Answer { id: request.id, explanation, error }
}

/// The file that a line names, for a host that has to read it beforehand.
#[must_use]
pub fn file_of(line: &[u8]) -> Option<String> {
    let request: Request = serde_json::from_slice(line).ok()?;
    request.file.filter(|_| request.input.is_none())
}

/// The id of a line that is JSON but not a request.
fn id_of(line: &[u8]) -> Option<Value> {
    serde_json::from_slice::<Value>(line).ok()?.get("id").cloned()
}
