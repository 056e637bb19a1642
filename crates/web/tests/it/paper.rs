//! 文書・様式: what is missing leads to where it is entered and back, what is archived stays, lists and tables.

use crate::world::World;

/// The address of a link by what stands in it.
fn link(body: &str, text: &str) -> String {
    let end = body.find(text).unwrap_or_else(|| panic!("{text} is not in {body}"));
    let at = body[..end].rfind("href=\"").unwrap() + "href=\"".len();
    body[at..].split_once('"').unwrap().0.replace("&#38;", "&").replace("&amp;", "&")
}

#[tokio::test]
async fn what_is_missing_is_entered_where_it_belongs_and_then_archived() {
    let world = World::new().await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let account = world.a.facebook;
    let forms = browser.get(&format!("/papers/new?account={account}")).await;
    assert!(forms.body.contains("市の公式サイトのURL"), "{}", forms.body);
    let draft = browser.get(&link(&forms.body, "自由記述欄")).await;
    assert_eq!(draft.status, 200, "{}", draft.body);
    assert!(draft.body.contains("NNH-5(2)") || draft.body.contains("第5"), "the clause is cited: {}", draft.body);
    assert!(!draft.body.contains("action=\"/papers\""), "nothing incomplete is archived");
    // The record is entered at its own place, and leads back with what was typed.
    let record = browser.get(&link(&draft.body, "記録を入力する")).await;
    let said = [
        ("fields.text", "市が運用しています。"),
        ("fields.address", "https://www.city.example.lg.jp/sns"),
        ("fields.shown", "yes"),
    ];
    let given = browser.submit(&record, "/records", &said).await;
    assert!(given.body.contains("https://www.city.example.lg.jp/sns"), "{}", given.body);
    // What is wrong with the number comes back with everything that was typed.
    let long = "号".repeat(61);
    let wrong = browser.submit(&given, "/papers", &[("number", &long)]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.body.contains(&long));
    let done = browser.submit(&wrong, "/papers", &[("number", "27港企区第1416号")]).await;
    assert_eq!(done.status, 200, "{}", done.body);
    assert!(done.body.contains("27港企区第1416号"), "{}", done.body);
    let sheet = browser.get(&link(&done.body, "A4の用紙を開く")).await;
    assert!(sheet.body.contains("https://www.city.example.lg.jp/sns") && sheet.body.contains("27港企区第1416号"));
    let policy = sheet.header("content-security-policy");
    assert!(policy.contains("sandbox") && !policy.contains("script"), "{policy}");
    // It stands on the page of its account, in the list, and in the table for other programs.
    for address in [format!("/accounts/{account}"), "/papers?q=1416".to_owned(), "/papers?format=csv".to_owned()] {
        let page = browser.get(&address).await;
        assert!(page.body.contains("27港企区第1416号"), "{address}: {}", page.body);
    }
    assert!(!browser.get("/papers?q=%E3%81%AA%E3%81%84").await.body.contains("27港企区第1416号"));
    assert!(!browser.get("/papers?about=body").await.body.contains("27港企区第1416号"));
    // A correction begins with what the record said before.
    let draft = browser.get(&link(&forms.body, "自由記述欄")).await;
    let again = browser.get(&link(&draft.body, "記録を入力する")).await;
    assert!(again.body.contains("value=\"https://www.city.example.lg.jp/sns\""), "{}", again.body);
}

#[tokio::test]
async fn what_changed_meanwhile_is_shown_before_it_is_archived() {
    let world = World::new().await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let draft = browser.get(&format!("/papers/draft?form=listing&account={}", world.a.facebook)).await;
    let stale = browser.submit(&draft, "/papers", &[("shown", &"0".repeat(64)), ("number", "甲第1号")]).await;
    assert_eq!(stale.status, 422, "{}", stale.body);
    assert!(stale.body.contains("内容が変わりました") && stale.body.contains("甲第1号"), "{}", stale.body);
    assert!(!browser.get("/papers").await.body.contains("甲第1号"));
    // The draft can be seen as it would be printed, and says that it is one.
    let sample = browser.get(&format!("/papers/draft/sheet?form=listing&account={}", world.a.facebook)).await;
    assert!(sample.status == 200 && sample.body.contains("（案）"), "{}", sample.body);
    // Of an account that nobody named, and of no document, there is nothing.
    for address in ["/papers/draft?form=listing", "/papers/draft?form=nothing", "/papers/draft/sheet?form=listing"] {
        assert_eq!(browser.get(address).await.status, 404, "{address}");
    }
}

#[tokio::test]
async fn a_record_leads_back_to_documents_only() {
    let world = World::new().await;
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let address = format!(
        "/records/new?kind=profile-shown&subject_kind=account&subject={}&back=https%3A%2F%2Fevil.example%2F",
        world.a.facebook
    );
    let form = browser.get(&address).await;
    assert_eq!(form.status, 200);
    assert!(!form.body.contains("name=\"back\""), "{}", form.body);
}

#[tokio::test]
async fn marks_are_for_whoever_keeps_the_organisation() {
    let world = World::new().await;
    let mut writer = world.signed_in(&world.a, &world.a.writer).await;
    assert!(!writer.get("/papers/marks").await.body.contains("action=\"/papers/marks\""));
    let mut admin = world.signed_in(&world.a, &world.a.admin).await;
    let page = admin.get("/papers/marks").await;
    let section = world.a.section.to_string();
    let done = admin.submit(&page, "/papers/marks", &[("section", &section), ("mark", "二情")]).await;
    assert!(done.body.contains("value=\"二情\""), "{}", done.body);
    let draft = writer.get(&format!("/papers/draft?form=listing&account={}", world.a.facebook)).await;
    assert!(draft.body.contains("二情"), "{}", draft.body);
    let done = writer.submit(&draft, "/papers", &[]).await;
    assert!(done.body.contains("8二情第1号"), "{}", done.body);
}
