//! The JSON Schema of packs admits what the program reads, and nothing that it does not know.

#![expect(clippy::unwrap_used, reason = "tests")]

use serde_json::Value as Json;
use tatefuda_regulation_tools::pack_schema;

use crate::support::source;

/// What of a value a schema does not admit: the words of the schema that packs use, no others.
fn wrong(root: &Json, schema: &Json, value: &Json, at: &str, found: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        return wrong(root, &root["$defs"][name.trim_start_matches("#/$defs/")], value, at, found);
    }
    if let Some(ways) = schema["anyOf"].as_array() {
        let admits = |way: &Json| {
            let mut own = vec![];
            wrong(root, way, value, at, &mut own);
            own.is_empty()
        };
        if !ways.iter().any(admits) {
            found.push(format!("{at}: {value} is none of what may stand there"));
        }
        return;
    }
    if let Some(known) = schema["enum"].as_array() {
        if !known.contains(value) {
            found.push(format!("{at}: {value} is not among {known:?}"));
        }
        return;
    }
    match (schema["type"].as_str().unwrap_or_default(), value) {
        ("object", Json::Object(keys)) => {
            for (key, value) in keys {
                match (&schema["properties"][key], &schema["additionalProperties"]) {
                    (Json::Null, Json::Object(_)) => {
                        wrong(root, &schema["additionalProperties"], value, &format!("{at}.{key}"), found);
                    }
                    (Json::Null, _) => found.push(format!("{at}: unknown key {key}")),
                    (of, _) => wrong(root, of, value, &format!("{at}.{key}"), found),
                }
            }
            for key in schema["required"].as_array().into_iter().flatten() {
                if !keys.contains_key(key.as_str().unwrap()) {
                    found.push(format!("{at}: {key} is missing"));
                }
            }
        }
        ("array", Json::Array(items)) => {
            items.iter().enumerate().for_each(|(index, item)| {
                wrong(root, &schema["items"], item, &format!("{at}[{index}]"), found);
            });
        }
        ("string", Json::String(_)) | ("integer", Json::Number(_)) | ("boolean", Json::Bool(_)) => {}
        (ty, other) => found.push(format!("{at}: {other} is no {ty}")),
    }
}

fn found(text: &str) -> Vec<String> {
    let root = pack_schema();
    let value: Json = toml::from_str(text).unwrap();
    let mut found = vec![];
    wrong(&root, &root, &value, "", &mut found);
    found
}

#[test]
fn every_file_of_every_pack_is_admitted() {
    for folder in [
        "packs/house",
        "packs/takanezawa",
        "packs/ninohe",
        "packs/misato",
        "packs/minato",
        "packs/kisarazu",
        "examples/hinoki",
        "examples/minekaze",
        "examples/shiomi",
        "docs/packs/base",
    ] {
        for (path, text) in source(folder).regulation_files() {
            if path != "survivors.toml" {
                assert_eq!(found(text), [] as [&str; 0], "{folder}/{path}");
            }
        }
    }
}

#[test]
fn what_the_program_does_not_read_is_none_of_it() {
    assert_eq!(
        found("[[clause]]\nid = \"A\"\nja = \"a\"\nen = \"a\"\nstength = \"duty\""),
        [".clause[0]: unknown key stength"]
    );
    assert_eq!(found("[[clause]]\nid = \"A\"\nja = \"a\""), [".clause[0]: \"en\" is missing"]);
    let act = "[[silence]]\nid = \"a\"\non = [\"post.publsh\"]\nmessage = { ja = \"a\" }";
    assert_eq!(found(act).len(), 1);
}
