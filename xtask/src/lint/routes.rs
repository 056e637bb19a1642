//! Every page of the router is visited by a browser test.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::{Finding, Tree};

/// Written by `cargo xtask generate` from the router itself.
const ROUTES: &str = "docs/api/routes.json";
/// What the browser tests visit, by route.
const VISITS: &str = "e2e/lib/visits.mjs";

/// One route.
#[derive(Debug, Deserialize)]
struct Route {
    method: String,
    path: String,
    /// `page`, `form`, `fragment`, `api`, `public`, `asset`.
    kind: String,
}

pub fn check(tree: &Tree) -> Result<Vec<Finding>> {
    let routes = std::fs::read_to_string(tree.root.join(ROUTES)).context(ROUTES)?;
    let visits = std::fs::read_to_string(tree.root.join(VISITS)).context(VISITS)?;
    let routes: Vec<Route> = serde_json::from_str(&routes).context(ROUTES)?;
    if routes.is_empty() {
        bail!("{ROUTES} lists no route");
    }
    Ok(judge(&routes, &visits).into_iter().map(|message| Finding::error("routes", VISITS, 0, message)).collect())
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

    fn route(method: &str, path: &str, kind: &str) -> Route {
        Route { method: method.into(), path: path.into(), kind: kind.into() }
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
