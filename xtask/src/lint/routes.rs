//! Every page of the router is visited by a browser test; what every route answers, of pages and of the JSON interface,
//! stands in a test of its noun.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::{Finding, Tree};

/// Written by `cargo xtask generate` from the router itself.
const ROUTES: &str = "docs/api/routes.json";
/// What the browser tests visit, by route.
const VISITS: &str = "e2e/lib/visits.mjs";

/// The description of the JSON interface, written by the same.
const INTERFACE: &str = "docs/api/openapi.json";
/// One file per noun: `/api/v1/<noun>`.
const ANSWERS: &str = "crates/web/tests/it/api";
/// One file per room of pages.
const PAGES: &str = "crates/web/tests/it/pages";

#[derive(Debug, Deserialize)]
struct Route {
    method: String,
    path: String,
    /// `page`, `act`, `fragment`, `public`, `asset`, `machine`.
    kind: String,
}

pub fn check(tree: &Tree) -> Result<Vec<Finding>> {
    let routes = std::fs::read_to_string(tree.root.join(ROUTES)).context(ROUTES)?;
    let visits = std::fs::read_to_string(tree.root.join(VISITS)).context(VISITS)?;
    let routes: Vec<Route> = serde_json::from_str(&routes).context(ROUTES)?;
    if routes.is_empty() {
        bail!("{ROUTES} lists no route");
    }
    let mut found: Vec<Finding> =
        judge(&routes, &visits).into_iter().map(|message| Finding::error("routes", VISITS, 0, message)).collect();
    let pages = tree.rust.iter().filter(|source| source.is_below(PAGES)).map(|source| source.text.as_str());
    found.extend(unshown(&routes, &pages.collect::<String>()));
    found.extend(answered(&tree.root)?);
    Ok(found)
}

/// Routes of pages of which no test shows what they answer. Styles, scripts and pictures are what they are.
fn unshown(routes: &[Route], tests: &str) -> Vec<Finding> {
    let routes = routes.iter().filter(|route| route.kind != "asset");
    let missing =
        routes.map(|route| format!("{} {}", route.method, route.path)).filter(|route| !shows_answer(tests, route));
    missing.map(|route| Finding::error("routes", PAGES, 0, format!("no answer of {route} is shown"))).collect()
}

/// The paths of the description with their operations, as far as this rule reads it.
#[derive(Debug, Deserialize)]
struct Interface {
    paths: BTreeMap<String, BTreeMap<String, serde_json::Value>>,
}

fn answered(root: &Path) -> Result<Vec<Finding>> {
    let text = std::fs::read_to_string(root.join(INTERFACE)).context(INTERFACE)?;
    let interface: Interface = serde_json::from_str(&text).context(INTERFACE)?;
    if interface.paths.is_empty() {
        bail!("{INTERFACE} lists no route");
    }
    let mut found = vec![];
    for (path, operations) in &interface.paths {
        let noun = path.trim_start_matches("/api/v1/").split('/').next().unwrap_or_default();
        let file = format!("{ANSWERS}/{}.rs", noun.replace('-', "_"));
        let tests = std::fs::read_to_string(root.join(&file)).unwrap_or_default();
        let routes = operations.keys().map(|method| format!("{} {path}", method.to_uppercase()));
        let missing = routes.filter(|route| !shows_answer(&tests, route));
        found.extend(missing.map(|route| Finding::error("routes", &file, 0, format!("no answer of {route} is shown"))));
    }
    Ok(found)
}

/// Whether some statement of a test calls a route and holds its answer against one that stands there.
fn shows_answer(tests: &str, route: &str) -> bool {
    let call = format!("\"{route}\"");
    let statements = tests.split("assert_snapshot!(").skip(1);
    let mut shown = statements.filter_map(|one| one.split_once(", @").map(|(what, _)| what));
    // An answer that is looked at further is bound to a name first, in the statement before.
    let bound = || {
        tests.match_indices(&call).any(|(at, _)| {
            let before = tests[..at].rsplit_once("let ").and_then(|(_, rest)| rest.split_once(" = "));
            before.is_some_and(|(name, between)| {
                !between.contains(';') && tests[at..].contains(&format!("assert_snapshot!({name}, @"))
            })
        })
    };
    shown.any(|what| what.contains(&call)) || bound()
}

/// Paths in lines `route: '…'`.
fn visited(text: &str) -> BTreeSet<&str> {
    text.match_indices("route: '").filter_map(|(at, start)| text[at + start.len()..].split('\'').next()).collect()
}

fn judge(routes: &[Route], visits: &str) -> Vec<String> {
    let visited = visited(visits);
    let pages =
        routes.iter().filter(|route| route.method == "GET" && ["page", "public"].contains(&route.kind.as_str()));
    let known: BTreeSet<&str> = routes.iter().map(|route| route.path.as_str()).collect();
    let missing = pages
        .filter(|route| !visited.contains(route.path.as_str()))
        .map(|route| format!("{} has no browser test", route.path));
    let stale =
        visited.iter().filter(|path| !known.contains(**path)).map(|path| format!("{path} is no route any more"));
    missing.chain(stale).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_shown_where_a_statement_calls_the_route() {
        let shown = "assert_snapshot!(admin.act(\"POST /api/v1/a\").await, @\"200\");";
        assert!(shows_answer(shown, "POST /api/v1/a"));
        assert!(!shows_answer(shown, "GET /api/v1/a"));
        assert!(!shows_answer("admin.act(\"POST /api/v1/a\").await;", "POST /api/v1/a"));
        let named = "let made = admin.act(\"POST /api/v1/a\").await;\nassert_snapshot!(made, @\"200\");";
        assert!(shows_answer(named, "POST /api/v1/a"));
        assert!(!shows_answer(&named.replace("made, @", "other, @"), "POST /api/v1/a"));
    }

    fn route(method: &str, path: &str, kind: &str) -> Route {
        Route { method: method.into(), path: path.into(), kind: kind.into() }
    }

    #[test]
    fn every_route_of_pages_is_shown() {
        let routes = [route("GET", "/posts", "page"), route("POST", "/posts", "act"), route("GET", "/a.css", "asset")];
        let shown = "assert_snapshot!(writer.get(\"GET /posts\").await, @\"200\");";
        assert_eq!(unshown(&routes, shown).len(), 1);
        assert!(unshown(&routes, &format!("{shown}{}", shown.replace("GET", "POST"))).is_empty());
    }

    #[test]
    fn every_page_is_visited_and_nothing_else_is_asked() {
        let routes = [
            route("GET", "/posts", "page"),
            route("POST", "/posts", "form"),
            route("GET", "/posts/{id}", "page"),
            route("GET", "/api/v1/posts", "api"),
        ];
        assert!(judge(&routes, "{ route: '/posts', }, { route: '/posts/{id}' }").is_empty());
        assert_eq!(judge(&routes, "{ route: '/posts' }"), ["/posts/{id} has no browser test"]);
        assert_eq!(judge(&routes[..2], "{ route: '/posts' }, { route: '/old' }"), ["/old is no route any more"]);
    }
}
