//! `whybounced`: explains bounced e-mail in the terminal.

mod arguments;

use std::io::{self, BufRead, IsTerminal, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;
use terminal_size::{Width, terminal_size_of};
use whybounced::commands::{PROMPT, ndjson, terminal};
use whybounced::explain;

use arguments::{Arguments, Given};

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        // The reader went away (`whybounced … | head`): nothing is wrong.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("whybounced: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> io::Result<()> {
    if arguments.ndjson {
        return stream(io::stdin().lock(), &mut io::BufWriter::new(io::stdout().lock()));
    }
    let given = given(arguments)?;
    let several = given.len() > 1;
    let columns = terminal_size_of(io::stdout()).map(|(Width(columns), _)| columns.into());
    let mut out = anstream::AutoStream::auto(io::stdout().lock());
    for given in given {
        let explanation = explain(given.bytes.as_slice()).into_utf16();
        if arguments.json {
            serde_json::to_writer_pretty(&mut out, &explanation)?;
            writeln!(out)?;
        } else {
            if several {
                terminal::heading(&mut out, &given.name)?;
            }
            terminal::print(&mut out, columns, &explanation)?;
        }
    }
    out.flush()
}

/// Answers every line.
fn stream(mut lines: impl BufRead, out: &mut impl Write) -> io::Result<()> {
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line)? > 0 {
        if !line.trim_ascii().is_empty() {
            serde_json::to_writer(&mut *out, &ndjson::answer(&line, read))?;
            out.write_all(b"\n")?;
        }
        line.clear();
    }
    out.flush()
}

fn read(file: &str) -> Result<Vec<u8>, String> {
    Given::read(Path::new(file)).map(|given| given.bytes).map_err(|error| error.to_string())
}

/// What is to be explained: files, or the arguments as one text, or standard input.
fn given(arguments: &Arguments) -> io::Result<Vec<Given>> {
    if let Some(files) = arguments.files() {
        if files.is_empty() {
            return Err(io::Error::other("there is no file in this folder"));
        }
        return files.into_iter().map(|path| Given::read(&path)).collect();
    }
    if let Some(text) = arguments.text() {
        return Ok(vec![Given { name: String::new(), bytes: text.into_bytes() }]);
    }
    if io::stdin().is_terminal() {
        anstream::eprint!("{PROMPT}");
    }
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(vec![Given { name: String::new(), bytes }])
}
