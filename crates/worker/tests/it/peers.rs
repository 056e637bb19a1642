//! What other programs were reported for, by the numbers under which the reports are kept.

use tatefuda_app::{
    Failure,
    account::{self, Connect},
    command::Secret,
    task::today,
};
use tatefuda_domain::{PublicationId, publication::PublicationState as S};

use crate::{
    on_both,
    support::{PAGE, TOKEN, Town},
};

on_both!(
    t04_down_for_one_hour_nothing_late_goes_out_unasked,
    t04_down_for_three_days_nothing_late_goes_out_unasked,
    t12_reconnecting_never_replaces_a_good_token_by_an_empty_one,
    t12_a_service_that_is_away_says_nothing_about_a_token,
);

/// Notices for page and website, an hour apart, the first of them while nothing runs.
async fn while_it_was_down(town: Town, minutes: i64) {
    let mut ids: Vec<PublicationId> = vec![];
    for number in 1..=6 {
        let saved = town.cleared(&format!("お知らせ{number}"), &[town.facebook, town.website]).await;
        let at = town.now() + jiff::SignedDuration::from_mins(number * 5);
        ids.extend(town.publish(&saved, Some(at)).await.publications);
    }
    // One is still to come: it goes out at its time, as if nothing had been.
    let later = town.cleared("まだ先のお知らせ", &[town.facebook]).await;
    let at = town.now() + jiff::SignedDuration::from_mins(minutes + 10);
    let later = town.publish(&later, Some(at)).await.publications[0];
    town.pass(minutes);
    for _ in 0..4 {
        town.tick().await;
    }
    for id in &ids {
        let held = town.publication(*id).await;
        assert_eq!((held.state.name(), held.state.reason()), (S::Held, Some("late")));
    }
    assert_eq!(town.double.state.sends(), 0, "nothing floods after an outage");
    assert!(tatefuda_app::feed::load(&town.app, town.tenant).await.unwrap().items.is_empty());
    // One list to decide on, for whoever wrote them.
    let today = today(&town.app, &town.operator).await.unwrap();
    let mut listed: Vec<PublicationId> = today.trouble.iter().map(|one| one.publication.id).collect();
    listed.sort_unstable();
    ids.sort_unstable();
    assert_eq!(listed, ids);
    town.pass(10);
    town.tick().await;
    assert_eq!((town.state(later).await, town.double.state.sends()), (S::Published, 1));
    town.finish().await;
}

async fn t04_down_for_one_hour_nothing_late_goes_out_unasked(town: Town) {
    while_it_was_down(town, 60).await;
}

async fn t04_down_for_three_days_nothing_late_goes_out_unasked(town: Town) {
    while_it_was_down(town, 3 * 24 * 60).await;
}

async fn connect(town: &Town, token: &str) -> Result<(), Failure> {
    let connect = Connect::new(town.facebook, Secret::new(token), None).asked(&town.app, &town.admin).await?;
    town.run(&town.admin, &connect).await
}

fn key(result: Result<(), Failure>) -> (String, String) {
    match result {
        Err(Failure::Invalid(errors)) => (errors[0].field.clone(), errors[0].key.clone()),
        other => panic!("{other:?}"),
    }
}

async fn t12_reconnecting_never_replaces_a_good_token_by_an_empty_one(town: Town) {
    town.app.reach(town.platforms.clone());
    for (token, why) in [
        ("", "required"),
        ("   ", "required"),
        ("two words", "not-a-token"),
        // Not honoured by the service, or that of another page: the good one stays.
        ("EAAB-of-nobody", "token-refused"),
        ("EAAB-other-page", "token-of-another"),
    ] {
        assert_eq!(key(connect(&town, token).await), ("token".to_owned(), why.to_owned()), "{token:?}");
        let view = account::find(&town.app, &town.admin, town.facebook).await.unwrap();
        assert!(view.connected && view.token_expires_at.is_none(), "{token:?}");
    }
    // Nobody gets around the question by not asking it.
    let unasked = Connect::new(town.facebook, Secret::new("EAAB-other-page"), None);
    assert_eq!(key(town.run(&town.admin, &unasked).await).1, "service-unreachable");
    let id = town.scheduled("連携は残っている").await;
    assert_eq!(town.tick().await.sent, 1);
    assert_eq!(town.state(id).await, S::Published);
    // Reconnected to the same page, it is the same page.
    town.double.state.set_token(PAGE, "EAAB-renewed");
    connect(&town, "EAAB-renewed").await.unwrap();
    town.finish().await;
}

async fn t12_a_service_that_is_away_says_nothing_about_a_token(town: Town) {
    // Nobody listens on a port that was just given back.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    town.app.reach(crate::support::platforms(&format!("http://{free}")));
    assert_eq!(key(connect(&town, TOKEN).await).1, "service-unreachable");
    let id = town.scheduled("前の連携で送る").await;
    assert_eq!(town.tick().await.sent, 1);
    assert_eq!(town.state(id).await, S::Published);
    town.finish().await;
}
