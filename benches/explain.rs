//! How long the core needs, natively; `cargo xtask bench` runs it.

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};

const REPLY: &str = "550 5.1.1 <ana@example.net>: Recipient address rejected: User unknown in local recipient table";

fn one_reply(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("one reply");
    group.throughput(Throughput::Elements(1));
    group.bench_function("parse", |bencher| bencher.iter(|| whybounced::parse(black_box(REPLY))));
    group.bench_function("explain", |bencher| {
        bencher.iter(|| whybounced::explain(black_box(REPLY)))
    });
    group.finish();
}

/// Every mail of a folder, as often as it takes.
fn mails(criterion: &mut Criterion) {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/mail");
    let real = std::env::var_os("WHYBOUNCED_MAILS").map(PathBuf::from);
    for (name, folder) in [("own mails", Some(own)), ("mails of WHYBOUNCED_MAILS", real)] {
        let Some(folder) = folder else { continue };
        let files = fs::read_dir(folder).expect("a folder of mails");
        let mails: Vec<Vec<u8>> =
            files.map(|file| fs::read(file.unwrap().path()).expect("a mail")).collect();
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Elements(mails.len() as u64));
        group.bench_function("parse", |bencher| {
            bencher.iter(|| {
                for mail in &mails {
                    black_box(whybounced::parse(black_box(mail)));
                }
            })
        });
        group.bench_function("explain", |bencher| {
            bencher.iter(|| {
                for mail in &mails {
                    black_box(whybounced::explain(black_box(mail)));
                }
            })
        });
        group.finish();
    }
}

/// Twice the text should take about twice the time, on the worst texts too.
fn growth(criterion: &mut Criterion) {
    const MAIL: &str = "From: MAILER-DAEMON@example.com\nSubject: Undelivered mail\n\
        Content-Type: multipart/report; boundary=b\n\n";
    const STATUS: &str = "From: MAILER-DAEMON@example.com\nSubject: Undelivered mail\n\
        Content-Type: message/delivery-status\n\n";
    const BASE64: &str = "From: MAILER-DAEMON@example.com\nSubject: Undelivered mail\n\
        Content-Transfer-Encoding: base64\n\n";
    for (name, start, unit) in [
        ("codes", "", "550-"),
        ("brackets", "", "<@[("),
        ("words", "", "user unknown "),
        ("replies", "", "550 5.1.1 no\n\n"),
        ("replies in one line", "", "550 5.1.1 no "),
        ("replies behind brackets", "", "((((((550 no "),
        ("parts", MAIL, "--b\n\nhello\n"),
        ("parts in parts", MAIL, "--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\n"),
        ("mails in mails", MAIL, "--b\nContent-Type: message/rfc822\n\n"),
        ("header fields", "From: a@example.com\n", "Subject: b\n"),
        ("base64", BASE64, "NTUwIDUuMS4xIG5v\n"),
        ("recipients", STATUS, "Final-Recipient: a@example.net\nAction: failed\n\n"),
        ("statuses", STATUS, "Reporting-MTA: dns; a\nStatus: 5.1.1\n"),
        ("listed recipients", "Mail delivery failed: returning\n\n", "a@example.net:\n550 no\n\n"),
        ("levels of JSON", "{\"a\":", "["),
        ("tags", "<html></p>", "<p><a@b>&"),
    ] {
        let mut group = criterion.benchmark_group(format!("growth of {name}"));
        for times in [20_000, 40_000] {
            let text = format!("{start}{}", unit.repeat(times));
            group.sample_size(10);
            group.bench_function(times.to_string(), |bencher| {
                bencher.iter(|| whybounced::explain(black_box(text.as_str())))
            });
        }
        group.finish();
    }
}

criterion_group!(benches, one_reply, mails, growth);
criterion_main!(benches);
