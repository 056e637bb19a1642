//! What enters is bounded, whoever sends it; one row that cannot be read costs no list, and permits nothing (decision 0023).

use std::collections::BTreeMap;

use axum::http::Method;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tatefuda_domain::{
    Action,
    bound::{EARLIEST, FIELD_MAX, LATEST, ORDER_MAX, TEXT_MAX},
};
use tatefuda_store::{args, counter};
use tatefuda_web::routes::{Kind, Route, Verb};

use crate::{
    browser::Browser,
    places::{Places, endpoints, pages, sound_body},
    world::World,
};

/// The same story on both engines.
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod sqlite { $(
            #[tokio::test]
            async fn $name() { super::$name(crate::world::World::new().await).await }
        )* }
        mod postgres { $(
            #[tokio::test]
            async fn $name() {
                if let Some(world) = crate::world::World::on_postgres().await { super::$name(world).await }
            }
        )* }
    };
}

on_both!(
    an_absence_of_somebody_without_a_role_does_not_stop_the_body,
    every_time_of_the_description_is_bounded_on_both_sides,
    texts_numbers_and_lists_are_bounded_with_their_place,
    no_character_of_a_path_or_filter_is_a_fault,
    what_cannot_be_read_is_never_permitted_by_its_loss,
);

/// Everything that lists, and what everybody needs first.
const LISTS: [&str; 15] = [
    "/",
    "/posts",
    "/posts/new",
    "/accounts",
    "/people",
    "/organisation",
    "/absences",
    "/devices",
    "/tokens",
    "/audit",
    "/regulation",
    "/regulation/clauses",
    "/unreadable",
    "/public/mizube/",
    "/public/mizube/feed.atom",
];

/// Somebody can sign in, and every list answers.
async fn answers(world: &World, browser: &mut Browser, what: &str) {
    world.signed_in(&world.a, &world.a.writer).await;
    for path in LISTS {
        let page = browser.get(path).await;
        // No list: where the document in force cannot be read, nothing can be begun, and the page says so.
        let asks_the_document = path == "/posts/new" && what.starts_with("regulation.");
        let expected = if asks_the_document && page.status != 200 { 409 } else { 200 };
        assert_eq!(page.status, expected, "{what}: {path}: {}", page.body);
    }
}

async fn an_absence_of_somebody_without_a_role_does_not_stop_the_body(world: World) {
    let mut nobody = world.client(&world.a.nobody, "act").await;
    let path = format!("/api/v1/people/{}/absences", world.a.nobody.id());
    let body = json!({ "until": "9999-12-30T22:00:00.999999Z" }).to_string();
    let page = nobody.send(Method::POST, &path, Some("application/json"), body).await;
    assert_eq!(page.status, 422, "{}", page.body);
    let problem = page.json();
    assert_eq!(problem["errors"][0]["field"], "until");
    assert!(problem["errors"][0]["message"].as_str().is_some_and(|text| text.contains("2099")), "{problem}");
    let mut admin = world.signed_in(&world.a, &world.a.admin).await;
    answers(&world, &mut admin, "after").await;
}

/// Every place of a time in the body of an operation, as the names that lead to it.
fn times(document: &Value, schema: &Value, path: &[String], found: &mut Vec<Vec<String>>) {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.rsplit('/').next().unwrap();
        return times(document, &document["components"]["schemas"][name], path, found);
    }
    if schema["format"] == "date-time" {
        found.push(path.to_vec());
    }
    for one in ["oneOf", "allOf"].iter().flat_map(|key| schema[*key].as_array().into_iter().flatten()) {
        times(document, one, path, found);
    }
    if !schema["items"].is_null() {
        times(document, &schema["items"], &[path, &["0".to_owned()]].concat(), found);
    }
    for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
        times(document, inner, &[path, std::slice::from_ref(name)].concat(), found);
    }
}

/// Puts a value at its place; what leads there is made where it is missing.
fn put(body: &mut Value, path: &[String], value: &str) {
    let Some((first, rest)) = path.split_first() else {
        *body = json!(value);
        return;
    };
    if first == "0" {
        if body.as_array().is_none_or(Vec::is_empty) {
            *body = json!([{ "kind": "posting-declaration", "fields": { "declared": "yes" } }]);
        }
        return put(&mut body[0], rest, value);
    }
    if !body.is_object() {
        *body = json!({});
    }
    put(&mut body[first], rest, value);
}

/// As problems name it.
fn named(path: &[String]) -> String {
    path.join(".").replace(".0", "[0]")
}

async fn every_time_of_the_description_is_bounded_on_both_sides(world: World) {
    let places = Places::of(&world).await;
    let document: Value = serde_json::from_str(&tatefuda_web::openapi_json()).unwrap();
    let mut client = world.client(&world.a.admin, "act").await;
    let step = SignedDuration::from_micros(1);
    let sides = [
        (EARLIEST, true),
        (LATEST, true),
        (EARLIEST - step, false),
        (LATEST + step, false),
        (Timestamp::MIN, false),
        (Timestamp::MAX, false),
    ];
    let (mut bodies, mut queries) = (0, 0);
    for (method, path) in endpoints() {
        let operation = &document["paths"][&path][method.as_str().to_lowercase()];
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            if parameter["schema"]["format"] != "date-time" {
                continue;
            }
            queries += 1;
            let name = parameter["name"].as_str().unwrap();
            for (at, taken) in sides {
                let address = places.fill(&path);
                let more = if address.contains('?') { '&' } else { '?' };
                let address = format!("{address}{more}{name}={at}");
                // What goes with a file is read after it, and this is none that could be taken: only the refusal is seen.
                if method != Method::GET {
                    let kind = Some("application/octet-stream");
                    let page = client.send_with(method.clone(), &address, kind, &[], "x").await;
                    assert!(taken || page.status == 422, "{path} {at}: {} {}", page.status, page.body);
                    continue;
                }
                let page = client.get(&address).await;
                assert_eq!(page.status, if taken { 200 } else { 422 }, "{path} {at}: {}", page.body);
            }
        }
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
        let mut found = vec![];
        times(&document, schema, &[], &mut found);
        for place in found {
            bodies += 1;
            for (at, taken) in sides {
                let mut body = sound_body(&world, &places, &path);
                put(&mut body, &place, &at.to_string());
                let etag = places.etag(&path);
                let headers = [("if-match", etag.as_str())];
                let kind = Some("application/json");
                let page =
                    client.send_with(method.clone(), &places.fill(&path), kind, &headers, body.to_string()).await;
                assert!(page.status.as_u16() < 500, "{method} {path} {place:?} {at}: {}", page.body);
                let beyond = page.status == 422
                    && page.json()["errors"].as_array().is_some_and(|errors| {
                        errors.iter().any(|one| one["code"] == "moment-range" && one["field"] == *named(&place))
                    });
                assert_eq!(beyond, !taken, "{method} {path} {place:?} {at}: {} {}", page.status, page.body);
            }
        }
    }
    assert!(bodies >= 14 && queries >= 1, "{bodies} {queries}");
    // Whatever was taken can be shown again.
    let mut admin = world.signed_in(&world.a, &world.a.admin).await;
    // Whose address is a key, there is none for whoever walks all routes.
    let shown = |route: &&Route| route.verb == Verb::Get && route.kind != Kind::Asset && route.name != "task.feed";
    for route in pages().filter(shown) {
        let page = admin.get(&places.fill(route.path)).await;
        assert!(page.status.as_u16() < 400, "{route:?}: {} {}", page.status, page.body);
    }
    answers(&world, &mut admin, "after").await;
    let page = admin.get("/unreadable").await;
    assert!(!page.body.contains("<table"), "{}", page.body);
}

async fn texts_numbers_and_lists_are_bounded_with_their_place(world: World) {
    let places = Places::of(&world).await;
    let mut client = world.client(&world.a.admin, "act").await;
    let section = world.a.section.to_string();
    let (long, longer) = ("木".repeat(TEXT_MAX + 1), "木".repeat(FIELD_MAX + 1));
    let many: Vec<String> = (0..501).map(|_| world.a.facebook.to_string()).collect();
    let cases = [
        ("/api/v1/sections", json!({ "name_ja": "課", "ordinal": ORDER_MAX + 1 }), "ordinal", "order-range"),
        ("/api/v1/sections", json!({ "name_ja": "課", "ordinal": -1 }), "ordinal", "order-range"),
        (
            "/api/v1/positions",
            json!({ "section": section, "name_ja": "職", "rank_order": i64::MAX }),
            "rank_order",
            "order-range",
        ),
        ("/api/v1/posts", json!({ "title": "題", "text": long }), "text", "too-long"),
        ("/api/v1/posts", json!({ "title": "題", "text": longer }), "text", "field-too-long"),
        ("/api/v1/posts", json!({ "title": "a\0b" }), "title", "unreadable"),
        ("/api/v1/posts/{id}/publications", json!({ "accounts": many }), "accounts", "too-many-in-list"),
    ];
    for (path, body, field, code) in cases {
        let etag = places.etag(path);
        let headers = [("if-match", etag.as_str()), ("accept-language", "ja")];
        let kind = Some("application/json");
        let page = client.send_with(Method::POST, &places.fill(path), kind, &headers, body.to_string()).await;
        assert_eq!(page.status, 422, "{path} {field}: {}", page.body);
        let problem = page.json();
        assert_eq!((&problem["errors"][0]["field"], &problem["errors"][0]["code"]), (&json!(field), &json!(code)));
    }
    // The ends themselves are taken.
    for ordinal in [0, ORDER_MAX] {
        let body = json!({ "name_ja": "端の課", "ordinal": ordinal }).to_string();
        let page = client.send(Method::POST, "/api/v1/sections", Some("application/json"), body).await;
        assert_eq!(page.status, 201, "{}", page.body);
    }
    // A form says the same beside its field, and keeps what was typed.
    let mut admin = world.signed_in(&world.a, &world.a.admin).await;
    for (from, ordinal, word) in [("0026-04-01", "1", "2099"), ("2026-04-01", "-1", "1,000,000")] {
        let form = [("name_ja", "失われない課"), ("ordinal", ordinal), ("from", from), ("until", "")];
        let page = admin.post("/sections", &form).await;
        assert_eq!(page.status, 422, "{from}: {}", page.body);
        assert!(page.shows(word) && page.shows("失われない課") && page.shows(from), "{}", page.body);
    }
    // A window in the year 26 is a slip of the keyboard.
    let mut writer = world.signed_in(&world.a, &world.a.writer).await;
    let account = world.a.facebook.to_string();
    let form = [("accounts", account.as_str()), ("text", "本文"), ("title", "題"), ("from_date", "0026-04-01")];
    let page = writer.post("/posts", &form).await;
    assert_eq!(page.status, 422, "{}", page.body);
    assert!(page.shows("2099") && page.shows("0026-04-01"), "{}", page.body);
}

async fn no_character_of_a_path_or_filter_is_a_fault(world: World) {
    let places = Places::of(&world).await;
    let mut admin = world.signed_in(&world.a, &world.a.admin).await;
    let mut client = world.client(&world.a.admin, "act").await;
    for raw in ["%00", "a%00b", "%01", "%7f", "%c2%80", "%e6%9c%a8%00"] {
        for route in pages().filter(|route| route.verb == Verb::Get) {
            let mut path = route.path.replace("{*path}", "{path}");
            while let (Some(start), Some(end)) = (path.find('{'), path.find('}')) {
                path.replace_range(start..=end, raw);
            }
            if path != route.path {
                let page = admin.get(&path).await;
                assert_eq!(page.status, 404, "{path}: {}", page.body);
            }
            let path = places.fill(route.path);
            let joint = if path.contains('?') { '&' } else { '?' };
            for name in ["q", "state", "before", "day", "kind", "subject", "section", "next", "body", "x"] {
                let page = admin.get(&format!("{path}{joint}{name}={raw}")).await;
                assert_eq!(page.status, 400, "{path} {name}: {}", page.body);
            }
        }
        for (_, path) in endpoints().into_iter().filter(|(method, _)| *method == Method::GET) {
            let page = client.get(&path.replace("{id}", raw)).await;
            assert!(!path.contains("{id}") || page.status == 404, "{path}: {} {}", page.status, page.body);
            let page = client.get(&format!("{}?q={raw}&at={raw}&kind={raw}", places.fill(&path))).await;
            assert_eq!(page.status, 400, "{path}: {}", page.body);
        }
    }
}

/// Columns of the tables whose rows are read, by what they hold.
fn columns(kind: &str) -> Vec<(&'static str, String)> {
    let text: String = tatefuda_store::sql::MIGRATIONS.iter().map(|migration| migration.text).collect();
    let mut found = vec![];
    for table in tatefuda_store::trouble::tables() {
        let made = text.split(&format!("CREATE TABLE {table} (")).nth(1).unwrap();
        let inside = made.split("\n){strict}").next().unwrap().lines().map(str::trim);
        let added =
            text.lines().filter_map(|line| line.trim().strip_prefix(&*format!("ALTER TABLE {table} ADD COLUMN ")));
        for line in inside.chain(added) {
            let mut words = line.split_whitespace();
            let (Some(name), Some(of)) = (words.next(), words.next()) else { continue };
            if of.trim_end_matches([',', ';']) == kind {
                found.push((table, name.to_owned()));
            }
        }
    }
    found
}

/// Whether a column of whole numbers holds a time.
fn is_time(column: &str) -> bool {
    column == "at" || column == "asked_for" || ["_at", "_from", "_until"].iter().any(|end| column.ends_with(end))
}

/// A row of the first body that somebody changes by hand.
struct Tampered {
    table: &'static str,
    column: String,
    id: String,
    before: Option<i64>,
}

impl Tampered {
    /// The first row, other than the administrator themselves.
    async fn of(world: &World, table: &'static str, column: &str) -> Option<Self> {
        let sql = format!(
            "SELECT id, {column} AS before FROM {table} WHERE tenant_id = $1 AND id <> $2 \
             AND {column} IS NOT NULL ORDER BY id LIMIT 1"
        );
        let mut tx = world.app.db.read().await.unwrap();
        let row = tx.one(sql.leak(), args![world.a.tenant, world.a.admin.id().to_string()]).await.unwrap()?;
        let before = row.opt_int("before").unwrap();
        Some(Self { table, column: column.to_owned(), id: row.text("id").unwrap(), before })
    }

    async fn set(&self, world: &World, value: Option<i64>) {
        let sql = format!("UPDATE {} SET {} = $3 WHERE tenant_id = $1 AND id = $2", self.table, self.column);
        let mut tx = world.app.db.write().await.unwrap();
        let values = args![world.a.tenant, &self.id, value];
        assert_eq!(tx.execute(sql.leak(), values).await.unwrap(), 1);
        // Whoever changes rows by hand changes no stamp; a program started anew keeps nothing.
        let stamp = counter::counter_read(&mut tx, world.a.tenant, counter::ORGANISATION).await.unwrap();
        counter::stamp_set(&mut tx, world.a.tenant, counter::ORGANISATION, stamp + 1).await.unwrap();
        tx.commit().await.unwrap();
    }
}

/// Times that the program writes and never reads.
const NEVER_READ: [(&str, &str); 5] = [
    ("command", "at"),
    ("feed_item", "removed_at"),
    ("record", "used_at"),
    ("system_right", "granted_at"),
    ("system_right", "revoked_at"),
];

/// Tables whose times are changed by hand in turn. Who loses a session, a token or a password signs in anew; that is all.
fn changed_by_hand() -> BTreeMap<&'static str, Vec<String>> {
    let mut tables: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (table, column) in columns("{int}").into_iter().filter(|(_, column)| is_time(column)) {
        if !matches!(table, "session" | "token" | "credential") {
            tables.entry(table).or_default().push(column);
        }
    }
    tables
}

#[tokio::test]
async fn one_row_changed_by_hand_costs_no_list_and_is_named() {
    let world = World::new().await;
    let _places = Places::of(&world).await;
    let mut admin = world.signed_in(&world.a, &world.a.admin).await;
    let (mut tried, mut unread) = (0, vec![]);
    for (table, columns) in changed_by_hand() {
        let mut shown = false;
        for column in columns {
            let Some(row) = Tampered::of(&world, table, &column).await else { continue };
            tried += 1;
            row.set(&world, Some(i64::MAX)).await;
            let found = tatefuda_app::trouble::list(&world.app, &world.a.admin.actor).await.unwrap();
            match found.as_slice() {
                [] => unread.push((table, column)),
                [one] => assert_eq!((one.table, &one.key, &one.column), (table, &row.id, &column)),
                more => panic!("{more:?}"),
            }
            // The reader of a table is the same for all its columns: the pages are looked at once.
            if !found.is_empty() && !shown && row.id != world.a.writer.id().to_string() {
                shown = true;
                answers(&world, &mut admin, &format!("{table}.{}", row.column)).await;
                let page = admin.get("/unreadable").await;
                assert!([table, &row.id, &row.column].iter().all(|word| page.body.contains(word)), "{}", page.body);
            }
            row.set(&world, row.before).await;
        }
    }
    assert!(tried > 25, "the search finds columns: {tried}");
    let never = |(table, column): &(&str, String)| NEVER_READ.contains(&(*table, column.as_str()));
    assert!(unread.iter().all(never), "{unread:?}");
    answers(&world, &mut admin, "at the end").await;
}

/// What is on the calendar is read, shown and reckoned with, whoever wrote it there.
async fn no_fault_on_any_page(end: Timestamp) {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut admin = world.signed_in(&world.a, &world.a.admin).await;
    for (table, columns) in changed_by_hand() {
        let mut rows = vec![];
        for column in &columns {
            if let Some(row) = Tampered::of(&world, table, column).await {
                row.set(&world, Some(end.as_microsecond())).await;
                rows.push(row);
            }
        }
        for route in pages().filter(|route| route.verb == Verb::Get && route.kind == Kind::Page) {
            let page = admin.get(&places.fill(route.path)).await;
            assert!(page.status.as_u16() < 500, "{table} {end}: {route:?}: {}", page.body);
        }
        for row in rows {
            row.set(&world, row.before).await;
        }
    }
}

#[tokio::test]
async fn the_last_day_of_the_calendar_is_no_fault_on_any_page() {
    no_fault_on_any_page(Timestamp::MAX).await;
}

#[tokio::test]
async fn the_first_day_of_the_calendar_is_no_fault_on_any_page() {
    no_fault_on_any_page(Timestamp::MIN).await;
}

async fn what_cannot_be_read_is_never_permitted_by_its_loss(world: World) {
    let places = Places::of(&world).await;
    let post = places.paper("/posts/{id}/publish").id.parse().unwrap();
    let decision = async || {
        let subject = tatefuda_app::SubjectRef::Target { post, account: world.a.facebook };
        let ask = tatefuda_app::Ask::new(Action::PostPublish, subject);
        tatefuda_app::preview(&world.app, &world.a.writer.actor, ask).await
    };
    assert!(decision().await.unwrap().answer.is_permitted());
    let read = [
        ("absence", "ends_at"),
        ("absence", "starts_at"),
        ("appointment", "starts_at"),
        ("section", "starts_at"),
        ("position", "starts_at"),
        ("person", "created_at"),
        ("regulation", "starts_at"),
        ("setting", "confirmed_at"),
        ("setting", "effective_from"),
        ("setting", "proposed_at"),
        ("record", "at"),
        ("post_step", "at"),
        ("post_revision", "at"),
    ];
    let mut tried = 0;
    for (table, column) in read {
        let sql = format!("SELECT id FROM {table} WHERE tenant_id = $1 ORDER BY id");
        let mut tx = world.app.db.read().await.unwrap();
        let rows = tx.all(sql.leak(), args![world.a.tenant]).await.unwrap();
        let ids: Vec<String> = rows.iter().map(|row| row.text("id").unwrap()).collect();
        tx.rollback().await.unwrap();
        let mut refused = 0;
        for id in ids {
            let select = format!("SELECT {column} AS before FROM {table} WHERE tenant_id = $1 AND id = $2");
            let mut tx = world.app.db.read().await.unwrap();
            let before = tx.one(select.leak(), args![world.a.tenant, &id]).await.unwrap().unwrap();
            let before = before.opt_int("before").unwrap();
            tx.rollback().await.unwrap();
            let row = Tampered { table, column: column.to_owned(), id, before };
            row.set(&world, Some(i64::MAX)).await;
            match decision().await {
                // What another post or account holds is not asked about.
                Ok(asked) if asked.facts.lost.is_empty() => assert!(asked.answer.is_permitted()),
                Ok(asked) => {
                    assert!(!asked.answer.is_permitted(), "{table}.{column}");
                    assert!(!asked.answer.refusals[0].remedies.is_empty());
                    refused += 1;
                }
                Err(failure) => assert!(matches!(failure, tatefuda_app::Failure::Unreadable(_)), "{failure}"),
            }
            row.set(&world, row.before).await;
        }
        // Without any readable document there is nothing to ask: that is no permission either.
        assert!(refused > 0 || table == "regulation", "{table}.{column} is read by the rules");
        tried += 1;
    }
    assert_eq!(tried, 13);
    assert!(decision().await.unwrap().answer.is_permitted());
}
