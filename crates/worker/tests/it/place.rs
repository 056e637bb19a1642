//! Where a post lands is part of what was approved.

use std::collections::BTreeSet;

use tatefuda_app::{
    account::{self, AccountTexts, Change, Connect, Registered},
    answer,
    command::Secret,
    post::{Edit, Publish, Saved, Submit},
    publication::Reschedule,
};
use tatefuda_domain::{
    AccountId, Action, Digest, Entropy as _, PublicationId,
    digest::{TargetContent, Window},
    publication::PublicationState as S,
};
use tatefuda_doubles::facebook::Fault;
use tatefuda_store::args;
use tatefuda_testkit::SeededEntropy;

use crate::{
    on_both,
    support::{OTHER_PAGE, PAGE, TOKEN, Town, names_clause, refusal},
};

on_both!(
    another_place_voids_the_check_and_the_send_is_held,
    renewing_the_token_changes_nothing,
    approvals_of_the_first_version_stand_until_the_place_changes,
    a_handle_stands_for_the_id_where_none_is_known,
    an_unknown_send_is_looked_for_where_it_was_sent,
    a_check_form_for_another_place_is_stale,
    a_token_opens_only_the_place_it_was_given_for,
    on_no_walk_does_anything_land_where_it_was_not_approved,
);

const CLAUSE: &str = "NNH-6(2)a";
const OTHER_TOKEN: &str = "EAAB-other-page";

/// Changes what the ledger says of an account.
pub async fn ledger(town: &Town, account: AccountId, change: impl FnOnce(&mut AccountTexts)) -> Registered {
    let now = account::find(&town.app, &town.admin, account).await.unwrap();
    let mut texts = AccountTexts {
        handle: now.handle,
        url: now.url,
        purpose: now.purpose,
        class: now.class,
        external_id: now.external_id,
        listed: now.listed,
        public_note: now.public_note,
        ..AccountTexts::named(now.name, now.section)
    };
    change(&mut texts);
    town.run(&town.admin, &Change { account, version: now.version, texts, supplies: vec![] }).await.unwrap()
}

async fn stand_at(town: &Town, account: AccountId, id: &str) {
    ledger(town, account, |texts| texts.external_id = Some(id.to_owned())).await;
}

async fn connect(town: &Town, account: AccountId, token: &str) {
    town.run(&town.admin, &Connect::new(account, Secret::new(token), None)).await.unwrap();
}

/// What one administrator did: the account now stands for another town's page, with a token of that page.
async fn turned_elsewhere(town: &Town) {
    stand_at(town, town.other_page, "999").await;
    stand_at(town, town.facebook, OTHER_PAGE).await;
    connect(town, town.facebook, OTHER_TOKEN).await;
}

async fn another_place_voids_the_check_and_the_send_is_held(town: Town) {
    let text = "五月五日に開きます";
    let saved = town.cleared(text, &[town.facebook]).await;
    let scheduled = town.publish(&saved, None).await;
    let id = scheduled.publications[0];
    let before = town.view(&town.operator, saved.post).await;
    assert_eq!(before.targets[0].place.as_deref(), Some("facebook:id:100"));
    turned_elsewhere(&town).await;

    // It is seen before anything is sent: the check does not count, and the page says why.
    let view = town.view(&town.operator, saved.post).await;
    let target = &view.targets[0];
    assert_eq!(target.moved_from.as_deref(), Some("facebook:id:100"));
    assert_eq!(target.place.as_deref(), Some("facebook:id:200"));
    assert!(target.steps.is_empty() && view.steps.iter().all(|step| !step.current));
    assert!(names_clause(&target.answer, CLAUSE));
    assert_ne!((view.sheet, target.digest), (before.sheet, before.targets[0].digest));

    assert_eq!(town.tick().await.held, 1);
    let held = town.publication(id).await;
    assert_eq!((held.state.name(), held.state.reason()), (S::Held, Some("place-changed")));
    let stored = answer::find(&town.app, &town.operator, held.answer.unwrap()).await.unwrap();
    assert!(names_clause(&stored.answer, CLAUSE), "held with the clause");
    assert_eq!(town.double.state.sends(), 0, "nothing lands on another's page");
    let reschedule = Reschedule { publication: id, version: held.version, at: None, supplies: vec![] };
    assert!(names_clause(&refusal(town.run(&town.operator, &reschedule).await), CLAUSE));

    // Back where it was approved, it stands again; nobody has to check the same twice.
    stand_at(&town, town.facebook, PAGE).await;
    connect(&town, town.facebook, TOKEN).await;
    let reschedule = Reschedule { version: town.publication(id).await.version, ..reschedule };
    town.run(&town.operator, &reschedule).await.unwrap();
    town.settle(3).await;
    assert_eq!((town.state(id).await, town.copies(text)), (S::Published, 1));
    assert_eq!(town.double.state.copies(OTHER_PAGE, text), 0);
    town.finish().await;
}

async fn renewing_the_token_changes_nothing(town: Town) {
    let saved = town.cleared("同じページ", &[town.facebook]).await;
    let id = town.publish(&saved, None).await.publications[0];
    let digest = town.publication(id).await.digest;
    town.double.state.set_token(PAGE, "EAAB-renewed");
    connect(&town, town.facebook, "EAAB-renewed").await;
    // Nor does what the ledger says beside the place.
    ledger(&town, town.facebook, |texts| {
        texts.handle = "town".to_owned();
        texts.name = "新しい名前".to_owned();
    })
    .await;
    assert_eq!(town.view(&town.operator, saved.post).await.targets[0].digest, digest);
    assert_eq!(town.tick().await.sent, 1);
    assert_eq!((town.state(id).await, town.copies("同じページ")), (S::Published, 1));
    town.finish().await;
}

/// The rows of a cleared and scheduled post as the program wrote them before places were covered.
async fn as_of_version_one(town: &Town, saved: &Saved, text: &str) {
    let content = TargetContent {
        tenant: town.tenant,
        post: saved.post,
        account: town.facebook,
        place: None,
        action: Action::PostPublish,
        text: text.to_owned(),
        link: None,
        media: vec![],
        options: [].into(),
        category: Some("NNH-8(3)".to_owned()),
        classification: Some("Ⅳ".to_owned()),
        decision_status: Some("none".to_owned()),
        fields: [("title".to_owned(), "春の行事".to_owned())].into(),
        window: Window::default(),
    };
    let (tenant, post, digest): (_, _, Digest) = (town.tenant, saved.post, content.digest());
    let mut tx = town.app.db.write().await.unwrap();
    for statement in [
        "UPDATE post_target SET digest_version = 1, digest = $3 WHERE tenant_id = $1 AND post_id = $2",
        "UPDATE post_step SET digest = $3 WHERE tenant_id = $1 AND post_id = $2",
        "UPDATE publication SET digest = $3 WHERE tenant_id = $1 AND post_id = $2",
    ] {
        assert_eq!(tx.execute(statement, args![tenant, post, digest]).await.unwrap(), 1);
    }
    let stated = "UPDATE record SET digest = $3 WHERE tenant_id = $1 AND subject_id = $2 AND digest IS NOT NULL";
    assert!(tx.execute(stated, args![tenant, post, digest]).await.unwrap() > 0);
    tx.commit().await.unwrap();
}

async fn approvals_of_the_first_version_stand_until_the_place_changes(town: Town) {
    let scheduled = async |text: &str| -> (Saved, PublicationId) {
        let saved = town.cleared(text, &[town.facebook]).await;
        let at = town.now() + jiff::SignedDuration::from_mins(5);
        let id = town.publish(&saved, Some(at)).await.publications[0];
        as_of_version_one(&town, &saved, text).await;
        (saved, id)
    };
    let (_, first) = scheduled("前に承認した一").await;
    let (saved, second) = scheduled("前に承認した二").await;
    let counts = async || !town.view(&town.operator, saved.post).await.targets[0].steps.is_empty();
    assert!(counts().await, "what was approved before stands");
    stand_at(&town, town.facebook, "300").await;
    assert!(!counts().await, "for another place it is void by itself");
    stand_at(&town, town.facebook, PAGE).await;
    assert!(counts().await);
    // Opened and saved without a change it is what it was.
    let view = town.view(&town.operator, saved.post).await;
    let preview = tatefuda_app::post::preview(&town.app, &town.operator, Some(saved.post), view.content.clone());
    assert_eq!(preview.await.unwrap().targets[0].check_number, view.targets[0].check_number);

    town.pass(6);
    town.tick().await;
    assert_eq!((town.state(first).await, town.copies("前に承認した一")), (S::Published, 1));
    assert_eq!(town.state(second).await, S::Published);

    let (_, third) = scheduled("前に承認した三").await;
    turned_elsewhere(&town).await;
    town.pass(6);
    town.tick().await;
    let held = town.publication(third).await;
    assert_eq!((held.state.name(), held.state.reason()), (S::Held, Some("place-changed")));
    assert_eq!(town.double.state.sends(), 2);
    town.finish().await;
}

async fn a_handle_stands_for_the_id_where_none_is_known(town: Town) {
    let saved = town.cleared("サイトのお知らせ", &[town.website]).await;
    let at = town.now() + jiff::SignedDuration::from_mins(5);
    let id = town.publish(&saved, Some(at)).await.publications[0];
    ledger(&town, town.website, |texts| texts.handle = "another".to_owned()).await;
    town.pass(6);
    town.tick().await;
    let held = town.publication(id).await;
    assert_eq!((held.state.name(), held.state.reason()), (S::Held, Some("place-changed")));
    town.finish().await;
}

async fn an_unknown_send_is_looked_for_where_it_was_sent(town: Town) {
    town.double.state.next_faults([Fault::DropReplyAfterAccept]);
    let id = town.scheduled("返事がない").await;
    town.tick().await;
    assert_eq!(town.state(id).await, S::Unknown);
    turned_elsewhere(&town).await;
    let reads = town.double.state.reads();
    town.settle(3).await;
    assert_eq!((town.state(id).await, town.double.state.reads()), (S::Unknown, reads), "no other page is read for it");
    stand_at(&town, town.facebook, PAGE).await;
    connect(&town, town.facebook, TOKEN).await;
    town.settle(3).await;
    assert_eq!((town.state(id).await, town.copies("返事がない")), (S::Published, 1));
    town.finish().await;
}

async fn a_check_form_for_another_place_is_stale(town: Town) {
    let saved = town.submit(&town.draft("届く先を見て確認", &[town.facebook]).await).await;
    stand_at(&town, town.facebook, "300").await;
    let stale = town.run(&town.chief, &town.check(&saved)).await;
    let Err(tatefuda_app::Failure::Stale(stale)) = stale else { panic!("{stale:?}") };
    let changed = &stale.difference[0];
    assert!(changed.field.ends_with(":place"), "{changed:?}");
    assert_eq!((changed.before.as_str(), changed.after.as_str()), ("facebook:id:100", "facebook:id:300"));
    town.finish().await;
}

async fn a_token_opens_only_the_place_it_was_given_for(town: Town) {
    let connected = async || account::find(&town.app, &town.admin, town.facebook).await.unwrap().connected;
    assert!(connected().await);
    stand_at(&town, town.facebook, "300").await;
    assert!(!connected().await);
    let saved = town.cleared("新しい場所", &[town.facebook]).await;
    let publish = Publish { post: saved.post, version: saved.version, at: None, accounts: vec![], supplies: vec![] };
    let id = town.run(&town.operator, &publish).await.unwrap().publications[0];
    town.tick().await;
    let held = town.publication(id).await;
    assert_eq!((held.state.name(), held.state.reason()), (S::Held, Some("not-connected")));
    assert_eq!(town.double.state.sends(), 0);
    town.finish().await;
}

/// What can happen to a post between its check and its send, in any order: edits, another place and back, a new token, a
/// row changed by hand, a worker.
async fn step(town: &Town, post: tatefuda_domain::PostId, choice: u8, approved: &mut BTreeSet<(String, String)>) {
    let view = town.view(&town.operator, post).await;
    let saved = Saved { post, version: view.version, revision: view.revision, sheet: view.sheet };
    let place = account::find(&town.app, &town.admin, town.facebook).await.unwrap().external_id.unwrap();
    let text = view.targets[0].text.clone();
    match choice % 8 {
        0 | 1 => {
            let mut content = view.content;
            content.text = if choice.is_multiple_of(8) { "一つ目" } else { "二つ目" }.to_owned();
            let _ = town.run(&town.operator, &Edit { post, version: view.version, content }).await;
        }
        2 => stand_at(town, town.facebook, if place == PAGE { OTHER_PAGE } else { PAGE }).await,
        3 => connect(town, town.facebook, if place == PAGE { TOKEN } else { OTHER_TOKEN }).await,
        4 => {
            let submit = Submit { post, version: view.version, supplies: Town::declaration() };
            let _ = town.run(&town.operator, &submit).await;
            if town.run(&town.chief, &town.check(&saved)).await.is_ok() {
                approved.insert((place, text));
            }
        }
        5 => drop(town.try_publish(&saved, None).await),
        6 => {
            let mut tx = town.app.db.write().await.unwrap();
            let statement =
                "UPDATE post_target SET text = 'すり替え' WHERE tenant_id = $1 AND post_id = $2 AND ordinal = 0";
            tx.execute(statement, args![town.tenant, post]).await.unwrap();
            tx.commit().await.unwrap();
        }
        _ => {
            town.pass(1);
            town.tick().await;
        }
    }
}

async fn on_no_walk_does_anything_land_where_it_was_not_approved(town: Town) {
    stand_at(&town, town.other_page, "999").await;
    let chance = SeededEntropy::new(11);
    let mut approved = BTreeSet::new();
    for _ in 0..12 {
        let saved = town.cleared("一つ目", &[town.facebook]).await;
        let place = account::find(&town.app, &town.admin, town.facebook).await.unwrap().external_id.unwrap();
        approved.insert((place, "一つ目".to_owned()));
        drop(town.try_publish(&saved, None).await);
        let mut choices = [0_u8; 14];
        chance.fill(&mut choices);
        for choice in choices {
            step(&town, saved.post, choice, &mut approved).await;
        }
        for post in town.double.state.posts() {
            assert!(approved.contains(&(post.page.clone(), post.message.clone())), "{post:?}\n{choices:?}");
        }
    }
    assert!(town.double.state.sends() > 0, "some of them arrive");
    town.finish().await;
}
