//! What an answer while typing costs is bounded.

use axum::http::Method;
use serde_json::json;

use crate::world::World;

/// A text that cannot be kept is told to be too long, and no question is asked about it.
#[tokio::test]
async fn nothing_is_asked_about_a_text_that_cannot_be_kept() {
    let world = World::new().await;
    let mut client = world.client(&world.a.writer, "read").await;
    let account = world.a.website.to_string();
    let mut preview = async |count: usize| {
        let targets = json!([{ "account": account }]);
        let body = json!({ "content": { "title": "題", "text": "「".repeat(count), "targets": targets } });
        client.send(Method::POST, "/api/v1/posts/preview", Some("application/json"), body.to_string()).await.json()
    };
    let asked = preview(70_000).await;
    assert_eq!(asked["targets"].as_array().map(Vec::len), Some(1), "{asked}");
    let beyond = preview(70_001).await;
    assert_eq!(beyond["targets"], json!([]), "{beyond}");
    assert!(beyond["problems"].to_string().contains("too-long"), "{beyond}");
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let text = "「".repeat(70_001);
    let page = browser.post("/check", &[("accounts", account.as_str()), ("text", text.as_str())]).await;
    assert!(page.status == 200 && page.body.contains("70000"), "{}", page.body);
}
