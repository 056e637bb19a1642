//! LINE against its double: one call, one key, and what every answer means.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use jiff::SignedDuration;
use tatefuda_domain::{AttemptId, Clock, Id};
use tatefuda_doubles::line::{
    BROADCAST_PARAMETERS, ChannelConfig, Config, Fault, Handle, TEXT_FIELDS as TAKEN, TOKEN_PARAMETERS, start,
};
use tatefuda_platforms::{
    ActError, BoxFuture, Credentials, Gate, Line, LineConfig, Moderation, Next, OpenGate, OutgoingPost, Platform,
    ReadError, RejectClass, SendContext, SendOutcome, Standings, There, UnknownWhy, WaitClass, client,
    line::{BROADCAST, SENT_PARAMETERS, TEXT_FIELDS},
};
use tatefuda_testkit::ManualClock;

use crate::support::settings;

const SECRET: &str = "plantedchannelsecret0123456789ab";
const TEXT: &str = "大雨警報が出ました。\n😀";

struct Friends {
    double: Handle,
    line: Line,
    clock: ManualClock,
    channel: Credentials,
}

impl Friends {
    async fn new() -> Self {
        let clock = ManualClock::at_text("2026-04-01T08:30:00+09:00");
        let double = start(Config {
            listen: ([127, 0, 0, 1], 0).into(),
            channels: vec![ChannelConfig {
                id: "1650000000".to_owned(),
                secret: SECRET.to_owned(),
                basic_id: "@123abcde".to_owned(),
                name: "練習".to_owned(),
            }],
            clock: Arc::new(clock.clone()),
        });
        let double = double.await.expect("the double starts");
        let config = LineConfig::double(double.base_url.parse().expect("an address"));
        let line = Line::new(client(&settings()).expect("a client"), config);
        let channel = Credentials::Channel { id: "1650000000".to_owned(), secret: SECRET.into() };
        Self { double, line, clock, channel }
    }

    fn post(text: &str) -> OutgoingPost {
        OutgoingPost {
            account: "@123abcde".into(),
            text: text.into(),
            link: None,
            options: BTreeMap::new(),
            media: vec![],
        }
    }

    fn context(&self, attempt: u128) -> SendContext<'static> {
        let attempt = AttemptId::from_uuid(uuid::Uuid::from_u128(attempt));
        SendContext { gate: &OpenGate, attempt, now: self.clock.now() }
    }

    async fn send(&self, text: &str, attempt: u128) -> SendOutcome {
        let nothing = Standings::default();
        self.line.publish(&self.channel, &Self::post(text), &nothing, self.context(attempt)).await
    }
}

fn class(outcome: &SendOutcome) -> Option<RejectClass> {
    match outcome {
        SendOutcome::Rejected(no) => Some(no.class),
        _ => None,
    }
}

#[tokio::test]
async fn a_text_goes_to_all_friends_once() {
    let friends = Friends::new().await;
    let post = Friends::post(TEXT);
    assert_eq!(friends.line.next(&post, &Standings::default()), Next::Publish, "there is nothing to prepare");
    let outcome = friends.send(TEXT, 1).await;
    let SendOutcome::Accepted { platform_post_id, permalink: None } = &outcome else { panic!("{outcome:?}") };
    let taken = friends.double.state.taken();
    assert_eq!((taken.len(), taken[0].texts.as_slice()), (1, &[TEXT.to_owned()][..]));
    assert_eq!(&taken[0].request, platform_post_id);
    assert_eq!(taken[0].key.as_deref(), Some(uuid::Uuid::from_u128(1).to_string().as_str()), "the key is the attempt");
    assert_eq!(friends.double.state.violations(), [""; 0]);
}

/// The service resolves a repeat of the same attempt; another attempt is another message.
#[tokio::test]
async fn a_repeat_of_an_attempt_is_the_message_that_was_taken() {
    let friends = Friends::new().await;
    friends.double.state.next_faults([Fault::DropReplyAfterAccept]);
    assert!(matches!(friends.send(TEXT, 1).await, SendOutcome::Unknown { why: UnknownWhy::ConnectionLost, .. }));
    assert_eq!(friends.double.state.broadcasts(), 1, "the connector does not repeat by itself");
    let first = friends.double.state.taken()[0].request.clone();
    assert_eq!(
        friends.send(TEXT, 1).await,
        SendOutcome::Accepted { platform_post_id: first, permalink: None },
        "409 is the acceptance of the first"
    );
    assert_eq!(friends.double.state.taken().len(), 1);
    assert!(matches!(friends.send(TEXT, 2).await, SendOutcome::Accepted { .. }));
    assert_eq!(friends.double.state.taken().len(), 2);
}

#[tokio::test]
async fn what_is_not_certain_is_unknown() {
    for (fault, taken) in [
        (Fault::DropBeforeAccept, 0),
        (Fault::DropReplyAfterAccept, 1),
        (Fault::FiveHundredBeforeAccept, 0),
        (Fault::FiveHundredAfterAccept, 1),
        (Fault::Nameless, 1),
    ] {
        let friends = Friends::new().await;
        friends.double.state.next_faults([fault]);
        let outcome = friends.send(TEXT, 1).await;
        assert!(matches!(outcome, SendOutcome::Unknown { .. }), "{fault:?}: {outcome:?}");
        assert_eq!((friends.double.state.taken().len(), friends.double.state.broadcasts()), (taken, 1), "{fault:?}");
    }
}

#[tokio::test]
async fn a_definite_no_has_its_class() {
    let friends = Friends::new().await;
    let now = friends.clock.now();
    friends.double.state.next_faults([Fault::RateLimited, Fault::MonthUsedUp, Fault::TokenExpired]);
    let outcome = friends.send(TEXT, 1).await;
    assert!(matches!(outcome, SendOutcome::Wait { until, class: WaitClass::Rate } if until > now), "{outcome:?}");
    assert_eq!(class(&friends.send(TEXT, 2).await), Some(RejectClass::Policy), "no waiting for the month");
    assert_eq!(class(&friends.send(TEXT, 3).await), Some(RejectClass::TokenDead));
    assert_eq!(class(&friends.send(&"あ".repeat(5_001), 4).await), Some(RejectClass::ContentInvalid));
    assert_eq!(friends.double.state.taken(), []);
    let wrong = Credentials::Channel { id: "1650000000".to_owned(), secret: "another".into() };
    let nothing = Standings::default();
    let outcome = friends.line.publish(&wrong, &Friends::post(TEXT), &nothing, friends.context(5)).await;
    assert_eq!(class(&outcome), Some(RejectClass::TokenDead), "whatever token another secret has in memory");
    assert_eq!(friends.double.state.broadcasts(), 4);
}

#[tokio::test]
async fn one_token_serves_until_shortly_before_its_end() {
    let friends = Friends::new().await;
    for attempt in 0..3 {
        assert!(matches!(friends.send(TEXT, attempt).await, SendOutcome::Accepted { .. }));
    }
    assert_eq!(friends.double.state.tokens(), 1);
    friends.clock.advance(SignedDuration::from_mins(14) + SignedDuration::from_secs(1));
    assert!(matches!(friends.send(TEXT, 9).await, SendOutcome::Accepted { .. }));
    assert_eq!(friends.double.state.tokens(), 2);
}

struct ShutGate;

impl Gate for ShutGate {
    fn may_go(&self) -> BoxFuture<'_, bool> {
        Box::pin(async { false })
    }
}

#[tokio::test]
async fn behind_a_shut_gate_nothing_is_sent() {
    let friends = Friends::new().await;
    let context = SendContext { gate: &ShutGate, ..friends.context(1) };
    let outcome = friends.line.publish(&friends.channel, &Friends::post(TEXT), &Standings::default(), context).await;
    assert_eq!((outcome, friends.double.state.broadcasts()), (SendOutcome::Stayed, 0));
}

#[tokio::test]
async fn what_line_cannot_do_is_not_offered() {
    let friends = Friends::new().await;
    let (line, now) = (&friends.line, friends.clock.now());
    let there = There { account: "@123abcde", post: "request-1" };
    assert_eq!(line.remove(&friends.channel, there, now).await, Err(ActError::NotOffered));
    assert_eq!(line.edit(&friends.channel, there, "x", now).await, Err(ActError::NotOffered));
    assert_eq!(line.comments(&friends.channel, there, now, now).await, Err(ActError::NotOffered));
    assert_eq!(line.moderate(&friends.channel, "1", Moderation::Hide, now).await, Err(ActError::NotOffered));
    assert!(matches!(line.read_back(&friends.channel, "x", now, now, now).await, Err(ReadError::Unreadable(_))));
    assert_eq!(line.owner(&friends.channel, now).await, Ok(Some("@123abcde".to_owned())));
}

#[tokio::test]
async fn no_outcome_names_the_secret() {
    let friends = Friends::new().await;
    let mut shown = format!("{:?} {:?} {:?}", friends.line, friends.channel, friends.line.wire(&Friends::post(TEXT)));
    for fault in [Fault::DropReplyAfterAccept, Fault::FiveHundredAfterAccept, Fault::TokenExpired, Fault::RateLimited] {
        friends.double.state.next_faults([fault]);
        shown.push_str(&format!("{:?}", friends.send(TEXT, 1).await));
    }
    assert!(!shown.contains(SECRET) && !shown.contains("stateless-"), "{shown}");
}

/// The lines of a part of the description, by how far they stand in.
fn part<'a>(text: &'a str, head: &str) -> Vec<&'a str> {
    let depth = |line: &str| line.len() - line.trim_start().len();
    let mut lines = text.lines().skip_while(|line| line.trim_end() != head);
    let first = lines.next().expect("the part is described");
    lines.take_while(|line| line.trim().is_empty() || depth(line) > depth(first)).collect()
}

fn names(part: &[&str], name: &str) -> bool {
    part.iter().any(|line| line.trim() == format!("{name}:"))
}

/// Against the official description, which is not part of this repository: it is looked for in
/// `$TATEFUDA_SHARED/contracts/line` and in `../shared/contracts/line` beside it.
#[test]
fn everything_that_is_sent_is_described() {
    #[expect(clippy::disallowed_methods, reason = "a test finds files outside the repository")]
    let named = std::env::var_os("TATEFUDA_SHARED").map(PathBuf::from);
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = named.unwrap_or(beside).join("contracts/line");
    let Ok(api) = std::fs::read_to_string(folder.join("messaging-api.yml")) else {
        eprintln!("SKIPPED: the official description of the Messaging API is not here ({})", folder.display());
        return;
    };
    let tokens = std::fs::read_to_string(folder.join("channel-access-token.yml")).expect("it stands beside");
    let broadcast = part(&api, "    BroadcastRequest:");
    for name in SENT_PARAMETERS.iter().chain(&BROADCAST_PARAMETERS) {
        assert!(names(&broadcast, name), "a broadcast has no {name}");
    }
    let (message, text) = (part(&api, "    Message:"), part(&api, "    TextMessage:"));
    for name in TEXT_FIELDS.iter().chain(&TAKEN) {
        assert!(names(&message, name) || names(&text, name), "a text message has no {name}");
    }
    let call = part(&api, &format!("  \"{BROADCAST}\":"));
    assert!(call.iter().any(|line| line.contains("X-Line-Retry-Key")), "a broadcast takes a key");
    assert!(call.iter().any(|line| line.trim() == "\"409\":"), "and answers a repeat");
    let issue = part(&tokens, "    IssueStatelessChannelTokenByClientSecretRequest:");
    for name in TOKEN_PARAMETERS {
        assert!(names(&issue, name), "a request for a token has no {name}");
    }
    assert!(names(&part(&api, "    BotInfoResponse:"), "basicId"));
    assert!(!names(&broadcast, "mesages"), "the description can say no");
}
