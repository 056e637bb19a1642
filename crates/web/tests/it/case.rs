//! Procedures and incidents on screen: opening one, its steps in their order by their owners, its end, the list.

use crate::{browser::Page, world::World};

/// The address of the case that a page shows.
fn address(page: &Page) -> String {
    let at = page.body.find("action=\"/cases/").expect("a form of the case") + 8;
    page.body[at..].chars().take("/cases/".len() + 36).collect()
}

const ASSESSED: [(&str, &str); 3] =
    [("step", "assess"), ("supply", "harm-assessment"), ("supply.harm-assessment.what", "苦情の経緯")];
const DECIDED: [(&str, &str); 4] = [
    ("step", "decide"),
    ("supply", "harm-response"),
    ("supply.harm-response.way", "explain"),
    ("supply.harm-response.text", "趣旨を説明する"),
];

#[tokio::test]
async fn an_incident_from_its_opening_to_its_end() {
    let world = World::new().await;
    let mut writer = world.signed_in(&world.a, &world.a.writer).await;
    let form = writer.get(&format!("/cases/new?account={}", world.a.facebook)).await;
    assert!(form.status == 200 && form.has_form("/cases"), "{}", form.body);
    let account = world.a.facebook.to_string();
    // A moment that has not come is told beside its field, with what was typed.
    let early = [
        ("procedure", "harm"),
        ("account", account.as_str()),
        ("title", "表現への苦情"),
        ("detected_date", "2031-01-01"),
        ("detected_time", "09:00"),
    ];
    let early = writer.post("/cases", &early).await;
    assert!(early.status == 422 && early.shows("表現への苦情"), "{}", early.body);
    let fields = [("procedure", "harm"), ("account", account.as_str()), ("title", "表現への苦情")];
    let page = writer.post("/cases", &fields).await;
    let page = writer.follow(page).await;
    assert!(page.status == 200 && page.shows("手続を始めました"), "{}", page.body);
    let case = address(&page);
    let step = format!("{case}/step");

    // The second step waits for the first, and is the responsible person's: the page has no form for it, and sending one all
    // the same is refused with the clause.
    let early = writer.post(&step, &[&[("version", "1")][..], &DECIDED[..]].concat()).await;
    assert!(early.status == 403 && early.body.contains("NNH-3(1)"), "{}", early.body);
    let mut checker = world.signed_in(&world.a, &world.a.checker).await;
    let waits = checker.post(&step, &[&[("version", "1")][..], &DECIDED[..]].concat()).await;
    assert!(waits.status != 303 && waits.body.contains("NNH-3(1)"), "{} {}", waits.status, waits.body);
    let others = checker.get(&case).await;
    assert!(!others.has_form(&step), "the first step is the operator's: {}", others.body);

    let done = writer.post(&step, &[&[("version", "1")][..], &ASSESSED[..]].concat()).await;
    let done = writer.follow(done).await;
    assert!(done.shows("手順を済ませました") && done.shows("苦情の経緯"), "{}", done.body);
    // What was seen before is not done upon.
    let stale = checker.post(&step, &[&[("version", "1")][..], &DECIDED[..]].concat()).await;
    assert_eq!(stale.status, 409, "{}", stale.body);
    // Its turn stands among what waits.
    let home = checker.get("/").await;
    assert!(home.body.contains(&case), "{}", home.body);
    // Not before the last step.
    let open = writer.post(&format!("{case}/close"), &[("version", "2")]).await;
    assert!(open.status == 403 || open.status == 409, "{}", open.body);
    let done = checker.post(&step, &[&[("version", "2")][..], &DECIDED[..]].concat()).await;
    assert_eq!(done.status, 303, "{}", done.body);
    let home = checker.get("/").await;
    assert!(!home.body.contains(&case), "nothing waits there any more: {}", home.body);
    let closed = checker.post(&format!("{case}/close"), &[("version", "3")]).await;
    let closed = checker.follow(closed).await;
    assert!(closed.status == 200 && closed.shows("完了"), "{}", closed.body);
    let again = checker.post(&format!("{case}/close"), &[("version", "4")]).await;
    assert_eq!(again.status, 409, "it ends once: {}", again.body);
}

#[tokio::test]
async fn giving_one_up_takes_a_reason_and_nothing_done() {
    let world = World::new().await;
    let mut writer = world.signed_in(&world.a, &world.a.writer).await;
    let account = world.a.facebook.to_string();
    let fields = [("procedure", "harm"), ("account", account.as_str()), ("title", "二重の登録")];
    let page = writer.post("/cases", &fields).await;
    let page = writer.follow(page).await;
    let case = address(&page);
    let none = writer.post(&format!("{case}/withdraw"), &[("version", "1"), ("reason", " ")]).await;
    assert_eq!(none.status, 422, "{}", none.body);
    // Somebody of another body sees nothing of it.
    let mut other = world.signed_in(&world.b, &world.b.writer).await;
    assert_eq!(other.get(&case).await.status, 404);
    assert_eq!(other.post(&format!("{case}/withdraw"), &[("version", "1"), ("reason", "x")]).await.status, 404);
    let up = writer.post(&format!("{case}/withdraw"), &[("version", "1"), ("reason", "二重に記録した")]).await;
    let up = writer.follow(up).await;
    assert!(up.shows("取りやめ") && up.shows("二重に記録した"), "{}", up.body);
}

#[tokio::test]
async fn the_list_is_searched_narrowed_and_saved() {
    let world = World::new().await;
    let mut writer = world.signed_in(&world.a, &world.a.writer).await;
    let account = world.a.facebook.to_string();
    for title in ["表現への苦情", "=1+1", "写真の件"] {
        let fields = [("procedure", "harm"), ("account", account.as_str()), ("title", title)];
        assert_eq!(writer.post("/cases", &fields).await.status, 303);
    }
    let all = writer.get("/cases").await;
    assert!(all.shows("表現への苦情") && all.shows("写真の件"), "{}", all.body);
    let some =
        writer.get(&format!("/cases?q={}", crate::browser::encode(&[("", "写真")]).trim_start_matches('='))).await;
    assert!(some.shows("写真の件") && !some.shows("表現への苦情"), "{}", some.body);
    let none = writer.get("/cases?state=withdrawn").await;
    assert!(!none.shows("写真の件"), "{}", none.body);
    let table = writer.get("/cases?format=csv").await;
    assert!(table.header("content-type").starts_with("text/csv"), "{:?}", table.headers);
    // A cell is a text, whatever somebody typed.
    assert!(table.body.contains("\"'=1+1\"") && table.body.contains("写真の件"), "{}", table.body);
}
