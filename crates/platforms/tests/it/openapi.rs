//! A reader of official descriptions in OpenAPI, as far as bodies, parameters and answers of connectors need it. It says
//! what is wrong with a value; what it does not know it does not check.

use std::path::PathBuf;

use serde_json::Value;

/// A description that lies beside this repository: in `$TATEFUDA_SHARED/contracts`, or in `../shared/contracts`.
pub fn beside(file: &str) -> Option<Value> {
    #[expect(clippy::disallowed_methods, reason = "a test finds files outside the repository")]
    let named = std::env::var_os("TATEFUDA_SHARED").map(PathBuf::from);
    let near = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let path = named.unwrap_or(near).join("contracts").join(file);
    match std::fs::read(&path) {
        Ok(bytes) => Some(serde_json::from_slice(&bytes).expect("JSON")),
        Err(_) => {
            eprintln!("SKIPPED: the official description is not here ({})", path.display());
            None
        }
    }
}

pub struct OpenApi(pub Value);

impl OpenApi {
    /// What a `$ref` stands for.
    fn open<'a>(&'a self, mut value: &'a Value) -> &'a Value {
        while let Some(reference) = value["$ref"].as_str() {
            value = self.0.pointer(reference.trim_start_matches('#')).expect("what a reference names is there");
        }
        value
    }

    fn operation(&self, method: &str, path: &str) -> &Value {
        let operation = &self.0["paths"][path][method.to_ascii_lowercase()];
        assert!(operation.is_object(), "{method} {path} is not described");
        operation
    }

    /// Names of the parameters that stand in an address.
    pub fn query(&self, method: &str, path: &str) -> Vec<&str> {
        let all = self.operation(method, path)["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
        all.iter()
            .map(|one| self.open(one))
            .filter(|one| one["in"] == "query")
            .filter_map(|one| one["name"].as_str())
            .collect()
    }

    /// What is wrong with the body of a request.
    pub fn request(&self, method: &str, path: &str, body: &Value) -> Vec<String> {
        self.wrong(&self.operation(method, path)["requestBody"]["content"]["application/json"]["schema"], body)
    }

    /// Names of the fields that a body or form of a request may have.
    pub fn fields(&self, method: &str, path: &str, media: &str) -> Vec<&str> {
        let content = &self.operation(method, path)["requestBody"]["content"][media]["schema"];
        let schema = self.open(content);
        schema["properties"].as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect()
    }

    /// What is wrong with the body of an answer.
    pub fn answer(&self, method: &str, path: &str, status: u16, body: &Value) -> Vec<String> {
        let answer = &self.operation(method, path)["responses"][status.to_string()];
        if !answer.is_object() {
            return vec![format!("{method} {path} does not answer {status}")];
        }
        self.wrong(&answer["content"]["application/json"]["schema"], body)
    }

    pub fn wrong(&self, schema: &Value, value: &Value) -> Vec<String> {
        let mut found = vec![];
        self.check(schema, value, "", &mut found);
        found
    }

    fn check(&self, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
        let schema = self.open(schema);
        let mut say = |what: String| found.push(format!("{at}: {what}"));
        let fits = match schema["type"].as_str() {
            Some("object") => value.is_object(),
            Some("array") => value.is_array(),
            Some("string") => value.is_string(),
            Some("integer") => value.is_i64() || value.is_u64(),
            Some("number") => value.is_number(),
            Some("boolean") => value.is_boolean(),
            _ => true,
        };
        if !fits {
            return say(format!("{value} is no {}", schema["type"]));
        }
        if let Some(known) = schema["enum"].as_array().filter(|known| !known.contains(value)) {
            say(format!("{value} is none of {known:?}"));
        }
        if let Some(text) = value.as_str() {
            let digits = text.bytes().all(|byte| byte.is_ascii_digit()) && (1..=19).contains(&text.len());
            if schema["pattern"] == "^[0-9]{1,19}$" && !digits {
                say(format!("{value} is no number"));
            }
            if schema["maxLength"].as_u64().is_some_and(|most| text.chars().count() as u64 > most) {
                say("too long".to_owned());
            }
        }
        if let Some(list) = value.as_array() {
            let (least, most) = (schema["minItems"].as_u64().unwrap_or(0), schema["maxItems"].as_u64());
            if (list.len() as u64) < least || most.is_some_and(|most| list.len() as u64 > most) {
                say(format!("{} items", list.len()));
            }
            for (number, item) in list.iter().enumerate() {
                self.check(&schema["items"], item, &format!("{at}/{number}"), found);
            }
        }
        let Some(object) = value.as_object() else { return };
        let Some(properties) = schema["properties"].as_object() else { return };
        let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
        // One description demands a field that it does not describe: nobody can send that.
        for name in required.filter(|name| properties.contains_key(*name) && !object.contains_key(*name)) {
            found.push(format!("{at}: {name} is missing"));
        }
        for (name, value) in object {
            match properties.get(name) {
                Some(schema) => self.check(schema, value, &format!("{at}/{name}"), found),
                // In answers a field that is not described is a mistake of the double as well.
                None => found.push(format!("{at}: {name} is not described")),
            }
        }
    }
}
