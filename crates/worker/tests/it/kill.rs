//! Real `kill -9` of the worker process: at each named step, and at random moments with the double's faults on.
//!
//! Never two copies; in the end everything is published, failed, held, or unknown waiting for a person.

use std::{io::Write as _, process::Stdio, sync::Arc};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use tatefuda_domain::{Env, PublicationId, publication::PublicationState as S};
use tatefuda_doubles::facebook::{Fault, Rates};
use tatefuda_testkit::{ManualClock, SeededEntropy, amount::amount};
use tatefuda_worker::{Settings, Step, Worker};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines},
    process::{Child, ChildStdout, Command},
};

use crate::support::{OTHER_PAGE, PAGE, Town, open, platforms};

/// Tells the test binary that it is the process to be killed.
const UNDER_TEST: &str = "TATEFUDA_WORKER_UNDER_TEST";

/// What the process is to do.
#[derive(Serialize, Deserialize)]
struct Orders {
    url: String,
    folder: std::path::PathBuf,
    double: String,
    now: Timestamp,
    seed: u64,
    stop_at: Option<String>,
}

/// The process itself: this test binary, started again with this test alone. Without orders it does nothing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[expect(clippy::disallowed_methods, reason = "how a process learns that it is the one to be killed")]
async fn worker_under_test() {
    if std::env::var_os(UNDER_TEST).is_none() {
        return;
    }
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).unwrap();
    let Ok(orders) = serde_json::from_str::<Orders>(&line) else { return };
    let env = Env::new(Arc::new(ManualClock::at(orders.now)), Arc::new(SeededEntropy::new(orders.seed)));
    let app = open(&orders.url, &orders.folder, env).await;
    let stop_at = orders.stop_at.as_deref().map(|word| Step::parse(word).unwrap());
    let name = format!("process-{}", orders.seed);
    let worker =
        Worker::new(app, platforms(&orders.double), &name, Settings::default()).observed(Arc::new(move |step| {
            if Some(step) == stop_at {
                say("stopped");
                // Until it is killed: nothing after this step happens.
                loop {
                    std::thread::park();
                }
            }
        }));
    say("ready");
    while !worker.tick().await.unwrap().is_idle() {}
    say("done");
}

/// On a line of its own, whatever the test runner printed before.
fn say(word: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "\n@{word}").unwrap();
    out.flush().unwrap();
}

struct Process {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Process {
    async fn start(town: &Town, seed: u64, stop_at: Option<Step>) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "kill::worker_under_test", "--nocapture"])
            .env(UNDER_TEST, "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let orders = Orders {
            url: town.url.clone(),
            folder: town.directory.directory().to_owned(),
            double: town.double.base_url.clone(),
            now: town.now(),
            seed,
            stop_at: stop_at.map(|step| step.as_str().to_owned()),
        };
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(format!("{}\n", serde_json::to_string(&orders).unwrap()).as_bytes()).await.unwrap();
        drop(stdin);
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, lines }
    }

    /// The next thing it says; nothing: it came to its end.
    async fn says(&mut self) -> Option<String> {
        while let Some(line) = self.lines.next_line().await.unwrap() {
            if let Some(word) = line.strip_prefix('@') {
                return Some(word.to_owned());
            }
        }
        None
    }

    /// SIGKILL: no destructor, no flush, no rollback runs in it.
    async fn kill(mut self) {
        self.child.kill().await.unwrap();
    }

    async fn end(mut self) {
        assert_eq!(self.says().await.as_deref(), Some("ready"));
        assert_eq!(self.says().await.as_deref(), Some("done"));
        assert!(self.child.wait().await.unwrap().success());
    }
}

/// Posts for both pages and the website, all due now.
async fn posts(town: &Town, count: usize) -> Vec<(PublicationId, String)> {
    let mut posts = vec![];
    for number in 0..count {
        let text = format!("避難情報 第{number}報");
        let accounts = [[town.facebook, town.website], [town.other_page, town.facebook]][number % 2];
        let saved = town.cleared(&text, &accounts).await;
        let scheduled = town.publish(&saved, Some(town.now() + SignedDuration::from_secs(1))).await;
        posts.extend(scheduled.publications.into_iter().map(|id| (id, text.clone())));
    }
    town.clock.advance(SignedDuration::from_secs(1));
    posts
}

/// Lets whole processes work until everything is at rest, then once more on a sound platform.
async fn drain(town: &Town, seed: &mut u64) {
    for round in 0..10 {
        if round == 5 {
            town.double.state.heal();
        }
        town.pass(4);
        *seed += 1;
        Process::start(town, *seed, None).await.end().await;
    }
}

async fn judge(town: &Town, posts: &[(PublicationId, String)]) {
    for (id, text) in posts {
        let one = town.publication(*id).await;
        assert!(one.state.name().at_rest(), "{text}: {:?}", one.state);
        if one.account == town.website {
            let served = tatefuda_app::feed::load(&town.app, town.tenant).await.unwrap().items;
            let copies = served.iter().filter(|item| item.text == *text).count();
            assert_eq!(copies, usize::from(one.state.name() == S::Published), "{text} on the website");
            continue;
        }
        let page = if one.account == town.facebook { PAGE } else { OTHER_PAGE };
        let copies = town.double.state.copies(page, text);
        match one.state.name() {
            S::Published => assert_eq!(copies, 1, "{text} on {page}"),
            S::Failed | S::Held => assert_eq!(copies, 0, "{text} on {page}: {:?}", one.state.reason()),
            _ => assert!(copies <= 1, "{text} on {page}"),
        }
    }
    town.finish().await;
}

/// Which faults come first and at which steps processes are killed, one after the other.
fn plans() -> Vec<(Vec<Fault>, Vec<Step>)> {
    let dropped = || vec![Fault::DropReplyAfterAccept, Fault::DropReplyAfterAccept];
    vec![
        (vec![], vec![Step::Due]),
        (vec![], vec![Step::Leased]),
        (vec![], vec![Step::Begun]),
        (vec![], vec![Step::Called]),
        (dropped(), vec![Step::Called]),
        (vec![], vec![Step::Finished]),
        (vec![], vec![Step::Begun, Step::Expired]),
        (vec![], vec![Step::Leased, Step::Leased, Step::Called]),
        (dropped(), vec![Step::ReadBack]),
        (dropped(), vec![Step::Reconciled]),
    ]
}

async fn each_named_step(town: impl AsyncFn() -> Option<Town>) {
    for (number, (faults, steps)) in plans().into_iter().enumerate() {
        let Some(town) = town().await else { return };
        town.double.state.next_faults(faults);
        let posts = posts(&town, 2).await;
        let mut seed = 1_000 * (number as u64 + 1);
        for step in steps {
            let mut reached = false;
            // A step such as reading back comes only after some time.
            for _ in 0..6 {
                seed += 1;
                let mut process = Process::start(&town, seed, Some(step)).await;
                assert_eq!(process.says().await.as_deref(), Some("ready"));
                reached = process.says().await.as_deref() == Some("stopped");
                process.kill().await;
                if reached {
                    break;
                }
                town.pass(4);
            }
            assert!(reached, "plan {number} never came to {step:?}");
            town.pass(4);
        }
        drain(&town, &mut seed).await;
        judge(&town, &posts).await;
    }
}

/// A worker killed during a call held up its account until its lease ended: 55 posts waited for three minutes.
async fn the_account_does_not_wait_for_the_lease(town: impl AsyncFn() -> Option<Town>) {
    for (number, step) in [Step::Leased, Step::Begun, Step::Called].into_iter().enumerate() {
        let Some(town) = town().await else { return };
        let mut posts = vec![];
        for number in 0..4 {
            let text = format!("給水車 第{number}便");
            posts.push((town.scheduled(&text).await, text));
            town.clock.advance(SignedDuration::from_secs(1));
        }
        let seed = 7_000 + number as u64;
        let mut process = Process::start(&town, seed, Some(step)).await;
        assert_eq!(process.says().await.as_deref(), Some("ready"));
        assert_eq!(process.says().await.as_deref(), Some("stopped"));
        let successor = town.worker_named("successor");
        successor.tick().await.unwrap();
        let begun = town.state(posts[0].0).await;
        assert!(matches!(begun, S::Leased | S::Sending), "the living is left alone: {begun:?}");
        process.kill().await;
        // A server of a database learns of the death a moment later than the system.
        while !town.app.db.is_let_go(&format!("process-{seed}")).await.unwrap() {
            tokio::task::yield_now().await;
        }
        let from = town.now();
        for _ in 0..10 {
            while !successor.tick().await.unwrap().is_idle() {}
            town.clock.advance(SignedDuration::from_secs(1));
        }
        assert!(town.now() < from + SignedDuration::from_secs(11), "no lease ran out");
        for (id, text) in &posts[1..] {
            assert_eq!((town.state(*id).await, town.copies(text)), (S::Published, 1), "{text} after {step:?}");
        }
        let (first, copies) = (town.state(posts[0].0).await, town.copies(&posts[0].1));
        match step {
            Step::Leased => assert_eq!((first, copies), (S::Published, 1)),
            Step::Begun => assert_eq!((first, copies), (S::Unknown, 0), "it might have been sent"),
            _ => assert_eq!((first, copies), (S::Published, 1), "found by reading back, never sent again"),
        }
        judge(&town, &posts).await;
    }
}

/// Pictures are brought stage by stage: a process that dies there has published nothing, and its successor goes on behind
/// what stands.
async fn each_stage_of_pictures(town: impl AsyncFn() -> Option<Town>) {
    for (number, (steps, uploads)) in [
        (vec![Step::Allowed], 2),
        (vec![Step::StageBegun], 2),
        (vec![Step::StageCalled], 3),
        (vec![Step::StageStood], 2),
        (vec![Step::StageStood, Step::StageStood], 2),
        (vec![Step::StageCalled, Step::StageCalled, Step::StageStood], 4),
    ]
    .into_iter()
    .enumerate()
    {
        let Some(town) = town().await else { return };
        const TEXT: &str = "二枚の写真";
        let id = crate::media::two_pictures(&town, TEXT).await;
        let seed = 50_000 + 100 * number as u64;
        for (death, step) in steps.iter().enumerate() {
            let mut process = Process::start(&town, seed + death as u64, Some(*step)).await;
            assert_eq!(process.says().await.as_deref(), Some("ready"));
            assert_eq!(process.says().await.as_deref(), Some("stopped"), "{steps:?}");
            process.kill().await;
            assert_eq!(town.state(id).await, S::Leased, "{steps:?}: nothing was published, and nobody wonders");
            // Past the lease: then the next one takes it up.
            town.pass(4);
        }
        Process::start(&town, seed + 50, None).await.end().await;
        Process::start(&town, seed + 51, None).await.end().await;
        assert_eq!((town.state(id).await, town.copies(TEXT)), (S::Published, 1), "{steps:?}");
        assert_eq!((town.double.state.uploads(), town.double.state.sends()), (uploads, 1), "{steps:?}");
        assert_eq!(town.double.state.posts()[0].photos.len(), 2);
        town.finish().await;
    }
}

async fn random_moments(kills: u64, town: impl AsyncFn() -> Option<Town>) {
    const PER_TOWN: u64 = 4;
    let random = SeededEntropy::new(42);
    let mut left = kills;
    let mut seed = 100_000;
    while left > 0 {
        let Some(town) = town().await else { return };
        town.double.state.set_rates(Rates::BAD_DAY);
        let posts = posts(&town, 4).await;
        for _ in 0..PER_TOWN.min(left) {
            seed += 1;
            let mut process = Process::start(&town, seed, None).await;
            assert_eq!(process.says().await.as_deref(), Some("ready"));
            // lint: tests: the moment of a kill has to be random in real time; nothing is expected of its length
            tokio::time::sleep(std::time::Duration::from_micros(random.next_u64() % 120_000)).await;
            process.kill().await;
            left -= 1;
            // Past the lease, or long before its end: then the successor has to know of the death.
            match left % 2 {
                0 => town.pass(4),
                _ => drop(town.clock.advance(SignedDuration::from_secs(6))),
            }
        }
        drain(&town, &mut seed).await;
        judge(&town, &posts).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_each_named_step_on_sqlite() {
    each_named_step(async || Some(Town::sqlite().await)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_each_named_step_on_postgres() {
    each_named_step(Town::postgres).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_during_a_call_the_account_goes_on_at_once_on_sqlite() {
    the_account_does_not_wait_for_the_lease(async || Some(Town::sqlite().await)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_during_a_call_the_account_goes_on_at_once_on_postgres() {
    the_account_does_not_wait_for_the_lease(Town::postgres).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_each_stage_of_pictures_on_sqlite() {
    each_stage_of_pictures(async || Some(Town::sqlite().await)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_each_stage_of_pictures_on_postgres() {
    each_stage_of_pictures(Town::postgres).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_random_moments_on_sqlite() {
    random_moments(amount("TATEFUDA_KILLS_SQLITE", 20), async || Some(Town::sqlite().await)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_random_moments_on_postgres() {
    random_moments(amount("TATEFUDA_KILLS_POSTGRES", 4), Town::postgres).await;
}

/// A task by hand is a row and nothing that a process holds: whoever dies, it waits, or is in somebody's hands, once.
async fn a_task_by_hand_outlives_every_process(town: impl AsyncFn() -> Option<Town>) {
    for (number, step) in [Step::Due, Step::Offered].into_iter().enumerate() {
        let Some(town) = town().await else { return };
        let saved = town.cleared("手作業の途中", &[town.youtube]).await;
        let id = town.publish(&saved, None).await.publications[0];
        let seed = 8_000 + 10 * number as u64;
        let mut process = Process::start(&town, seed, Some(step)).await;
        assert_eq!(process.says().await.as_deref(), Some("ready"));
        assert_eq!(process.says().await.as_deref(), Some("stopped"));
        process.kill().await;
        Process::start(&town, seed + 1, None).await.end().await;
        assert_eq!(town.state(id).await, S::Waiting, "after {step:?}");
        let version = town.publication(id).await.version;
        let take = tatefuda_app::hand::Take { publication: id, version, device: None };
        town.run(&town.operator, &take).await.unwrap();
        for more in 2..4 {
            town.pass(30);
            Process::start(&town, seed + more, None).await.end().await;
            assert_eq!((town.state(id).await, town.publication(id).await.attempts), (S::Taken, 1));
        }
        town.finish().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_task_by_hand_outlives_every_process_sqlite() {
    a_task_by_hand_outlives_every_process(async || Some(Town::sqlite().await)).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_task_by_hand_outlives_every_process_postgres() {
    a_task_by_hand_outlives_every_process(Town::postgres).await;
}
