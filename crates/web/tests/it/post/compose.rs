//! The composer: what is still open is named, what a save does is said, nothing typed is lost.

use std::collections::BTreeMap;

use tatefuda_app::{
    Failure, execute,
    post::{self as posts, Draft, PostSupply, Submit},
    record::{self, Supply},
};
use tatefuda_domain::record::Subject;

use crate::{
    browser::{Browser, Page},
    given::{checked, compose, content, post_path, summary},
    world::World,
};

async fn fill(world: &World, browser: &mut Browser, further: &[(&str, &str)]) -> Page {
    let form = browser.get("/posts/new").await;
    let account = world.a.website.to_string();
    let fields = [
        ("accounts", account.as_str()),
        ("text", "広報紙を配ります"),
        ("category", "NNH-8(3)"),
        ("classification", "Ⅲ"),
        ("decision_status", "decided"),
    ];
    let other = |(name, _): &&(&str, &str)| further.iter().all(|(known, _)| known != name);
    let fields: Vec<(&str, &str)> = fields.iter().filter(other).chain(further).copied().collect();
    browser.submit(&form, "/posts", &fields).await
}

/// A shortened link: its clause has something to look at.
const LIVE: &str = "広報紙を配ります https://bit.ly/3tatefuda";
/// The line under that clause.
const LINE: &str = "supply.posting-declaration.line:NNH-3(7)";

/// What was declared about a post, field by field.
async fn declared(world: &World, page: &Page) -> Vec<BTreeMap<String, String>> {
    let post = post_path(page);
    let id = post.trim_start_matches("/posts/").parse().unwrap();
    let found = posts::find(&world.app, &world.a.writer.actor, id).await.unwrap();
    let records = record::list(&world.app, &world.a.writer.actor, &Subject::new("post", found.id)).await.unwrap();
    records.into_iter().filter(|one| one.kind == "posting-declaration").map(|one| one.fields).collect()
}

async fn passing_on_confirms_the_list_line_by_line(world: World) {
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let form = browser.get("/posts/new").await;
    assert!(form.shows("確かめること") && form.shows("確かめて、"), "{}", form.body);
    assert!(!form.body.contains(&format!("name=\"{LINE}\"")), "nothing makes it live: {}", form.body);
    let page = fill(&world, &mut browser, &[("decision_status", ""), ("intent", "submit")]).await;
    assert_eq!(page.status, 200, "{}", page.body);
    let fields = declared(&world, &page).await;
    assert_eq!(fields.len(), 1);
    let yes = fields[0].values().filter(|answer| *answer == "yes").count();
    assert_eq!((fields[0].len(), yes), (11, 11), "ten lines and the one yes: {:?}", fields[0]);
    assert!(page.shows("決定済"), "stated with the list, stored in the post: {}", page.body);

    // A draft states nothing.
    let page = fill(&world, &mut browser, &[("decision_status", ""), ("intent", "save")]).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert_eq!(declared(&world, &page).await, vec![]);
}

#[tokio::test]
async fn passing_on_confirms_the_list_line_by_line_on_sqlite() {
    passing_on_confirms_the_list_line_by_line(World::new().await).await;
}

#[tokio::test]
async fn passing_on_confirms_the_list_line_by_line_on_postgresql() {
    if let Some(world) = World::on_postgres().await {
        passing_on_confirms_the_list_line_by_line(world).await;
    }
}

#[tokio::test]
async fn what_a_text_makes_live_is_asked_by_itself() {
    let world = World::new().await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    // The form was filled without scripts: it never showed the line.
    let page = fill(&world, &mut browser, &[("text", LIVE), ("intent", "submit")]).await;
    assert!(page.status == 403 || page.status == 422, "{}", page.body);
    assert!(page.body.contains(&format!("name=\"{LINE}\"")) && page.shows("https://bit.ly/3tatefuda"), "{}", page.body);
    assert!(page.body.contains(&format!("href=\"#{LINE}\"")), "and the summary leads there: {}", summary(&page));
    let action = format!("{}/edit", post_path(&page));
    let opened = [("supply.link-confirmation.confirmed", "yes"), ("intent", "submit")];
    let page = browser.submit(&page, &action, &opened).await;
    assert_eq!(page.status, 422, "the link was opened, its line is open: {}", page.body);
    let page = browser.submit(&page, &action, &[opened[0], (LINE, "yes"), opened[1]]).await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert_eq!(declared(&world, &page).await.len(), 1);
}

/// The act holds it, whoever asks.
#[tokio::test]
async fn the_act_takes_no_yes_for_what_is_live() {
    let world = World::new().await;
    let writer = &world.a.writer.actor;
    let supply = |kind: &str, fields: &[(&str, &str)]| PostSupply {
        record: Supply {
            kind: kind.to_owned(),
            fields: fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
            ..Supply::default()
        },
        account: None,
    };
    let saved = world.run(writer, &Draft { content: content(&world, LIVE) }).await;
    let submit = |supplies| Submit { post: saved.post, version: saved.version, supplies };
    let opened = supply("link-confirmation", &[("confirmed", "yes")]);
    let id = world.app.env.id();
    let refused =
        execute(&world.app, writer, id, &submit(vec![opened.clone(), supply("posting-declaration", &[("*", "yes")])]))
            .await;
    let Err(Failure::Invalid(errors)) = refused else { panic!("{refused:?}") };
    assert_eq!((errors[0].field.as_str(), &*errors[0].key), (LINE, "unanswered-live"));
    let not_live = submit(vec![supply("link-confirmation", &[("*", "yes")])]);
    let refused = execute(&world.app, writer, world.app.env.id(), &not_live).await;
    assert!(matches!(refused, Err(Failure::Invalid(_))), "a link is never opened by the way: {refused:?}");
    let whole = supply("posting-declaration", &[("*", "yes"), ("line:NNH-3(7)", "yes")]);
    world.run(writer, &submit(vec![opened, whole])).await;
}

#[tokio::test]
async fn the_live_answer_counts_what_is_ticked() {
    let world = World::new().await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let account = world.a.website.to_string();
    let mut fields = vec![
        ("accounts", account.as_str()),
        ("text", LIVE),
        ("category", "NNH-8(3)"),
        ("classification", "Ⅲ"),
        ("supply", "posting-declaration"),
        ("supply.posting-declaration.*", "yes"),
        ("supply", "link-confirmation"),
        ("supply.link-confirmation.confirmed", "yes"),
    ];
    let open = browser.post("/check", &fields).await;
    assert!(open.status == 200 && open.shows("あと1つ"), "{}", open.body);
    assert!(open.body.contains(&format!("name=\"{LINE}\"")), "and shows the line: {}", open.body);
    fields.push((LINE, "yes"));
    let stated = browser.post("/check", &fields).await;
    assert!(stated.shows("記入はそろいました"), "{}", stated.body);
}

#[tokio::test]
async fn an_empty_form_makes_no_post_and_a_draft_without_account_shows_its_text() {
    let world = World::new().await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    for intent in ["save", "submit"] {
        let form = browser.get("/posts/new").await;
        let page = browser.submit(&form, "/posts", &[("intent", intent)]).await;
        assert_eq!(page.status, 422, "{}", page.body);
        assert!(summary(&page).contains("href=\"#accounts\"") && summary(&page).contains("href=\"#text\""));
    }
    assert!(!browser.get("/posts").await.body.contains("―</a>"));
    let form = browser.get("/posts/new").await;
    let page = browser.submit(&form, "/posts", &[("text", "一行目\r\n行き先はまだない"), ("intent", "save")]).await;
    assert!(page.status == 200 && page.shows("行き先はまだない"), "{}", page.body);
    // It can be given up again.
    let at = page.body.find("/withdraw\"").expect("a way to give it up");
    let action = &page.body[page.body[..at].rfind("action=\"").unwrap() + 8..at + "/withdraw".len()];
    let action = action.to_owned();
    let done = browser.submit(&page, &action, &[]).await;
    assert!(done.status == 200 && done.shows("取りやめ"), "{}", done.body);
    // A link belongs to what goes somewhere.
    let page =
        browser.submit(&form, "/posts", &[("text", "文"), ("link", "https://a.example/"), ("intent", "save")]).await;
    assert!(page.status == 422 && page.shows("リンクを保存するには"), "{}", page.body);
}

#[tokio::test]
async fn an_edit_announces_that_it_voids_what_was_given() {
    let world = World::new().await;
    let saved = checked(&world, content(&world, "確認を受けた文")).await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let path = format!("/posts/{}/edit", saved.post);
    let form = browser.get(&path).await;
    assert!(form.shows("この投稿は「確認」を受けています"), "{}", form.body);
    let same = browser.submit(&form, &path, &[("intent", "save")]).await;
    assert!(!same.shows("効力を失いました"), "{}", same.body);
    let form = browser.get(&path).await;
    let other = browser.submit(&form, &path, &[("text", "変えた文"), ("intent", "save")]).await;
    assert!(other.status == 200 && other.shows("効力を失いました"), "{}", other.body);
}

#[tokio::test]
async fn a_stale_save_keeps_both_texts() {
    let world = World::new().await;
    let mut one = world.signed_in(&world.a, &world.a.writer).await;
    let page = compose(&mut one, &world.a, "はじめの文", "save").await;
    let path = post_path(&page);
    let (first, second) = (one.get(&format!("{path}/edit")).await, one.get(&format!("{path}/edit")).await);
    let saved = one.submit(&first, &format!("{path}/edit"), &[("text", "先の文")]).await;
    assert_eq!(saved.status, 200, "{}", saved.body);
    let stale = one.submit(&second, &format!("{path}/edit"), &[("text", "後の文")]).await;
    assert_eq!(stale.status, 409);
    assert!(stale.shows("先の文") && stale.shows("後の文"), "{}", stale.body);
    // The form that follows carries the present version, so that it can be saved.
    let again = one.submit(&stale, &format!("{path}/edit"), &[]).await;
    assert!(again.status == 200 && again.shows("後の文"), "{}", again.body);
}

#[tokio::test]
async fn the_same_form_sent_twice_makes_one_post() {
    let world = World::new().await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let form = browser.get("/posts/new").await;
    let mut pairs = form.form("/posts");
    pairs.push(("text".to_owned(), "一度だけ".to_owned()));
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let pairs: Vec<(&str, &str)> =
        pairs.into_iter().filter(|(name, value)| *name != "text" || !value.is_empty()).collect();
    let (first, second) = (browser.post("/posts", &pairs).await, browser.post("/posts", &pairs).await);
    assert_eq!(first.status, 303, "{}", first.body);
    assert_eq!(first.location(), second.location());
}

/// How a body calls the kinds of its content and of its accounts is its own text's word, on every screen.
#[tokio::test]
async fn p8_kinds_stand_under_the_words_of_the_text() {
    let world = World::new().await;
    let writer = &world.a.writer.actor;
    let saved = world.run(writer, &Draft { content: content(&world, "題") }).await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    for path in ["/posts/new".to_owned(), format!("/posts/{}", saved.post), format!("/posts/{}/edit", saved.post)] {
        let page = browser.get(&path).await;
        for word in ["投稿の内容", "情報資産の分類"] {
            assert!(page.status == 200 && page.shows(word), "{path}: {word}: {}", page.body);
        }
        assert!(!page.body.contains("区分"), "{path}: {}", page.body);
    }
    // Both texts of a stale save stand under the same words.
    let path = format!("/posts/{}/edit", saved.post);
    let (mine, theirs) = (browser.get(&path).await, browser.get(&path).await);
    browser.submit(&theirs, &path, &[("text", "先に直した文"), ("category", "NNH-8(5)")]).await;
    let stale = browser.submit(&mine, &path, &[("text", "後から直した文")]).await;
    assert!(stale.status == 409 && stale.shows("投稿の内容") && !stale.body.contains("区分"), "{}", stale.body);
    // What is still to be chosen is named so in the answer too.
    let account = world.a.website.to_string();
    let open = browser.post("/check", &[("accounts", &account), ("text", "広報紙を配ります")]).await;
    assert!(open.shows("投稿の内容") && !open.body.contains("区分"), "{}", open.body);
}

/// Four digits and a slip: nobody means the year 26.
#[tokio::test]
async fn a_window_in_the_year_26_is_told_at_its_field() {
    let world = World::new().await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    for field in ["from_date", "until_date"] {
        let form = browser.get("/posts/new").await;
        let fields = [("text", "広報紙を配ります"), (field, "0026-04-10"), ("intent", "save")];
        let page = browser.submit(&form, "/posts", &fields).await;
        assert!(page.status == 422 && summary(&page).contains(&format!("href=\"#{field}\"")), "{}", page.body);
        assert!(page.shows("広報紙を配ります"), "{}", page.body);
    }
}
