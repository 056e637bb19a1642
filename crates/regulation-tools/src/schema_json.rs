//! JSON Schemas of facts, settings and answer, made from the types' own tables.

use serde_json::{Map, Value as Json, json};

use tatefuda_regulation::{
    answer::SEMANTICS,
    facts::{FACT_SCHEMA, LIST_MAX},
    schema::{self, Element, FieldType},
};

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

pub fn facts_schema() -> Json {
    let fields: Map<String, Json> = schema::FIELDS
        .iter()
        .map(|field| {
            let mut known = vec![of_type(field.ty)];
            if field.optional {
                known.push(json!({ "type": "null", "description": "known not to be there" }));
            }
            known.push(json!({
                "type": "object", "required": ["absent"], "additionalProperties": false,
                "properties": { "absent": { "type": "string", "description": "why nobody could supply it" } },
            }));
            let of = json!({ "description": format!("{} / {}", field.ja, field.en), "x-provider": field.provider, "anyOf": known });
            (field.path.to_owned(), of)
        })
        .collect();
    let text = || json!({ "type": "string" });
    let moment = || json!({ "type": "string", "format": "date-time" });
    let object = |required: &[&str], properties: Json| json!({ "type": "object", "required": required, "additionalProperties": false, "properties": properties });
    let list = |items: Json| json!({ "type": "array", "maxItems": 100_000, "items": items });
    json!({
        "$schema": DRAFT,
        "title": format!("Facts, schema {FACT_SCHEMA}"),
        "type": "object",
        "required": ["actor"],
        "additionalProperties": false,
        "properties": {
            "schema": { "const": FACT_SCHEMA },
            "fields": { "type": "object", "additionalProperties": false, "properties": fields },
            "actor": object(&["person", "capacity"], json!({ "person": text(), "capacity": text(), "kind": text() })),
            "authors": list(text()),
            "subject": { "anyOf": [{ "type": "null" }, object(&["kind", "id"], json!({
                "kind": text(), "id": text(), "digest": optional(text()), "service": optional(text()),
                "account": optional(text()), "account_class": optional(text()),
            }))] },
            "counts": { "type": "object", "additionalProperties": { "type": "integer" } },
            "events": { "type": "object", "additionalProperties": optional(moment()) },
            "given": { "type": "object", "additionalProperties": text() },
            "halts": { "type": "array", "items": { "enum": ["stopped", "copied"] } },
            "duties": list(object(&["duty", "instance", "person", "at"], json!({
                "duty": text(), "instance": text(), "answer": text(), "person": text(), "capacity": text(),
                "subject": optional(text()), "at": moment(),
            }))),
            "procedures": list(object(&["id", "procedure", "opened_at"], json!({
                "id": text(), "procedure": text(), "subject": optional(text()), "origin": optional(text()),
                "opened_at": moment(), "closed_at": optional(moment()),
                "steps": list(object(&["step", "person", "capacity", "at"], json!({
                    "step": text(), "person": text(), "capacity": text(), "at": moment(),
                }))),
            }))),
            "steps": list(object(&["chain", "step", "digest", "person", "capacity", "at"], json!({
                "chain": text(), "step": text(), "digest": text(), "person": text(), "capacity": text(), "at": moment(), "means": text(),
            }))),
            "records": list(object(&["id", "kind", "by_person", "by_capacity", "at"], json!({
                "id": text(), "kind": text(), "subject": optional(text()), "digest": optional(text()),
                "fields": { "type": "object", "additionalProperties": text() },
                "by_person": text(), "by_capacity": text(), "at": moment(),
                "valid_from": optional(moment()), "valid_until": optional(moment()), "used": { "type": "boolean" },
            }))),
            "org": list(object(&["capacity", "person", "from"], json!({
                "capacity": text(), "person": text(), "name": text(), "section": text(), "section_name": text(),
                "position": text(), "position_name": text(), "rank": text(), "extension": text(),
                "branch": text(), "actor_kind": text(),
                "from": moment(), "until": optional(moment()), "kind": { "enum": ["regular", "concurrent", "acting"] },
                "deputy_of": optional(text()), "absent": { "type": "boolean" },
            }))),
        },
    })
}

fn optional(of: Json) -> Json {
    json!({ "anyOf": [{ "type": "null" }, of] })
}

fn of_type(ty: FieldType) -> Json {
    match ty {
        FieldType::Bool => json!({ "type": "boolean" }),
        FieldType::Int => json!({ "type": "integer" }),
        FieldType::Text => json!({ "type": "string" }),
        FieldType::Moment => json!({ "type": "string", "format": "date-time" }),
        FieldType::Date => json!({ "type": "string", "format": "date" }),
        FieldType::Category => json!({ "type": "string", "description": "id of a category of the pack" }),
        FieldType::Level => json!({ "type": "string", "description": "a level of the pack's classification" }),
        FieldType::Choice(choices) => json!({ "enum": choices.iter().map(|choice| choice.0).collect::<Vec<_>>() }),
        FieldType::TextList => json!({ "type": "array", "maxItems": LIST_MAX, "items": { "type": "string" } }),
        FieldType::List(elements) => json!({ "type": "array", "maxItems": LIST_MAX, "items": record(elements) }),
    }
}

fn record(elements: &[Element]) -> Json {
    let properties: Map<String, Json> = elements
        .iter()
        .map(|element| {
            let mut of = of_type(element.ty);
            of["description"] = json!(format!("{} / {}", element.ja, element.en));
            (element.name.to_owned(), of)
        })
        .collect();
    let required: Vec<&str> = elements.iter().filter(|element| !element.optional).map(|element| element.name).collect();
    json!({ "type": "object", "required": required, "properties": properties })
}

/// The schema of a settings file.
pub fn settings_schema() -> Json {
    json!({
        "$schema": DRAFT,
        "title": "Settings",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "practice": { "type": "boolean", "description": "all values are invented" },
            "set": { "type": "array", "items": {
                "type": "object", "required": ["key", "value"], "additionalProperties": false,
                "properties": {
                    "key": { "type": "string", "pattern": "^(param|role|exception|reading|extend):.+" },
                    "value": { "anyOf": [
                        { "type": "string" }, { "type": "integer" }, { "type": "boolean" },
                        { "type": "array", "items": { "type": "string" } },
                    ] },
                    "source": { "type": "string", "description": "the document that decided it" },
                    "note": { "type": "string" },
                    "decided_by": { "type": "string" },
                    "confirmed_by": { "type": "string", "description": "a second person" },
                    "from": { "type": "string", "format": "date-time" },
                    "practice": { "type": "boolean" },
                },
            } },
        },
    })
}

pub fn answer_schema() -> Json {
    let text = || json!({ "type": "string" });
    let refer = |name: &str| json!({ "$ref": format!("#/$defs/{name}") });
    let list = |name: &str| json!({ "type": "array", "items": refer(name) });
    let object = |required: &[&str], properties: Json| json!({ "type": "object", "required": required, "properties": properties });
    let decision = json!({ "enum": ["permitted", "needs", "refused"] });
    let strength = json!({ "enum": ["absolute", "duty", "principle", "as-needed", "effort", "power", "information"] });
    let outcome = json!({ "enum": ["not-applicable", "kept", "open", "broken", "excepted", "unset", "fault", "granted", "silent"] });
    let remedies = [
        "give-step",
        "give-record",
        "choose-field",
        "change-time",
        "wait-until",
        "set-parameter",
        "appoint",
        "replace-medium",
        "open-procedure",
        "do-step",
        "answer-duty",
        "ask-human",
        "all",
    ];
    let digest = json!({ "type": "string", "pattern": "^[0-9a-f]{64}$" });
    json!({
        "$schema": DRAFT,
        "title": format!("Answer, semantics {SEMANTICS}"),
        "type": "object",
        "required": ["decision", "refusals", "groups", "notes", "exceptions_used", "powers_used", "consumes", "citations",
            "trace", "pack_digest", "settings_digest", "facts_digest", "semantics"],
        "properties": {
            "decision": decision,
            "refusals": list("line"), "groups": list("group"), "notes": list("line"),
            "exceptions_used": { "type": "array", "items": object(&["layer", "id", "rule", "clauses", "records"],
                json!({ "layer": text(), "id": text(), "rule": text(), "clauses": list("clause"), "records": { "type": "array", "items": text() } })) },
            "powers_used": { "type": "array", "items": object(&["layer", "id", "clauses"],
                json!({ "layer": text(), "id": text(), "clauses": list("clause") })) },
            "consumes": { "type": "array", "items": text() },
            "citations": list("clause"),
            "trace": { "type": "array", "items": object(&["layer", "rule", "clauses", "strength", "outcome", "decision", "detail"], json!({
                "layer": text(), "rule": text(), "clauses": { "type": "array", "items": text() }, "strength": strength,
                "outcome": outcome, "decision": decision, "detail": text() })) },
            "pack_digest": digest, "settings_digest": digest, "facts_digest": digest,
            "semantics": { "const": SEMANTICS },
        },
        "$defs": {
            "localized": object(&["ja", "en"], json!({ "ja": text(), "en": text() })),
            "clause": object(&["id", "document"], json!({ "id": text(), "document": text() })),
            "line": object(&["layer", "rule", "clauses", "strength", "outcome", "message", "who", "remedies"], json!({
                "layer": text(), "rule": text(), "clauses": list("clause"), "strength": strength, "outcome": outcome,
                "message": refer("localized"), "who": list("who"), "remedies": list("remedy") })),
            "group": object(&["id", "layer", "rule", "clauses", "strength", "message", "alternatives"], json!({
                "id": text(), "layer": text(), "rule": text(), "clauses": list("clause"), "strength": strength,
                "message": refer("localized"),
                "alternatives": { "type": "array", "minItems": 1, "items": refer("remedy") } })),
            "who": object(&["role", "label", "holders"], json!({ "role": text(), "label": refer("localized"), "holders": list("holder") })),
            "holder": object(&["person", "capacity", "name", "position", "section", "extension", "absent", "deputy"], json!({
                "person": text(), "capacity": text(), "name": text(), "position": text(), "section": text(),
                "extension": text(), "absent": { "type": "boolean" }, "deputy": { "type": "boolean" } })),
            "remedy": object(&["remedy"], json!({ "remedy": { "enum": remedies } })),
        },
    })
}
