//! The committed description is the one that the program serves.

use std::path::Path;

use crate::world::World;

#[tokio::test]
async fn the_committed_description_is_the_served_one() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/api/openapi.json");
    let fresh = format!("{}\n", tatefuda_web::openapi_json().trim_end());
    let stored = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(fresh == stored, "docs/api/openapi.json differs; `cargo xtask generate` writes it");
    let world = World::new().await;
    let served = world.browser().get("/api/v1/openapi.json").await;
    let fresh: serde_json::Value = serde_json::from_str(&fresh).unwrap();
    assert_eq!(served.json(), fresh);
}

#[test]
fn every_route_has_its_own_name() {
    let mut names: Vec<&str> = tatefuda_web::routes::ROUTES.iter().map(|route| route.name).collect();
    names.sort_unstable();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all);
    let listed: Vec<serde_json::Value> = serde_json::from_str(&tatefuda_web::routes::json()).unwrap();
    assert_eq!(listed.len(), all);
}
