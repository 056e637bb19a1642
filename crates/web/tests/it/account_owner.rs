//! Several sections run one account: on its page, in the list and its table, on the page for residents, over the interface.

use axum::http::Method;
use serde_json::json;
use tatefuda_app::org::{CreateSection, Names, Term, Tier};
use tatefuda_domain::SectionId;

use crate::world::World;

macro_rules! on_both {
    ($($story:ident),* $(,)?) => {$(
        mod $story {
            #[tokio::test]
            async fn on_sqlite() {
                super::$story(crate::world::World::new().await).await;
            }
            #[tokio::test]
            async fn on_postgres() {
                if let Some(world) = crate::world::World::on_postgres().await {
                    super::$story(world).await;
                }
            }
        }
    )*};
}

on_both!(a_section_is_added_and_ended_on_screen, machines_add_and_end_one_too);

/// A section of another name than the account's own.
async fn tourism(world: &World) -> SectionId {
    let span = Term::new(world.app.env.now(), None);
    let names = Names::new("観光課", "", "Tourism");
    let create = CreateSection { parent: None, names, ordinal: 5, span, tier: Tier::default() };
    world.run(&world.a.admin.actor, &create).await
}

async fn a_section_is_added_and_ended_on_screen(world: World) {
    let section = tourism(&world).await;
    let path = format!("/accounts/{}", world.a.facebook);
    let (add, end) = (format!("{path}/sections"), format!("{path}/sections/end"));
    let mut writer = world.signed_in(&world.a, &world.a.writer).await;
    let page = writer.get(&path).await;
    assert!(page.shows("ほかの部署と共同では運用していません") && !page.has_form(&add), "{}", page.body);
    let refused = writer.post(&add, &[("version", "1"), ("section", &section.to_string())]).await;
    assert_eq!(refused.status, 403, "{}", refused.body);

    let mut admin = world.signed_in(&world.a, &world.a.admin).await;
    let page = admin.get(&path).await;
    let section_text = section.to_string();
    // Open in another window, with an id of its own.
    let earlier = admin.get(&path).await;
    let nothing = admin.submit(&page, &add, &[("section", "")]).await;
    assert!(nothing.status == 422, "{}", nothing.body);
    let past = admin.submit(&page, &add, &[("section", &section_text), ("from", "2020-01-01")]).await;
    assert!(
        past.status == 422 && past.shows("過去の日にはできません") && past.body.contains("2020-01-01"),
        "{}",
        past.body
    );
    let done = admin.submit(&page, &add, &[("section", &section_text)]).await;
    assert!(
        done.status == 200 && done.shows("共同で運用する部署に加えました") && done.shows("広報課、観光課"),
        "{}",
        done.body
    );
    let stale = admin.submit(&earlier, &add, &[("section", &section_text)]).await;
    assert_eq!(stale.status, 409, "{}", stale.body);

    // It is found under either section, stands in the table, and residents see both.
    let under = admin.get(&format!("/accounts?of={section}")).await;
    assert!(under.shows("公式facebook") && !under.shows("公式website"), "{}", under.body);
    let ended = admin.get("/accounts?state=closed").await;
    assert!(!ended.shows("公式facebook"), "{}", ended.body);
    let table = admin.get("/accounts?format=csv").await;
    assert!(table.header("content-type").starts_with("text/csv"));
    assert!(table.body.contains("共同で運用する課") && table.body.contains("\"広報課\",\"観光課\""), "{}", table.body);
    let public = world.browser().get("/public/mizube/index.html").await;
    assert!(public.shows("広報課、観光課"), "{}", public.body);
    let public = world.browser().get("/public/mizube/accounts.json").await.json();
    assert!(
        public["running"].as_array().unwrap().iter().any(|one| one["shared_with"][0]["ja"] == "観光課"),
        "{public}"
    );

    let over = admin.submit(&done, &end, &[]).await;
    assert!(over.status == 200 && over.shows("共同運用の終わりを記録しました"), "{}", over.body);
    assert!(
        over.shows("現在は運用していません") && !over.has_form(&end) && !over.shows("広報課、観光課"),
        "{}",
        over.body
    );
    let english = admin.get(&format!("{path}?lang=en")).await;
    assert_eq!(english.status, 200);
}

async fn machines_add_and_end_one_too(world: World) {
    let section = tourism(&world).await;
    let path = format!("/api/v1/accounts/{}", world.a.facebook);
    let mut admin = world.client(&world.a.admin, "act").await;
    let kind = Some("application/json");
    let body = json!({ "section": section, "until": "2027-03-31T15:00:00Z" }).to_string();
    let added =
        admin.send_with(Method::POST, &format!("{path}/sections"), kind, &[("if-match", "\"1\"")], body.clone()).await;
    assert_eq!((added.status, added.header("etag")), (axum::http::StatusCode::OK, "\"2\""), "{}", added.body);
    let twice = admin.send_with(Method::POST, &format!("{path}/sections"), kind, &[("if-match", "\"2\"")], body).await;
    assert!(
        twice.status == 422 && twice.body.contains("もう共同で運用しています") || twice.body.contains("already"),
        "{}",
        twice.body
    );
    let found = admin.get(&path).await.json();
    assert_eq!(found["shares"][0]["section_name"]["ja"], "観光課");
    let owner = json!({ "owner": found["shares"][0]["id"] }).to_string();
    let ended =
        admin.send_with(Method::POST, &format!("{path}/sections/end"), kind, &[("if-match", "\"2\"")], owner).await;
    assert_eq!(ended.status, 200, "{}", ended.body);
    assert_eq!(admin.get(&path).await.json()["shares"][0]["now"], false);
    let mut writer = world.client(&world.a.writer, "act").await;
    let body = json!({ "section": section }).to_string();
    let refused =
        writer.send_with(Method::POST, &format!("{path}/sections"), kind, &[("if-match", "\"3\"")], body).await;
    assert_eq!(refused.status, 403, "{}", refused.body);
}
