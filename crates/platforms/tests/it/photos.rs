//! Posts with pictures: uploads first, unpublished and repeatable, then one call that publishes and is never repeated.

use tatefuda_domain::Digest;
use tatefuda_doubles::facebook::Fault;
use tatefuda_platforms::{
    LimitKind, Next, OutgoingMedium, OutgoingPost, Platform, RejectClass, SendOutcome, Stage, StageContext, StageKind,
    StageOutcome, Standing, Standings, UnknownWhy, WaitClass,
};

use crate::support::World;

const TEXT: &str = "夏祭りの写真です。";

fn picture(bytes: &'static [u8], mime: &str, alt: &str) -> OutgoingMedium {
    OutgoingMedium { hash: Digest::of(bytes), mime: mime.into(), alt: alt.into(), bytes: bytes.into() }
}

fn two() -> Vec<OutgoingMedium> {
    vec![picture(b"\xff\xd8\xff\xe0 one", "image/jpeg", "みこし"), picture(b"\x89PNG\r\n\x1a\n two", "image/png", "")]
}

async fn send(world: &World, media: Vec<OutgoingMedium>) -> Result<SendOutcome, StageOutcome> {
    world.staged(&OutgoingPost { media, ..World::post(TEXT) }).await
}

#[tokio::test]
async fn pictures_arrive_byte_for_byte_in_order_with_their_texts() {
    let world = World::new().await;
    assert!(matches!(send(&world, two()).await, Ok(SendOutcome::Accepted { .. })));
    let posts = world.double.state.posts();
    let seen: Vec<_> = posts[0].photos.iter().map(|one| (one.bytes.as_slice(), one.mime, one.alt.as_str())).collect();
    let expected =
        [(&b"\xff\xd8\xff\xe0 one"[..], "image/jpeg", "みこし"), (&b"\x89PNG\r\n\x1a\n two"[..], "image/png", "")];
    assert_eq!(seen, expected);
    assert_eq!((world.double.state.sends(), world.double.state.uploads()), (1, 2));
    assert_eq!(world.double.state.violations(), [""; 0]);
    assert_eq!(world.texts().await, [TEXT]);
}

#[tokio::test]
async fn a_lost_reply_to_an_upload_is_tried_again_and_publishes_nothing_twice() {
    for fault in [
        Fault::DropReplyAfterAccept,
        Fault::DropBeforeAccept,
        Fault::FiveHundredAfterAccept,
        Fault::FiveHundredBeforeAccept,
        Fault::GarbledAnswer,
        Fault::Firewall,
        Fault::Code { code: 2 },
    ] {
        let world = World::new().await;
        world.double.state.next_photo_faults([fault]);
        assert!(matches!(send(&world, two()).await, Ok(SendOutcome::Accepted { .. })), "{fault:?}");
        assert_eq!((world.double.state.uploads(), world.double.state.sends()), (3, 1), "{fault:?}");
        assert_eq!(world.double.state.copies(crate::support::PAGE, TEXT), 1);
    }
}

#[tokio::test]
async fn without_its_pictures_a_post_is_certainly_not_sent() {
    let world = World::new().await;
    world.double.state.next_photo_faults([Fault::DropReplyAfterAccept; 3]);
    let outcome = send(&world, two()).await;
    assert!(matches!(outcome, Err(StageOutcome::Lost { .. })), "nothing was published: {outcome:?}");
    assert_eq!((world.double.state.uploads(), world.double.state.sends()), (3, 0));
    assert_eq!(world.double.state.posts(), []);
    // The platform keeps what it took, and nobody sees it.
    assert_eq!(world.double.state.photos().len(), 3);
}

#[tokio::test]
async fn a_definite_answer_to_an_upload_ends_the_send() {
    let outcome = |fault| async move {
        let world = World::new().await;
        world.double.state.next_photo_faults([fault]);
        let outcome = send(&world, two()).await;
        assert_eq!(world.double.state.sends(), 0, "{fault:?}");
        outcome
    };
    let class = |outcome: Result<SendOutcome, StageOutcome>| match outcome {
        Err(StageOutcome::Rejected(rejection)) => Some(rejection.class),
        _ => None,
    };
    assert_eq!(class(outcome(Fault::TokenExpired).await), Some(RejectClass::TokenDead));
    assert_eq!(class(outcome(Fault::Code { code: 1_366_046 }).await), Some(RejectClass::ContentInvalid));
    assert_eq!(class(outcome(Fault::Code { code: 368 }).await), Some(RejectClass::Policy));
    // Only the feed can say that a post is there already.
    assert_eq!(class(outcome(Fault::Duplicate506).await), Some(RejectClass::Other));
    assert!(matches!(outcome(Fault::RateLimited429).await, Err(StageOutcome::Wait { class: WaitClass::Rate, .. })));
}

#[tokio::test]
async fn the_call_that_publishes_is_never_repeated() {
    let world = World::new().await;
    world.double.state.next_faults([Fault::DropReplyAfterAccept]);
    let outcome = send(&world, two()).await;
    assert!(matches!(outcome, Ok(SendOutcome::Unknown { why: UnknownWhy::ConnectionLost, .. })));
    assert_eq!((world.double.state.uploads(), world.double.state.sends()), (2, 1));
    assert_eq!(world.texts().await, [TEXT]);
}

#[tokio::test]
async fn the_link_ends_the_text_and_is_found_again() {
    let world = World::new().await;
    let post = OutgoingPost { media: two(), link: Some("https://example.lg.jp/".into()), ..World::post(TEXT) };
    assert!(matches!(world.staged(&post).await, Ok(SendOutcome::Accepted { .. })));
    let seen = world.read().await.expect("read back");
    assert_eq!(seen[0].text, format!("{TEXT}\nhttps://example.lg.jp/"));
    assert_eq!(world.facebook.comparable_seen(&seen[0]), world.facebook.comparable(&post));
    assert_eq!(world.double.state.violations(), [""; 0]);
}

/// What stands decides what is next, and what is missing keeps the feed from being called.
#[tokio::test]
async fn each_picture_is_a_stage_of_its_own() {
    let world = World::new().await;
    let post = OutgoingPost { media: two(), ..World::post(TEXT) };
    let mut standing = Standings::default();
    let publish =
        async |standing: &Standings| world.facebook.publish(&world.token, &post, standing, world.context()).await;
    for index in 0..2 {
        let stage = Stage::upload(index);
        assert_eq!(world.facebook.next(&post, &standing), Next::Prepare(stage));
        assert!(matches!(publish(&standing).await, SendOutcome::NotSent { .. }));
        let outcome =
            world.facebook.prepare(&world.token, &post, stage, &standing, StageContext::at(world.context().now)).await;
        let StageOutcome::Stands { handle, until } = outcome else { panic!("{outcome:?}") };
        assert!(until.is_some_and(|until| until > world.context().now));
        standing.add(Standing { stage, handle, until });
    }
    assert_eq!(world.facebook.next(&post, &standing), Next::Publish);
    assert_eq!((world.double.state.uploads(), world.double.state.sends()), (2, 0));
    for none in [Stage::upload(2), Stage::new(StageKind::Container, 1)] {
        let outcome =
            world.facebook.prepare(&world.token, &post, none, &standing, StageContext::at(world.context().now)).await;
        assert!(matches!(outcome, StageOutcome::NotSent { .. }), "{none}");
    }
    assert!(matches!(publish(&standing).await, SendOutcome::Accepted { .. }));
}

#[tokio::test]
async fn limits_are_known_before_anything_is_sent() {
    let world = World::new().await;
    let kinds = |media| {
        let post = OutgoingPost { media, ..World::post(TEXT) };
        world.facebook.check(&post).into_iter().map(|finding| finding.kind).collect::<Vec<_>>()
    };
    assert_eq!(kinds(two()), []);
    assert_eq!(kinds(vec![picture(b"a", "image/jpeg", ""); 11]), [LimitKind::BadMedia]);
    assert_eq!(kinds(vec![picture(b"a", "image/webp", "")]), [LimitKind::BadMedia]);
}
