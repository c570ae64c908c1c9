//! How long the core needs, natively; `cargo xtask bench` runs it.

use std::hint::black_box;

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

/// Twice the text should take about twice the time, on the worst texts too.
fn growth(criterion: &mut Criterion) {
    for (name, unit) in [
        ("codes", "550-"),
        ("brackets", "<@[("),
        ("words", "user unknown "),
        ("replies", "550 5.1.1 no\n\n"),
    ] {
        let mut group = criterion.benchmark_group(format!("growth of {name}"));
        for times in [20_000, 40_000] {
            let text = unit.repeat(times);
            group.sample_size(10);
            group.bench_function(times.to_string(), |bencher| {
                bencher.iter(|| whybounced::explain(black_box(text.as_str())))
            });
        }
        group.finish();
    }
}

criterion_group!(benches, one_reply, growth);
criterion_main!(benches);
