//! Versions, repeats, paging, scopes; and each route by its noun, with what it answers.

mod absences;
mod accounts;
mod amendments;
mod answers;
mod appointments;
mod audit;
mod calendar;
mod case_files;
mod cases;
mod copy;
mod disaster;
mod duties;
mod import_files;
mod imports;
mod incidents;
mod installation;
mod me;
mod media;
mod notices;
mod organisation;
mod outside;
mod paper_forms;
mod papers;
mod people;
mod positions;
mod posts;
mod procedures;
mod publications;
mod record_kinds;
mod records;
mod regulation;
mod requests;
mod screening;
mod sections;
mod settings;
mod stop;

use axum::{body::Body, http::Method};
use serde_json::{Value, json};

use crate::{
    browser::{Browser, Page},
    world::World,
};

const KEY: &str = "0197a000-0000-7000-8000-00000000000a";

async fn send(client: &mut Browser, method: Method, path: &str, headers: &[(&str, &str)], body: &Value) -> Page {
    client.send_with(method, path, Some("application/json"), headers, Body::from(body.to_string())).await
}

fn content(text: &str) -> Value {
    json!({ "title": "題", "text": text })
}

#[tokio::test]
async fn the_same_key_makes_one_post_and_another_use_of_it_is_refused() {
    let world = World::new().await;
    let mut client = world.client(&world.a.writer, "act").await;
    let key = [("idempotency-key", KEY)];
    let first = send(&mut client, Method::POST, "/api/v1/posts", &key, &content("一")).await;
    let second = send(&mut client, Method::POST, "/api/v1/posts", &key, &content("一")).await;
    assert_eq!(first.status, 201, "{}", first.body);
    assert_eq!((first.body.as_str(), first.header("location")), (second.body.as_str(), second.header("location")));
    let other = send(&mut client, Method::POST, "/api/v1/posts", &key, &content("二")).await;
    assert_eq!(other.status, 409);
    assert_eq!(other.json()["type"], "urn:tatefuda:problem:command-reused");
    let bad = send(&mut client, Method::POST, "/api/v1/posts", &[("idempotency-key", "again")], &content("三")).await;
    assert_eq!(bad.status, 400);
    let list = client.get("/api/v1/posts").await.json();
    assert_eq!(list["items"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_save_names_the_version_it_saw() {
    let world = World::new().await;
    let mut client = world.client(&world.a.writer, "act").await;
    let made = send(&mut client, Method::POST, "/api/v1/posts", &[], &content("一")).await;
    assert_eq!(made.header("etag"), "\"1\"");
    let path = made.header("location").to_owned();
    let seen = client.get(&path).await;
    assert_eq!(seen.header("etag"), "\"1\"");
    let revision = format!("{path}/revision");
    let without = send(&mut client, Method::PUT, &revision, &[], &content("二")).await;
    assert_eq!(without.status, 428);
    let saved = send(&mut client, Method::PUT, &revision, &[("if-match", "\"1\"")], &content("二")).await;
    assert_eq!((saved.status.as_u16(), saved.header("etag")), (200, "\"2\""), "{}", saved.body);
    let stale = send(&mut client, Method::PUT, &revision, &[("if-match", "\"1\"")], &content("三")).await;
    assert_eq!(stale.status, 412);
    let problem = stale.json();
    assert_eq!((&problem["seen"], &problem["current"]), (&json!(1), &json!(2)));
}

#[tokio::test]
async fn a_token_to_read_does_not_act_and_one_that_is_revoked_does_nothing() {
    let world = World::new().await;
    let mut reader = world.client(&world.a.writer, "read").await;
    assert_eq!(reader.get("/api/v1/me").await.json()["scope"], "read");
    let refused = send(&mut reader, Method::POST, "/api/v1/posts", &[], &content("一")).await;
    assert_eq!(refused.status, 403);
    let preview =
        send(&mut reader, Method::POST, "/api/v1/posts/preview", &[], &json!({ "content": content("一") })).await;
    assert_eq!(preview.status, 200, "asking is no act: {}", preview.body);

    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let page = browser.get("/tokens").await;
    let page = browser.submit(&page, "/tokens", &[("name", "表計算"), ("kind", "read")]).await;
    let at = page.body.find("id=\"created-token\"").expect("shown once");
    let text: String = page.body[at..].split_once('>').unwrap().1.chars().take_while(|c| *c != '<').collect();
    let mut client = world.browser().with("authorization", &format!("Bearer {text}"));
    assert_eq!(client.get("/api/v1/me").await.status, 200);
    let list = browser.get("/tokens").await;
    assert!(!list.body.contains(&text));
    let at = list.body.find("/tokens/").unwrap();
    let revoke: String = list.body[at..].chars().take("/tokens/".len() + 36 + "/revoke".len()).collect();
    for revoke in [revoke] {
        let page = browser.submit(&list, &revoke, &[]).await;
        assert_eq!(page.status, 200, "{}", page.body);
    }
    let all = [reader.get("/api/v1/me").await.status, client.get("/api/v1/me").await.status];
    assert_eq!(all.iter().filter(|status| **status == 401).count(), 1, "one of the two was revoked: {all:?}");
}

#[tokio::test]
async fn lists_are_paged_to_their_end() {
    let world = World::new().await;
    let mut client = world.client(&world.a.writer, "act").await;
    for number in 0..5 {
        world.clock.advance(jiff::SignedDuration::from_secs(1));
        send(&mut client, Method::POST, "/api/v1/posts", &[], &content(&format!("文{number}"))).await;
    }
    let (mut seen, mut cursor) = (vec![], String::new());
    for _ in 0..10 {
        let page = client.get(&format!("/api/v1/posts?limit=2{cursor}")).await;
        assert_eq!(page.status, 200, "{}", page.body);
        let page = page.json();
        let ids = page["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned());
        seen.extend(ids);
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    let all = seen.len();
    seen.dedup();
    assert_eq!((seen.len(), all), (5, 5));
    let mut auditor = world.client(&world.a.admin, "read").await;
    let page = auditor.get("/api/v1/audit/entries?limit=3").await.json();
    assert_eq!(page["items"].as_array().map(Vec::len), Some(3));
    let next = page["next"].as_u64().unwrap();
    let older = auditor.get(&format!("/api/v1/audit/entries?limit=3&cursor={next}")).await.json();
    assert_eq!(older["items"][0]["seq"].as_u64(), Some(next - 1));
}

#[tokio::test]
async fn a_refusal_carries_the_stored_answer() {
    let world = World::new().await;
    let mut client = world.client(&world.a.checker, "act").await;
    // The responsible person is no operator: the text gives drafting to operators.
    let refused = send(&mut client, Method::POST, "/api/v1/posts", &[], &content("一")).await;
    assert_eq!(refused.status, 403, "{}", refused.body);
    let problem = refused.json();
    assert_eq!(problem["type"], "urn:tatefuda:problem:refused");
    assert_eq!(problem["answer"]["decision"], "refused");
    let id = problem["answer_id"].as_str().unwrap();
    let stored = client.get(&format!("/api/v1/answers/{id}")).await;
    assert_eq!(stored.status, 200, "{}", stored.body);
    assert_eq!(stored.json()["answer"], problem["answer"]);
}

#[tokio::test]
async fn the_regulation_and_its_kinds_for_machines() {
    let world = World::new().await;
    let mut client = world.client(&world.a.writer, "read").await;
    let regulation = client.get("/api/v1/regulation").await.json();
    assert_eq!(regulation["documents"][0]["chains"][0]["steps"][0]["label"]["ja"], "確認");
    let kinds = client.get("/api/v1/record-kinds").await.json();
    let kinds = kinds["documents"][0]["kinds"].as_array().unwrap();
    assert!(kinds.iter().any(|kind| kind["kind"] == "posting-declaration"), "{kinds:?}");
    for path in ["/api/v1/accounts", "/api/v1/settings"] {
        assert_eq!(client.get(path).await.status, 200, "{path}");
    }
}

/// Before: any word was stored as the means of a confirmation.
#[tokio::test]
async fn the_means_of_a_step_are_a_closed_list() {
    let world = World::new().await;
    let digest = tatefuda_domain::Digest::of(b"shown").to_string();
    let step = |means: &str| json!({ "step": "check", "shown": digest, "means": means });
    let mut writer = world.client(&world.a.writer, "act").await;
    let made = send(&mut writer, Method::POST, "/api/v1/posts", &[], &content("一")).await.json();
    let post = made["post"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/posts/{post}/steps");
    let bad = send(&mut writer, Method::POST, &path, &[], &step("夢で見た")).await;
    assert_eq!(bad.status, 422, "{}", bad.body);
    let problem = bad.json();
    assert_eq!(problem["errors"][0]["field"], "means", "{problem}");
    assert!(problem["errors"][0]["message"].as_str().unwrap().contains("telephone"), "{problem}");
    for word in ["screen", "paper", "electronic", "telephone"] {
        let known = send(&mut writer, Method::POST, &path, &[], &step(word)).await;
        assert_ne!(known.status, 422, "{word}: {}", known.body);
    }
}

#[tokio::test]
async fn a_repeat_of_an_act_without_a_time_is_the_same_act() {
    let world = World::new().await;
    let mut client = world.client(&world.a.admin, "act").await;
    let key = [("idempotency-key", KEY)];
    let path = format!("/api/v1/people/{}/absences", world.a.writer.id());
    let first = send(&mut client, Method::POST, &path, &key, &json!({})).await;
    assert_eq!(first.status, 201, "{}", first.body);
    // Its time is that of the act, so a later repeat says nothing else.
    world.clock.advance(jiff::SignedDuration::from_mins(5));
    let again = send(&mut client, Method::POST, &path, &key, &json!({})).await;
    assert_eq!((again.status, again.body), (first.status, first.body));
}
