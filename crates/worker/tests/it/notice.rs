//! Being told outside the program what waits (decision 0046): what goes out, to whom, when, how often, and what becomes of it when
//! the other side refuses, stalls or hangs up.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use tatefuda_app::{
    Actor, Failure, Secret,
    notice::{AddPlace, ChangePlace, EndPlace, Hours, ProvePlace, Proven, SendCode, view},
    post::TakeBack,
};
use tatefuda_domain::{
    NoticePlaceId,
    notice::{MessageState as S, Pace, PlaceKind},
};
use tatefuda_doubles::{
    hook::Hook as Taker,
    smtp::{Fault, Manners, Smtp},
};
use tatefuda_i18n::I18n;
use tatefuda_reach::{Gate, Hook, Mail, MailServer, MailTls};
use tatefuda_store::args;
use tatefuda_worker::{Outside, Worker};

use crate::{on_both, support::Town};

on_both!(
    what_begins_to_wait_is_told_once_without_title_or_text,
    nothing_is_told_before_the_code_is_given_back,
    quiet_hours_and_the_daily_time_are_kept,
    what_is_done_meanwhile_is_not_told_and_what_waits_again_is,
    a_server_that_refuses_or_hangs_up_is_seen,
    a_worker_that_dies_with_a_message_in_hand_loses_nothing,
    chats_get_signed_calls_until_they_take_them,
    whoever_left_or_has_somebody_elses_password_is_told_nothing,
);

const MAIL: &str = "chief@town.example.jp";
const TITLE: &str = "春の行事";

struct Post {
    smtp: Smtp,
    taker: Taker,
}

impl Post {
    async fn new() -> Self {
        Self { smtp: Smtp::start(Manners::default()).await.unwrap(), taker: Taker::start().await.unwrap() }
    }

    fn outside(&self) -> Outside {
        let gate = Gate::new(["127.0.0.1".to_owned()]);
        let server = MailServer {
            host: "127.0.0.1".to_owned(),
            port: self.smtp.address().port(),
            tls: MailTls::None,
            login: None,
            from: "sns@town.example.jp".to_owned(),
            authority: None,
        };
        Outside {
            mail: Some(Mail::new(gate.clone(), server).unwrap()),
            hook: Hook::new(gate),
            base: "https://sns.example.jp".to_owned(),
            texts: Arc::new(I18n::new()),
        }
    }

    fn worker(&self, town: &Town, name: &str) -> Worker {
        town.worker_named(name).with_outside(Some(self.outside()))
    }

    async fn tick(&self, town: &Town) -> usize {
        self.worker(town, "worker-1").tick().await.unwrap().told
    }

    /// The texts of the mails, as they are read.
    fn texts(&self) -> Vec<String> {
        self.smtp.taken().iter().map(|one| read(&one.data)).collect()
    }
}

/// The body of a mail, from base64 or quoted-printable.
fn read(data: &str) -> String {
    let (head, body) = data.split_once("\r\n\r\n").unwrap();
    let head = head.to_ascii_lowercase();
    if head.contains("base64") {
        let digit = |c: u8| match c {
            b'A'..=b'Z' => Some(c - b'A'),
            b'a'..=b'z' => Some(c - b'a' + 26),
            b'0'..=b'9' => Some(c - b'0' + 52),
            b'+' => Some(62),
            b'/' => Some(63),
            _ => None,
        };
        let digits: Vec<u32> = body.bytes().filter_map(digit).map(u32::from).collect();
        let bytes = digits.chunks(4).flat_map(|four| {
            let whole = (0..4).fold(0, |sum, at| sum << 6 | four.get(at).copied().unwrap_or(0));
            whole.to_be_bytes()[1..four.len()].to_vec()
        });
        return String::from_utf8(bytes.collect()).unwrap();
    }
    let mut out = vec![];
    let body = body.replace("=\r\n", "");
    let mut rest = body.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'=' && head.contains("quoted-printable") {
            let hex: Vec<u8> = rest.by_ref().take(2).collect();
            out.push(u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap());
        } else {
            out.push(byte);
        }
    }
    String::from_utf8(out).unwrap()
}

fn code(text: &str) -> String {
    text.lines().find(|line| line.len() == 8 && line.bytes().all(|c| c.is_ascii_digit())).unwrap().to_owned()
}

/// They changed the password that they were given.
async fn own_password(town: &Town, actor: &Actor, own: bool) {
    let mut tx = town.app.db.write().await.unwrap();
    let sql = "UPDATE credential SET must_change = $3 WHERE tenant_id = $1 AND id = $2";
    tx.execute(sql, args![town.tenant, actor.person.to_string(), !own]).await.unwrap();
    tx.commit().await.unwrap();
}

fn add(kind: PlaceKind, address: &str, hours: Hours) -> AddPlace {
    let key = if kind == PlaceKind::Hook { "a key that both sides know" } else { "" };
    AddPlace { kind, address: Secret::new(address), key: Secret::new(key), lang: "ja".to_owned(), hours }
}

/// A mail address of the chief, proven.
async fn mail(town: &Town, post: &Post, hours: Hours) -> NoticePlaceId {
    own_password(town, &town.chief, true).await;
    let id = town.run(&town.chief, &add(PlaceKind::Mail, MAIL, hours)).await.unwrap();
    assert_eq!(post.tick(town).await, 1);
    let code = Secret::new(code(post.texts().last().unwrap()));
    assert_eq!(town.run(&town.chief, &ProvePlace { id, code }).await.unwrap(), Proven { proven: true });
    id
}

fn always() -> Hours {
    Hours { quiet_from: 0, quiet_until: 0, ..Hours::default() }
}

async fn states(town: &Town) -> Vec<S> {
    view::own(&town.app, &town.chief).await.unwrap()[0].messages.iter().map(|one| one.state).collect()
}

async fn what_begins_to_wait_is_told_once_without_title_or_text(town: Town) {
    let post = Post::new().await;
    mail(&town, &post, always()).await;
    assert_eq!(post.tick(&town).await, 0);
    let saved = town.draft("本文はどこにも出ません", &[town.facebook]).await;
    town.submit(&saved).await;
    assert_eq!(post.tick(&town).await, 1);
    let texts = post.texts();
    let told = texts.last().unwrap();
    assert!(told.contains(&format!("https://sns.example.jp/posts/{}", saved.post)), "{told}");
    assert!(post.smtp.taken().iter().all(|one| one.to == [MAIL.to_owned()]));
    for one in post.smtp.taken() {
        let read = read(&one.data);
        assert!(!read.contains(TITLE) && !read.contains("本文はどこにも"), "{read}");
    }
    // Not again: not at the next round, not by another worker, not after a restart, not on another day.
    for minutes in [0, 6, 60 * 24] {
        town.pass(minutes);
        assert_eq!(post.worker(&town, "worker-2").tick().await.unwrap().told, 0);
    }
    assert_eq!(post.texts().len(), 2);
    // Two at once on new work: it is told once.
    let other = town.draft("二つ目", &[town.facebook]).await;
    town.submit(&other).await;
    let (one, two) = (post.worker(&town, "worker-1"), post.worker(&town, "worker-2"));
    let _ = tokio::join!(one.tick(), two.tick());
    post.tick(&town).await;
    assert_eq!(post.texts().len(), 3);
    town.wrote(&["notice.add", "notice.prove"]).await;
    town.finish().await;
}

async fn nothing_is_told_before_the_code_is_given_back(town: Town) {
    let post = Post::new().await;
    own_password(&town, &town.chief, true).await;
    let id = town.run(&town.chief, &add(PlaceKind::Mail, MAIL, always())).await.unwrap();
    let saved = town.draft("x", &[town.facebook]).await;
    town.submit(&saved).await;
    assert_eq!(post.tick(&town).await, 1);
    let first = code(&post.texts()[0]);
    let give = |code: &str| ProvePlace { id, code: Secret::new(code) };
    // Nobody else can give it, and wrong ones are counted.
    assert!(matches!(town.run(&town.operator, &give(&first)).await, Err(Failure::NotFound)));
    for _ in 0..5 {
        assert!(!town.run(&town.chief, &give("00000000")).await.unwrap().proven);
    }
    assert!(!town.run(&town.chief, &give(&first)).await.unwrap().proven, "five wrong ones");
    town.run(&town.chief, &SendCode { id }).await.unwrap();
    assert_eq!(post.tick(&town).await, 1);
    let second = code(&post.texts()[1]);
    town.pass(31);
    assert!(!town.run(&town.chief, &give(&second)).await.unwrap().proven, "too late");
    assert_eq!(post.tick(&town).await, 0);
    town.run(&town.chief, &SendCode { id }).await.unwrap();
    post.tick(&town).await;
    let wide: String = code(&post.texts()[2]).chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).unwrap()).collect();
    assert!(town.run(&town.chief, &give(&wide)).await.unwrap().proven);
    assert_eq!(post.tick(&town).await, 1, "what waited is told now");
    // Nobody's mailbox is filled from here.
    let again = town.run(&town.chief, &SendCode { id }).await;
    assert!(matches!(again, Err(Failure::State { key }) if key == "place-proven"));
    let same = town.run(&town.chief, &add(PlaceKind::Mail, MAIL, always())).await;
    assert!(matches!(same, Err(Failure::Invalid(_))));
    for number in 0..4 {
        let address = format!("a{number}@town.example.jp");
        town.run(&town.chief, &add(PlaceKind::Mail, &address, always())).await.unwrap();
    }
    let sixth = town.run(&town.chief, &add(PlaceKind::Mail, "b@town.example.jp", always())).await;
    assert!(matches!(sixth, Err(Failure::Invalid(_))));
    town.wrote(&["notice.code"]).await;
    town.finish().await;
}

async fn quiet_hours_and_the_daily_time_are_kept(town: Town) {
    let post = Post::new().await;
    let hours = Hours { pace: Pace::Once, quiet_from: 9 * 60, quiet_until: 12 * 60, daily_at: 17 * 60 };
    let id = mail(&town, &post, hours).await;
    for text in ["一つ目", "二つ目"] {
        let saved = town.draft(text, &[town.facebook]).await;
        town.submit(&saved).await;
        assert_eq!(post.tick(&town).await, 0);
        town.pass(20);
    }
    town.clock.set("2026-04-01T12:00:00+09:00".parse::<Timestamp>().unwrap());
    assert_eq!(post.tick(&town).await, 1);
    assert_eq!(post.texts()[1].matches("/posts/").count(), 2, "{}", post.texts()[1]);
    let daily = ChangePlace {
        id,
        version: view::own(&town.app, &town.chief).await.unwrap()[0].version,
        lang: "en".to_owned(),
        hours: Hours { pace: Pace::Daily, ..hours },
    };
    town.run(&town.chief, &daily).await.unwrap();
    assert!(matches!(town.run(&town.chief, &daily).await, Err(Failure::Conflict { .. })));
    let saved = town.draft("三つ目", &[town.facebook]).await;
    town.submit(&saved).await;
    town.pass(60);
    assert_eq!(post.tick(&town).await, 0);
    town.clock.set("2026-04-01T17:00:00+09:00".parse::<Timestamp>().unwrap());
    assert_eq!(post.tick(&town).await, 1);
    let text = &post.texts()[2];
    assert!(text.contains("waits for you") && text.matches("/posts/").count() == 1, "{text}");
    // After a week without the program: one message.
    let saved = town.draft("四つ目", &[town.facebook]).await;
    town.submit(&saved).await;
    town.clock.advance(SignedDuration::from_hours(24 * 7));
    post.tick(&town).await;
    town.clock.advance(SignedDuration::from_hours(24));
    post.tick(&town).await;
    let of_post = post.texts().iter().filter(|text| text.contains(&saved.post.to_string())).count();
    assert!(of_post <= 1 && post.texts().len() <= 5, "{:?}", post.texts());
    town.wrote(&["notice.change"]).await;
    town.finish().await;
}

async fn what_is_done_meanwhile_is_not_told_and_what_waits_again_is(town: Town) {
    let post = Post::new().await;
    let hours = Hours { quiet_from: 9 * 60, quiet_until: 12 * 60, ..Hours::default() };
    mail(&town, &post, hours).await;
    let saved = town.draft("x", &[town.facebook]).await;
    let submitted = town.submit(&saved).await;
    assert_eq!(post.tick(&town).await, 0);
    let back = TakeBack { post: saved.post, version: submitted.version };
    town.run(&town.operator, &back).await.unwrap();
    town.clock.set("2026-04-01T12:00:00+09:00".parse::<Timestamp>().unwrap());
    assert_eq!(post.tick(&town).await, 0);
    assert_eq!(states(&town).await[0], S::Dropped);
    // It waits once more, and is told.
    let now = town.view(&town.operator, saved.post).await;
    let again = tatefuda_app::post::Saved { version: now.version, ..saved.clone() };
    let once = town.submit(&again).await;
    assert_eq!(post.tick(&town).await, 1);
    town.run(&town.operator, &TakeBack { post: saved.post, version: once.version }).await.unwrap();
    post.tick(&town).await;
    let now = town.view(&town.operator, saved.post).await;
    town.submit(&tatefuda_app::post::Saved { version: now.version, ..saved.clone() }).await;
    assert_eq!(post.tick(&town).await, 1);
    town.finish().await;
}

async fn a_server_that_refuses_or_hangs_up_is_seen(town: Town) {
    let post = Post::new().await;
    let id = mail(&town, &post, always()).await;
    let submit = async |text: &str| {
        let saved = town.draft(text, &[town.facebook]).await;
        town.submit(&saved).await;
    };
    submit("一").await;
    post.smtp.next([Fault::PutOff, Fault::GoneAfterData]);
    post.tick(&town).await;
    assert_eq!((states(&town).await[0], post.texts().len()), (S::Waiting, 1));
    assert_eq!(post.tick(&town).await, 0, "not before its time");
    town.pass(1);
    post.tick(&town).await;
    town.pass(5);
    post.tick(&town).await;
    assert_eq!(states(&town).await[0], S::Sent);
    let taken = post.smtp.taken();
    let ids: Vec<_> =
        taken.iter().skip(1).map(|one| one.data.lines().find(|line| line.starts_with("Message-ID"))).collect();
    assert!(ids.len() == 2 && ids[0] == ids[1], "taken twice, under one id: {ids:?}");
    // Refused for good: it is over, and everybody who has to know sees it.
    submit("二").await;
    post.smtp.next([Fault::Refuse]);
    post.tick(&town).await;
    let own = view::own(&town.app, &town.chief).await.unwrap();
    assert_eq!(own[0].messages[0].state, S::Failed);
    assert!(own[0].failing_since.is_some() && own[0].failing_why.as_ref().is_some_and(|why| !why.contains(MAIL)));
    let failing = view::failing(&town.app, &town.admin).await.unwrap();
    assert_eq!((failing.len(), failing[0].person_name.as_str()), (1, "佐藤 chief"));
    assert!(matches!(view::failing(&town.app, &town.operator).await, Err(Failure::Forbidden(_))));
    // What is new is tried all the same; one that is taken ends it.
    submit("三").await;
    post.tick(&town).await;
    assert!(view::failing(&town.app, &town.admin).await.unwrap().is_empty());
    // A server that is never there is given up.
    submit("四").await;
    post.smtp.next(vec![Fault::Gone; 20]);
    for _ in 0..15 {
        post.tick(&town).await;
        town.pass(12 * 60);
    }
    assert_eq!(view::failing(&town.app, &town.admin).await.unwrap().len(), 1);
    // Whoever manages people ends it; the address is not kept.
    town.run(&town.admin, &EndPlace { id }).await.unwrap();
    assert!(view::own(&town.app, &town.chief).await.unwrap().is_empty());
    let mut tx = town.app.db.read().await.unwrap();
    let row = tx
        .one("SELECT shown, sealed FROM notice_place WHERE tenant_id = $1", args![town.tenant])
        .await
        .unwrap()
        .unwrap();
    assert_eq!((row.text("shown").unwrap(), row.bytes("sealed").unwrap()), (String::new(), vec![]));
    tx.rollback().await.unwrap();
    town.wrote(&["notice.end"]).await;
    town.finish().await;
}

async fn a_worker_that_dies_with_a_message_in_hand_loses_nothing(town: Town) {
    use tatefuda_app::notice::outbox::{self, Handed};
    let post = Post::new().await;
    mail(&town, &post, always()).await;
    let saved = town.draft("x", &[town.facebook]).await;
    town.submit(&saved).await;
    tatefuda_app::noun::tend(&town.app, town.tenant).await.unwrap();
    let due = outbox::due(&town.app, 10).await.unwrap();
    let dead = outbox::take(&town.app, due[0], "dead", 180).await.unwrap().unwrap();
    assert!(outbox::take(&town.app, due[0], "second", 180).await.unwrap().is_none());
    assert_eq!(post.tick(&town).await, 0);
    town.pass(4);
    assert_eq!(post.tick(&town).await, 1);
    // Whoever was taken for dead says nothing about it any more.
    outbox::done(&town.app, &dead, Handed::Refused("late".to_owned())).await.unwrap();
    assert_eq!(states(&town).await[0], S::Sent);
    town.finish().await;
}

async fn chats_get_signed_calls_until_they_take_them(town: Town) {
    let post = Post::new().await;
    own_password(&town, &town.chief, true).await;
    let address = format!("{}/services/T0/secret", post.taker.base_url());
    let id = town.run(&town.chief, &add(PlaceKind::Hook, &address, always())).await.unwrap();
    post.tick(&town).await;
    let call = post.taker.calls().remove(0);
    let body: serde_json::Value = serde_json::from_str(&call.body).unwrap();
    let given = Secret::new(code(body["text"].as_str().unwrap()));
    assert!(town.run(&town.chief, &ProvePlace { id, code: given }).await.unwrap().proven);
    let saved = town.draft("x", &[town.facebook]).await;
    town.submit(&saved).await;
    post.taker.next([(503, ""), (302, "https://elsewhere.example.jp/")]);
    for _ in 0..3 {
        post.tick(&town).await;
        town.pass(6);
    }
    let calls = post.taker.calls();
    assert_eq!(calls.len(), 4);
    let ids: Vec<&str> = calls[1..].iter().map(|call| call.header("tatefuda-notice")).collect();
    assert!(ids[0] == ids[1] && ids[1] == ids[2], "{ids:?}");
    assert!(calls.iter().all(|call| call.header("tatefuda-signature").starts_with("v1=")));
    assert_eq!(states(&town).await[0], S::Sent);
    let shown = view::own(&town.app, &town.chief).await.unwrap();
    assert!(!shown[0].shown.contains("secret"), "{}", shown[0].shown);
    // An address that the installation does not allow is refused when it is called, whoever typed it.
    let barred = town.run(&town.chief, &add(PlaceKind::Hook, "https://10.0.0.1/x", always())).await.unwrap();
    post.tick(&town).await;
    let own = view::own(&town.app, &town.chief).await.unwrap();
    let own = own.iter().find(|one| one.id == barred).unwrap();
    assert!(own.failing_since.is_some());
    town.finish().await;
}

async fn whoever_left_or_has_somebody_elses_password_is_told_nothing(town: Town) {
    let post = Post::new().await;
    mail(&town, &post, always()).await;
    own_password(&town, &town.chief, false).await;
    let saved = town.draft("x", &[town.facebook]).await;
    town.submit(&saved).await;
    assert_eq!(post.tick(&town).await, 0);
    own_password(&town, &town.chief, true).await;
    town.pass(6);
    assert_eq!(post.tick(&town).await, 1);
    let other = town.draft("y", &[town.facebook]).await;
    town.submit(&other).await;
    town.end_appointment(&town.chief).await;
    assert_eq!(post.tick(&town).await, 0);
    town.finish().await;
}
