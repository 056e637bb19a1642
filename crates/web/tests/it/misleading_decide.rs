//! Whoever is asked sees what they are asked about, and only those are asked who are meant (issue of misleading screens,
//! points 2, 3, 7).

use std::collections::BTreeMap;

use tatefuda_app::{
    post::{Content, Draft, PostSupply, Saved, Submit, TargetInput},
    record::{GiveRecord, Given, Supply},
};

use crate::{browser::Page, misleading::summary, world::World};

/// An oath of each employee, and a word of the mayor on each post.
const MORE: &str = r#"
[[clause]]
id = "HNK-7"
ja = "職員は、はじめに心得を誓う。"
en = "Every employee takes an oath first."

[[clause]]
id = "HNK-8"
ja = "町長が認めたものを出す。"
en = "What the mayor allows goes out."

[[role]]
id = "anybody"
label = { ja = "職員", en = "employee" }
clause = ["HNK-7"]
bound = "staff"

[[role]]
id = "mayor"
label = { ja = "町長", en = "mayor" }
clause = ["HNK-8"]
bound = "position"

[[record]]
id = "oath"
label = { ja = "心得の誓い", en = "oath" }
clause = ["HNK-7"]
by = ["anybody"]
scope = "person"

[[record.lines]]
clause = "HNK-7"
ja = "心得を守る。"
en = "I keep to it."

[[rule]]
id = "sworn"
clause = ["HNK-7"]
on = ["post.submit", "post.publish"]
record = "oath"
message = { ja = "はじめに心得を誓ってください。", en = "Take the oath first." }

[[record]]
id = "mayor-word"
label = { ja = "町長の認定", en = "word of the mayor" }
clause = ["HNK-8"]
by = ["mayor"]
scope = "digest"

[[record.fields]]
id = "reason"
type = "text"
label = { ja = "認める理由", en = "why" }

[[rule]]
id = "allowed"
clause = ["HNK-8"]
on = ["post.publish"]
record = "mayor-word"
message = { ja = "町長の認定が必要です。", en = "It takes the word of the mayor." }
"#;

const TEXT: &str = "町民プールの夏の営業を始めます";

fn fields<const N: usize>(pairs: [(&str, &str); N]) -> BTreeMap<String, String> {
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// A post of the second body that its author passed on, with the author's own statements.
async fn submitted(world: &World) -> Saved {
    passed_on(world, TEXT).await
}

async fn passed_on(world: &World, text: &str) -> Saved {
    let body = &world.b;
    let writer = &body.writer.actor;
    let oath = Supply { kind: "oath".to_owned(), fields: fields([("line:HNK-7", "yes")]), ..Supply::default() };
    let on = Given::Person { person: body.writer.id() };
    world.run(writer, &GiveRecord { record: oath, on, shown: None, document: Some(body.document.clone()) }).await;
    let targets = vec![TargetInput::shared(body.website), TargetInput::shared(body.facebook)];
    let content = Content { title: TEXT.to_owned(), text: text.to_owned(), targets, ..Content::default() };
    let saved = world.run(writer, &Draft { content }).await;
    let given = fields([("words", "遊泳期間を「夏の営業」に"), ("readers", "everyone")]);
    let record = Supply { kind: "plain-words".to_owned(), fields: given, ..Supply::default() };
    let supplies = vec![PostSupply { record, account: None }];
    world.run(writer, &Submit { post: saved.post, version: saved.version, supplies }).await
}

fn tasks(page: &Page, kind: &str) -> usize {
    page.body.matches(&format!("/records/new?kind={kind}")).count()
}

#[tokio::test]
async fn p2_nobody_gets_a_task_from_a_post_that_is_not_theirs() {
    let world = World::ruled(MORE).await;
    let saved = submitted(&world).await;
    let body = &world.b;
    for member in [&body.checker, &body.admin, &body.second] {
        let home = world.signed_in(body, member).await.get("/").await;
        assert_eq!((home.status.as_u16(), tasks(&home, "oath")), (200, 0), "{}: {}", member.login, home.body);
    }
    let mayor = body.mayor.as_ref().unwrap();
    let home = world.signed_in(body, mayor).await.get("/").await;
    // Two accounts, one record to give: one task; and no oath for the mayor's own sake.
    assert_eq!((tasks(&home, "mayor-word"), tasks(&home, "oath")), (1, 0), "{}", home.body);
    assert!(home.body.contains(&saved.post.to_string()));
}

#[tokio::test]
async fn p2_a_record_about_a_person_is_given_from_a_post_and_nothing_is_lost() {
    let world = World::ruled(MORE).await;
    let saved = submitted(&world).await;
    let body = &world.b;
    let mut browser = world.signed_in(body, &body.checker).await;
    let path = format!("/records/new?kind=oath&subject_kind=post&subject={}&account={}", saved.post, body.website);
    let form = browser.get(&path).await;
    assert_eq!(form.status, 200, "{}", form.body);
    assert_eq!(form.body.matches("name=\"subject\"").count(), 1, "one field of that name: {}", form.body);
    let filled = form.form("/records");
    let of = |name: &str| filled.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
    assert_eq!(of("subject"), Some(body.checker.id().to_string()), "whoever opens it is chosen");
    // Without its tick it comes back, nothing lost.
    let again = browser.submit(&form, "/records", &[]).await;
    assert!(again.status == 422 && !summary(&again).is_empty(), "{}", again.body);
    let done = browser.submit(&again, "/records", &[("fields.line:HNK-7", "yes")]).await;
    assert!(done.status == 200 && done.shows(TEXT), "back at the post for which it was wanted: {}", done.body);
    let subject = tatefuda_domain::record::Subject::new("person", body.checker.id());
    let records = tatefuda_app::record::list(&world.app, &body.checker.actor, &subject).await.unwrap();
    assert!(records.iter().any(|record| record.kind == "oath"));
}

#[tokio::test]
async fn p2_what_was_typed_on_something_that_is_gone_is_given_back() {
    let world = World::ruled(MORE).await;
    let body = &world.b;
    let mut browser = world.signed_in(body, body.mayor.as_ref().unwrap()).await;
    let gone = "0197a000-0000-7000-8000-000000000001";
    let typed = [
        ("kind", "mayor-word"),
        ("subject_kind", "post"),
        ("subject", gone),
        ("fields.reason", "長く考えて書いた理由"),
    ];
    let page = browser.post("/records", &typed).await;
    assert!(page.status == 404 && page.shows("長く考えて書いた理由"), "{}", page.body);
}

#[tokio::test]
async fn p3_whoever_decides_sees_text_and_statements_and_the_post_afterwards() {
    let world = World::ruled(MORE).await;
    let saved = submitted(&world).await;
    let body = &world.b;
    let mut browser = world.signed_in(body, body.mayor.as_ref().unwrap()).await;
    let path = format!("/records/new?kind=mayor-word&subject_kind=post&subject={}", saved.post);
    let form = browser.get(&path).await;
    assert!(form.status == 200 && form.shows(TEXT), "the text stands beside the decision: {}", form.body);
    assert!(form.shows("遊泳期間を「夏の営業」に") && form.shows("言い換えた言葉"), "{}", form.body);
    let mut page = browser.submit(&form, "/records", &[("fields.reason", "有益")]).await;
    assert!(page.status == 200 && page.shows(TEXT) && !page.shows("ページが見つかりません"), "{}", page.body);
    // One for each account, each with its own content.
    page = browser.get(&format!("/posts/{}", saved.post)).await;
    assert_eq!(page.status, 200);
}

#[tokio::test]
async fn p3_a_checker_sees_what_the_author_stated() {
    let world = World::ruled(MORE).await;
    let saved = submitted(&world).await;
    let mut browser = world.signed_in(&world.b, &world.b.checker).await;
    let page = browser.get(&format!("/posts/{}/check", saved.post)).await;
    assert!(page.status == 200 && page.shows("確かめたこと・決めたこと"), "{}", page.body);
    assert!(
        page.shows("遊泳期間を「夏の営業」に") && page.shows("主な読み手") && page.shows("すべての人"),
        "{}",
        page.body
    );
    assert!(page.shows("山田 花"), "who stated it: {}", page.body);
}

#[tokio::test]
async fn p7_a_forbidden_page_names_whom_to_ask() {
    let world = World::new().await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let page = browser.get("/people").await;
    assert!(page.status == 403 && page.shows("鈴木 一"), "{}", page.body);
    assert!(!page.shows("下の担当者"), "{}", page.body);
}

#[tokio::test]
async fn p7_the_records_name_their_subjects_and_can_be_verified_by_a_button() {
    let world = World::new().await;
    let mut browser = world.signed_in(&world.a, &world.a.admin).await;
    let page = browser.get("/audit").await;
    assert!(page.shows("アカウント：公式facebook") && page.shows("職員：山田 花"), "{}", page.body);
    assert!(page.body.contains("name=\"verify\" value=\"1\""), "{}", page.body);
    let verified = browser.get("/audit?verify=1").await;
    assert!(verified.status == 200 && verified.shows("異常なし"), "{}", verified.body);
}

#[tokio::test]
async fn p7_the_page_of_settings_and_doctor_count_the_same_unset_values() {
    let world = World::new().await;
    for body in [&world.a, &world.b] {
        let actor = &body.admin.actor;
        let documents = tatefuda_app::setting::view::documents(&world.app, actor).await.unwrap();
        let unset: usize = documents.iter().map(|one| one.unset.len()).sum();
        let page = world.signed_in(body, &body.admin).await.get("/regulation").await;
        let shown = page.body.split("未設定").find_map(|rest| rest.split_once('件')?.0.parse().ok()).unwrap_or(0);
        assert_eq!(shown, unset, "{}: {}", body.slug, page.body);
    }
}

#[tokio::test]
async fn p4_control_characters_are_named_with_their_line_and_go_at_one_press() {
    let world = World::new().await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let form = browser.get("/posts/new").await;
    let typed = "一行目\n二\u{7}行目\u{200b}";
    let page = browser.submit(&form, "/posts", &[("text", typed), ("intent", "save")]).await;
    assert_eq!(page.status, 422, "{}", page.body);
    assert!(summary(&page).contains("2行目") && summary(&page).contains("U+0007"), "{}", page.body);
    assert!(page.body.contains("value=\"clean\""), "{}", page.body);
    let clean = browser.submit(&page, "/posts", &[("intent", "clean")]).await;
    assert_eq!(clean.status, 200, "{}", clean.body);
    assert!(!clean.body.contains("value=\"clean\"") && clean.shows("一行目\n二行目"), "{}", clean.body);
    let saved = browser.submit(&clean, "/posts", &[("intent", "save")]).await;
    assert!(saved.status == 200 && saved.shows("一行目\n二行目"), "{}", saved.body);
}

#[tokio::test]
async fn p4_a_title_is_not_cut_inside_an_emoji() {
    let world = World::new().await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let begin = "あ".repeat(58);
    let text = format!("{begin}👨\u{200d}👩\u{200d}👧です");
    let form = browser.get("/posts/new").await;
    browser.submit(&form, "/posts", &[("text", &text), ("intent", "save")]).await;
    let list = browser.get("/posts").await;
    assert!(list.body.contains(&format!("{begin}</a>")), "{}", list.body);
}

/// What the author was told while writing, whoever decides is told as well: they see the same box in another font.
#[tokio::test]
async fn p4_whoever_decides_sees_the_signs_that_residents_do_not() {
    let world = World::ruled(MORE).await;
    let saved = passed_on(&world, "町民プール\u{e123}の営業\n\u{202e}開始").await;
    let body = &world.b;
    let mayor = body.mayor.as_ref().unwrap();
    let record = format!("/records/new?kind=mayor-word&subject_kind=post&subject={}", saved.post);
    let pages = [
        (&body.checker, format!("/posts/{}/check", saved.post)),
        (mayor, record),
        (&body.checker, format!("/posts/{}", saved.post)),
    ];
    for (member, path) in pages {
        let page = world.signed_in(body, member).await.get(&path).await;
        let told = page.body.split("id=\"signs-heading\"").nth(1).unwrap_or_default();
        let told = told.split("</section>").next().unwrap_or_default();
        for sign in ["U+E123", "住民の画面では□になります", "U+202E", "2行目"] {
            assert!(page.status == 200 && told.contains(sign), "{path}: {sign}: {told}");
        }
        // Two accounts, one text: told once.
        assert_eq!(told.matches("U+E123").count(), 1, "{told}");
    }
    let clean = passed_on(&world, TEXT).await;
    let page = world.signed_in(body, &body.checker).await.get(&format!("/posts/{}/check", clean.post)).await;
    assert!(page.status == 200 && !page.body.contains("signs-heading"), "{}", page.body);
}

/// How a body calls the kinds of its content and of its accounts is its own text's word, on every screen.
#[tokio::test]
async fn p8_kinds_stand_under_the_words_of_the_text() {
    let world = World::new().await;
    let writer = &world.a.writer.actor;
    let saved = world.run(writer, &Draft { content: crate::misleading::content(&world, "題") }).await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    for path in ["/posts/new".to_owned(), format!("/posts/{}", saved.post), format!("/posts/{}/edit", saved.post)] {
        let page = browser.get(&path).await;
        for word in ["投稿の内容", "情報資産の分類"] {
            assert!(page.status == 200 && page.shows(word), "{path}: {word}: {}", page.body);
        }
        assert!(!page.body.contains("区分"), "{path}: {}", page.body);
    }
    // What is still to be chosen is named so in the answer too.
    let account = world.a.website.to_string();
    let open = browser.post("/check", &[("accounts", &account), ("text", "広報紙を配ります")]).await;
    assert!(open.shows("投稿の内容") && !open.body.contains("区分"), "{}", open.body);
}

/// The class of an account is chosen from those of the text; where it has none, nothing is asked.
#[tokio::test]
async fn p8_classes_of_accounts_are_chosen_by_their_names() {
    let classes = r#"
[[account_class]]
id = "own"
label = { ja = "公式SNS", en = "official" }
clause = ["HNK-7"]

[[account_class]]
id = "other"
label = { ja = "関連SNS", en = "related" }
clause = ["HNK-7"]
"#;
    let world = World::ruled(&format!("{MORE}{classes}")).await;
    let mut admin = world.signed_in(&world.b, &world.b.admin).await;
    let form = admin.get("/accounts/new").await;
    assert!(form.status == 200 && form.body.contains("<select id=\"class\""), "{}", form.body);
    let section = world.b.section.to_string();
    let fields = [("service", "facebook"), ("name", "観光"), ("section", section.as_str()), ("class", "other")];
    let page = admin.submit(&form, "/accounts", &fields).await;
    assert!(page.status == 200 && page.shows("関連SNS") && page.shows("アカウントの種類"), "{}", page.body);
    let none = world.signed_in(&world.a, &world.a.admin).await.get("/accounts/new").await;
    assert!(none.status == 200 && !none.body.contains("name=\"class\""), "{}", none.body);
}
