//! Screens say what is the case: what is still open after a submit, what a save made void, what is on its way.

use axum::{body::Body as HttpBody, http::Method};
use tatefuda_app::{
    post::{Content, Draft, GiveStep, PostSupply, Publish, Saved, Submit, TargetInput},
    record::Supply,
};
use tatefuda_domain::{digest::Window, post::Means};

use crate::{
    browser::{Browser, Page},
    world::World,
};

pub fn content(world: &World, text: &str) -> Content {
    Content {
        title: text.to_owned(),
        text: text.to_owned(),
        category: Some("NNH-8(3)".to_owned()),
        classification: Some("Ⅲ".to_owned()),
        decision_status: Some("decided".to_owned()),
        targets: vec![TargetInput::shared(world.a.facebook)],
        ..Content::default()
    }
}

pub async fn checked(world: &World, content: Content) -> Saved {
    let writer = &world.a.writer.actor;
    let saved = world.run(writer, &Draft { content }).await;
    let fields = [("declared".to_owned(), "yes".to_owned())].into();
    let record = Supply { kind: "posting-declaration".to_owned(), fields, ..Supply::default() };
    let supplies = vec![PostSupply { record, account: None }];
    let submitted = world.run(writer, &Submit { post: saved.post, version: saved.version, supplies }).await;
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

pub async fn schedule(world: &World, saved: &Saved, at: Option<&str>) {
    let at = at.map(|at| at.parse().unwrap());
    let publish = Publish { post: saved.post, version: saved.version, at, accounts: vec![], supplies: vec![] };
    world.run(&world.a.writer.actor, &publish).await;
}

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
    browser.submit(&form, "/posts", &[&fields, further].concat()).await
}

/// The summary of errors, as the page has it.
pub fn summary(page: &Page) -> String {
    let rest = page.body.split("id=\"error-summary\"").nth(1).unwrap_or_default();
    rest.split("</div>").next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_submit_with_something_open_names_each_item_and_leads_to_its_field() {
    let world = World::new().await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    const FIELD: &str = "supply.posting-declaration.declared";
    for (answer, why) in [(None, "未記入"), (Some("no"), "「いいえ」のまま")] {
        let further: Vec<(&str, &str)> =
            answer.map(|answer| (FIELD, answer)).into_iter().chain([("intent", "submit")]).collect();
        let page = fill(&world, &mut browser, &further).await;
        assert_eq!(page.status, 403, "{}", page.body);
        let summary = summary(&page);
        assert!(summary.contains(&format!("href=\"#{FIELD}\"")) && summary.contains(why), "{summary}");
        assert!(page.body.contains(&format!("id=\"{FIELD}\"")), "the link leads somewhere: {}", page.body);
        assert!(page.shows("下書きは保存しましたが"), "{}", page.body);
    }
}

#[tokio::test]
async fn the_live_answer_counts_what_is_ticked() {
    let world = World::new().await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let account = world.a.website.to_string();
    let mut fields = vec![
        ("accounts", account.as_str()),
        ("text", "広報紙を配ります"),
        ("category", "NNH-8(3)"),
        ("classification", "Ⅲ"),
        ("decision_status", "decided"),
        ("supply", "posting-declaration"),
    ];
    let open = browser.post("/check", &fields).await;
    assert!(open.status == 200 && open.shows("あと1つ"), "{}", open.body);
    fields.push(("supply.posting-declaration.declared", "yes"));
    let stated = browser.post("/check", &fields).await;
    assert!(stated.shows("記入はそろいました"), "{}", stated.body);
    fields.pop();
    fields.push(("supply.posting-declaration.declared", "no"));
    let denied = browser.post("/check", &fields).await;
    assert!(denied.shows("あと1つ"), "a no does not count: {}", denied.body);
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
async fn after_publishing_the_page_says_that_it_is_on_its_way() {
    let world = World::new().await;
    let saved = checked(&world, content(&world, "すぐ出す文")).await;
    schedule(&world, &saved, None).await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let page = browser.get(&format!("/posts/{}", saved.post)).await;
    assert!(page.shows("送信中") && page.body.contains("data-moving="), "{}", page.body);
    assert!(!page.body.contains(">予約済<"), "{}", page.body);
}

/// Scheduled for an hour within the hours, the post is not asked about the hour at which somebody looks at it.
#[tokio::test]
async fn a_scheduled_post_is_asked_about_its_own_time() {
    let world = World::new().await;
    let saved = checked(&world, content(&world, "夕方に出す文")).await;
    schedule(&world, &saved, Some("2026-04-02T08:15:00Z")).await;
    let view = tatefuda_app::post::find(&world.app, &world.a.writer.actor, saved.post).await.unwrap();
    assert_eq!(view.targets[0].asked_for, "2026-04-02T08:15:00Z".parse().unwrap());
    assert_eq!(view.content.window, Window::default());
}

#[tokio::test]
async fn stopping_an_account_shows_what_will_not_go_out_and_asks() {
    let world = World::new().await;
    let saved = checked(&world, content(&world, "予約した文")).await;
    schedule(&world, &saved, Some("2026-04-02T08:15:00Z")).await;
    let path = format!("/accounts/{}", world.a.facebook);
    let mut browser = world.signed_in(&world.a, &world.a.admin).await;
    let page = browser.get(&path).await;
    assert!(page.shows("予約中・未完了の投稿が1件あります"), "{}", page.body);
    let version = page.form(&format!("{path}/change")).into_iter().find(|(name, _)| name == "version").unwrap().1;
    let refused = browser.post(&format!("{path}/suspend"), &[("version", &version)]).await;
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert!(summary(&refused).contains("予約中・未完了の投稿が1件あります"), "{}", refused.body);
    let known = browser.post(&format!("{path}/suspend"), &[("version", &version), ("pending_known", "yes")]).await;
    assert_ne!(known.status, 422, "what the regulation says to it is another matter: {}", known.body);
}

#[tokio::test]
async fn lists_are_narrowed_by_what_became_of_the_posts_and_searched() {
    let world = World::new().await;
    let writer = &world.a.writer.actor;
    world.run(writer, &Draft { content: content(&world, "下書きの題") }).await;
    let waiting = checked(&world, content(&world, "予約の題")).await;
    schedule(&world, &waiting, Some("2026-04-02T08:15:00Z")).await;
    let site = Content { targets: vec![TargetInput::shared(world.a.website)], ..content(&world, "掲載の題") };
    let published = checked(&world, site).await;
    schedule(&world, &published, None).await;
    checked(&world, content(&world, "回議の題")).await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let titles = ["下書きの題", "予約の題", "掲載の題", "回議の題"];
    let cases = [
        ("/posts", [true; 4]),
        ("/posts?state=drafting", [true, false, false, false]),
        ("/posts?state=submitted", [false, false, false, true]),
        ("/posts?state=scheduled", [false, true, false, false]),
        ("/posts?state=published", [false, false, true, false]),
        ("/posts?state=held", [false; 4]),
        ("/posts?q=%E4%BA%88%E7%B4%84", [false, true, false, false]),
    ];
    for (path, expected) in cases {
        let page = browser.get(path).await;
        let shown = titles.map(|title| page.body.contains(&format!("{title}</a>")));
        assert_eq!(shown, expected, "{path}\n{}", page.body);
        assert!(!page.shows("残り0名"), "{path}");
        assert!(page.body.contains("name=\"q\""), "a box to search in");
    }
}

#[tokio::test]
async fn the_same_picture_chosen_again_is_told_and_not_dropped_silently() {
    let world = World::new().await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let body = |files: &[&str]| {
        let mut body = Vec::new();
        for name in files {
            let head = format!(
                "--b\r\ncontent-disposition: form-data; name=\"picture\"; filename=\"{name}\"\r\n\
                 content-type: image/png\r\n\r\n"
            );
            body.extend([head.as_bytes(), &tatefuda_testkit::picture::png(3), b"\r\n"].concat());
        }
        body.extend(b"--b\r\ncontent-disposition: form-data; name=\"text\"\r\n\r\nx\r\n--b--\r\n");
        body
    };
    let kind = Some("multipart/form-data; boundary=b");
    let page = browser.send(Method::POST, "/posts", kind, HttpBody::from(body(&["a.png", "b.png"]))).await;
    assert_eq!(page.status, 422, "{}", page.body);
    assert!(summary(&page).contains("b.png") && summary(&page).contains("同じ画像"), "{}", page.body);
}

/// The session ended over a long text: it goes on after the sign-in, and no field is called by an id.
#[tokio::test]
async fn a_form_sent_after_the_session_ended_goes_on_after_the_sign_in() {
    let world = World::new().await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let form = browser.get("/posts/new").await;
    let mut pairs = form.form("/posts");
    pairs.retain(|(name, _)| name != "text");
    pairs.extend([
        ("text".to_owned(), "長く書いた\n文".to_owned()),
        ("accounts".to_owned(), world.a.website.to_string()),
        ("intent".to_owned(), "save".to_owned()),
    ]);
    let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    world.clock.advance(jiff::SignedDuration::from_hours(13));
    let page = browser.post("/posts", &pairs).await;
    assert_eq!(page.status, 401);
    assert!(page.shows("サインインの時間が切れました") && page.shows("長く書いた"), "{}", page.body);
    assert!(!page.shows("この画面を見る権限がありません"));
    let shown = page.body.split("</form>").nth(2).unwrap_or_default();
    assert!(!shown.contains(&world.a.website.to_string()), "no raw ids are offered: {shown}");
    let fields = [("body", world.a.slug), ("login", "writer"), ("password", crate::world::PASSWORD)];
    let wrong = browser.submit(&page, "/sign-in", &[fields[0], fields[1], ("password", "wrong")]).await;
    assert_eq!(wrong.status, 403);
    let again = browser.submit(&wrong, "/sign-in", &fields).await;
    assert!(again.status == 200 && again.shows("長く書いた"), "{}", again.body);
    assert!(again.shows("公式website"), "accounts by their names: {}", again.body);
    let saved = browser.submit(&again, "/posts", &[]).await;
    assert!(saved.status == 200 && saved.shows("長く書いた\n文"), "{}", saved.body);
}

/// Fields of records stand under their own names where what was typed is given back.
#[tokio::test]
async fn what_was_typed_into_a_record_is_given_back_under_its_own_names() {
    let world = World::new().await;
    let saved = world.run(&world.a.writer.actor, &Draft { content: content(&world, "件名なし") }).await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let path = format!("/posts/{}/submit", saved.post);
    let version = saved.version.to_string();
    let typed = [
        ("version", version.as_str()),
        ("supply", "posting-declaration"),
        ("supply.posting-declaration.declared", "no"),
    ];
    let page = browser.post(&path, &typed).await;
    assert_eq!(page.status, 403, "{}", page.body);
    let kept = page.body.split("id=\"kept-heading\"").nth(1).unwrap_or_default();
    assert!(!kept.contains(">記録</label>") && kept.contains("いいえ"), "{kept}");
    assert!(summary(&page).contains("#supply.posting-declaration.declared"), "{}", page.body);
}
