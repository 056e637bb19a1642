//! The JSON Schema of the files of a pack, for editors: made from the same tables and words as the reference.

use serde_json::{Map, Value as Json, json};
use tatefuda_domain::Action;

use super::{Sections, explained, inner, sets};
use tatefuda_regulation::{pack::SECTIONS, schema::ACCOUNT_STATES};

/// The schema of one file of a pack: every section, each of which may be left out.
///
/// # Panics
/// Never: the explanations are part of the program, and a test holds that they can be read.
pub fn pack_schema() -> Json {
    let (sections, _) = explained().expect("the explanations are part of the program");
    let mut definitions = Map::new();
    let mut properties = Map::new();
    for (name, keys) in SECTIONS {
        let told = &sections.section[*name];
        let mut of = Map::new();
        for key in *keys {
            let (ty, ja, en) = explanation(&sections, name, key.name());
            let mut value = of_type(ty);
            // Guards name lists throughout.
            if *name == "where" && value["type"] != "array" {
                value = json!({ "type": "array", "items": value });
            }
            if let Some(object) = value.as_object_mut() {
                object.insert("description".to_owned(), json!(format!("{ja}\n{en}")));
            }
            of.insert(key.name().to_owned(), value);
        }
        let required: Vec<&str> =
            keys.iter().filter(|key| !key.optional).map(tatefuda_regulation::pack::Key::name).collect();
        definitions.insert(
            (*name).to_owned(),
            json!({
                "description": format!("{}\n{}", told.ja, told.en),
                "type": "object",
                "additionalProperties": false,
                "required": required,
                "properties": of,
            }),
        );
        if !name.contains('.') && *name != "where" {
            let one = json!({ "$ref": format!("#/$defs/{name}") });
            let section = if *name == "pack" { one } else { json!({ "type": "array", "items": one }) };
            properties.insert((*name).to_owned(), section);
        }
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Tatefuda pack, language 1",
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
        "$defs": definitions,
    })
}

fn explanation<'s>(sections: &'s Sections, section: &str, key: &str) -> (&'s str, &'s str, &'s str) {
    let own = sections.section.get(section).and_then(|told| told.keys.get(key));
    own.or_else(|| sections.common.get(key))
        .map_or(("text", "", ""), |(ty, ja, en)| (ty.as_str(), ja.as_str(), en.as_str()))
}

fn of_type(ty: &str) -> Json {
    let text = || json!({ "type": "string" });
    let texts = || json!({ "type": "array", "items": text() });
    let section = |name: &str| json!({ "$ref": format!("#/$defs/{name}") });
    let by_param = || {
        json!({ "type": "object", "required": ["param"], "additionalProperties": false,
            "properties": { "param": { "type": "string" } } })
    };
    if let Some(set) = ty.strip_prefix('=') {
        let known: Vec<String> = match set {
            "state" => ACCOUNT_STATES.iter().map(|state| state.0.to_owned()).collect(),
            // Most of these carry the name of something.
            "bound" => return text(),
            "fields" | "lines" | "remedy" | "steps" | "procedure-steps" | "parts" => {
                return json!({ "type": "array", "items": section(inner(set)) });
            }
            set if inner(set).contains('.') => return section(inner(set)),
            set => sets()
                .iter()
                .find(|(name, _)| *name == set)
                .map(|(_, words)| words.iter().map(|word| (*word).to_owned()).collect())
                .unwrap_or_default(),
        };
        let one = json!({ "enum": known });
        // The ways in which a clause acts are several.
        return if set == "class" { json!({ "anyOf": [one, { "type": "array", "items": one }] }) } else { one };
    }
    match ty {
        "both" => json!({ "type": "object", "required": ["ja"], "additionalProperties": false,
            "properties": { "ja": { "type": "string" }, "en": { "type": "string" } } }),
        "headings" => json!({ "type": "object", "additionalProperties": of_type("both") }),
        "number" => json!({ "type": "integer" }),
        "flag" => json!({ "type": "boolean" }),
        "scalar" => json!({ "anyOf": [text(), { "type": "integer" }, { "type": "boolean" }, texts()] }),
        "texts" | "clauses" | "services" | "roles" | "records" | "events" => texts(),
        "minutes" => {
            json!({ "type": "array", "minItems": 1, "items": { "type": "integer", "minimum": 0, "maximum": 59 } })
        }
        "act" => json!({ "enum": acts() }),
        "acts" => {
            let mut known = acts();
            known.push("*");
            json!({ "type": "array", "items": { "enum": known } })
        }
        "periodp" | "every" | "calendarp" => json!({ "anyOf": [text(), by_param()] }),
        "deputies" => json!({ "anyOf": [{ "type": "boolean" }, by_param()] }),
        "together" => json!({ "anyOf": [{ "enum": ["any", "all"] }, { "type": "integer", "minimum": 1 }] }),
        "map" => json!({ "type": "object", "additionalProperties": { "type": "string" } }),
        "choices" => json!({ "type": "array", "items": { "type": "object", "required": ["id", "label"],
            "additionalProperties": false, "properties": { "id": { "type": "string" }, "label": of_type("both") } } }),
        "outcomes" => json!({ "type": "object", "additionalProperties": section("duty.missed") }),
        "guards" => section("where"),
        "fields" | "lines" | "remedy" | "steps" | "procedure-steps" | "parts" => {
            json!({ "type": "array", "items": section(inner(ty)) })
        }
        other if inner(other) != other && inner(other).contains('.') => section(inner(other)),
        _ => text(),
    }
}

fn acts() -> Vec<&'static str> {
    Action::ALL.iter().map(|action| action.as_str()).collect()
}
