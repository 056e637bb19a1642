//! Audit coverage: every command of the registry leaves an entry. The names are those of entries that were really written,
//! by every page and every endpoint; what no door does is written, and looked for, in a story of its own.

use std::{collections::BTreeSet, fs, path::Path};

use axum::body::Body;
use tatefuda_app::registry;
use tatefuda_store::args;

use crate::{
    browser::encode,
    places::{Places, endpoints, method, pages, sound_body, sound_form},
    world::{Member, World},
};

/// What the program does by itself, or what needs a past that no door makes, with the story that looks for its entry
/// (`wrote`).
const IN_STORIES: &[(&str, &str)] = &[
    ("account.renew", "worker/tests/it/services.rs"),
    ("amendment.change", "app/tests/it/amendment/takanezawa.rs"),
    ("amendment.confirm", "app/tests/it/amendment/takanezawa.rs"),
    ("amendment.describe", "app/tests/it/amendment/takanezawa.rs"),
    ("amendment.open", "app/tests/it/amendment/takanezawa.rs"),
    ("amendment.propose", "app/tests/it/amendment/takanezawa.rs"),
    ("amendment.rebase", "app/tests/it/amendment/takanezawa.rs"),
    ("amendment.return", "app/tests/it/amendment/takanezawa.rs"),
    ("amendment.undo", "app/tests/it/amendment/takanezawa.rs"),
    ("amendment.withdraw", "app/tests/it/amendment/takanezawa.rs"),
    ("audit.erase", "app/tests/it/audit.rs"),
    ("case.report", "app/tests/it/case_kisarazu.rs"),
    ("copy.admit", "worker/tests/it/copies.rs"),
    ("copy.answer", "worker/tests/it/copies.rs"),
    ("copy.hold", "worker/tests/it/copies.rs"),
    ("copy.release", "worker/tests/it/copies.rs"),
    ("duty.answer", "app/tests/it/duty.rs"),
    ("duty.begin", "app/tests/it/duty.rs"),
    ("login.change", "app/tests/it/duty.rs"),
    ("media.sweep", "worker/tests/it/media.rs"),
    ("paper.archive", "app/tests/it/paper.rs"),
    ("paper.mark", "app/tests/it/paper.rs"),
    ("publication.finish", "worker/tests/it/stages.rs"),
    ("publication.interrupt", "worker/tests/it/stages.rs"),
    ("publication.prepare", "worker/tests/it/stages.rs"),
    ("publication.reconcile", "worker/tests/it/outcome.rs"),
    ("publication.repeat", "worker/tests/it/services.rs"),
    ("removal.begin", "worker/tests/it/removal.rs"),
    ("removal.finish", "worker/tests/it/removal.rs"),
    ("removal.keep", "worker/tests/it/removal.rs"),
    ("right.revoke", "app/tests/it/member.rs"),
    ("session.choose_capacity", "app/tests/it/session.rs"),
    ("stop.end", "worker/tests/it/stop.rs"),
    ("stop.propose-end", "worker/tests/it/stop.rs"),
    ("tenant.change", "app/tests/it/org.rs"),
    ("token.revoke", "app/tests/it/session.rs"),
];

/// Those who may do something; one of the acts ends the person who may nothing.
fn members(world: &World) -> [&Member; 3] {
    let body = &world.a;
    [&body.writer, &body.checker, &body.admin]
}

async fn by_pages(world: &World) {
    let places = Places::of(world).await;
    for route in pages().filter(|route| route.verb.as_str() == "POST") {
        let form: Vec<(&str, String)> = sound_form(world, &places, route);
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        for member in members(world) {
            let mut browser = world.signed_in(&world.a, member).await;
            let kind = Some("application/x-www-form-urlencoded");
            let page = browser.send(method(route.verb), &places.fill(route.path), kind, encode(&form)).await;
            if page.status.is_success() || page.status.is_redirection() {
                break;
            }
        }
    }
}

async fn by_endpoints(world: &World) {
    let places = Places::of(world).await;
    for (method, path) in endpoints().into_iter().filter(|(method, _)| *method != axum::http::Method::GET) {
        let body = sound_body(world, &places, &path).to_string();
        let etag = places.etag(&path);
        for member in members(world) {
            let mut client = world.client(member, "act").await;
            let headers = [("if-match", etag.as_str())];
            let sent = Body::from(body.clone());
            let address = places.fill(&path);
            let page = client.send_with(method.clone(), &address, Some("application/json"), &headers, sent).await;
            if page.status.is_success() {
                break;
            }
        }
    }
}

/// The commands that were carried out for the first body, by its entries.
async fn written(world: &World) -> BTreeSet<String> {
    let mut tx = world.app.db.read().await.unwrap();
    let sql = "SELECT DISTINCT command FROM audit_entry WHERE tenant_id = $1 AND kind = 'done'";
    let rows = tx.all(sql, args![world.a.tenant]).await.unwrap();
    rows.iter().map(|row| row.text("command").unwrap()).collect()
}

#[tokio::test]
async fn every_command_of_the_registry_leaves_an_entry() {
    let (pages, endpoints) = (World::new().await, World::new().await);
    by_pages(&pages).await;
    by_endpoints(&endpoints).await;
    let written: BTreeSet<String> = written(&pages).await.union(&written(&endpoints).await).cloned().collect();
    let registry: BTreeSet<String> = registry::commands().iter().map(|one| one.name.to_owned()).collect();
    let unknown: Vec<_> = written.difference(&registry).collect();
    assert!(unknown.is_empty(), "entries of commands that no registry knows: {unknown:?}");
    let told = |name: &str| IN_STORIES.iter().any(|(told, _)| *told == name);
    let missing: Vec<&String> = registry.difference(&written).filter(|name| !told(name)).collect();
    assert!(missing.is_empty(), "commands of which nothing writes an entry: {missing:?}");
}

#[test]
fn the_rest_is_looked_for_in_its_story() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for (name, story) in IN_STORIES {
        let text = fs::read_to_string(crates.join(story)).unwrap();
        let looked = text
            .lines()
            .map(|line| line.split("//").next().unwrap())
            .any(|line| line.split_once(".wrote(&[").is_some_and(|(_, names)| names.contains(&format!("\"{name}\""))));
        assert!(looked, "{story} looks for no entry of {name}");
    }
}
