//! The stop of all sending as people and machines meet it: a banner on every page, the clause, two who end it.

use axum::http::Method;
use serde_json::json;
use tatefuda_vault::Mark;

use crate::{
    browser::{Browser, Page},
    world::{OPERATOR_KEY, World},
};

async fn stop(client: &mut Browser) -> Page {
    let body = json!({ "reason": "停止" }).to_string();
    client.send(Method::POST, "/api/v1/stop", Some("application/json"), body).await
}

#[tokio::test]
async fn a_stop_is_seen_on_every_page_and_ended_by_two() {
    let world = World::new().await;
    let mut writer = world.signed_in(&world.a, &world.a.writer).await;
    assert!(!writer.get("/").await.body.contains("緊急停止中です"));
    let page = writer.post("/stop", &[("reason", "")]).await;
    assert_eq!(page.status, 422, "without a reason nothing is stopped");
    let done = writer.post("/stop", &[("reason", "乗っ取りの疑い")]).await;
    assert_eq!(done.status, 303, "{}", done.body);
    for path in ["/", "/posts", "/stop"] {
        assert!(writer.get(path).await.body.contains("緊急停止中です"), "{path}");
    }
    assert!(writer.get("/stop").await.body.contains("乗っ取りの疑い"));
    // The other body goes on.
    let mut other = world.signed_in(&world.b, &world.b.writer).await;
    assert!(!other.get("/").await.body.contains("緊急停止中です"));

    let open = tatefuda_app::stop::view::sending(&world.app, &world.a.admin.actor).await.unwrap().stop.unwrap().stop;
    let (id, version) = (open.id.to_string(), open.version.to_string());
    let mut admin = world.signed_in(&world.a, &world.a.admin).await;
    let propose = [("stop", id.as_str()), ("version", version.as_str()), ("end_reason", "収まった")];
    assert_eq!(writer.post("/stop/propose-end", &propose).await.status, 403);
    assert_eq!(admin.post("/stop/propose-end", &propose).await.status, 303);
    let end = [("stop", id.as_str()), ("version", "2")];
    assert_eq!(admin.post("/stop/end", &end).await.status, 403, "the same person");
    assert!(admin.get("/stop").await.body.contains("収まった"));
    let mut second = world.signed_in(&world.a, &world.a.second).await;
    assert_eq!(second.post("/stop/end", &end).await.status, 303);
    assert!(!writer.get("/").await.body.contains("緊急停止中です"));
}

#[tokio::test]
async fn a_machine_stops_and_is_told_which_nodes_it_reached() {
    let world = World::new().await;
    let mut client = world.client(&world.a.writer, "act").await;
    let answer = stop(&mut client).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let value = answer.json();
    assert_eq!((value["stopped"].as_bool(), value["nodes"].as_array().map(Vec::len)), (Some(true), Some(0)));
    assert_eq!(value["stop"]["source"], "api");
    let mut reader = world.client(&world.a.writer, "read").await;
    assert_eq!(reader.get("/api/v1/stop").await.json()["stopped"], true);
    assert_eq!(stop(&mut reader).await.status, 403);
}

#[tokio::test]
async fn a_copy_is_said_on_every_page_and_answered_by_those_who_may() {
    let world = World::new().await;
    let mark = Mark { seq: 1_000_000, hash: tatefuda_domain::Digest::of(b"lost"), at: world.app.env.now() };
    world.app.state.keep(world.a.tenant, mark, true).unwrap();
    tatefuda_app::copy::look_after(&world.app).await.unwrap();
    let mut writer = world.signed_in(&world.a, &world.a.writer).await;
    assert!(writer.get("/").await.body.contains("送信を保留しています"));
    let hold = tatefuda_app::copy::view::standing(&world.app, &world.a.admin.actor).await.unwrap().hold.unwrap();
    let release = [("hold", hold.id.to_string()), ("version", "1".to_owned()), ("reason", "確認済み".to_owned())];
    let release: Vec<(&str, &str)> = release.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(writer.post("/copy/release", &release).await.status, 403);
    let mut admin = world.signed_in(&world.a, &world.a.admin).await;
    assert!(admin.get("/copy").await.body.contains("バックアップからの復元"));
    assert_eq!(admin.post("/copy/release", &release).await.status, 303);
    assert!(!writer.get("/").await.body.contains("送信を保留しています"));
}

/// Who operates the installation stops every body at once, on screen, without being anybody of one.
#[tokio::test]
async fn every_body_is_stopped_with_the_operators_key() {
    let world = World::new().await;
    let mut operator = world.browser();
    let form = operator.get("/installation/stop").await;
    assert_eq!(form.status, 200, "{}", form.body);
    let wrong = operator.post("/installation/stop", &[("secret", "guessed"), ("reason", "乗っ取りの疑い")]).await;
    assert_eq!(wrong.status, 403);
    assert!(wrong.body.contains("運用者の鍵が違います") && wrong.body.contains("乗っ取りの疑い"), "{}", wrong.body);
    assert!(!wrong.body.contains("guessed"), "what was typed as a key is not shown");
    let empty = operator.post("/installation/stop", &[("secret", OPERATOR_KEY), ("reason", " ")]).await;
    assert_eq!(empty.status, 422);
    for body in [&world.a, &world.b] {
        let mut writer = world.signed_in(body, &body.writer).await;
        assert!(!writer.get("/").await.body.contains("緊急停止中です"), "nothing was stopped before");
    }
    let done = operator.post("/installation/stop", &[("secret", OPERATOR_KEY), ("reason", "乗っ取りの疑い")]).await;
    assert_eq!(done.status, 200, "{}", done.body);
    assert_eq!(done.body.matches("送信を停止しました").count(), 2);
    for body in [&world.a, &world.b] {
        let mut writer = world.signed_in(body, &body.writer).await;
        let page = writer.get("/stop").await.body;
        assert!(page.contains("緊急停止中です") && page.contains("乗っ取りの疑い"), "{page}");
    }
}

/// The same by API. A personal token, also of an administrator, opens nothing, and the key opens nothing else.
#[tokio::test]
async fn every_body_is_stopped_by_api_with_the_operators_key_alone() {
    let world = World::new().await;
    let path = "/api/v1/installation/stop";
    let send = async |client: &mut Browser, reason: &str| {
        let body = json!({ "reason": reason }).to_string();
        client.send(Method::POST, path, Some("application/json"), body).await
    };
    let mut admin = world.client(&world.a.admin, "act").await;
    let personal = send(&mut admin, "乗っ取り").await;
    assert_eq!(personal.status, 401);
    assert!(personal.body.contains("problem:operator-key") && personal.body.contains("運用者の鍵が違います"));
    assert!(!personal.body.contains("サインイン"), "no session has ended: {}", personal.body);
    // Whoever sends no token at all is told so, not of a session either.
    let nobody = world.browser().get("/api/v1/stop").await;
    assert!(nobody.status == 401 && nobody.body.contains("トークンがありません"), "{}", nobody.body);
    let mut operator = world.browser().with("authorization", &format!("Bearer {OPERATOR_KEY}"));
    assert_eq!(operator.get("/api/v1/stop").await.status, 401);
    assert_eq!(send(&mut operator, "").await.status, 422);
    let answer = send(&mut operator, "乗っ取り").await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let rows = answer.json();
    assert_eq!(rows.as_array().map(Vec::len), Some(2), "{rows}");
    assert!(rows.as_array().unwrap().iter().all(|row| row["stopped"] == true), "{rows}");
    assert_eq!(admin.get("/api/v1/stop").await.json()["stop"]["scope"], "installation");
}

/// Where no key was set there is nothing to guess at.
#[tokio::test]
async fn without_a_key_there_is_no_stop_of_the_installation() {
    let world = World::with(tatefuda_web::Config::default()).await;
    let mut anybody = world.browser();
    assert_eq!(anybody.get("/installation/stop").await.status, 404);
    assert_eq!(anybody.post("/installation/stop", &[("secret", ""), ("reason", "x")]).await.status, 404);
}
