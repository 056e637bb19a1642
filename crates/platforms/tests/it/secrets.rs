use secrecy::SecretString;
use tatefuda_doubles::facebook::Fault;
use tatefuda_platforms::{Facebook, FacebookConfig, OutgoingPost, Platform, ReadError, SendOutcome, Standings, client};

use crate::support::{TOKEN, World, settings};

const APP_SECRET: &str = "plantedappsecret42";

/// Every way in which a call can end, shown in every way a program shows values.
#[tokio::test]
async fn no_outcome_names_the_token() {
    let world = World::new().await;
    let config = FacebookConfig {
        app_secret: Some(SecretString::from(APP_SECRET)),
        ..FacebookConfig::double(world.double.base_url.parse().expect("an address"))
    };
    let facebook = Facebook::new(client(&settings()).expect("a client"), config.clone());
    let mut shown = format!("{config:?} {facebook:?} {:?} {:?}", world.facebook, world.token);
    // A page that knows another token: the double repeats ours in its answer, as the real service does.
    let wrong = OutgoingPost { account: "200".into(), ..World::post("x") };
    let outcome = facebook.publish(&world.token, &wrong, &Standings::default(), world.context()).await;
    assert!(
        matches!(&outcome, SendOutcome::Rejected(rejection) if rejection.message.contains("[secret]")),
        "{outcome:?}"
    );
    shown.push_str(&format!("{outcome:?}"));
    if let SendOutcome::Rejected(rejection) = outcome {
        shown.push_str(&rejection.to_string());
    }
    let now = world.context().now;
    let read: ReadError = facebook.read_back(&world.token, "200", now, now, now).await.expect_err("refused");
    shown.push_str(&format!("{read} {read:?}"));
    for fault in [
        Fault::DropReplyAfterAccept,
        Fault::FiveHundredAfterAccept,
        Fault::GarbledAnswer,
        Fault::Firewall,
        Fault::TokenExpired,
        Fault::RateLimited429,
    ] {
        world.double.state.next_faults([fault]);
        let outcome = facebook.publish(&world.token, &World::post("x"), &Standings::default(), world.context()).await;
        shown.push_str(&format!("{outcome:?}"));
        world.double.state.next_read_faults([fault]);
        if let Err(error) = facebook.read_back(&world.token, "100", now, now, now).await {
            shown.push_str(&format!("{error} {error:?}"));
        }
    }
    shown.push_str(&format!("{:?}", facebook.wire(&World::post("x"))));
    assert!(!shown.contains(TOKEN) && !shown.contains(APP_SECRET), "{shown}");
    assert_eq!(world.double.state.violations(), [""; 0], "no token in an address, no unknown parameter");
}
