//! The description of the interface as types give it, brought into the shape in which it is served.
//!
//! Types describe themselves part by part: a text with a meaning of its own (an id, a digest, a service) by a name, what
//! stands in another type by "all of these". Readers of the description are given what they send and get: one object, and
//! a text where a text stands.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};
use utoipa::openapi::{OpenApi, RefOr, Schema};

type Named = BTreeMap<String, Value>;

const HERE: &str = "#/components/schemas/";

/// A type without the fields that a request says elsewhere, and whether nothing is left of it.
pub(crate) fn without(
    schema: RefOr<Schema>,
    components: &[(String, RefOr<Schema>)],
    outside: &[&str],
) -> (RefOr<Schema>, bool) {
    let named: Named = components.iter().map(|(name, schema)| (name.clone(), value(schema))).collect();
    let mut body = joined(value(&schema), &named);
    if let Some(properties) = body["properties"].as_object_mut() {
        properties.retain(|name, _| !outside.contains(&name.as_str()));
    }
    if let Some(required) = body["required"].as_array_mut() {
        required.retain(|name| name.as_str().is_none_or(|name| !outside.contains(&name)));
    }
    let is_empty = body["properties"].as_object().is_none_or(Map::is_empty);
    if is_empty {
        body = serde_json::json!({
            "type": "object", "description": "An act without particulars.", "additionalProperties": false,
        });
    }
    (serde_json::from_value(body).expect("a description stays one"), is_empty)
}

fn value(schema: &RefOr<Schema>) -> Value {
    serde_json::to_value(schema).expect("plain data")
}

/// Brings the whole into the shape in which it is served.
pub(crate) fn settle(document: &mut OpenApi) {
    let mut whole = serde_json::to_value(&*document).expect("plain data");
    let schemas = whole["components"]["schemas"].as_object().cloned().unwrap_or_default();
    let named: Named = schemas.into_iter().collect();
    let mut settled: Named =
        named.iter().map(|(name, schema)| (name.clone(), plain(joined(schema.clone(), &named), &named))).collect();
    whole["paths"] = plain(whole["paths"].take(), &named);
    let mut used = BTreeSet::new();
    names(&whole["paths"], &mut used);
    let mut open: Vec<String> = used.iter().cloned().collect();
    while let Some(name) = open.pop() {
        let mut found = BTreeSet::new();
        settled.get(&name).iter().for_each(|schema| names(schema, &mut found));
        open.extend(found.into_iter().filter(|name| used.insert(name.clone())));
    }
    settled.retain(|name, _| used.contains(name));
    whole["components"]["schemas"] = Value::Object(settled.into_iter().collect());
    *document = serde_json::from_value(whole).expect("a description stays one");
}

fn target<'a>(schema: &Value, named: &'a Named) -> Option<&'a Value> {
    named.get(schema["$ref"].as_str()?.strip_prefix(HERE)?)
}

fn names(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(list) => list.iter().for_each(|one| names(one, found)),
        Value::Object(fields) => {
            found.extend(value["$ref"].as_str().and_then(|name| name.strip_prefix(HERE)).map(ToOwned::to_owned));
            fields.values().for_each(|one| names(one, found));
        }
        _ => {}
    }
}

/// "All of these" as one object.
fn joined(mut schema: Value, named: &Named) -> Value {
    let Some(parts) = schema.get_mut("allOf").map(Value::take) else { return schema };
    let (mut properties, mut required) = (Map::new(), vec![]);
    for part in parts.as_array().into_iter().flatten() {
        let part = joined(target(part, named).unwrap_or(part).clone(), named);
        properties.extend(part["properties"].as_object().cloned().unwrap_or_default());
        required.extend(part["required"].as_array().cloned().unwrap_or_default());
    }
    let fields = schema.as_object_mut().expect("a schema is an object");
    fields.remove("allOf");
    fields.insert("type".to_owned(), "object".into());
    fields.insert("properties".to_owned(), properties.into());
    if !required.is_empty() {
        fields.insert("required".to_owned(), required.into());
    }
    schema
}

/// A value that says all by itself: a text or a number, of which no choices are listed.
fn is_plain(schema: &Value) -> bool {
    matches!(schema["type"].as_str(), Some("string" | "integer")) && schema["enum"].is_null()
}

/// The plain values of a description in the places where their names stood.
fn plain(mut schema: Value, named: &Named) -> Value {
    if let Some(found) = target(&schema, named).filter(|found| is_plain(found)) {
        let mut found = found.clone();
        found["description"] = schema["description"].take();
        if found["description"].is_null() {
            found.as_object_mut().map(|fields| fields.remove("description"));
        }
        return found;
    }
    match &mut schema {
        Value::Array(list) => list.iter_mut().for_each(|one| *one = plain(one.take(), named)),
        Value::Object(fields) => {
            fields.values_mut().for_each(|one| *one = plain(one.take(), named));
            return nullable(schema);
        }
        _ => {}
    }
    schema
}

/// "One of a plain value and null" as the plain value or null.
fn nullable(schema: Value) -> Value {
    let choices = schema["oneOf"].as_array().map(Vec::as_slice).unwrap_or_default();
    let null = choices.iter().position(|one| one["type"] == "null");
    let (Some(null), 2) = (null, choices.len()) else { return schema };
    let mut one = choices[1 - null].clone();
    if !is_plain(&one) {
        return schema;
    }
    one["type"] = serde_json::json!([one["type"], "null"]);
    if one["description"].is_null() && !schema["description"].is_null() {
        one["description"] = schema["description"].clone();
    }
    if one["description"].is_null() {
        one.as_object_mut().map(|fields| fields.remove("description"));
    }
    one
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn parts_become_one_object_and_texts_stand_where_they_are() {
        let named = Named::from([
            ("Id".to_owned(), json!({ "type": "string", "format": "uuid" })),
            (
                "Names".to_owned(),
                json!({ "type": "object", "properties": { "ja": { "type": "string" } }, "required": ["ja"] }),
            ),
        ]);
        let own = json!({ "type": "object", "properties": {
            "id": { "$ref": "#/components/schemas/Id", "description": "Which." },
            "above": { "oneOf": [{ "$ref": "#/components/schemas/Id" }, { "type": "null" }] },
        }, "required": ["id"] });
        let all = json!({ "allOf": [{ "$ref": "#/components/schemas/Names" }, own], "description": "d" });
        let expected = json!({ "type": "object", "description": "d", "required": ["ja", "id"], "properties": {
            "ja": { "type": "string" },
            "id": { "type": "string", "format": "uuid", "description": "Which." },
            "above": { "type": ["string", "null"], "format": "uuid" },
        } });
        assert_eq!(plain(joined(all, &named), &named), expected);
    }
}
