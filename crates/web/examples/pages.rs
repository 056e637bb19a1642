//! What pages cost a body that has used the program for years, asked of the real router over SQLite:
//! `cargo run --release -p tatefuda-web --example pages`. 20,000 posts that are out are added to some that wait.

#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a measurement for people")]

#[path = "../tests/it/browser.rs"]
#[expect(dead_code, reason = "shared with the tests")]
mod browser;
#[path = "../tests/it/world.rs"]
#[expect(dead_code, reason = "shared with the tests")]
mod world;

use std::{
    io::Write as _,
    time::{Duration, Instant},
};

use tatefuda_app::{
    case::OpenCase,
    org::{CreatePosition, CreateSection, Names, Term, Tier},
    paper::{ArchivePaper, Wanted},
    post::{Content, Draft, PostSupply, Submit, TargetInput},
    record::Supply,
};
use tatefuda_domain::PostId;
use tatefuda_store::args;
use world::{Member, World};

/// Posts that are out, as many as a busy body has after some years.
const POSTS: i64 = 20_000;
/// Posts that wait for somebody.
const WAITING: usize = 20;
/// Cases that run at once.
const CASES: i64 = 5_000;
const VISITS: usize = 40;
/// A page is looked at many times a day by everybody.
const TARGET: Duration = Duration::from_millis(20);

const PAGES: [(&str, &str); 17] = [
    ("today's work", "/"),
    ("posts", "/posts"),
    ("posts: submitted", "/posts?state=submitted"),
    ("posts: drafts", "/posts?state=drafting"),
    ("posts: published", "/posts?state=published"),
    ("posts: held", "/posts?state=held"),
    ("posts: a word", "/posts?q=%E6%B8%AC%E5%AE%9A"),
    ("accounts", "/accounts"),
    ("people", "/people"),
    ("organisation", "/organisation"),
    ("operation records", "/audit"),
    ("duties", "/duties"),
    ("duties of the body", "/duties?of=body"),
    ("cases", "/cases"),
    ("cases: a word", "/cases?q=%E8%A1%A8%E7%8F%BE"),
    ("papers", "/papers"),
    ("papers: a word", "/papers?q=%E6%8E%B2%E8%BC%89"),
];

#[tokio::main]
async fn main() {
    let world = World::new().await;
    let elsewhere = elsewhere(&world).await;
    let sample = waiting(&world, "測定用の投稿").await;
    for number in 1..WAITING {
        waiting(&world, &format!("測定用の投稿 {number}")).await;
    }
    published(&world, sample).await;
    nouns(&world).await;

    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{POSTS} posts that are out, {WAITING} that wait, {POSTS} papers, {CASES} running cases; {VISITS} visits each"
    )
    .unwrap();
    let body = &world.a;
    let readers = [
        ("who writes", &body.writer),
        ("who checks", &body.checker),
        ("with all rights", &body.admin),
        ("of another section", &elsewhere),
    ];
    for (who, member) in readers {
        let mut browser = world.signed_in(body, member).await;
        for (name, path) in PAGES {
            let mut times = vec![];
            for _ in 0..=VISITS {
                let begun = Instant::now();
                let page = browser.get(path).await;
                times.push(begun.elapsed());
                if page.status != 200 {
                    times.clear();
                    break;
                }
            }
            // The first visit fills what is held in memory.
            let Some((_, times)) = times.split_first_mut() else { continue };
            times.sort();
            let at = |share: usize| times[(times.len() - 1) * share / 100];
            let met = if at(50) <= TARGET { "met" } else { "not met" };
            let (median, most) = (millis(at(50)), millis(at(95)));
            let target = TARGET.as_millis();
            writeln!(
                out,
                "{name:18} {who:20} median {median:>8.2} ms   95 % {most:>8.2} ms   (target {target} ms: {met})"
            )
            .unwrap();
        }
    }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// Papers that were archived, cases that run, and what the clock found of them for whoever writes.
async fn nouns(world: &World) {
    let (writer, account) = (&world.a.writer.actor, Some(world.a.facebook));
    let wanted = Wanted { form: "listing".to_owned(), account, ..Wanted::default() };
    let shown = tatefuda_app::paper::drawn(&world.app, writer, &wanted).await.unwrap().digest;
    let archive = ArchivePaper { form: wanted.form, document: None, account, case: None, shown, number: None };
    let paper = world.run(writer, &archive).await.paper.to_string();
    let open = OpenCase {
        procedure: "harm".to_owned(),
        account,
        person: None,
        title: "表現への苦情".to_owned(),
        detected_at: None,
        reported_at: None,
        posts: vec![],
        document: None,
    };
    let case = world.run(writer, &open).await.case.to_string();
    let numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $3) ";
    let id = "'00000000-0000-7000-8000-' || substr('000000000000' || CAST(n.i AS TEXT), -12)";
    let copies = [
        (
            format!(
                "INSERT INTO paper (tenant_id, id, document, pack_digest, form, title, subject_kind, subject_id, \
                 account_id, case_id, number, person_id, capacity, at, digest, size) {numbers} SELECT p.tenant_id, {id}, \
                 p.document, p.pack_digest, p.form, p.title, p.subject_kind, p.subject_id, p.account_id, p.case_id, \
                 p.number, p.person_id, p.capacity, p.at - n.i, p.digest, p.size FROM paper p, n \
                 WHERE p.tenant_id = $1 AND p.id = $2"
            ),
            &paper,
            POSTS,
        ),
        (
            format!(
                "INSERT INTO cases (tenant_id, id, version, document, pack_digest, house_digest, procedure_id, \
                 subject_kind, subject_id, account_id, title, origin, detected_at, opened_at, opened_by, opened_as, state) \
                 {numbers} SELECT c.tenant_id, {id}, 1, c.document, c.pack_digest, c.house_digest, c.procedure_id, \
                 c.subject_kind, {id}, c.account_id, c.title, c.origin, c.detected_at, c.opened_at - n.i, c.opened_by, \
                 c.opened_as, c.state FROM cases c, n WHERE c.tenant_id = $1 AND c.id = $2"
            ),
            &case,
            CASES,
        ),
        (
            format!(
                "INSERT INTO found (tenant_id, id, document, kind, item, instance, subject_kind, subject_id, account_id, \
                 state, due, at) {numbers} SELECT c.tenant_id, {id}, c.document, 'step', 'harm/assess', {id}, \
                 c.subject_kind, {id}, c.account_id, 'open', NULL, c.opened_at FROM cases c, n \
                 WHERE c.tenant_id = $1 AND c.id = $2"
            ),
            &case,
            CASES,
        ),
        (
            format!(
                "INSERT INTO found_holder (tenant_id, found_id, person_id, capacity) {numbers} SELECT c.tenant_id, {id}, \
                 c.opened_by, c.opened_as FROM cases c, n WHERE c.tenant_id = $1 AND c.id = $2"
            ),
            &case,
            CASES,
        ),
    ];
    let mut tx = world.app.db.write().await.unwrap();
    for (sql, sample, count) in copies {
        tx.execute(Box::leak(sql.into_boxed_str()), args![world.a.tenant, sample, count]).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Somebody whom the posts do not concern.
async fn elsewhere(world: &World) -> Member {
    let admin = &world.a.admin.actor;
    let span = Term::new(world.app.env.now(), None);
    let names = Names::new("会計課", "かいけいか", "Accounts");
    let create = CreateSection { parent: None, names, ordinal: 2, span, tier: Tier::default() };
    let section = world.run(admin, &create).await;
    let (names, rank) = (Names::new("係長", "", "Chief Clerk"), "係長".to_owned());
    let create = CreatePosition { section, names, rank, rank_order: 4, extension: "301".to_owned(), span };
    let position = world.run(admin, &create).await;
    let program = tatefuda_app::Actor::program(world.a.tenant, tatefuda_app::Via::Cli);
    world::person(&world.app, &program, "elsewhere", "中村 会", Some(position), &[]).await
}

/// A post that was passed on.
async fn waiting(world: &World, title: &str) -> PostId {
    let writer = &world.a.writer.actor;
    let content = Content {
        title: title.to_owned(),
        text: format!("{title}。会場は市民会館です。"),
        category: Some("NNH-8(3)".to_owned()),
        classification: Some("Ⅲ".to_owned()),
        decision_status: Some("decided".to_owned()),
        targets: vec![TargetInput::shared(world.a.facebook)],
        ..Content::default()
    };
    let saved = world.run(writer, &Draft { content }).await;
    let fields = [("declared".to_owned(), "yes".to_owned())].into();
    let record = Supply { kind: "posting-declaration".to_owned(), fields, ..Supply::default() };
    let supplies = vec![PostSupply { record, account: None }];
    world.run(writer, &Submit { post: saved.post, version: saved.version, supplies }).await;
    saved.post
}

/// Copies of a post, each sent.
async fn published(world: &World, sample: PostId) {
    let mut tx = world.app.db.write().await.unwrap();
    let numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $3) ";
    let id = "'00000000-0000-7000-8000-' || substr('000000000000' || CAST(n.i AS TEXT), -12)";
    let copies = [
        format!(
            "INSERT INTO post (tenant_id, id, version, state, section_id, revision_id, created_by, created_at, \
             updated_at) {numbers} SELECT p.tenant_id, {id}, 1, p.state, p.section_id, {id}, p.created_by, \
             p.created_at, p.updated_at - n.i FROM post p, n WHERE p.tenant_id = $1 AND p.id = $2"
        ),
        format!(
            "INSERT INTO post_revision (tenant_id, id, post_id, number, person_id, capacity, at, title, text, category, \
             classification, decision_status, fields) {numbers} SELECT r.tenant_id, {id}, {id}, 1, r.person_id, \
             r.capacity, r.at, r.title, r.text, r.category, r.classification, r.decision_status, r.fields \
             FROM post_revision r, n WHERE r.tenant_id = $1 AND r.post_id = $2"
        ),
        format!(
            "INSERT INTO post_target (tenant_id, id, revision_id, post_id, account_id, ordinal, text, own_text, options, \
             digest, digest_version, place) {numbers} SELECT t.tenant_id, {id}, {id}, {id}, t.account_id, t.ordinal, \
             t.text, t.own_text, t.options, t.digest, t.digest_version, t.place \
             FROM post_target t, n WHERE t.tenant_id = $1 AND t.post_id = $2"
        ),
        format!(
            "INSERT INTO post_reader (tenant_id, person_id, section_id, post_id) {numbers} \
             SELECT o.tenant_id, o.person_id, o.section_id, {id} FROM post_reader o, n \
             WHERE o.tenant_id = $1 AND o.post_id = $2"
        ),
        format!(
            "INSERT INTO publication (tenant_id, id, version, post_id, target_id, account_id, digest, state, planned_at, \
             due_at, lease_epoch, attempts, looks, scheduled_by, capacity, scheduled_at, proof, published_at) {numbers} \
             SELECT t.tenant_id, {id}, 1, {id}, {id}, t.account_id, t.digest, 'published', p.created_at, p.created_at, \
             0, 0, 0, p.created_by, r.capacity, p.created_at, 'api', p.created_at + n.i \
             FROM post_target t JOIN post p ON p.tenant_id = t.tenant_id AND p.id = t.post_id \
             JOIN post_revision r ON r.tenant_id = p.tenant_id AND r.id = p.revision_id, n \
             WHERE t.tenant_id = $1 AND t.post_id = $2"
        ),
    ];
    for sql in copies {
        tx.execute(Box::leak(sql.into_boxed_str()), args![world.a.tenant, sample, POSTS]).await.unwrap();
    }
    tx.commit().await.unwrap();
}
