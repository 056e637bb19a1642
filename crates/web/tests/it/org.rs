//! The organisation, through pages alone and for machines.

use crate::world::World;

#[tokio::test]
async fn a_section_a_position_and_who_holds_it() {
    let world = World::new().await;
    let mut admin = world.signed_in(&world.a, &world.a.admin).await;

    let form = admin.get("/sections/new").await;
    let bad = admin.submit(&form, "/sections", &[("name_kana", "ぼうさいか"), ("ordinal", "x")]).await;
    assert_eq!(bad.status, 422);
    assert!(bad.shows("ぼうさいか") && bad.body.contains("id=\"name_ja-error\""), "{}", bad.body);
    let fields = [("name_ja", "防災課"), ("name_en", "Disaster Prevention"), ("ordinal", "2")];
    let made = admin.submit(&bad, "/sections", &fields).await;
    assert!(made.status == 200 && made.shows("防災課"), "{}", made.body);

    // The link of the section fills the form of the position.
    let at = made.body.rfind("/positions/new?section=").expect("a link");
    let link: String = made.body[at..].chars().take_while(|c| *c != '"').collect();
    let form = admin.get(&link).await;
    let bad = admin.submit(&form, "/positions", &[("name_ja", "主任"), ("rank_order", "")]).await;
    assert!(bad.status == 422 && bad.shows("主任"), "{}", bad.body);
    let fields = [("name_ja", "主任"), ("rank", "主任級"), ("rank_order", "4"), ("extension", "777")];
    let made = admin.submit(&form, "/positions", &fields).await;
    assert!(made.status == 200 && made.shows("主任級") && made.body.contains("777"), "{}", made.body);
    let at = made.body.find("/positions/").map(|_| made.body.rfind("action=\"/positions/").unwrap()).unwrap();
    let end: String = made.body[at + 8..].chars().take_while(|c| *c != '"').collect();
    let position = end.trim_start_matches("/positions/").trim_end_matches("/end").to_owned();

    // A person is appointed to it beside their own position, and stands in for the head.
    let person = format!("/people/{}", world.a.writer.id());
    let page = admin.get(&person).await;
    let head = page
        .body
        .split("<option value=\"")
        .find(|option| option.contains("佐藤 清"))
        .and_then(|option| option.split('"').next())
        .expect("the head can be stood in for")
        .to_owned();
    let fields = [("position", position.as_str()), ("kind", "concurrent"), ("deputy_of", &head), ("deputy_order", "1")];
    let page = admin.submit(&page, &person, &fields).await;
    assert!(page.status == 200 && page.shows("兼務") && page.shows("佐藤 清の代理"), "{}", page.body);
    let chart = admin.get("/organisation").await;
    assert!(chart.shows("山田 花") && chart.shows("佐藤 清の代理"), "{}", chart.body);
    let bad =
        admin.post(&person, &[("position", position.as_str()), ("kind", "nonsense"), ("from", "2026-04-01")]).await;
    assert_eq!(bad.status, 422, "{}", bad.body);

    // What the section is in the organisation is said on the same page.
    let change = format!("/sections/{}/change", world.a.section);
    let changed = admin.submit(&chart, &change, &[("branch", "町長部局")]).await;
    assert!(changed.status == 200 && changed.shows("町長部局"), "{}", changed.body);
    let long = "局".repeat(101);
    let bad = admin.submit(&changed, &change, &[("branch", &long)]).await;
    assert!(bad.status == 422 && bad.shows(&long), "{}", bad.body);

    // Ended: gone the day after, still there the day before.
    let ended = admin.submit(&chart, &end, &[("until", "2026-04-10")]).await;
    assert_eq!(ended.status, 200, "{}", ended.body);
    assert!(admin.get("/organisation?day=2026-04-10").await.shows("主任級"));
    assert!(!admin.get("/organisation?day=2026-04-11").await.shows("主任級"));
    // An end before the beginning is said, and what was typed is kept.
    let early = admin.post(&end, &[("until", "2026-03-01")]).await;
    assert!(early.status == 422 && early.shows("2026-03-01"), "{}", early.body);

    // Everybody may look, only those with the right see forms.
    let mut writer = world.signed_in(&world.a, &world.a.writer).await;
    let chart = writer.get("/organisation").await;
    assert!(chart.status == 200 && !chart.body.contains("/sections/"), "{}", chart.body);
}

#[tokio::test]
async fn the_same_for_machines() {
    use axum::http::Method;
    use serde_json::json;
    let world = World::new().await;
    let mut admin = world.client(&world.a.admin, "act").await;
    let mut post = async |path: &str, body: serde_json::Value| {
        admin.send(Method::POST, path, Some("application/json"), body.to_string()).await
    };
    let section = post("/api/v1/sections", json!({ "name_ja": "税務課" })).await;
    assert_eq!(section.status, 201, "{}", section.body);
    let section = section.json()["id"].as_str().unwrap().to_owned();
    let position = json!({ "section": section, "name_ja": "主査", "rank_order": 3, "extension": "301" });
    let position = post("/api/v1/positions", position).await.json()["id"].as_str().unwrap().to_owned();
    let person = world.a.nobody.id();
    let appointed = post(&format!("/api/v1/people/{person}/appointments"), json!({ "position": position })).await;
    assert_eq!(appointed.status, 201, "{}", appointed.body);
    let appointment = appointed.json()["id"].as_str().unwrap().to_owned();
    let away = post(&format!("/api/v1/people/{person}/absences"), json!({})).await;
    let absence = away.json()["id"].as_str().unwrap().to_owned();
    let right = json!({ "right": "read-drafts", "granted": true });
    assert_eq!(post(&format!("/api/v1/people/{person}/rights"), right).await.status, 204);

    let mut reader = world.client(&world.a.admin, "act").await;
    let chart = reader.get("/api/v1/organisation").await.json();
    let held = chart["appointments"].as_array().unwrap().iter().find(|one| one["id"] == appointment.as_str()).unwrap();
    assert_eq!((held["absent"].clone(), held["extension"].clone()), (json!(true), json!("301")));
    let seen = reader.get(&format!("/api/v1/people/{person}")).await;
    assert_eq!(seen.json()["rights"], json!(["read-drafts"]));
    let texts = json!({ "name": "田中 有" }).to_string();
    let path = format!("/api/v1/people/{person}");
    let kind = Some("application/json");
    let etag = seen.header("etag").to_owned();
    let changed = reader.send_with(Method::PUT, &path, kind, &[("if-match", &etag)], texts.clone()).await;
    assert_eq!(changed.status, 200, "{}", changed.body);
    let stale = reader.send_with(Method::PUT, &path, kind, &[("if-match", &etag)], texts).await;
    assert_eq!(stale.status, 412);

    for path in [
        format!("/api/v1/absences/{absence}/end"),
        format!("/api/v1/appointments/{appointment}/end"),
        format!("/api/v1/positions/{position}/end"),
        format!("/api/v1/sections/{section}/end"),
    ] {
        assert_eq!(reader.send(Method::POST, &path, kind, "{}").await.status, 204, "{path}");
    }
    let chart = reader.get("/api/v1/organisation").await.json();
    assert!(!chart.to_string().contains(&section), "{chart}");
}
