//! A held send on the page: its clause, who can help, and the ways on, without ever two live sends.

use axum::{body::Body as HttpBody, http::Method};
use serde_json::{Value, json};
use tatefuda_app::{
    post::{Content, Draft, Edit, GiveStep, PostSupply, Publish, Saved, Submit},
    publication::{Begin, Lease},
    record::Supply,
};
use tatefuda_domain::{PostId, PublicationId, digest::Window, post::Means};

use crate::{browser::Page, world::World};

/// A post that was scheduled, changed, and then held by the worker.
struct Held {
    post: PostId,
    publication: PublicationId,
}

fn declared() -> Vec<PostSupply> {
    let fields = [("declared".to_owned(), "yes".to_owned())].into();
    vec![PostSupply {
        record: Supply { kind: "posting-declaration".to_owned(), fields, ..Supply::default() },
        account: None,
    }]
}

async fn checked(world: &World, saved: &Saved) -> Saved {
    let submit = Submit { post: saved.post, version: saved.version, supplies: declared() };
    let submitted = world.run(&world.a.writer.actor, &submit).await;
    let give = GiveStep {
        post: saved.post,
        sheet: submitted.sheet,
        step: "check".to_owned(),
        accounts: vec![],
        means: Means::Screen,
        supplies: vec![],
    };
    let given = world.run(&world.a.checker.actor, &give).await;
    Saved { version: given.version, ..submitted }
}

async fn held(world: &World) -> Held {
    let writer = &world.a.writer.actor;
    let content = tatefuda_app::post::Content {
        title: "題".to_owned(),
        text: "はじめの文".to_owned(),
        category: Some("NNH-8(3)".to_owned()),
        classification: Some("Ⅲ".to_owned()),
        decision_status: Some("decided".to_owned()),
        targets: vec![tatefuda_app::post::TargetInput::shared(world.a.facebook)],
        ..Default::default()
    };
    let saved = world.run(writer, &tatefuda_app::post::Draft { content: content.clone() }).await;
    let saved = checked(world, &saved).await;
    let publish = Publish { post: saved.post, version: saved.version, at: None, accounts: vec![], supplies: vec![] };
    let scheduled = world.run(writer, &publish).await;
    let content = tatefuda_app::post::Content { text: "変えた文".to_owned(), ..content };
    world.run(writer, &Edit { post: saved.post, version: scheduled.version, content }).await;
    let publication = scheduled.publications[0];
    begin(world, publication).await;
    Held { post: saved.post, publication }
}

async fn begin(world: &World, publication: PublicationId) {
    let writer = &world.a.writer.actor;
    let leased = world.run(writer, &Lease { publication, owner: "w".to_owned(), seconds: 60 }).await;
    let begin = Begin {
        publication,
        epoch: leased.epoch,
        seconds: 60,
        content: None,
        wire: None,
        match_hash: None,
        problem: Some("not-connected".to_owned()),
    };
    world.run(writer, &begin).await;
}

async fn json_of(world: &World, post: PostId) -> Value {
    world.client(&world.a.writer, "read").await.get(&format!("/api/v1/posts/{post}")).await.json()
}

#[tokio::test]
async fn a_held_send_names_its_clause_and_goes_on_after_the_new_check() {
    let world = World::new().await;
    let Held { post, publication } = held(&world).await;
    let path = format!("/posts/{post}");
    let (resume, publish) = (format!("/publications/{publication}/reschedule"), format!("{path}/publish"));
    let mut writer = world.signed_in(&world.a, &world.a.writer).await;
    let page = writer.get(&path).await;
    let part = |page: &Page| {
        page.body.split("class=\"held\"").nth(1).map(|rest| rest.split("</article>").next().unwrap().to_owned())
    };
    let shown = part(&page).expect("the send has its own words");
    // Not behind a link: the clause, who can help and under which number.
    assert!(shown.contains("NNH-6(2)a") && shown.contains("佐藤 清") && shown.contains("201"), "{shown}");
    assert!(!page.has_form(&resume) && !page.has_form(&publish), "{}", page.body);
    assert!(page.has_form(&format!("/publications/{publication}/cancel")));
    let early = writer.post(&resume, &[("version", "3")]).await;
    assert!(early.status == 403 && early.body.contains("NNH-6(2)a"), "{}", early.body);

    let seen = json_of(&world, post).await;
    let saved = Saved {
        post,
        version: seen["version"].as_i64().unwrap(),
        revision: 2,
        sheet: seen["sheet"].as_str().unwrap().parse().unwrap(),
    };
    checked(&world, &saved).await;
    let page = writer.get(&path).await;
    // Both ways on are there, and neither needs the send to be cancelled first.
    assert!(page.has_form(&resume) && page.has_form(&publish), "{}", page.body);
    let done = writer.submit(&page, &publish, &[]).await;
    assert_eq!(done.status, 200, "{}", done.body);
    let sends = json_of(&world, post).await["publications"].clone();
    assert_eq!(sends.as_array().map(Vec::len), Some(1), "the held send itself goes on: {sends}");
    assert_eq!((&sends[0]["id"], &sends[0]["state"]), (&json!(publication.to_string()), &json!("scheduled")));

    // Held again for another reason, it says what to do, where, and can be resumed at a time.
    begin(&world, publication).await;
    let page = writer.get(&path).await;
    let shown = part(&page).expect("held");
    assert!(shown.contains(&format!("/accounts/{}", world.a.facebook)), "{shown}");
    let bad = writer.submit(&page, &resume, &[("date", "2026-02-31")]).await;
    assert_eq!(bad.status, 422, "{}", bad.body);
    let done = writer.submit(&page, &resume, &[("date", "2026-04-02"), ("time", "09:00")]).await;
    assert_eq!(done.status, 200, "{}", done.body);
    assert_eq!(json_of(&world, post).await["publications"][0]["planned_at"], "2026-04-02T00:00:00Z");
}

#[tokio::test]
async fn what_a_person_says_of_an_unknown_send_is_offered_to_those_who_may() {
    let world = World::new().await;
    let places = crate::places::Places::of(&world).await;
    let path = places.fill("/publications/{id}/resolve");
    let post = format!("/posts/{}", places.paper("/publications/{id}/resolve").id);
    let mut admin = world.signed_in(&world.a, &world.a.admin).await;
    let page = admin.get(&post).await;
    // Neither an author nor one who gives a step: they can say that it is not there, and nothing else.
    assert!(page.has_form(&path) && page.body.contains("not-there") && !page.body.contains("published-seen"));
    let early = admin.submit(&page, &path, &[("outcome", "not-there"), ("seen", "先頭は昨日の投稿")]).await;
    assert!(early.status == 422 && early.shows("遅れて載せる"), "{}", early.body);
    assert!(early.body.contains("先頭は昨日の投稿"), "what was typed is kept: {}", early.body);
    let writer = world.signed_in(&world.a, &world.a.writer).await.get(&post).await;
    assert!(!writer.body.contains("value=\"not-there\"") && writer.shows("作成・予約した人以外"), "{}", writer.body);
    let mut checker = world.signed_in(&world.a, &world.a.checker).await;
    let page = checker.get(&post).await;
    let elsewhere = [("outcome", "published-seen"), ("url", "https://www.facebook.com/other/posts/7")];
    let refused = checker.submit(&page, &path, &elsewhere).await;
    assert!(refused.status == 422 && refused.shows("このアカウントの投稿のアドレスではありません"), "{}", refused.body);
    let done = checker
        .submit(
            &page,
            &path,
            &[("outcome", "published-seen"), ("url", "https://www.facebook.com/page-facebook/posts/7")],
        )
        .await;
    assert_eq!(done.status, 200, "{}", done.body);
    assert!(done.shows("目視"), "{}", done.body);
}

#[tokio::test]
async fn the_history_names_the_program_and_on_whose_behalf() {
    let world = World::new().await;
    let Held { post, .. } = held(&world).await;
    let mut writer = world.signed_in(&world.a, &world.a.writer).await;
    let page = writer.get(&format!("/posts/{post}")).await;
    let trail = page.body.split("class=\"trail\"").nth(1).unwrap();
    let entry = trail.split("<li").find(|entry| entry.contains("送信の引受け")).expect("the worker's act");
    assert!(entry.contains("システム") && entry.contains("山田 花") && entry.contains("予約により"), "{entry}");
    let mut admin = world.signed_in(&world.a, &world.a.admin).await;
    assert!(admin.get("/audit").await.shows("システム（山田 花"), "the operation records too");
}

#[tokio::test]
async fn lists_show_the_accounts_of_drafts_and_only_dates_stand_under_a_date() {
    let world = World::new().await;
    let mut client = world.client(&world.a.writer, "act").await;
    let target = json!([{ "account": world.a.facebook.to_string() }]);
    for (title, window) in [("日付のない案", json!({})), ("日付のある案", json!({ "until": "2026-04-30T00:00:00Z" }))]
    {
        let body = json!({ "title": title, "text": title, "targets": target, "window": window });
        let made = client
            .send_with(Method::POST, "/api/v1/posts", Some("application/json"), &[], HttpBody::from(body.to_string()))
            .await;
        assert_eq!(made.status, 201, "{}", made.body);
    }
    let mut writer = world.signed_in(&world.a, &world.a.writer).await;
    assert!(writer.get("/posts").await.shows("公式facebook"));
    let home = writer.get("/").await;
    let group = |name: &str| {
        home.body
            .split(&format!("class=\"group {name}\""))
            .nth(1)
            .unwrap_or_default()
            .split("</section>")
            .next()
            .unwrap()
            .to_owned()
    };
    assert!(group("deadlines").contains("日付のある案") && !group("deadlines").contains("日付のない案"));
    assert!(group("drafts").contains("日付のない案") && group("drafts").contains("公式facebook"));
}

/// Three hundred drafts made a page of nothing but them, and the one with a date was not among them.
#[tokio::test]
async fn p4_of_many_drafts_the_one_with_a_date_is_shown_and_the_others_are_in_the_list() {
    let world = World::new().await;
    let writer = &world.a.writer.actor;
    let until = Some("2026-04-30T00:00:00Z".parse().unwrap());
    let dated =
        Content { title: "日付のある案".to_owned(), window: Window { from: None, until }, ..Content::default() };
    world.run(writer, &Draft { content: dated }).await;
    for number in 0..210 {
        let content = Content { title: format!("案{number}"), text: "文".to_owned(), ..Content::default() };
        world.run(writer, &Draft { content }).await;
    }
    let home = world.signed_in(&world.a, &world.a.writer).await.get("/").await;
    let group = |name: &str| {
        let from = home.body.split(&format!("class=\"group {name}\"")).nth(1).unwrap_or_default();
        from.split("</section>").next().unwrap().to_owned()
    };
    assert!(group("deadlines").contains("日付のある案"), "{}", home.body);
    let drafts = group("drafts");
    assert_eq!(drafts.matches("class=\"task\"").count(), 10, "{drafts}");
    assert!(drafts.contains("href=\"/posts?state=drafting\""), "{drafts}");
}

/// Before, it stood among the troubles, among the drafts and among what ends soon.
#[tokio::test]
async fn p7_a_held_post_stands_once_among_what_is_to_be_done() {
    let world = World::new().await;
    let held = held(&world).await;
    let home = world.signed_in(&world.a, &world.a.writer).await.get("/").await;
    assert_eq!(home.body.matches(&held.post.to_string()).count(), 1, "{}", home.body);
}
