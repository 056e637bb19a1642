//! Instagram against its double: containers and their states, what every answer means, the limit of the day, tokens, and the
//! official description.

use std::{
    collections::BTreeMap,
    sync::Arc,
    sync::atomic::{AtomicUsize, Ordering},
};

use jiff::SignedDuration;
use tatefuda_domain::{AttemptId, Clock, Digest, Id};
use tatefuda_doubles::{
    Fault, On,
    instagram::{self as double, Config, Handle, UserConfig, start},
};
use tatefuda_platforms::{
    BoxFuture, Credentials, Gate, Instagram, InstagramConfig, LimitKind, Next, OpenGate, OutgoingMedium, OutgoingPost,
    Platform, PlatformPost, ReadError, RejectClass, SendContext, SendOutcome, Stage, StageContext, StageKind,
    StageOutcome, Standing, Standings, UnknownWhy, WaitClass, Whose, client, instagram,
};
use tatefuda_testkit::ManualClock;
use url::Url;

use crate::{contract, shelf::Shelf, support::settings};

const USER: &str = "17841400000000001";
const TOKEN: &str = "planted-instagram-token";
const TEXT: &str = "田植えが始まりました。\n#高根沢町";

struct Photos {
    double: Handle,
    instagram: Instagram,
    shelf: Shelf,
    clock: ManualClock,
    token: Credentials,
}

fn jpeg(name: &str, alt: &str) -> OutgoingMedium {
    let bytes = [b"\xff\xd8\xff\xe0 ", name.as_bytes()].concat();
    OutgoingMedium { hash: Digest::of(&bytes), mime: "image/jpeg".into(), alt: alt.into(), bytes: bytes.into() }
}

fn post(media: Vec<OutgoingMedium>) -> OutgoingPost {
    OutgoingPost { account: USER.into(), text: TEXT.into(), link: None, options: BTreeMap::new(), media }
}

fn one() -> OutgoingPost {
    post(vec![jpeg("field", "水を張った田")])
}

fn three() -> OutgoingPost {
    post(vec![jpeg("one", "一枚目"), jpeg("two", ""), jpeg("three", "三枚目")])
}

impl Photos {
    async fn new() -> Self {
        let clock = ManualClock::at_text("2026-04-01T08:30:00+09:00");
        let user = UserConfig { id: USER.into(), username: "town".into(), name: "町".into(), token: TOKEN.into() };
        let double = start(Config::new(Arc::new(clock.clone()), vec![user])).await.expect("the double starts");
        let config = InstagramConfig::double(double.base_url.parse().expect("an address"));
        let instagram = Instagram::new(client(&settings()).expect("a client"), config);
        let token = Credentials::Token { access: TOKEN.into(), until: None, refresh: None };
        Self { double, instagram, shelf: Shelf::start().await, clock, token }
    }

    fn context(&self) -> SendContext<'static> {
        SendContext { gate: &OpenGate, attempt: AttemptId::from_uuid(uuid::Uuid::nil()), now: self.clock.now() }
    }

    /// The addresses of a post's pictures; what stands there was put before.
    fn put(&self, post: &OutgoingPost) -> Vec<Url> {
        post.media.iter().map(|one| self.shelf.put(&one.mime, &one.bytes)).collect()
    }

    async fn prepare(&self, post: &OutgoingPost, stage: Stage, standing: &Standings, pictures: &[Url]) -> StageOutcome {
        if stage.kind == StageKind::Host {
            // Whoever drives the stages has put it.
            return StageOutcome::Stands { handle: "there".into(), until: None };
        }
        let context = StageContext { now: self.clock.now(), pictures };
        self.instagram.prepare(&self.token, post, stage, standing, context).await
    }

    /// Every preparing stage, as a worker does it: what is lost twice more, what is at work once the clock is there.
    async fn prepared(&self, post: &OutgoingPost) -> Result<Standings, StageOutcome> {
        let (pictures, mut standing, mut repeats) = (self.put(post), Standings::default(), 0);
        while let Next::Prepare(stage) = self.instagram.next(post, &standing) {
            match self.prepare(post, stage, &standing, &pictures).await {
                StageOutcome::Stands { handle, until } => standing.add(Standing { stage, handle, until }),
                StageOutcome::Working { look_at } => self.clock.set(look_at),
                StageOutcome::Lost { .. } if repeats < 2 => repeats += 1,
                StageOutcome::Gone { from, .. } if repeats < 2 => {
                    repeats += 1;
                    standing.cut(from);
                }
                other => return Err(other),
            }
        }
        Ok(standing)
    }

    async fn staged(&self, post: &OutgoingPost) -> Result<SendOutcome, StageOutcome> {
        let standing = self.prepared(post).await?;
        Ok(self.instagram.publish(&self.token, post, &standing, self.context()).await)
    }

    async fn read(&self) -> Result<Vec<PlatformPost>, ReadError> {
        let now = self.clock.now();
        let since = now - SignedDuration::from_hours(1);
        self.instagram.read_back(&self.token, USER, since, now, now).await
    }
}

#[tokio::test]
async fn one_picture_is_published_with_its_text_and_found_again() {
    let photos = Photos::new().await;
    let Ok(SendOutcome::Accepted { platform_post_id, permalink }) = photos.staged(&one()).await else { panic!("sent") };
    let taken = photos.double.state.taken();
    assert_eq!((taken.len(), &*taken[0].caption, &*taken[0].code), (1, TEXT, &*platform_post_id));
    let seen: Vec<_> = taken[0].pictures.iter().map(|one| (&*one.bytes, &*one.alt)).collect();
    assert_eq!(seen, [(&b"\xff\xd8\xff\xe0 field"[..], "水を張った田")]);
    let read = photos.read().await.expect("read back");
    assert_eq!(read[0].id, platform_post_id, "one post has one name");
    assert_eq!(read[0].permalink, permalink);
    assert_eq!(photos.instagram.comparable_seen(&read[0]), photos.instagram.comparable(&one()));
    let place = tatefuda_domain::Place::of(&"instagram".parse().expect("a service"), Some(USER), "town");
    let whose = Whose { place: &place, handle: "town" };
    assert_eq!(photos.instagram.recognises(&permalink.expect("an address"), whose), Some(platform_post_id));
    assert_eq!(photos.double.state.violations(), [""; 0]);
}

#[tokio::test]
async fn several_pictures_are_joined_in_order() {
    let photos = Photos::new().await;
    assert!(matches!(photos.staged(&three()).await, Ok(SendOutcome::Accepted { .. })));
    let taken = photos.double.state.taken();
    let seen: Vec<_> = taken[0].pictures.iter().map(|one| (&one.bytes[5..], &*one.alt)).collect();
    assert_eq!(seen, [(&b"one"[..], "一枚目"), (b"two", ""), (b"three", "三枚目")]);
    let (publishes, containers, _) = photos.double.state.requests();
    assert_eq!((publishes, containers, taken.len()), (1, 4, 1));
    assert_eq!(photos.double.state.violations(), [""; 0]);
}

#[tokio::test]
async fn a_container_at_work_is_asked_for_by_the_clock_alone() {
    let photos = Photos::new().await;
    photos.double.state.works_for(3);
    let began = photos.clock.now();
    assert!(matches!(photos.staged(&one()).await, Ok(SendOutcome::Accepted { .. })));
    assert_eq!(photos.double.state.requests().2, 4, "three times at work, once ready");
    assert_eq!(photos.clock.now().duration_since(began), SignedDuration::from_secs(45));
}

#[tokio::test]
async fn whatever_is_uncertain_before_publishing_is_made_again_and_published_once() {
    for fault in [
        Fault::DropReplyAfterAccept,
        Fault::DropBeforeAccept,
        Fault::FiveHundredAfterAccept,
        Fault::FiveHundredBeforeAccept,
        Fault::Garbled,
        Fault::FailsLate,
    ] {
        let photos = Photos::new().await;
        photos.double.state.next_faults(On::Prepare, [fault]);
        assert!(matches!(photos.staged(&one()).await, Ok(SendOutcome::Accepted { .. })), "{fault:?}");
        assert_eq!(photos.double.state.copies(USER, TEXT), 1, "{fault:?}");
        assert_eq!(photos.double.state.violations(), [""; 0], "{fault:?}");
    }
}

#[tokio::test]
async fn a_definite_no_to_a_container_ends_the_send() {
    let class = |outcome: Result<SendOutcome, StageOutcome>| match outcome {
        Err(StageOutcome::Rejected(no)) => Some(no.class),
        other => panic!("{other:?}"),
    };
    for (fault, expected) in [
        (Fault::TokenExpired, RejectClass::TokenDead),
        (Fault::Spent, RejectClass::Budget),
        (Fault::Duplicate, RejectClass::Policy),
    ] {
        let photos = Photos::new().await;
        photos.double.state.next_faults(On::Prepare, [fault]);
        assert_eq!(class(photos.staged(&one()).await), Some(expected), "{fault:?}");
        assert_eq!(photos.double.state.requests().0, 0, "{fault:?}");
    }
    let photos = Photos::new().await;
    let png = OutgoingMedium { mime: "image/png".into(), bytes: b"\x89PNG".as_slice().into(), ..jpeg("x", "") };
    assert_eq!(class(photos.staged(&post(vec![png])).await), Some(RejectClass::ContentInvalid));
    photos.double.state.next_faults(On::Prepare, [Fault::RateLimited]);
    let wait = photos.staged(&one()).await;
    assert!(matches!(wait, Err(StageOutcome::Wait { class: WaitClass::Rate, .. })), "{wait:?}");
    let next = photos.staged(&one()).await;
    assert!(matches!(next, Err(StageOutcome::Wait { class: WaitClass::Budget, .. })), "the header is kept: {next:?}");
}

#[tokio::test]
async fn a_picture_that_cannot_be_fetched_is_put_again_and_not_refused() {
    let photos = Photos::new().await;
    let nowhere: Url = format!("{}/nothing", photos.shelf.base).parse().expect("an address");
    let outcome = photos.prepare(&one(), Stage::new(StageKind::Container, 1), &Standings::default(), &[nowhere]).await;
    let StageOutcome::Gone { from, .. } = outcome else { panic!("{outcome:?}") };
    assert_eq!(from, Stage::new(StageKind::Host, 1), "it is put there again");
    let outcome = photos.prepare(&one(), Stage::new(StageKind::Container, 1), &Standings::default(), &[]).await;
    assert!(matches!(outcome, StageOutcome::NotSent { .. }), "without a host: {outcome:?}");
}

#[tokio::test]
async fn what_the_service_threw_away_is_made_again() {
    let photos = Photos::new().await;
    let (post, pictures) = (three(), photos.put(&three()));
    let mut standing = Standings::default();
    for stage in [1, 2, 3].map(|part| Stage::new(StageKind::Container, part)) {
        let StageOutcome::Stands { handle, until } = photos.prepare(&post, stage, &standing, &pictures).await else {
            panic!("it stands")
        };
        assert_eq!(until, Some(photos.clock.now() + SignedDuration::from_hours(23)));
        standing.add(Standing { stage, handle, until });
    }
    photos.double.state.lose_containers();
    let outcome = photos.prepare(&post, Stage::new(StageKind::Wait, 2), &standing, &pictures).await;
    let StageOutcome::Gone { from, .. } = outcome else { panic!("{outcome:?}") };
    assert_eq!(from, Stage::new(StageKind::Container, 2));
    let outcome = photos.prepare(&post, Stage::new(StageKind::Container, 4), &standing, &pictures).await;
    let StageOutcome::Gone { from, .. } = outcome else { panic!("{outcome:?}") };
    assert_eq!(from, Stage::new(StageKind::Container, 1), "which child it was the service does not say");
}

#[tokio::test]
async fn the_call_that_publishes_is_never_repeated() {
    for (fault, why) in [
        (Fault::DropReplyAfterAccept, UnknownWhy::ConnectionLost),
        (Fault::DropBeforeAccept, UnknownWhy::ConnectionLost),
        (Fault::FiveHundredAfterAccept, UnknownWhy::ServerError),
        (Fault::FiveHundredBeforeAccept, UnknownWhy::ServerError),
        (Fault::Garbled, UnknownWhy::UnreadableAnswer),
    ] {
        let photos = Photos::new().await;
        photos.double.state.next_faults(On::Publish, [fault]);
        let outcome = photos.staged(&one()).await;
        assert!(
            matches!(&outcome, Ok(SendOutcome::Unknown { why: said, .. }) if *said == why),
            "{fault:?} {outcome:?}"
        );
        assert_eq!(photos.double.state.requests().0, 1, "{fault:?}");
        let found = photos.read().await.expect("read back").len();
        assert_eq!(found, photos.double.state.copies(USER, TEXT), "{fault:?}");
    }
}

#[tokio::test]
async fn the_limit_of_the_day_is_read_before_anything_is_published() {
    let photos = Photos::new().await;
    photos.double.state.set_quota(2);
    photos.double.state.used_elsewhere(1);
    assert!(matches!(photos.staged(&one()).await, Ok(SendOutcome::Accepted { .. })));
    let outcome = photos.staged(&three()).await;
    let Ok(SendOutcome::Rejected(no)) = outcome else { panic!("{outcome:?}") };
    assert_eq!((no.class, &*no.message), (RejectClass::Budget, "2 of 2 posts of the last 24 hours are used up"));
    assert_eq!((photos.double.state.requests().0, photos.double.state.violations().len()), (1, 0));
}

struct Counted(AtomicUsize, bool);

impl Gate for Counted {
    fn may_go(&self) -> BoxFuture<'_, bool> {
        self.0.fetch_add(1, Ordering::SeqCst);
        Box::pin(async { self.1 })
    }
}

#[tokio::test]
async fn the_gate_is_asked_once_and_its_no_publishes_nothing() {
    let photos = Photos::new().await;
    let (post, gate) = (one(), Counted(AtomicUsize::new(0), false));
    let standing = photos.prepared(&post).await.expect("it stands");
    let outcome = photos
        .instagram
        .publish(&photos.token, &post, &standing, SendContext { gate: &gate, ..photos.context() })
        .await;
    assert_eq!((outcome, gate.0.into_inner()), (SendOutcome::Stayed, 1));
    assert_eq!(photos.double.state.requests().0, 0);
    // Without what has to stand nothing is called.
    let outcome = photos.instagram.publish(&photos.token, &post, &Standings::default(), photos.context()).await;
    assert!(matches!(outcome, SendOutcome::NotSent { .. }), "{outcome:?}");
}

#[tokio::test]
async fn a_container_that_somebody_published_is_not_made_again() {
    let photos = Photos::new().await;
    let post = one();
    let standing = photos.prepared(&post).await.expect("it stands");
    photos.double.state.next_faults(On::Publish, [Fault::DropReplyAfterAccept]);
    let _ = photos.instagram.publish(&photos.token, &post, &standing, photos.context()).await;
    let outcome = photos.prepare(&post, Stage::new(StageKind::Wait, 1), &standing, &[]).await;
    assert!(matches!(&outcome, StageOutcome::Rejected(no) if no.code == "PUBLISHED"), "{outcome:?}");
}

#[test]
fn what_it_does_not_take_is_said_beforehand() {
    let config = InstagramConfig::real();
    let instagram = Instagram::new(client(&settings()).expect("a client"), config);
    let found = |post: &OutgoingPost| instagram.check(post).into_iter().map(|one| one.kind).collect::<Vec<_>>();
    let png = OutgoingMedium { mime: "image/png".into(), ..jpeg("x", "") };
    let eleven = post((0..11).map(|n| jpeg(&n.to_string(), "")).collect());
    let option = OutgoingPost { options: BTreeMap::from([("a".into(), "b".into())]), ..one() };
    for (post, expected) in [
        (one(), vec![]),
        (three(), vec![]),
        (post(vec![]), vec![LimitKind::Empty]),
        (post(vec![png.clone()]), vec![LimitKind::BadMedia]),
        (post(vec![jpeg("a", ""), png]), vec![LimitKind::BadMedia]),
        (eleven, vec![LimitKind::BadMedia]),
        (OutgoingPost { text: "あ".repeat(2_201), ..one() }, vec![LimitKind::TooLong]),
        (option, vec![LimitKind::UnknownOption]),
    ] {
        assert_eq!(found(&post), expected, "{} pictures", post.media.len());
    }
}

#[tokio::test]
async fn whose_a_token_is_and_the_next_one() {
    let photos = Photos::new().await;
    let now = photos.clock.now();
    assert_eq!(photos.instagram.owner(&photos.token, now).await, Ok(Some(USER.to_owned())));
    let next = photos.instagram.renew(&photos.token, now).await.expect("renewed").expect("another");
    let Credentials::Token { until, .. } = &next else { panic!("{next:?}") };
    assert_eq!(*until, Some(now + SignedDuration::from_hours(60 * 24)));
    assert_eq!(photos.instagram.owner(&next, now).await, Ok(Some(USER.to_owned())), "the next one opens it");
    photos.double.state.next_faults(On::Token, [Fault::TokenExpired]);
    let refused = photos.instagram.renew(&photos.token, now).await;
    assert!(matches!(&refused, Err(ReadError::Rejected(no)) if no.class == RejectClass::TokenDead), "{refused:?}");
    photos.double.state.next_faults(On::Token, [Fault::DropReplyAfterAccept]);
    let lost = photos.instagram.renew(&photos.token, now).await;
    assert!(matches!(&lost, Err(ReadError::Unreachable(_))), "nothing is concluded: {lost:?}");
}

#[tokio::test]
async fn no_outcome_names_the_token() {
    let photos = Photos::new().await;
    let wrong = Credentials::Token { access: "PLANTED-wrong".into(), until: None, refresh: None };
    let context = StageContext { now: photos.clock.now(), pictures: &photos.put(&one()) };
    let container = Stage::new(StageKind::Container, 1);
    let outcome = photos.instagram.prepare(&wrong, &one(), container, &Standings::default(), context).await;
    let mut shown = format!("{outcome:?} {:?}", photos.instagram);
    assert!(shown.contains("[secret]"), "the double repeats it as the service does: {shown}");
    shown.push_str(&format!("{:?}", photos.instagram.owner(&wrong, photos.clock.now()).await));
    shown.push_str(&format!("{:?}", photos.instagram.renew(&wrong, photos.clock.now()).await));
    for fault in [Fault::DropReplyAfterAccept, Fault::FiveHundredAfterAccept, Fault::Garbled, Fault::TokenExpired] {
        photos.double.state.next_faults(On::Publish, [fault]);
        shown.push_str(&format!("{:?}", photos.staged(&one()).await));
    }
    assert!(!shown.contains(TOKEN) && !shown.contains("PLANTED"), "{shown}");
    assert_eq!(photos.double.state.violations(), [""; 0], "no token in an address");
}

/// What we send and what the double takes, against the official description.
#[test]
fn everything_is_described() {
    let sent = instagram::CONTAINER_PARAMETERS.iter().chain(&instagram::CAROUSEL_PARAMETERS);
    assert!(sent.clone().all(|name| double::CONTAINER_PARAMETERS.contains(name)));
    assert!(instagram::PUBLISH_PARAMETERS.iter().all(|name| double::PUBLISH_PARAMETERS.contains(name)));
    assert!(instagram::READ_FIELDS.iter().all(|name| double::MEDIA_FIELDS.contains(name)));
    let Some(folder) = contract::folder() else { return };
    let [user, own, media] =
        ["IGUser", "IGUserForIGOnlyAPI", "IGMedia"].map(|name| contract::json(folder.join(format!("{name}.json"))));
    for described in [&user, &own] {
        let known = contract::parameters(described, "POST", "media");
        for name in sent.clone().chain(&double::CONTAINER_PARAMETERS) {
            assert!(known.contains(name), "POST media has no parameter {name}");
        }
        contract::parameters(described, "GET", "content_publishing_limit");
    }
    let publish = contract::parameters(&user, "POST", "media_publish");
    assert!(double::PUBLISH_PARAMETERS.iter().all(|name| publish.contains(name)));
    let (fields, of_user) = (contract::names(&media["fields"]), contract::names(&own["fields"]));
    assert!(double::MEDIA_FIELDS.iter().all(|name| fields.contains(name)), "{fields:?}");
    assert!(double::USER_FIELDS.iter().chain([&instagram::OWNER_FIELD]).all(|name| of_user.contains(name)));
    assert!(!fields.contains("text") && !publish.contains("container"), "the description can say no");
}
