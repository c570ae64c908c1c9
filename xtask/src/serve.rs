//! Serves the site on this machine.

use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use clap::Args;
use notify::{RecursiveMode, Watcher};
use tiny_http::{Header, Request, Response, Server};

use crate::shell::{find, program, root};
use crate::site;

#[derive(Args)]
pub struct Options {
    /// The port; the next free one is taken when something else uses it
    #[arg(long, default_value_t = 8000)]
    port: u16,
    /// Open the page in the browser
    #[arg(long)]
    open: bool,
    /// Build again when a file changes
    #[arg(long)]
    watch: bool,
}

/// Builds the site and serves it until the program is stopped.
pub fn serve(options: &Options) -> Result<()> {
    let folder = site::build()?;
    let (server, address) = listen(options.port)?;
    println!("\nwhybounced is at {address}   (Ctrl+C ends)");
    if options.open {
        open(&address);
    }
    if options.watch {
        thread::spawn(|| {
            if let Err(error) = watch() {
                eprintln!("watching stopped: {error:#}");
            }
        });
    }
    for request in server.incoming_requests() {
        answer(request, &folder, "/");
    }
    Ok(())
}

/// A server that lives as long as the value, for tests.
pub struct Background {
    /// Where the site is, with a slash at the end.
    pub address: String,
    server: std::sync::Arc<Server>,
}

impl Drop for Background {
    fn drop(&mut self) {
        self.server.unblock();
    }
}

/// Serves `folder` below `/docs/why/`, as a site of somebody else might.
pub fn in_background(folder: PathBuf) -> Result<Background> {
    const BELOW: &str = "/docs/why/";
    let (server, address) = listen(18_000)?;
    let server = std::sync::Arc::new(server);
    let serving = server.clone();
    thread::spawn(move || {
        for request in serving.incoming_requests() {
            answer(request, &folder, BELOW);
        }
    });
    Ok(Background { address: format!("{}{}", address.trim_end_matches('/'), BELOW), server })
}

fn listen(first: u16) -> Result<(Server, String)> {
    for port in first..first.saturating_add(50) {
        if let Ok(server) = Server::http(("127.0.0.1", port)) {
            return Ok((server, format!("http://127.0.0.1:{port}/")));
        }
    }
    Err(anyhow!("no free port from {first} on"))
}

fn answer(request: Request, folder: &Path, below: &str) {
    let path = request.url().split(['?', '#']).next().unwrap_or_default();
    let file = path.strip_prefix(below).and_then(|path| inside(folder, path));
    // The other side may have gone away; that is its business.
    let _ = match file.and_then(|file| Some((fs::read(&file).ok()?, file))) {
        Some((content, file)) => {
            request.respond(with_headers(Response::from_data(content), media_type(&file)))
        }
        None => request.respond(Response::from_string("not found").with_status_code(404)),
    };
}

/// The file that a path names; `None` for one outside the folder.
fn inside(folder: &Path, path: &str) -> Option<PathBuf> {
    let path = Path::new(path);
    let plain = path.components().all(|part| matches!(part, Component::Normal(_)));
    let file = folder.join(path);
    let file = if file.is_dir() { file.join("index.html") } else { file };
    plain.then_some(file)
}

fn with_headers<R: std::io::Read>(response: Response<R>, media_type: &str) -> Response<R> {
    let headers = [
        ("Content-Type", media_type),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
    ];
    headers
        .into_iter()
        .filter_map(|(name, value)| Header::from_bytes(name, value).ok())
        .fold(response, Response::with_header)
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "wasm" => "application/wasm",
        "png" => "image/png",
        _ => "application/octet-stream",
    }
}

fn open(address: &str) {
    let openers = ["xdg-open", "open", "explorer.exe"];
    if let Some(opener) = openers.iter().find_map(|name| find(name)) {
        let _ = program(opener).arg(address).spawn();
    }
}

/// Builds the site again after every change, once a burst of changes is over.
fn watch() -> Result<()> {
    let (sender, changes) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        if event.is_ok_and(|event| !event.kind.is_access()) {
            let _ = sender.send(());
        }
    })?;
    for folder in ["src", "data", "www", "pkg-config"] {
        watcher.watch(&root().join(folder), RecursiveMode::Recursive)?;
    }
    loop {
        changes.recv().context("the watcher ended")?;
        while changes.recv_timeout(Duration::from_millis(200)).is_ok() {}
        if let Err(error) = site::build() {
            eprintln!("{error:#}");
        }
        while changes.try_recv().is_ok() {}
    }
}
