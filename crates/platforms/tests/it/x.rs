//! X against its double: stages, what every answer means, money, tokens, both namings, and the official descriptions.

use std::{collections::BTreeMap, sync::Arc};

use jiff::SignedDuration;
use tatefuda_domain::{AttemptId, Clock, Digest, Id};
use tatefuda_doubles::{
    Fault, On,
    x::{
        Config, Handle, METADATA_FIELDS, Naming, POST_FIELDS, READ_PARAMETERS, SHOWN_FIELDS, UPLOAD_PARTS, UserConfig,
        start,
    },
};
use tatefuda_platforms::{
    AppKeys, BoxFuture, Credentials, Gate, LimitKind, Next, OpenGate, OutgoingMedium, OutgoingPost, Platform,
    PlatformPost, ReadError, RejectClass, SendContext, SendOutcome, StageContext, StageOutcome, Standing, Standings,
    There, UnknownWhy, WaitClass, X, XConfig, capability, client, x,
};
use tatefuda_testkit::ManualClock;

use crate::{
    openapi::{OpenApi, beside},
    support::settings,
};

const USER: &str = "2244994945";
const ACCESS: &str = "planted-access-token";
const REFRESH: &str = "planted-refresh-token";
const SECRET: &str = "planted-app-secret";
const TEXT: &str = "大雨警報 <1> & city.example.lg.jp\nhttps://www.city.example.lg.jp/bosai";

struct Birds {
    double: Handle,
    x: X,
    clock: ManualClock,
    token: Credentials,
}

impl Birds {
    async fn new() -> Self {
        Self::knowing(Naming::Post).await
    }

    async fn knowing(naming: Naming) -> Self {
        let clock = ManualClock::at_text("2026-04-01T08:30:00+09:00");
        let user = UserConfig {
            id: USER.into(),
            handle: "practice".into(),
            name: "練習".into(),
            access: ACCESS.into(),
            refresh: REFRESH.into(),
        };
        let config = Config { naming, ..Config::new(Arc::new(clock.clone()), ("app", SECRET), vec![user]) };
        let double = start(config).await.expect("the double starts");
        let x = X::new(
            client(&settings()).expect("a client"),
            XConfig::double(double.base_url.parse().expect("an address")),
        );
        let token = Credentials::AppToken {
            app: AppKeys { id: "app".into(), secret: Some(SECRET.into()) },
            access: Some(ACCESS.into()),
            until: None,
            refresh: REFRESH.into(),
        };
        Self { double, x, clock, token }
    }

    fn post(text: &str, media: Vec<OutgoingMedium>) -> OutgoingPost {
        OutgoingPost { account: USER.into(), text: text.into(), link: None, options: BTreeMap::new(), media }
    }

    fn context(&self) -> SendContext<'static> {
        SendContext { gate: &OpenGate, attempt: AttemptId::from_uuid(uuid::Uuid::nil()), now: self.clock.now() }
    }

    async fn send(&self, text: &str) -> SendOutcome {
        self.staged(&Self::post(text, vec![])).await.expect("nothing to prepare")
    }

    /// Each stage in turn; what is lost is tried again twice, as a worker does.
    async fn staged(&self, post: &OutgoingPost) -> Result<SendOutcome, StageOutcome> {
        let (mut standing, mut repeats) = (Standings::default(), 0);
        while let Next::Prepare(stage) = self.x.next(post, &standing) {
            match self.x.prepare(&self.token, post, stage, &standing, StageContext::at(self.clock.now())).await {
                StageOutcome::Stands { handle, until } => standing.add(Standing { stage, handle, until }),
                StageOutcome::Lost { .. } if repeats < 2 => repeats += 1,
                other => return Err(other),
            }
        }
        Ok(self.x.publish(&self.token, post, &standing, self.context()).await)
    }

    async fn read(&self) -> Result<Vec<PlatformPost>, ReadError> {
        let now = self.clock.now();
        self.x.read_back(&self.token, USER, now - SignedDuration::from_hours(1), now, now).await
    }
}

fn picture(number: u8, alt: &str) -> OutgoingMedium {
    let bytes: Arc<[u8]> = vec![0xff, 0xd8, 0xff, number].into();
    OutgoingMedium { hash: Digest::of(&bytes), mime: "image/jpeg".into(), alt: alt.into(), bytes }
}

fn class(outcome: &SendOutcome) -> Option<RejectClass> {
    match outcome {
        SendOutcome::Rejected(no) => Some(no.class),
        _ => None,
    }
}

#[tokio::test]
async fn a_text_is_posted_once_and_found_again_as_it_was_written() {
    let birds = Birds::new().await;
    let SendOutcome::Accepted { platform_post_id, permalink } = birds.send(TEXT).await else { panic!("accepted") };
    assert_eq!((birds.double.state.copies(USER, TEXT), birds.double.state.requests()), (1, (1, 0, 0)));
    let seen = birds.read().await.expect("read back");
    assert_eq!((&seen[0].id, &seen[0].permalink), (&platform_post_id, &permalink));
    let post = Birds::post(TEXT, vec![]);
    assert_eq!(birds.x.comparable_seen(&seen[0]), birds.x.comparable(&post), "addresses come back as short ones");
    let other = Birds::post("大雨警報", vec![]);
    assert_ne!(birds.x.comparable_seen(&seen[0]), birds.x.comparable(&other));
    assert_eq!(birds.double.state.violations(), [""; 0]);
}

#[tokio::test]
async fn pictures_are_brought_and_described_before_the_post() {
    let birds = Birds::new().await;
    let post = Birds::post("二枚の写真", vec![picture(1, "川の写真"), picture(2, "")]);
    birds.double.state.next_faults(On::Prepare, [Fault::DropReplyAfterAccept, Fault::FiveHundredBeforeAccept]);
    assert!(matches!(birds.staged(&post).await, Ok(SendOutcome::Accepted { .. })));
    let taken = birds.double.state.taken();
    let alts: Vec<_> = taken[0].media.iter().map(|one| one.alt.as_deref()).collect();
    assert_eq!((taken.len(), alts), (1, vec![Some("川の写真"), None]), "what has no words is not described");
    assert_eq!(taken[0].media[0].bytes, [0xff, 0xd8, 0xff, 1]);
    assert_eq!(birds.double.state.requests(), (1, 4, 0), "uploads were repeated, the post was not");
    let seen = birds.read().await.expect("read back");
    assert_eq!(birds.x.comparable_seen(&seen[0]), birds.x.comparable(&post), "the address of the pictures is not text");
    assert_eq!(birds.double.state.violations(), [""; 0]);
}

/// A picture that is no longer kept is brought anew; without it nothing is published.
#[tokio::test]
async fn without_its_pictures_nothing_is_published() {
    let birds = Birds::new().await;
    let post = Birds::post("写真", vec![picture(1, "")]);
    let outcome = birds.x.publish(&birds.token, &post, &Standings::default(), birds.context()).await;
    assert!(matches!(outcome, SendOutcome::NotSent { .. }), "{outcome:?}");
    let Next::Prepare(stage) = birds.x.next(&post, &Standings::default()) else { panic!("a stage") };
    let done =
        birds.x.prepare(&birds.token, &post, stage, &Standings::default(), StageContext::at(birds.clock.now())).await;
    let StageOutcome::Stands { until: Some(until), .. } = done else { panic!("{done:?}") };
    let kept = until.duration_since(birds.clock.now());
    assert!(kept > SignedDuration::from_hours(23) && kept < SignedDuration::from_hours(24), "a little before its end");
    assert_eq!(birds.double.state.requests(), (0, 1, 0));
}

#[tokio::test]
async fn what_is_not_certain_is_unknown() {
    for (fault, taken) in [
        (Fault::DropBeforeAccept, 0),
        (Fault::DropReplyAfterAccept, 1),
        (Fault::AcceptLate { reads: 1 }, 1),
        (Fault::FiveHundredBeforeAccept, 0),
        (Fault::FiveHundredAfterAccept, 1),
        (Fault::Garbled, 1),
    ] {
        let birds = Birds::new().await;
        birds.double.state.next_faults(On::Publish, [fault]);
        let outcome = birds.send(TEXT).await;
        assert!(matches!(outcome, SendOutcome::Unknown { .. }), "{fault:?}: {outcome:?}");
        assert_eq!((birds.double.state.copies(USER, TEXT), birds.double.state.requests().0), (taken, 1), "{fault:?}");
    }
}

#[tokio::test]
async fn a_definite_no_has_its_class() {
    let birds = Birds::new().await;
    let faults = [Fault::Duplicate, Fault::TokenExpired, Fault::Spent];
    birds.double.state.next_faults(On::Publish, faults);
    for expected in [RejectClass::Duplicate, RejectClass::TokenDead, RejectClass::Budget] {
        assert_eq!(class(&birds.send(TEXT).await), Some(expected));
    }
    assert_eq!(class(&birds.send(&"あ".repeat(141)).await), Some(RejectClass::ContentInvalid));
    assert_eq!(birds.double.state.taken(), []);
}

/// After a 429 no call is made until the service wants to hear more; another kind of call has a budget of its own.
#[tokio::test]
async fn a_spent_budget_is_waited_for() {
    let birds = Birds::new().await;
    birds.double.state.next_faults(On::Publish, [Fault::RateLimited]);
    let until = birds.clock.now() + SignedDuration::from_mins(15);
    let wait = |class| SendOutcome::Wait { until, class };
    assert_eq!(birds.send(TEXT).await, wait(WaitClass::Rate));
    assert_eq!(birds.send(TEXT).await, wait(WaitClass::Budget));
    assert_eq!(birds.double.state.requests().0, 1, "the second was not even asked");
    assert!(birds.read().await.is_ok());
    birds.clock.set(until);
    assert!(matches!(birds.send(TEXT).await, SendOutcome::Accepted { .. }));
}

/// What was paid in beforehand pays for posts, for addresses in them, and for reading back.
#[tokio::test]
async fn credits_at_zero_block_everything() {
    let birds = Birds::new().await;
    birds.double.state.set_credits(Some(15_000 + 5_000 + 199_999));
    assert!(matches!(birds.send("お知らせ").await, SendOutcome::Accepted { .. }));
    assert_eq!(birds.read().await.expect("paid").len(), 1);
    assert_eq!(class(&birds.send(TEXT).await), Some(RejectClass::Budget), "an address costs more");
    birds.double.state.set_credits(Some(0));
    assert_eq!(class(&birds.send("次のお知らせ").await), Some(RejectClass::Budget));
    let read = birds.read().await;
    assert!(matches!(&read, Err(ReadError::Rejected(no)) if no.class == RejectClass::Budget), "{read:?}");
}

#[tokio::test]
async fn both_namings_are_understood() {
    for naming in [Naming::Tweet, Naming::Post] {
        let birds = Birds::knowing(naming).await;
        assert!(matches!(birds.send(TEXT).await, SendOutcome::Accepted { .. }));
        for _ in 0..3 {
            assert_eq!(birds.read().await.expect("read back").len(), 1, "{naming:?}");
        }
        let asked = birds.double.state.requests().2;
        assert_eq!(asked, if naming == Naming::Post { 3 } else { 4 }, "it is found out once");
        assert_eq!(birds.double.state.violations(), [""; 0]);
    }
}

#[tokio::test]
async fn many_posts_are_read_page_by_page() {
    let birds = Birds::new().await;
    for number in 0..103 {
        birds.send(&format!("第{number}報")).await;
    }
    assert_eq!(birds.read().await.expect("read back").len(), 103);
    assert_eq!(birds.double.state.requests().2, 2);
}

#[tokio::test]
async fn a_post_is_removed() {
    let birds = Birds::new().await;
    let SendOutcome::Accepted { platform_post_id: id, .. } = birds.send(TEXT).await else { panic!("accepted") };
    let there = There { account: USER, post: &id };
    assert_eq!(birds.x.remove(&birds.token, there, birds.clock.now()).await, Ok(()));
    assert_eq!(birds.read().await.expect("read back"), []);
    assert_eq!(birds.x.remove(&birds.token, there, birds.clock.now()).await, Ok(()), "twice removed is removed");
}

/// The real service refuses a text that is there; whose call brought it there it does not say.
#[tokio::test]
async fn a_refused_duplicate_proves_nothing() {
    let birds = Birds::new().await;
    birds.double.state.next_faults(On::Publish, [Fault::DropReplyAfterAccept, Fault::Duplicate]);
    assert!(matches!(birds.send(TEXT).await, SendOutcome::Unknown { why: UnknownWhy::ConnectionLost, .. }));
    assert_eq!(class(&birds.send(TEXT).await), Some(RejectClass::Duplicate));
    assert_eq!(birds.double.state.copies(USER, TEXT), 1);
}

#[tokio::test]
async fn a_token_is_renewed_before_its_end_and_the_former_one_is_over() {
    let birds = Birds::new().await;
    let entered = birds.clock.now();
    assert_eq!(
        capability::renew_at(birds.x.service(), &birds.token, entered),
        Some(entered),
        "nobody knows when it ends"
    );
    let renewed = birds.x.renew(&birds.token, entered).await.expect("renewed").expect("a token");
    let end = entered + SignedDuration::from_hours(2);
    assert_eq!(capability::renew_at(birds.x.service(), &renewed, entered), Some(end - SignedDuration::from_mins(15)));
    assert_eq!(birds.x.owner(&renewed, entered).await, Ok(Some(USER.to_owned())));
    let again = birds.x.renew(&birds.token, entered).await;
    assert!(matches!(&again, Err(ReadError::Rejected(no)) if no.class == RejectClass::TokenDead), "{again:?}");
    assert!(birds.x.renew(&renewed, entered).await.is_ok());
    birds.clock.set(end);
    let over = birds.x.owner(&renewed, end).await;
    assert!(matches!(&over, Err(ReadError::Rejected(no)) if no.class == RejectClass::TokenDead), "{over:?}");
    assert_eq!(birds.double.state.renewals(), 2);
}

struct ShutGate;

impl Gate for ShutGate {
    fn may_go(&self) -> BoxFuture<'_, bool> {
        Box::pin(async { false })
    }
}

#[tokio::test]
async fn behind_a_shut_gate_nothing_is_sent() {
    let birds = Birds::new().await;
    let context = SendContext { gate: &ShutGate, ..birds.context() };
    let outcome = birds.x.publish(&birds.token, &Birds::post(TEXT, vec![]), &Standings::default(), context).await;
    assert_eq!((outcome, birds.double.state.requests().0), (SendOutcome::Stayed, 0));
}

#[tokio::test]
async fn what_x_would_not_take_is_known_before() {
    let birds = Birds::new().await;
    let kinds = |post: &OutgoingPost| birds.x.check(post).into_iter().map(|one| one.kind).collect::<Vec<_>>();
    assert_eq!(kinds(&Birds::post(TEXT, vec![picture(1, "")])), []);
    assert_eq!(kinds(&Birds::post(&"あ".repeat(141), vec![])), [LimitKind::TooLong]);
    let link = Some("https://www.city.example.lg.jp/1".to_owned());
    let long = OutgoingPost { link, ..Birds::post(&"あ".repeat(129), vec![]) };
    assert_eq!(kinds(&long), [LimitKind::TooLong], "the link ends the text and counts 23");
    let gif = OutgoingMedium { mime: "image/gif".into(), ..picture(1, "") };
    assert_eq!(kinds(&Birds::post("動く絵", vec![gif])), [LimitKind::BadMedia]);
    let options = BTreeMap::from([("reply_settings".to_owned(), "following".to_owned())]);
    assert_eq!(kinds(&OutgoingPost { options, ..Birds::post("文", vec![]) }), [LimitKind::UnknownOption]);
}

#[tokio::test]
async fn no_outcome_names_a_secret() {
    let birds = Birds::new().await;
    let mut shown = format!("{:?} {:?} {:?}", birds.x, birds.token, birds.x.wire(&Birds::post(TEXT, vec![])));
    for fault in [Fault::DropReplyAfterAccept, Fault::FiveHundredAfterAccept, Fault::TokenExpired, Fault::RateLimited] {
        birds.double.state.next_faults(On::Publish, [fault]);
        shown.push_str(&format!("{:?}", birds.send(TEXT).await));
    }
    birds.double.state.next_faults(On::Token, [Fault::DropReplyAfterAccept]);
    for _ in 0..2 {
        shown.push_str(&format!("{:?}", birds.x.renew(&birds.token, birds.clock.now()).await));
    }
    assert!(![ACCESS, REFRESH, SECRET, "x-access-"].iter().any(|secret| shown.contains(secret)), "{shown}");
}

/// Every request and every answer against both official descriptions, which are not part of this repository.
#[tokio::test]
async fn every_request_and_answer_is_described() {
    for (file, naming, fields) in
        [("x/openapi-2.166.json", Naming::Tweet, "tweet.fields"), ("x/openapi-2.167.json", Naming::Post, "post.fields")]
    {
        let Some(api) = beside(file).map(OpenApi) else { return };
        let birds = Birds::knowing(naming).await;
        birds.read().await.expect("nothing is there");
        let post = Birds::post(TEXT, vec![picture(1, "川")]);
        let Ok(SendOutcome::Accepted { platform_post_id: id, .. }) = birds.staged(&post).await else { panic!("sent") };
        birds.read().await.expect("read back");
        birds.x.owner(&birds.token, birds.clock.now()).await.expect("whose it is");
        let there = There { account: USER, post: &id };
        birds.x.remove(&birds.token, there, birds.clock.now()).await.expect("removed");
        let exchanges = birds.double.state.exchanges();
        let paths: std::collections::BTreeSet<_> = exchanges.iter().map(|one| one.path).collect();
        assert_eq!(paths.len(), 6, "{paths:?}");
        for one in exchanges {
            let known = api.query(&one.method, one.path);
            assert!(one.query.iter().all(|name| known.contains(&&**name)), "{file} {} {:?}", one.path, one.query);
            let request = one.request.iter().flat_map(|body| api.request(&one.method, one.path, body));
            let answer = one.answer.iter().flat_map(|body| api.answer(&one.method, one.path, one.status, body));
            assert_eq!(request.chain(answer).collect::<Vec<_>>(), [""; 0], "{file} {} {}", one.method, one.path);
        }
        let subset = |ours: &[&str], known: Vec<&str>| {
            let unknown: Vec<_> = ours.iter().filter(|name| !known.contains(name)).collect();
            assert!(unknown.is_empty(), "{file} does not know {unknown:?}");
        };
        subset(&POST_FIELDS, api.fields("POST", x::POSTS, "application/json"));
        subset(&UPLOAD_PARTS, api.fields("POST", "/2/media/upload", "multipart/form-data"));
        subset(&METADATA_FIELDS, api.fields("POST", "/2/media/metadata", "application/json"));
        let read = api.query("GET", "/2/users/{id}/tweets");
        subset(&READ_PARAMETERS, read.clone());
        subset(&[fields], read);
        let parameter = format!(
            "/components/parameters/{}FieldsParameter/schema/items/enum",
            if naming == Naming::Post { "Post" } else { "Tweet" }
        );
        let shown = api.0.pointer(&parameter).and_then(|list| list.as_array()).expect("the fields of a post");
        subset(&SHOWN_FIELDS, shown.iter().filter_map(|one| one.as_str()).collect());
        assert!(x::READ_FIELDS.iter().all(|name| SHOWN_FIELDS.contains(name)));
        let wrong = serde_json::json!({ "txt": "a", "media": { "media_ids": ["x"] } });
        assert_eq!(api.request("POST", x::POSTS, &wrong).len(), 2, "the description can say no");
    }
}
