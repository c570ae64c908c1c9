//! A stream of inputs, one JSON object a line, and a stream of explanations.

use std::io::{self, BufRead, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use whybounced::{Explanation, explain};

use crate::arguments::Given;

/// One line of the input.
#[derive(Deserialize)]
struct Request {
    id: Option<Value>,
    input: Option<String>,
    file: Option<String>,
}

/// One line of the output.
#[derive(Serialize)]
struct Response {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<Explanation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

/// Answers every line; a bad one gives an error on its own line and the stream goes on.
pub fn run(mut lines: impl BufRead, out: &mut impl Write) -> io::Result<()> {
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line)? > 0 {
        if !line.trim_ascii().is_empty() {
            serde_json::to_writer(&mut *out, &answer(&line))?;
            out.write_all(b"\n")?;
        }
        line.clear();
    }
    out.flush()
}

fn answer(line: &[u8]) -> Response {
    let request: Request = match serde_json::from_slice(line) {
        Ok(request) => request,
        Err(error) => {
            return Response { id: id_of(line), explanation: None, error: Some(error.to_string()) };
        }
    };
    let explanation = match (request.input, request.file) {
        (Some(input), None) => Ok(explain(input.as_str())),
        (None, Some(file)) => Given::read(Path::new(&file))
            .map(|given| explain(given.bytes.as_slice()))
            .map_err(|error| error.to_string()),
        _ => Err("a line has either `input` or `file`".to_owned()),
    };
    let (explanation, error) = match explanation {
        Ok(explanation) => (Some(explanation.into_utf16()), None),
        Err(error) => (None, Some(error)),
    };
    Response { id: request.id, explanation, error }
}

/// The id of a line that is JSON but not a request.
fn id_of(line: &[u8]) -> Option<Value> {
    serde_json::from_slice::<Value>(line).ok()?.get("id").cloned()
}
