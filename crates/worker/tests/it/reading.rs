//! Who may not read a post cannot act on it either, and is told that it is not there: the act itself says so, whoever
//! makes it. The worker is no reader.

use tatefuda_app::{
    Actor, Failure, answer,
    org::{Appoint, CreatePosition, CreateSection, Names, Term, Tier},
    post::{self, Edit, Publish, Return, Saved, Submit, TakeBack, Withdraw},
    publication::{Cancel, Finding, Reschedule, Resolve, post_of},
    record::{self, GiveRecord, Given, Supply},
};
use tatefuda_domain::{SystemRight, publication::PublicationState as S, record::Subject};
use tatefuda_store::args;

use crate::{on_both, support::Town};

on_both!(
    no_act_finds_what_its_actor_may_not_read,
    for_whom_it_waits_the_act_answers_by_itself,
    the_worker_holds_what_its_person_may_not_read_any_more,
);

/// The same person, acting in a section that has nothing to do with it.
async fn elsewhere(town: &Town, who: &Actor) -> Actor {
    let span = Term::new(town.now(), None);
    let names = || Names::new("税務課", "", "");
    let build = CreateSection { parent: None, names: names(), ordinal: 2, span, tier: Tier::default() };
    let section = town.run(&town.admin, &build).await.unwrap();
    let position = CreatePosition {
        section,
        names: Names::new("主事", "", ""),
        rank: String::new(),
        rank_order: 9,
        extension: String::new(),
        span,
    };
    let position = town.run(&town.admin, &position).await.unwrap();
    let appoint = Appoint {
        person: who.person,
        position,
        kind: tatefuda_regulation::AppointmentKind::Concurrent,
        deputy_of: None,
        deputy_order: 0,
        span,
    };
    let capacity = town.run(&town.admin, &appoint).await.unwrap();
    let mut actor = Actor { capacity: Some(capacity), ..who.clone() };
    actor.rights.remove(&SystemRight::ReadDrafts);
    actor
}

async fn no_act_finds_what_its_actor_may_not_read(town: Town) {
    let outsider = elsewhere(&town, &town.colleague).await;
    let saved = town.cleared("室内の予定", &[town.facebook]).await;
    let at = town.now() + jiff::SignedDuration::from_hours(1);
    let scheduled = town.publish(&saved, Some(at)).await;
    let (post, version, publication) = (saved.post, scheduled.version, scheduled.publications[0]);
    let answer = town.publication(publication).await.answer.unwrap();
    town.run(&town.operator, &Cancel { publication }).await.unwrap();
    let edit = Edit { post, version, content: town.content("別の文", &[town.facebook]) };
    let version = town.run(&town.operator, &edit).await.unwrap().version;

    macro_rules! not_there {
        ($($act:expr),* $(,)?) => {$(
            let done = town.run(&outsider, &$act).await;
            assert!(matches!(done, Err(Failure::NotFound)), "{}: {done:?}", stringify!($act));
        )*};
    }
    let content = || town.content("書き換え", &[town.facebook]);
    let finding = || Finding::Published { url: "https://www.facebook.com/1".to_owned(), platform_post_id: None };
    let memo = || Supply { kind: "posting-declaration".to_owned(), ..Supply::default() };
    not_there!(
        Edit { post, version, content: content() },
        // A version that is not the present one tells nothing either.
        Edit { post, version: 99, content: content() },
        Submit { post, version, supplies: vec![] },
        TakeBack { post, version },
        Return { post, version, comment: "理由".to_owned(), quote: String::new(), account: None },
        town.check(&saved),
        Publish { post, version, at: None, accounts: vec![], supplies: vec![] },
        Withdraw { post, version, reason: String::new() },
        Cancel { publication },
        Reschedule { publication, version: 1, at: None, supplies: vec![] },
        Resolve {
            publication,
            version: 1,
            finding: finding(),
            looked: true,
            looked_at: None,
            seen: "見た".to_owned(),
            comment: String::new(),
        },
        GiveRecord { record: memo(), on: Given::Target { post, account: town.facebook }, shown: None, document: None },
    );
    let subject = Subject::new("post", post);
    assert!(matches!(post::find(&town.app, &outsider, post).await, Err(Failure::NotFound)));
    assert!(matches!(post::filled_from(&town.app, &outsider, post, None).await, Err(Failure::NotFound)));
    assert!(matches!(post::since_look(&town.app, &outsider, post).await, Err(Failure::NotFound)));
    assert!(matches!(post::look(&town.app, &outsider, post).await, Err(Failure::NotFound)));
    assert!(matches!(post_of(&town.app, &outsider, publication).await, Err(Failure::NotFound)));
    assert!(matches!(answer::find(&town.app, &outsider, answer).await, Err(Failure::NotFound)));
    assert!(matches!(answer::list(&town.app, &outsider, &subject).await, Err(Failure::NotFound)));
    assert!(matches!(record::list(&town.app, &outsider, &subject).await, Err(Failure::NotFound)));
    let given = record::list(&town.app, &town.operator, &subject).await.unwrap();
    assert!(matches!(record::find(&town.app, &outsider, given[0].id).await, Err(Failure::NotFound)));
    assert!(record::find(&town.app, &town.colleague, given[0].id).await.is_ok(), "of the section");
    town.finish().await;
}

async fn for_whom_it_waits_the_act_answers_by_itself(town: Town) {
    let chief = elsewhere(&town, &town.chief).await;
    let saved = town.submit(&town.draft("確認を待つ", &[town.facebook]).await).await;
    // A step of it waits for this person, though not in the capacity in which they act at the moment.
    assert!(post::find(&town.app, &chief, saved.post).await.is_ok());
    let withdrawn = Withdraw { post: saved.post, version: 99, reason: String::new() };
    let told = town.run(&chief, &withdrawn).await;
    assert!(matches!(told, Err(Failure::Conflict { .. })), "a reader is told why: {told:?}");
    let given = town.run(&chief, &town.check(&saved)).await;
    assert!(!matches!(given, Err(Failure::NotFound)), "{given:?}");
    let outsider = elsewhere(&town, &town.admin).await;
    let given = town.run(&outsider, &town.check(&saved)).await;
    assert!(matches!(given, Err(Failure::NotFound)), "it waits for somebody else: {given:?}");
    town.finish().await;
}

async fn the_worker_holds_what_its_person_may_not_read_any_more(town: Town) {
    let outsider = elsewhere(&town, &town.admin).await;
    let saved: Saved = town.cleared("予約してから異動した", &[town.facebook]).await;
    let at = town.now() + jiff::SignedDuration::from_mins(5);
    let id = town.publish(&saved, Some(at)).await.publications[0];
    // As if they had scheduled it when they could still read it.
    let mut tx = town.app.db.write().await.unwrap();
    let change = "UPDATE publication SET scheduled_by = $3, capacity = $4 WHERE tenant_id = $1 AND id = $2";
    tx.execute(change, args![town.tenant, id, outsider.person, outsider.capacity.unwrap()]).await.unwrap();
    tx.commit().await.unwrap();
    town.pass(5);
    assert_eq!(town.tick().await.held, 1);
    let held = town.publication(id).await;
    assert_eq!((held.state.name(), held.state.reason()), (S::Held, Some("regulation")));
    town.finish().await;
}
