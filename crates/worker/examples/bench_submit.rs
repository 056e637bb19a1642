//! What one submit costs, facts and audit entry included, on SQLite: `cargo run --release -p tatefuda-worker --example
//! bench_submit`. Also the live answer while typing, one send, and the page of a post.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a measurement for people")]

#[path = "../tests/it/support.rs"]
#[expect(dead_code, reason = "shared with the tests")]
mod support;

use std::{
    io::Write as _,
    time::{Duration, Instant},
};

use support::Town;
use tatefuda_app::post;

const POSTS: usize = 50;

#[tokio::main]
async fn main() {
    let town = Town::sqlite().await;
    let mut times = [const { Vec::new() }; 4];
    for number in 0..POSTS {
        let text = format!("測定用の投稿 {number}。会場は市民会館です。");
        let content = town.content(&text, &[town.facebook]);
        let begun = Instant::now();
        post::preview(&town.app, &town.operator, None, content).await.unwrap();
        times[0].push(begun.elapsed());
        let saved = town.draft(&text, &[town.facebook]).await;
        let begun = Instant::now();
        let saved = town.submit(&saved).await;
        times[1].push(begun.elapsed());
        let given = town.run(&town.chief, &town.check(&saved)).await.unwrap();
        let begun = Instant::now();
        town.view(&town.operator, saved.post).await;
        times[2].push(begun.elapsed());
        town.publish(&post::Saved { version: given.version, ..saved }, None).await;
        let begun = Instant::now();
        town.tick().await;
        times[3].push(begun.elapsed());
    }
    let mut out = std::io::stdout().lock();
    for (name, times) in ["preview", "submit with declaration", "page of a post", "send"].iter().zip(&mut times) {
        times.sort();
        let at = |share: usize| times[(times.len() - 1) * share / 100];
        let (median, most) = (millis(at(50)), millis(at(95)));
        writeln!(out, "{name:26} median {median:>7.2} ms   95 % {most:>7.2} ms   (no target set)").unwrap();
    }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
