//! The bounds of what requests carry, in the description of the interface, and held by it (decision 0023).
//!
//! What a body may hold is written once, into the schema of its type: there it is served, and from there each body is
//! looked at before it is read. A field of a type to come has bounds without anybody thinking of them.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use serde_json::Value;
use tatefuda_domain::{
    Moment,
    bound::{EARLIEST, FIELD_MAX, LATEST, LINE_MAX, LIST_MAX, NUMBER_MAX, NoMoment, ORDER_MAX, is_longer},
};
use utoipa::openapi::{
    KnownFormat, OpenApi, Ref, RefOr, Schema, SchemaFormat, Type,
    extensions::Extensions,
    path::Operation,
    schema::{AdditionalProperties, ArrayItems, Object, SchemaType},
};

use crate::form::Issue;

/// Longest text form of a time or an id.
const SHORT_MAX: usize = 64;
/// What the text of a moment begins with; the exact ends stand beside it.
const PATTERN: &str = "^(1899-12-31|19[0-9]{2}-|20[0-9]{2}-|2100-01-01)";

/// Writes bounds into everything that requests carry, where the types say none, and closes each object: what is not
/// described is refused with its name.
pub(crate) fn complete(document: &mut OpenApi) {
    let Some(components) = &mut document.components else { return };
    let mut names = BTreeSet::new();
    for item in document.paths.paths.values_mut() {
        let methods = [&mut item.get, &mut item.put, &mut item.post, &mut item.delete, &mut item.patch];
        for operation in methods.into_iter().flatten() {
            carried(operation, &mut names);
        }
    }
    let mut open: Vec<String> = names.iter().cloned().collect();
    while let Some(name) = open.pop() {
        if let Some(schema) = components.schemas.get_mut(&name) {
            let mut found = BTreeSet::new();
            bound(schema, FIELD_MAX, &mut found);
            close(schema);
            open.extend(found.into_iter().filter(|name| names.insert(name.clone())));
        }
    }
    // Of what is only a part of something, the other parts have fields beside it: the whole tells what is unknown.
    let mut parts = BTreeSet::new();
    components.schemas.values().for_each(|schema| parts_of(schema, &mut parts));
    for name in parts {
        if let Some(RefOr::T(Schema::Object(object))) = components.schemas.get_mut(&name) {
            object.additional_properties.take_if(|more| matches!(**more, AdditionalProperties::FreeForm(false)));
        }
    }
}

/// The types that stand together with others in one object.
fn parts_of(schema: &RefOr<Schema>, parts: &mut BTreeSet<String>) {
    match schema {
        RefOr::T(Schema::OneOf(one)) => one.items.iter().for_each(|item| parts_of(item, parts)),
        RefOr::T(Schema::AllOf(all)) if all.items.len() > 1 => {
            let named = |item: &RefOr<Schema>| match item {
                RefOr::Ref(Ref { ref_location, .. }) => ref_location.rsplit('/').next().map(ToOwned::to_owned),
                RefOr::T(_) => None,
            };
            parts.extend(all.items.iter().filter_map(named));
        }
        _ => {}
    }
}

fn close(schema: &mut RefOr<Schema>) {
    if let RefOr::T(Schema::Object(object)) = schema
        && !object.properties.is_empty()
    {
        object.additional_properties.get_or_insert_with(|| Box::new(AdditionalProperties::FreeForm(false)));
    }
}

/// Bounds the parameters of an operation; gathers the types that its body refers to.
fn carried(operation: &mut Operation, names: &mut BTreeSet<String>) {
    for parameter in operation.parameters.iter_mut().flatten() {
        if let RefOr::T(parameter) = parameter
            && let Some(schema) = &mut parameter.schema
        {
            bound(schema, LINE_MAX, names);
        }
    }
    let Some(RefOr::T(body)) = &mut operation.request_body else { return };
    for (kind, content) in &mut body.content {
        // Pictures have bounds of their own.
        if let (true, RefOr::T(content)) = (kind.starts_with("application/json"), content)
            && let Some(schema) = &mut content.schema
        {
            bound(schema, FIELD_MAX, names);
        }
    }
}

fn bound(schema: &mut RefOr<Schema>, longest: usize, names: &mut BTreeSet<String>) {
    let schema = match schema {
        RefOr::Ref(Ref { ref_location, .. }) => {
            names.extend(ref_location.rsplit('/').next().map(ToOwned::to_owned));
            return;
        }
        RefOr::T(schema) => schema,
    };
    match schema {
        Schema::Object(object) => of_object(object, longest, names),
        Schema::Array(array) => {
            array.max_items.get_or_insert(LIST_MAX);
            if let ArrayItems::RefOrSchema(items) = &mut array.items {
                bound(items, longest, names);
            }
        }
        Schema::OneOf(one) => one.items.iter_mut().for_each(|item| bound(item, longest, names)),
        Schema::AllOf(all) => all.items.iter_mut().for_each(|item| bound(item, longest, names)),
        Schema::AnyOf(any) => any.items.iter_mut().for_each(|item| bound(item, longest, names)),
        _ => {}
    }
}

fn of_object(object: &mut Object, longest: usize, names: &mut BTreeSet<String>) {
    let is = |kind: &Type| match &object.schema_type {
        SchemaType::Type(one) => one == kind,
        SchemaType::Array(several) => several.contains(kind),
        SchemaType::AnyValue => false,
    };
    if is(&Type::String) && object.enum_values.is_none() {
        match &object.format {
            Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)) => {
                object.max_length.get_or_insert(SHORT_MAX);
                object.pattern = Some(PATTERN.to_owned());
                // One value: the order of several would not be the same each time.
                let range = serde_json::json!({ "minimum": EARLIEST.to_string(), "maximum": LATEST.to_string() });
                object.extensions = Some(Extensions::from_iter([("x-range", range)]));
            }
            Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)) => drop(object.max_length.get_or_insert(SHORT_MAX)),
            _ => drop(object.max_length.get_or_insert(longest)),
        }
    }
    if is(&Type::Integer) {
        object.minimum.get_or_insert_with(|| (-NUMBER_MAX).into());
        object.maximum.get_or_insert_with(|| NUMBER_MAX.into());
    }
    for property in object.properties.values_mut() {
        bound(property, longest, names);
    }
    if let Some(more) = &mut object.additional_properties
        && let AdditionalProperties::RefOr(schema) = &mut **more
    {
        object.max_properties.get_or_insert(LIST_MAX);
        bound(schema, longest, names);
    }
}

/// The types of the description by name, as they are served.
static SCHEMAS: LazyLock<BTreeMap<String, Value>> = LazyLock::new(|| {
    let components = super::v1::openapi().components.unwrap_or_default();
    components
        .schemas
        .into_iter()
        .filter_map(|(name, schema)| Some((name, serde_json::to_value(schema).ok()?)))
        .collect()
});

/// What of a body cannot be used.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// What lies outside the bounds.
    pub(crate) issues: Vec<Issue>,
    /// The first field that nobody described.
    pub(crate) unknown: Option<String>,
}

/// Holds a body against the type of that name. Brings it into the form that is kept: times in whole microseconds, and
/// what is written as null where it may be absent is absent.
pub(crate) fn check(name: &str, body: &mut Value) -> Found {
    let mut found = Found::default();
    if let Some(schema) = SCHEMAS.get(name) {
        walk(schema, body, "", &mut found);
    }
    found
}

fn may_be_null(schema: &Value) -> bool {
    let is_null = |schema: &Value| schema["type"] == "null";
    schema["type"].as_array().is_some_and(|types| types.iter().any(|one| one == "null"))
        || schema["oneOf"].as_array().is_some_and(|choices| choices.iter().any(is_null))
}

/// The nesting is that of the body, which the parser bounds.
fn walk(schema: &Value, value: &mut Value, path: &str, found: &mut Found) {
    if let Some(name) = schema["$ref"].as_str() {
        let named = name.rsplit('/').next().and_then(|name| SCHEMAS.get(name));
        if let Some(schema) = named {
            walk(schema, value, path, found);
        }
        return;
    }
    for several in ["oneOf", "allOf", "anyOf"] {
        for one in schema[several].as_array().into_iter().flatten() {
            walk(one, value, path, found);
        }
    }
    let mut issue = |code: Option<&'static str>| {
        if let Some(code) = code
            && found.issues.iter().all(|known| known.field != path)
        {
            found.issues.push(Issue::new(path, code));
        }
    };
    match value {
        Value::String(text) => {
            issue(of_text(schema, text, path));
            if let (Some("date-time"), Ok(moment)) = (schema["format"].as_str(), text.parse::<Moment>()) {
                *text = moment.get().to_string();
            }
        }
        Value::Number(number) => {
            let below = |key: &str, beyond: fn(i64, i64) -> bool| {
                schema[key].as_i64().zip(number.as_i64()).is_some_and(|(end, number)| beyond(number, end))
            };
            let order = schema["maximum"].as_i64() == Some(ORDER_MAX);
            let beyond = below("minimum", |number, end| number < end) || below("maximum", |number, end| number > end);
            issue(beyond.then_some(if order { "order-range" } else { "number-range" }));
        }
        Value::Array(items) => {
            issue(more(schema, "maxItems", items.len()));
            for (index, item) in items.iter_mut().enumerate().take(LIST_MAX) {
                walk(&schema["items"], item, &format!("{path}[{index}]"), found);
            }
        }
        Value::Object(fields) => {
            issue(more(schema, "maxProperties", fields.len()));
            let declared = &schema["properties"];
            fields.retain(|name, item| !(item.is_null() && may_be_null(&declared[name])));
            for (name, item) in fields {
                let place = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                let more = &schema["additionalProperties"];
                if declared[name].is_null() && *more == false {
                    found.unknown.get_or_insert(place);
                    continue;
                }
                walk(if declared[name].is_null() { more } else { &declared[name] }, item, &place, found);
            }
        }
        Value::Null | Value::Bool(_) => {}
    }
}

fn of_text(schema: &Value, text: &str, path: &str) -> Option<&'static str> {
    let longest = schema["maxLength"].as_u64().and_then(|max| usize::try_from(max).ok());
    if schema["format"].as_str() == Some("date-time") {
        // What is no time at all is said by whoever reads it.
        return (text.parse::<Moment>() == Err(NoMoment::Beyond)).then_some("moment-range");
    }
    if let Some(words) = schema["pattern"].as_str().and_then(|all| all.strip_prefix("^(")?.strip_suffix(")$"))
        && words.split('|').all(|word| word != text)
    {
        return Some(match path.rsplit('.').next() {
            Some("means") => "not-a-means",
            Some("mode") => "not-a-mode",
            _ => "not-a-choice",
        });
    }
    let code = if longest == Some(FIELD_MAX) { "field-too-long" } else { "line-too-long" };
    longest.is_some_and(|max| is_longer(text, max)).then_some(code)
}

fn more(schema: &Value, key: &str, count: usize) -> Option<&'static str> {
    let most = schema[key].as_u64().and_then(|most| usize::try_from(most).ok());
    most.is_some_and(|most| count > most).then_some("too-many-in-list")
}
