//! What became of an unknown send is settled by looks: denied late enough and by another, found under an address of that
//! account, or shown on a picture of the screen and seen by two.

use tatefuda_app::{
    Failure, FieldError,
    account::{AccountTexts, Register},
    media::{self, Upload},
    post::{Draft, Publish, Saved},
    publication::{Finding, Resolve},
};
use tatefuda_domain::{
    MediaId, PublicationId,
    bound::LATEST,
    publication::{Proof, Publication, PublicationState as S, State, Why},
};
use tatefuda_doubles::facebook::Fault;
use tatefuda_store::{post, publication};
use tatefuda_testkit::picture::png;

use crate::{
    on_both,
    support::{Town, names_clause, refusal, state_key},
};

on_both!(
    nothing_is_denied_before_the_service_has_had_its_time,
    neither_author_nor_scheduler_denies,
    a_look_says_when_by_whom_and_what_was_seen,
    only_an_address_of_that_account_is_taken,
    without_addresses_two_persons_look_at_the_screen,
);

fn denial(publication: PublicationId, version: i64) -> Resolve {
    Resolve {
        publication,
        version,
        finding: Finding::NotThere,
        looked: true,
        looked_at: None,
        seen: "一覧の先頭は昨日の投稿だった".to_owned(),
        comment: String::new(),
    }
}

fn only(failure: Result<tatefuda_app::publication::Finished, Failure>) -> FieldError {
    match failure {
        Err(Failure::Invalid(mut errors)) if errors.len() == 1 => errors.remove(0),
        other => panic!("not one field: {other:?}"),
    }
}

/// A send whose reply was lost after the platform had it, or before.
async fn unknown(town: &Town, text: &str, fault: Fault) -> (Saved, Publication) {
    town.double.state.next_faults([fault]);
    let saved = town.cleared(text, &[town.facebook]).await;
    let id = town.publish(&saved, None).await.publications[0];
    town.tick().await;
    let unknown = town.publication(id).await;
    assert_eq!(unknown.state.name(), S::Unknown);
    (saved, unknown)
}

async fn nothing_is_denied_before_the_service_has_had_its_time(town: Town) {
    let text = "三秒後に否定する";
    let (_, one) = unknown(&town, text, Fault::AcceptLate { reads: 1 }).await;
    town.clock.advance(jiff::SignedDuration::from_secs(3));
    let early = only(town.run(&town.chief, &denial(one.id, one.version)).await);
    assert_eq!((early.field.as_str(), early.key.as_str()), ("looked", "too-early-to-deny"));
    assert_eq!((early.args["late"].as_str(), early.args["minutes"].as_str()), ("10", "10"), "how long, and why");
    // A look from before counts as little after it.
    town.pass(11);
    let former =
        Resolve { looked_at: Some(town.now() - jiff::SignedDuration::from_mins(9)), ..denial(one.id, one.version) };
    assert_eq!(only(town.run(&town.chief, &former).await).key, "look-again");
    let future = Resolve { looked_at: Some(town.now() + jiff::SignedDuration::from_mins(9)), ..former };
    assert_eq!(only(town.run(&town.chief, &future).await).key, "in-the-future");
    assert_eq!(town.state(one.id).await, S::Unknown);
    town.settle(6).await;
    assert_eq!((town.state(one.id).await, town.copies(text)), (S::Published, 1), "it was there all the time");
    town.finish().await;
}

async fn neither_author_nor_scheduler_denies(town: Town) {
    town.double.state.next_faults([Fault::FiveHundredBeforeAccept]);
    // Written by one, scheduled by another.
    let saved = town.cleared("二人の手を経た", &[town.facebook]).await;
    let publish = Publish { post: saved.post, version: saved.version, at: None, accounts: vec![], supplies: vec![] };
    let id = town.run(&town.colleague, &publish).await.unwrap().publications[0];
    town.tick().await;
    town.pass(15);
    let version = town.publication(id).await.version;
    for person in [&town.operator, &town.colleague] {
        let answer = refusal(town.run(person, &denial(id, version)).await);
        assert!(names_clause(&answer, "HOUSE-22"), "answered by the regulation, with its clause");
        assert!(answer.refusals.iter().any(|line| line.who.iter().any(|who| !who.holders.is_empty())), "who can");
        assert!(!town.view(person, saved.post).await.offers.deny);
    }
    assert!(town.view(&town.chief, saved.post).await.offers.deny);
    assert_eq!(town.run(&town.chief, &denial(id, version)).await.unwrap().state, S::Failed);
    town.finish().await;
}

async fn a_look_says_when_by_whom_and_what_was_seen(town: Town) {
    let (saved, one) = unknown(&town, "見て確かめる", Fault::FiveHundredBeforeAccept).await;
    let view = town.view(&town.chief, saved.post).await;
    let deniable = view.publications[0].deniable_from.unwrap();
    town.clock.set(deniable);
    let deny = denial(one.id, one.version);
    let blind = Resolve { looked: false, ..deny.clone() };
    assert_eq!(only(town.run(&town.chief, &blind).await).key, "look-first");
    let mute = Resolve { seen: " ".to_owned(), ..deny.clone() };
    assert_eq!(only(town.run(&town.chief, &mute).await).field, "seen");
    assert_eq!(town.run(&town.chief, &deny).await.unwrap().state, S::Failed);
    let view = town.view(&town.operator, saved.post).await;
    let look = &view.publications[0].looks[0];
    assert_eq!((look.person.id, look.at, look.there), (town.chief.person, deniable, false));
    assert_eq!(look.seen, deny.seen);
    assert_eq!(view.publications[0].reason.as_deref(), Some("denied"));
    assert_eq!(state_key(town.run(&town.chief, &denial(one.id, one.version + 1)).await), "not-unknown");
    town.finish().await;
}

async fn only_an_address_of_that_account_is_taken(town: Town) {
    town.app.reach(town.platforms.clone());
    let (_, one) = unknown(&town, "どこにあるか", Fault::DropReplyAfterAccept).await;
    let found = |url: &str, named: Option<&str>| Resolve {
        publication: one.id,
        version: one.version,
        finding: Finding::Published { url: url.to_owned(), platform_post_id: named.map(ToOwned::to_owned) },
        looked: true,
        looked_at: None,
        seen: String::new(),
        comment: String::new(),
    };
    for other in [
        "https://example.com/posts/1",
        "https://www.facebook.com/200/posts/1",
        "https://www.facebook.com/",
        "https://www.city.example.lg.jp/facebook/100/posts/1",
        &format!("{}/200_1", town.double.base_url),
    ] {
        let no = only(town.run(&town.chief, &found(other, None)).await);
        assert_eq!((no.field.as_str(), no.key.as_str()), ("url", "not-of-this-account"), "{other}");
        assert!(no.args["example"].contains("facebook.com"));
    }
    let no = only(town.run(&town.chief, &found("https://www.facebook.com/100/posts/1", Some("100_2"))).await);
    assert_eq!(no.key, "another-post");
    let empty = Resolve { finding: Finding::Shown { picture: None }, ..found("", None) };
    let no = only(town.run(&town.chief, &empty).await);
    assert_eq!((no.field.as_str(), no.key.as_str()), ("url", "required"));
    // Where the connector is told to find the service, its addresses are there as well.
    let here = format!("{}/100_1", town.double.base_url);
    assert_eq!(town.run(&town.chief, &found(&here, None)).await.unwrap().state, S::Published);
    let published = town.publication(one.id).await;
    assert_eq!(published.state.platform_post().unwrap().id, "100_1");
    assert_eq!(published.state.proof(), Some(Proof::Seen));
    town.finish().await;
}

/// An account on a service whose posts have no addresses, and a send there of which nobody knows the end.
async fn on_line(town: &Town) -> (Saved, PublicationId) {
    let texts = AccountTexts { handle: "@town".to_owned(), ..AccountTexts::named("市のLINE", town.section) };
    let running_until = Some(town.now() + jiff::SignedDuration::from_hours(24 * 300));
    let register = Register { service: "line".parse().unwrap(), texts, running_until };
    let line = town.run(&town.admin, &register).await.unwrap().account;
    // No connector leads there yet: the row is what such a connector would leave.
    let (_, like) = unknown(town, "手本", Fault::DropBeforeAccept).await;
    let content = town.content("LINEで送る", &[line]);
    let saved = town.run(&town.operator, &Draft { content }).await.unwrap();
    let mut tx = town.app.db.write().await.unwrap();
    let revision = post::get(&mut tx, town.tenant, saved.post).await.unwrap().unwrap().revision;
    let target = post::targets(&mut tx, town.tenant, revision).await.unwrap().remove(0);
    let sent = Publication {
        id: town.app.env.id(),
        post: saved.post,
        target: target.id,
        account: line,
        place: target.place,
        digest: target.digest,
        state: State::Unknown { look_at: LATEST, looks: 0, why: Why::of("time-out") },
        ..like
    };
    publication::insert(&mut tx, town.tenant, &sent).await.unwrap();
    tx.commit().await.unwrap();
    (saved, sent.id)
}

async fn picture(town: &Town, by: &tatefuda_app::Actor) -> MediaId {
    let upload: Upload = media::read(&town.app, "picture", png(9)).await.unwrap();
    town.run(by, &upload).await.unwrap().media
}

async fn without_addresses_two_persons_look_at_the_screen(town: Town) {
    let (saved, id) = on_line(&town).await;
    let shown = async |picture| Resolve {
        publication: id,
        version: town.publication(id).await.version,
        finding: Finding::Shown { picture },
        looked: true,
        looked_at: None,
        seen: "トークに表示されていた".to_owned(),
        comment: String::new(),
    };
    let url = Finding::Published { url: "https://line.me/R/ti/p/@town".to_owned(), platform_post_id: None };
    let no = only(town.run(&town.operator, &Resolve { finding: url, ..shown(None).await }).await);
    assert_eq!(no.key, "no-addresses");
    let no = only(town.run(&town.operator, &shown(None).await).await);
    assert_eq!((no.field.as_str(), no.key.as_str()), ("picture", "required"));
    let screen = picture(&town, &town.operator).await;
    assert_eq!(town.run(&town.operator, &shown(Some(screen)).await).await.unwrap().state, S::Unknown);
    // The same person twice is one person.
    assert_eq!(town.run(&town.operator, &shown(Some(screen)).await).await.unwrap().state, S::Unknown);
    // Whoever may read the post sees the picture, and it does not go as one that nobody used.
    let view = town.view(&town.chief, saved.post).await;
    assert_eq!(view.publications[0].looks[0].picture, Some(screen));
    assert_eq!(view.publications[0].address, None);
    town.pass(60 * 24 * 20);
    media::sweep(&town.app).await.unwrap();
    media::find(&town.app, &town.chief, screen).await.unwrap();
    let answer = town.run(&town.chief, &shown(None).await).await;
    assert_eq!(answer.unwrap().state, S::Published);
    let published = town.publication(id).await;
    assert_eq!((published.state.proof(), published.state.platform_post()), (Some(Proof::Seen), None));
    town.finish().await;
}
