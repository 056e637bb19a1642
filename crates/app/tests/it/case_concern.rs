//! What belongs to something that happened: when it was noticed and reported, the posts that it concerns, what was told to whom.

use tatefuda_app::{
    Failure,
    account::AccountTexts,
    case::{self, AddPost, OpenCase, PostInput, Tell},
    outside::RegisterOutside,
};
use tatefuda_domain::{
    AccountId, CaseId,
    case::{CaseState, PostSort},
    outside::Through,
};

use crate::{
    in_town,
    towns::{Town, not_in_this_state},
};

in_town!("misato":
    times_are_neither_to_come_nor_in_the_wrong_order,
    posts_are_sorted_by_what_is_known_of_them,
    what_was_told_is_kept_in_its_order,
);

const OURS: &str = "https://www.facebook.com/misato.example/posts/1234";
const FAKE: &str = "https://www.facebook.com/misato.fake/posts/1";

async fn account(town: &Town) -> AccountId {
    let texts = AccountTexts {
        handle: "misato.example".to_owned(),
        url: "https://www.facebook.com/misato.example".to_owned(),
        purpose: "町の暮らしと催しを知らせる".to_owned(),
        ..AccountTexts::named("美里町", town.sections["kikaku"])
    };
    town.register("joho", "facebook", texts).await.account
}

fn storm(account: AccountId) -> OpenCase {
    OpenCase {
        procedure: "storm".to_owned(),
        account: Some(account),
        person: None,
        title: "投稿への批判".to_owned(),
        detected_at: None,
        reported_at: None,
        posts: vec![],
        document: None,
    }
}

fn by(url: &str) -> PostInput {
    PostInput { url: Some(url.to_owned()), ..PostInput::default() }
}

#[track_caller]
fn invalid<T: std::fmt::Debug>(result: Result<T, Failure>, field: &str, key: &str) {
    match result {
        Err(Failure::Invalid(errors)) => {
            assert!(errors.iter().any(|one| one.field == field && one.key == key), "{errors:?}");
        }
        other => panic!("{other:?}"),
    }
}

async fn times_are_neither_to_come_nor_in_the_wrong_order(town: Town) {
    let account = account(&town).await;
    town.pass(24);
    let now = town.now();
    let hours = |hours: i64| Some(now - jiff::SignedDuration::from_hours(hours));
    let open = async |detected_at, reported_at| {
        town.run(town.who("zeimu"), &OpenCase { detected_at, reported_at, ..storm(account) }).await
    };
    invalid(open(hours(-1), None).await, "detected_at", "in-future");
    invalid(open(None, hours(-1)).await, "reported_at", "in-future");
    invalid(open(hours(1), hours(2)).await, "reported_at", "before-detection");
    let case = open(hours(3), hours(2)).await.unwrap().case;
    let found = town.case(case).await;
    assert_eq!((found.detected_at, found.reported_at), (hours(3), hours(2)));
    // One of the two alone, and neither: what can be said is said.
    let case = open(hours(3), None).await.unwrap().case;
    let found = town.case(case).await;
    assert_eq!((found.detected_at, found.reported_at), (hours(3), Some(now)));
    let case = open(None, hours(2)).await.unwrap().case;
    let found = town.case(case).await;
    assert_eq!((found.detected_at, found.reported_at), (hours(2), hours(2)));
}

fn registered(account: AccountId, url: &str, now: jiff::Timestamp) -> RegisterOutside {
    RegisterOutside {
        account,
        through: Through::App,
        posted_at: now,
        text: "催しの日付を誤った投稿".to_owned(),
        reason: "現地から".to_owned(),
        device: String::new(),
        url: url.to_owned(),
        picture: None,
    }
}

async fn sorts(town: &Town, case: CaseId) -> Vec<PostSort> {
    let found = town.case(case).await;
    // Those of one act came at the same moment.
    let mut posts: Vec<_> = found.posts.iter().map(|one| (one.post.url.clone(), one.post.sort)).collect();
    posts.sort_by(|one, other| other.0.cmp(&one.0));
    posts.into_iter().map(|one| one.1).collect()
}

async fn posts_are_sorted_by_what_is_known_of_them(town: Town) {
    let account = account(&town).await;
    // With the report: one that nobody knows.
    let open = OpenCase { posts: vec![by(FAKE), by(OURS)], ..storm(account) };
    let case = town.run(town.who("zeimu"), &open).await.unwrap().case;
    assert_eq!(sorts(&town, case).await, [PostSort::Unknown, PostSort::Unknown]);
    let add = async |post: PostInput| town.run(town.who("tanto"), &AddPost { case, post }).await;
    invalid(add(by("ただの文")).await, "url", "bad-link");
    invalid(add(PostInput::default()).await, "url", "required");
    invalid(add(by(FAKE)).await, "url", "stands-there");

    // Once it is registered it is what it is, without anybody touching the case.
    let outside = town.run(town.who("tanto"), &registered(account, OURS, town.now())).await.unwrap();
    assert_eq!(sorts(&town, case).await, [PostSort::Unknown, PostSort::Outside]);
    let found = town.case(case).await;
    let known = &found.posts.iter().find(|one| one.post.outside.is_some()).expect("it is registered").post;
    assert_eq!((known.outside, known.account_name.as_str()), (Some(outside), "美里町"));
    assert_eq!((known.text.as_str(), known.url.as_deref()), ("催しの日付を誤った投稿", Some(OURS)));
    // It can be chosen from the list as well, and its address leads to it in every form that the service has.
    let offered = case::concernable(&town.app, town.who("tanto"), Some(account)).await.unwrap();
    assert_eq!(offered.iter().map(|one| one.outside).collect::<Vec<_>>(), [Some(outside)]);
    let other = town.run(town.who("zeimu"), &storm(account)).await.unwrap().case;
    let chosen = PostInput { outside: Some(outside), ..PostInput::default() };
    let add = AddPost { case: other, post: chosen.clone() };
    assert_eq!(town.run(town.who("tanto"), &add).await.unwrap().sort, PostSort::Outside);
    invalid(town.run(town.who("tanto"), &add).await, "outside", "stands-there");
    let again = AddPost { case: other, post: by("https://m.facebook.com/misato.example/posts/1234?ref=share") };
    invalid(town.run(town.who("tanto"), &again).await, "url", "stands-there");
    let both = AddPost { case: other, post: PostInput { url: Some(FAKE.to_owned()), ..chosen } };
    invalid(town.run(town.who("tanto"), &both).await, "url", "one-of-these");
    let nothing = PostInput { publication: Some(town.app.env.id()), ..PostInput::default() };
    invalid(town.run(town.who("tanto"), &AddPost { case: other, post: nothing }).await, "publication", "unknown-post");
    // Only what happened concerns posts.
    let opening = town.running(account).await["opening"];
    let add = AddPost { case: opening, post: by(FAKE) };
    not_in_this_state(town.run(town.who("tanto"), &add).await, "case-no-incident");
    town.wrote(&["case.post"]).await;
}

async fn what_was_told_is_kept_in_its_order(town: Town) {
    let account = account(&town).await;
    let case = town.run(town.who("zeimu"), &storm(account)).await.unwrap().case;
    town.pass(5);
    let tell = |whom: &str, hours: i64| Tell {
        case,
        whom: whom.to_owned(),
        how: "電話".to_owned(),
        text: "状況を伝えた".to_owned(),
        told_at: Some(town.now() - jiff::SignedDuration::from_hours(hours)),
    };
    town.run(town.who("tanto"), &tell("所属長", 1)).await.unwrap();
    town.run(town.who("kacho"), &tell("報道機関", 3)).await.unwrap();
    invalid(town.run(town.who("tanto"), &tell("住民", -1)).await, "told_at", "in-future");
    invalid(town.run(town.who("tanto"), &tell(" ", 1)).await, "whom", "required");
    let found = town.case(case).await;
    let told: Vec<&str> = found.told.iter().map(|one| one.whom.as_str()).collect();
    assert_eq!(told, ["報道機関", "所属長"], "in the order in which it was told");
    assert_eq!(found.told[0].by.id, town.person("kacho"));
    // What was told stays known when it is given up, and later words are added.
    let reason = "二重".to_owned();
    let version = found.row.version;
    town.run(town.who("zeimu"), &case::WithdrawCase { case, version, reason }).await.unwrap();
    town.run(town.who("tanto"), &tell("議会", 0)).await.unwrap();
    let found = town.case(case).await;
    assert_eq!((found.told.len(), found.row.state), (3, CaseState::Withdrawn));
    town.wrote(&["case.tell"]).await;
}
