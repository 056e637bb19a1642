//! Answers for machines are held against their own description, and what is read can be written back.

use axum::http::Method;
use serde_json::{Value, json};

use crate::{
    browser::Browser,
    places::{Places, endpoints},
    world::World,
};

/// What of a value the schema does not say, or says otherwise.
fn differences(root: &Value, schema: &Value, value: &Value, place: &str, found: &mut Vec<String>) {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.rsplit('/').next().unwrap();
        return differences(root, &root["components"]["schemas"][name], value, place, found);
    }
    for key in ["oneOf", "anyOf"] {
        if let Some(options) = schema[key].as_array() {
            let fits = options.iter().any(|option| {
                let mut inner = vec![];
                differences(root, option, value, place, &mut inner);
                inner.is_empty()
            });
            if !fits {
                found.push(format!("{place}: none of the alternatives fits {value}"));
            }
            return;
        }
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => return found.push(format!("{place}: the description does not say what it is")),
    };
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    if !kinds.contains(&kind) {
        return found.push(format!("{place}: {kind} is not {kinds:?}"));
    }
    if let Some(words) = schema["enum"].as_array()
        && !words.contains(value)
    {
        found.push(format!("{place}: {value} is not one of {words:?}"));
    }
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                differences(root, &schema["items"], item, &format!("{place}[{index}]"), found);
            }
        }
        Value::Object(fields) => {
            for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                if !fields.contains_key(name) {
                    found.push(format!("{place}.{name} is missing"));
                }
            }
            for (name, item) in fields {
                let place = format!("{place}.{name}");
                match (&schema["properties"][name], &schema["additionalProperties"]) {
                    (Value::Null, Value::Object(_)) => {
                        differences(root, &schema["additionalProperties"], item, &place, found);
                    }
                    (Value::Null, _) => found.push(format!("{place} is not described")),
                    (known, _) => differences(root, known, item, &place, found),
                }
            }
        }
        _ => {}
    }
}

async fn judged(
    client: &mut Browser,
    root: &Value,
    method: Method,
    path: &str,
    address: &str,
    body: Option<Value>,
) -> Value {
    let kind = body.is_some().then_some("application/json");
    let page = client.send(method.clone(), address, kind, body.map(|body| body.to_string()).unwrap_or_default()).await;
    assert!(page.status.is_success(), "{method} {path}: {}", page.body);
    let value = page.json();
    let operation = &root["paths"][path][method.as_str().to_lowercase()];
    let schema = &operation["responses"][page.status.as_str()]["content"]["application/json"]["schema"];
    let mut found = vec![];
    differences(root, schema, &value, "$", &mut found);
    assert!(found.is_empty(), "{method} {path}: {found:#?}");
    value
}

#[tokio::test]
async fn what_is_read_is_what_is_described() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let root: Value = serde_json::from_str(&tatefuda_web::openapi_json()).unwrap();
    let mut client = world.client(&world.a.admin, "read").await;
    // Loosely described, because packs declare what is in them.
    let open = ["/api/v1/records/{id}", "/api/v1/record-kinds", "/api/v1/settings", "/api/v1/audit/entries"];
    // The bytes of a picture or of a paper are no JSON.
    let json = |path: &str| {
        let content = &root["paths"][path]["get"]["responses"]["200"]["content"];
        ["image/jpeg", "text/html", "application/octet-stream"].iter().all(|kind| content[*kind].is_null())
    };
    for (method, path) in endpoints()
        .into_iter()
        .filter(|(method, path)| *method == Method::GET && json(path) && !open.contains(&&**path))
    {
        judged(&mut client, &root, method, &path, &places.fill(&path), None).await;
    }
    // Posts at every stage: with steps, sends, held and unknown ones, answers that refuse and that permit.
    let list = client.get("/api/v1/posts?limit=100").await.json();
    for item in list["items"].as_array().unwrap() {
        let address = format!("/api/v1/posts/{}", item["id"].as_str().unwrap());
        for member in [&world.a.writer, &world.a.checker] {
            let mut client = world.client(member, "read").await;
            judged(&mut client, &root, Method::GET, "/api/v1/posts/{id}", &address, None).await;
        }
    }
    let mut writer = world.client(&world.a.writer, "read").await;
    let target = json!([{ "account": world.a.facebook.to_string() }]);
    for content in [json!({ "title": "題", "text": "文", "targets": target }), json!({ "title": "" })] {
        let body = Some(json!({ "content": content }));
        judged(&mut writer, &root, Method::POST, "/api/v1/posts/preview", "/api/v1/posts/preview", body).await;
    }
}

#[tokio::test]
async fn the_content_that_is_read_can_be_put_back() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = world.client(&world.a.writer, "act").await;
    let path = places.fill("/api/v1/posts/{id}");
    let seen = writer.get(&path).await;
    let (content, etag) = (seen.json()["content"].clone(), seen.header("etag").to_owned());
    assert!(content["targets"][0].get("media").is_some(), "{content}");
    let (kind, headers) = (Some("application/json"), [("if-match", etag.as_str())]);
    let revision = format!("{path}/revision");
    let back = writer.send_with(Method::PUT, &revision, kind, &headers, content.to_string()).await;
    assert_eq!(back.status, 200, "{}", back.body);
    // What is there already makes no revision and no version.
    assert_eq!((back.header("etag"), back.json()["revision"].as_i64()), (etag.as_str(), Some(1)));
    let mut other = content.clone();
    other["targets"][0]["media"] = json!([{ "media": world.a.tenant.to_string(), "alt": "写真" }]);
    let unknown = writer.send_with(Method::PUT, &revision, kind, &headers, other.to_string()).await;
    assert_eq!(unknown.status, 422, "a medium that is not there: {}", unknown.body);
}

#[tokio::test]
async fn the_length_of_a_text_is_counted_as_its_service_counts() {
    let world = World::new().await;
    let mut client = world.client(&world.a.writer, "act").await;
    let of = |service: &str| if service == "facebook" { world.a.facebook } else { world.a.website };
    // A family of four emoji joined to one, and a character beyond the basic plane.
    let text = "祭👩‍👩‍👧‍👦𠮷";
    let targets = json!([{ "account": of("facebook").to_string() }, { "account": of("website").to_string() }]);
    let body = json!({ "content": { "title": "題", "text": text, "targets": targets } });
    let kind = Some("application/json");
    let preview = client.send(Method::POST, "/api/v1/posts/preview", kind, body.to_string()).await.json();
    let length = |index: usize| preview["targets"][index]["length"].clone();
    assert_eq!((&length(0)["count"], &length(0)["unit"]), (&json!(14), &json!("utf-16")));
    assert_eq!((&length(1)["count"], &length(1)["unit"]), (&json!(9), &json!("code-point")));

    // One unit too many: the live answer says so, the composer shows it, and it is not passed on.
    let (facebook, text) = (of("facebook").to_string(), "あ".repeat(63_207));
    let mut browser = world.signed_in(&world.a, &world.a.writer).await;
    let fields = [("accounts", facebook.as_str()), ("text", text.as_str()), ("intent", "submit")];
    let live = browser.post("/check", &fields).await;
    assert!(live.shows("63206字まで") && live.shows("63207字"), "{}", live.body);
    let form = browser.get("/posts/new").await;
    let sent = browser.submit(&form, "/posts", &fields).await;
    assert_eq!(sent.status, 422);
    assert!(sent.shows("63206字まで") && sent.body.contains("data-unit=\"utf-16\""), "it is said");
    assert!(sent.body.contains(&text), "and nothing is lost");
    let fits = "あ".repeat(63_206);
    let live = browser.post("/check", &[("accounts", facebook.as_str()), ("text", fits.as_str())]).await;
    assert!(!live.shows("63206字まで"), "{}", live.body);
}
