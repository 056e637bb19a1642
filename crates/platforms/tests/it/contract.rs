//! What we send and read against the official description of Graph API v25.0. The description is not part of this
//! repository; it is looked for in `$TATEFUDA_SHARED/contracts/meta` and in `../shared/contracts/meta` beside it.

use std::{collections::BTreeSet, path::PathBuf};

use serde_json::Value;
use tatefuda_doubles::facebook::{FEED_PARAMETERS, PHOTO_PARAMETERS as TAKEN, POST_FIELDS, READ_PARAMETERS};
use tatefuda_platforms::facebook::{PHOTO_PARAMETERS, READ_FIELDS, SENT_PARAMETERS};

pub fn folder() -> Option<PathBuf> {
    #[expect(clippy::disallowed_methods, reason = "a test finds files outside the repository")]
    let named = std::env::var_os("TATEFUDA_SHARED").map(PathBuf::from);
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let folder = named.unwrap_or(beside).join("contracts/meta");
    if folder.join("Page.json").is_file() {
        return Some(folder);
    }
    eprintln!("SKIPPED: the official description of the Graph API is not here ({})", folder.display());
    None
}

pub fn json(path: PathBuf) -> Value {
    serde_json::from_slice(&std::fs::read(path).expect("readable")).expect("JSON")
}

pub fn names(list: &Value) -> BTreeSet<&str> {
    list.as_array().into_iter().flatten().filter_map(|one| one["name"].as_str()).collect()
}

pub fn parameters<'a>(page: &'a Value, method: &str, endpoint: &str) -> BTreeSet<&'a str> {
    let apis = page["apis"].as_array().expect("a list");
    let api = apis
        .iter()
        .find(|api| api["method"] == method && api["endpoint"].as_str().unwrap_or_default() == endpoint)
        .expect("the endpoint");
    names(&api["params"])
}

#[test]
fn everything_we_send_and_read_is_described() {
    let Some(folder) = folder() else { return };
    let (page, post) = (json(folder.join("Page.json")), json(folder.join("PagePost.json")));
    let feed = parameters(&page, "POST", "feed");
    let read = parameters(&page, "GET", "published_posts");
    let fields = names(&post["fields"]);
    for name in SENT_PARAMETERS.iter().chain(&FEED_PARAMETERS) {
        assert!(feed.contains(name), "POST feed has no parameter {name}");
    }
    let photos = parameters(&page, "POST", "photos");
    for name in PHOTO_PARAMETERS.iter().chain(&TAKEN) {
        assert!(photos.contains(name), "POST photos has no parameter {name}");
    }
    for name in READ_PARAMETERS {
        assert!(read.contains(name), "GET published_posts has no parameter {name}");
    }
    for name in READ_FIELDS.iter().chain(&POST_FIELDS) {
        assert!(fields.contains(name), "a post has no field {name}");
    }
    assert!(!feed.contains("mesage") && !fields.contains("permalink"), "the description can say no");
}

/// The double refuses what is not described, so every test against it checks the connector as well.
#[test]
fn the_double_takes_what_we_send() {
    assert!(SENT_PARAMETERS.iter().all(|name| FEED_PARAMETERS.contains(name)));
    assert!(PHOTO_PARAMETERS.iter().all(|name| TAKEN.contains(name)));
    assert!(READ_FIELDS.iter().all(|name| POST_FIELDS.contains(name)));
}
