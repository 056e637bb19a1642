//! Crates depend one way.

use anyhow::{Context, Result};
use serde::Deserialize;

use super::{Finding, Tree};
use crate::shell;

/// The one table. A crate may use those on the right, nothing else of ours; from bottom to top.
/// Tests of a crate may also use everything that stands above it in this table, and the crates of [`FOR_TESTS`].
const EDGES: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("calendar", &["domain"]),
    ("text", &["domain"]),
    ("audit", &["domain"]),
    ("vault", &["domain"]),
    ("media", &["domain"]),
    ("mediahost", &["domain"]),
    ("sheet", &["domain", "calendar"]),
    ("regulation", &["domain", "calendar", "text"]),
    ("regulation-tools", &["domain", "calendar", "text", "regulation"]),
    ("store", &["domain", "calendar", "text", "audit", "regulation"]),
    ("platforms", &["domain", "text"]),
    ("reach", &["domain", "platforms"]),
    ("app", &["domain", "calendar", "text", "audit", "vault", "media", "sheet", "regulation", "store", "platforms"]),
    ("i18n", &["domain", "calendar"]),
    ("worker", &["domain", "platforms", "reach", "app", "i18n"]),
    ("ui", &["domain", "calendar", "regulation", "i18n"]),
    ("web", &["domain", "calendar", "text", "sheet", "audit", "platforms", "regulation", "app", "i18n", "ui"]),
    ("doubles", &["domain"]),
    ("testkit", &["domain"]),
    (
        "cli",
        &[
            "domain",
            "calendar",
            "text",
            "audit",
            "vault",
            "mediahost",
            "regulation",
            "regulation-tools",
            "store",
            "platforms",
            "reach",
            "app",
            "worker",
            "i18n",
            "ui",
            "web",
            "doubles",
        ],
    ),
    ("xtask", &[]),
];

/// Crates that only tests (and the demo) may use.
const FOR_TESTS: &[&str] = &["testkit", "doubles"];

/// Third-party crates that stay behind one of ours, so that a change of mind costs one crate.
const KEPT_BEHIND: &[(&str, &[&str])] = &[
    ("sqlx", &["store"]),
    ("axum", &["web", "doubles", "mediahost"]),
    ("hyper", &["web"]),
    ("hyper-util", &["web"]),
    ("rustix", &["cli", "store", "vault"]),
    ("axum-extra", &["web"]),
    ("reqwest", &["platforms", "reach", "cli"]),
    ("lettre", &["reach"]),
    ("askama", &["ui"]),
    ("image", &["media", "testkit"]),
    ("calamine", &["sheet"]),
    ("quick-xml", &["sheet"]),
    ("zip", &["sheet"]),
    ("kamadak-exif", &["media", "testkit"]),
    ("fluent-bundle", &["i18n"]),
    ("argon2", &["vault"]),
    ("chacha20poly1305", &["vault"]),
    ("ed25519-dalek", &["audit", "vault"]),
    ("clap", &["cli"]),
    ("anyhow", &["cli", "xtask"]),
    ("tracing-subscriber", &["cli"]),
    ("rustix", &["cli"]),
];

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    /// `None` for a normal one, else `dev` or `build`.
    kind: Option<String>,
}

pub fn check(_: &Tree) -> Result<Vec<Finding>> {
    let json = shell::read("cargo", &["metadata", "--format-version", "1", "--no-deps"])?;
    let metadata: Metadata = serde_json::from_str(&json).context("cargo metadata")?;
    Ok(metadata.packages.iter().flat_map(judge).collect())
}

fn short(name: &str) -> &str {
    name.strip_prefix("tatefuda-").unwrap_or(name)
}

fn rank(name: &str) -> Option<usize> {
    EDGES.iter().position(|(known, _)| *known == name)
}

fn judge(package: &Package) -> Vec<Finding> {
    let name = short(&package.name);
    let path = if name == "xtask" { "xtask/Cargo.toml".into() } else { format!("crates/{name}/Cargo.toml") };
    let Some(place) = rank(name) else {
        return vec![Finding::error(
            "deps",
            path,
            0,
            format!("{name} has no line in the table of xtask/src/lint/deps.rs"),
        )];
    };
    let (_, allowed) = EDGES[place];
    let mut found = Vec::new();
    for dependency in &package.dependencies {
        let for_tests = dependency.kind.as_deref() == Some("dev");
        let other = short(&dependency.name);
        let wrong = if let Some(below) = rank(other) {
            let fine = allowed.contains(&other) || for_tests && (below < place || FOR_TESTS.contains(&other));
            !fine
        } else {
            let kept = KEPT_BEHIND.iter().find(|(crate_name, _)| *crate_name == dependency.name);
            !for_tests && kept.is_some_and(|(_, homes)| !homes.contains(&name))
        };
        if wrong {
            found.push(Finding::error("deps", &path, 0, format!("{name} must not depend on {}", dependency.name)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, dependencies: &[(&str, Option<&str>)]) -> usize {
        let dependencies = dependencies
            .iter()
            .map(|(name, kind)| Dependency { name: (*name).into(), kind: kind.map(Into::into) })
            .collect();
        judge(&Package { name: name.into(), dependencies }).len()
    }

    #[test]
    fn downwards_is_fine() {
        assert_eq!(of("tatefuda-app", &[("tatefuda-domain", None), ("tatefuda-store", None), ("serde", None)]), 0);
        assert_eq!(of("tatefuda-worker", &[("tatefuda-testkit", Some("dev")), ("tatefuda-store", Some("dev"))]), 0);
    }

    #[test]
    fn upwards_is_not() {
        assert_eq!(of("tatefuda-domain", &[("tatefuda-store", None)]), 1);
        assert_eq!(of("tatefuda-store", &[("tatefuda-app", Some("dev"))]), 1);
        assert_eq!(of("tatefuda-web", &[("tatefuda-store", None)]), 1);
        assert_eq!(of("tatefuda-app", &[("tatefuda-testkit", None)]), 1);
    }

    #[test]
    fn third_party_crates_stay_at_home() {
        assert_eq!(of("tatefuda-app", &[("sqlx", None)]), 1);
        assert_eq!(of("tatefuda-store", &[("sqlx", None)]), 0);
        assert_eq!(of("tatefuda-web", &[("reqwest", Some("dev"))]), 0);
    }

    #[test]
    fn a_crate_outside_the_table_is_found() {
        assert_eq!(of("tatefuda-new", &[]), 1);
    }

    #[test]
    fn the_table_has_no_cycle() {
        for (place, (name, allowed)) in EDGES.iter().enumerate() {
            for other in *allowed {
                assert!(rank(other).is_some_and(|below| below < place), "{name} -> {other}");
            }
        }
    }
}
