use std::time::Duration;

use jiff::SignedDuration;
use tatefuda_domain::Clock;
use tatefuda_doubles::facebook::Fault;
use tatefuda_platforms::{
    Facebook, FacebookConfig, HttpSettings, OutgoingPost, Platform, ReadError, RejectClass, SendOutcome, Standings,
    UnknownWhy, WaitClass, client,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::support::{PAGE, World, page_token, settings};

const TEXT: &str = "本日の開庁時間は17時までです。\n<b>&amp;</b> 😀";

fn why(outcome: &SendOutcome) -> Option<UnknownWhy> {
    match outcome {
        SendOutcome::Unknown { why, .. } => Some(*why),
        _ => None,
    }
}

fn rejected(outcome: &SendOutcome) -> Option<RejectClass> {
    match outcome {
        SendOutcome::Rejected(rejection) => Some(rejection.class),
        _ => None,
    }
}

#[tokio::test]
async fn a_post_arrives_byte_for_byte_and_is_read_back() {
    let world = World::new().await;
    let post = OutgoingPost { link: Some("https://example.lg.jp/a?b=1&c=2".into()), ..World::post(TEXT) };
    let outcome = world.publish(&post).await;
    let id = format!("{PAGE}_1");
    let permalink = format!("{}/{id}", world.double.base_url);
    assert_eq!(outcome, SendOutcome::Accepted { platform_post_id: id.clone(), permalink: Some(permalink.clone()) });

    let arrived = world.double.state.posts();
    assert_eq!((arrived.len(), arrived[0].message.as_str()), (1, TEXT));
    assert_eq!(arrived[0].link, post.link);

    let seen = world.read().await.expect("read back");
    assert_eq!((seen.len(), seen[0].id.clone(), seen[0].permalink.clone()), (1, id, Some(permalink)));
    assert_eq!(seen[0].created, world.clock.now());
    assert_eq!(world.facebook.comparable_seen(&seen[0]), world.facebook.comparable(&post));
    assert_eq!(world.double.state.violations(), [""; 0]);
}

#[tokio::test]
async fn a_lost_reply_is_unknown_and_the_post_is_found() {
    let world = World::new().await;
    world.double.state.next_faults([Fault::DropReplyAfterAccept]);
    assert_eq!(why(&world.send(TEXT).await), Some(UnknownWhy::ConnectionLost));
    assert_eq!(world.double.state.sends(), 1, "the client does not repeat by itself");
    assert_eq!(world.texts().await, [TEXT]);
}

#[tokio::test]
async fn a_request_lost_before_acceptance_is_unknown_too() {
    let world = World::new().await;
    world.double.state.next_faults([Fault::DropBeforeAccept]);
    assert_eq!(why(&world.send(TEXT).await), Some(UnknownWhy::ConnectionLost));
    assert_eq!((world.double.state.sends(), world.double.state.posts().len()), (1, 0));
}

#[tokio::test]
async fn a_late_post_is_first_not_there_and_then_there() {
    let world = World::new().await;
    world.double.state.next_faults([Fault::AcceptLate { reads: 2 }, Fault::AcceptLateBy { millis: 60_000 }]);
    assert_eq!(why(&world.send("一").await), Some(UnknownWhy::ConnectionLost));
    assert_eq!(world.texts().await, [""; 0]);
    assert_eq!(world.texts().await, [""; 0]);
    assert_eq!(world.texts().await, ["一"]);

    assert_eq!(why(&world.send("二").await), Some(UnknownWhy::ConnectionLost));
    assert_eq!(world.texts().await, ["一"]);
    world.clock.advance(SignedDuration::from_mins(1));
    assert_eq!(world.texts().await, ["二", "一"]);
}

#[tokio::test]
async fn an_acknowledged_post_may_lag_in_read_back() {
    let world = World::new().await;
    world.double.state.next_faults([Fault::LagReadBack { reads: 1 }]);
    assert!(matches!(world.send(TEXT).await, SendOutcome::Accepted { .. }));
    assert_eq!(world.texts().await, [""; 0]);
    assert_eq!(world.texts().await, [TEXT]);
}

#[tokio::test]
async fn a_server_error_says_nothing_about_the_post() {
    let world = World::new().await;
    world.double.state.next_faults([Fault::FiveHundredAfterAccept, Fault::FiveHundredBeforeAccept]);
    assert_eq!(why(&world.send("一").await), Some(UnknownWhy::ServerError));
    assert_eq!(why(&world.send("二").await), Some(UnknownWhy::ServerError));
    assert_eq!(world.texts().await, ["一"]);
    world.double.state.next_faults([Fault::Code { code: 2 }]);
    assert_eq!(why(&world.send("三").await), Some(UnknownWhy::ServerError), "an error the platform calls transient");
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_unknown() {
    let world = World::new().await;
    world.double.state.next_faults([Fault::GarbledAnswer, Fault::Firewall]);
    assert_eq!(why(&world.send("一").await), Some(UnknownWhy::UnreadableAnswer));
    assert_eq!(why(&world.send("二").await), Some(UnknownWhy::UnreadableAnswer));
    assert_eq!(world.texts().await, ["一"]);
}

#[tokio::test]
async fn no_answer_in_time_is_unknown() {
    let short = HttpSettings { total_timeout: Duration::from_millis(200), ..settings() };
    let world = World::with(short, |_| {}).await;
    world.double.state.next_faults([Fault::Slow]);
    assert_eq!(why(&world.send(TEXT).await), Some(UnknownWhy::Timeout));
    assert_eq!(world.texts().await, [TEXT]);
}

#[tokio::test]
async fn a_slow_answer_is_still_an_answer() {
    let world = World::new().await;
    world.double.state.next_faults([Fault::Slow]);
    let state = world.double.state.clone();
    let release = async {
        while state.posts().is_empty() {
            tokio::task::yield_now().await;
        }
        state.release_slow();
    };
    let (outcome, ()) = tokio::join!(world.send(TEXT), release);
    assert!(matches!(outcome, SendOutcome::Accepted { .. }), "{outcome:?}");
}

#[tokio::test]
async fn rate_limits_ask_to_wait_and_send_nothing() {
    let world = World::new().await;
    let now = world.clock.now();
    for fault in [Fault::RateLimited429, Fault::Code { code: 4 }, Fault::Code { code: 32 }] {
        world.double.state.next_faults([fault]);
        let SendOutcome::Wait { until, class: WaitClass::Rate } = world.send(TEXT).await else { panic!("{fault:?}") };
        assert!(until > now, "{fault:?}");
    }
    assert_eq!(world.double.state.posts().len(), 0);
    world.double.state.next_read_faults([Fault::RateLimited429]);
    assert!(matches!(world.read().await, Err(ReadError::Wait(until)) if until > now));
}

#[tokio::test]
async fn at_eighty_per_cent_of_the_budget_no_call_is_made() {
    let world = World::new().await;
    world.double.state.set_usage(Some(79));
    assert!(matches!(world.send("一").await, SendOutcome::Accepted { .. }));
    world.double.state.set_usage(Some(80));
    assert!(matches!(world.send("二").await, SendOutcome::Accepted { .. }), "the answer itself still counts");
    let SendOutcome::Wait { until, class: WaitClass::Budget } = world.send("三").await else { panic!("waits") };
    assert_eq!(world.double.state.sends(), 2);
    assert_eq!(world.read().await, Err(ReadError::Wait(until)));
    // One page's budget is not another's, and it comes back.
    let other = OutgoingPost { account: "200".into(), ..World::post("四") };
    let outcome = world.facebook.publish(&page_token("another"), &other, &Standings::default(), world.context()).await;
    assert!(matches!(outcome, SendOutcome::Accepted { .. }));
    world.double.state.set_usage(None);
    world.clock.set(until);
    assert!(matches!(world.send("三").await, SendOutcome::Accepted { .. }));
}

#[tokio::test]
async fn definite_rejections_have_their_classes() {
    let world = World::new().await;
    for (fault, class) in [
        (Fault::TokenExpired, RejectClass::TokenDead),
        (Fault::Duplicate506, RejectClass::Duplicate),
        (Fault::Code { code: 368 }, RejectClass::Policy),
        (Fault::Code { code: 200 }, RejectClass::Permission),
        (Fault::Code { code: 100 }, RejectClass::ContentInvalid),
    ] {
        world.double.state.next_faults([fault]);
        assert_eq!(rejected(&world.send(TEXT).await), Some(class), "{fault:?}");
    }
    world.double.state.set_token(PAGE, "renewed");
    assert_eq!(rejected(&world.send(TEXT).await), Some(RejectClass::TokenDead));
    assert!(
        matches!(world.read().await, Err(ReadError::Rejected(rejection)) if rejection.class == RejectClass::TokenDead)
    );
    assert_eq!(world.double.state.posts().len(), 0);
}

#[tokio::test]
async fn the_repeated_text_is_a_duplicate_where_the_service_says_so() {
    let world = World::with(settings(), |config| config.refuse_repeated = true).await;
    assert!(matches!(world.send(TEXT).await, SendOutcome::Accepted { .. }));
    assert_eq!(rejected(&world.send(TEXT).await), Some(RejectClass::Duplicate));
}

#[tokio::test]
async fn without_a_connection_nothing_was_sent() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    drop(listener);
    for base in [format!("http://{address}"), "http://nobody.invalid".to_owned()] {
        let config = FacebookConfig::double(base.parse().expect("an address"));
        let facebook = Facebook::new(client(&settings()).expect("a client"), config);
        let world = World::new().await;
        let outcome = facebook.publish(&world.token, &World::post(TEXT), &Standings::default(), world.context()).await;
        assert!(matches!(outcome, SendOutcome::NotSent { .. }), "{base}: {outcome:?}");
    }
}

/// The request was read and the connection closed in the middle of the answer: nobody can tell.
#[tokio::test]
async fn a_connection_that_breaks_inside_the_answer_is_unknown() {
    for answer in
        ["", "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"id\":\"100_1\"", "HTTP/1.1 200 O", "nonsense\r\n\r\n"]
    {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let server = async {
            let (mut stream, _) = listener.accept().await.expect("a connection");
            let mut request = [0; 64];
            let _ = stream.read(&mut request).await.expect("a request");
            stream.write_all(answer.as_bytes()).await.expect("written");
        };
        let world = World::new().await;
        let config = FacebookConfig::double(base.parse().expect("an address"));
        let facebook = Facebook::new(client(&settings()).expect("a client"), config);
        let (post, nothing) = (World::post(TEXT), Standings::default());
        let (outcome, ()) = tokio::join!(facebook.publish(&world.token, &post, &nothing, world.context()), server);
        assert!(matches!(outcome, SendOutcome::Unknown { .. }), "{answer:?}: {outcome:?}");
    }
}

#[tokio::test]
async fn many_posts_are_read_over_several_pages_and_old_ones_are_left_out() {
    let world = World::new().await;
    assert!(matches!(world.send("古い").await, SendOutcome::Accepted { .. }));
    world.clock.advance(SignedDuration::from_hours(2));
    for number in 0..130 {
        assert!(matches!(world.send(&number.to_string()).await, SendOutcome::Accepted { .. }));
    }
    let reads = world.double.state.reads();
    let texts = world.texts().await;
    assert_eq!((texts.len(), texts[0].as_str(), texts[129].as_str()), (130, "129", "0"));
    assert_eq!(world.double.state.reads() - reads, 2);
}

#[tokio::test]
async fn an_account_that_is_no_id_never_leaves() {
    let world = World::new().await;
    for account in ["", "100/../200", "100?x=1", "100#", "ページ"] {
        let post = OutgoingPost { account: account.into(), ..World::post(TEXT) };
        let outcome = world.publish(&post).await;
        assert!(matches!(outcome, SendOutcome::NotSent { .. }), "{account}");
    }
    assert_eq!(world.double.state.sends(), 0);
}
