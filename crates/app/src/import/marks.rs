//! By what an account of a table is found to be there already.

use std::collections::HashMap;

use tatefuda_domain::Service;
use tatefuda_sheet::{narrow, packed};

use crate::FieldError;

/// Who holds a place on a service already.
#[derive(Clone)]
pub(super) enum Holder {
    /// An account of the ledger, by its name.
    Ledger(String),
    /// Another row.
    Row(i64),
}

impl Holder {
    pub(super) fn told(self, field: &'static str) -> FieldError {
        match self {
            Self::Ledger(name) => FieldError::new(field, "import-known").with("name", name),
            Self::Row(row) => FieldError::new(field, "import-twice").with("other", row),
        }
    }
}

/// By what an account is told to be the same as another; in the form in which they are compared.
pub(super) struct Marks {
    service: String,
    name: String,
    handle: String,
    url: String,
    external_id: String,
}

impl Marks {
    pub(super) fn of(service: &Service, name: &str, handle: &str, url: &str) -> Self {
        let url = narrow(url).trim().trim_end_matches('/').to_lowercase();
        let url = url.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
        Self {
            service: service.to_string(),
            name: packed(name).to_lowercase(),
            handle: packed(handle).trim_start_matches('@').to_lowercase(),
            url: url.to_owned(),
            external_id: String::new(),
        }
    }

    pub(super) fn with_id(self, id: Option<&str>) -> Self {
        Self { external_id: id.unwrap_or_default().trim().to_owned(), ..self }
    }
}

/// Who holds each mark.
#[derive(Default)]
pub(super) struct Known(HashMap<(&'static str, String), Holder>);

impl Known {
    /// Notes a line; gives the fields by which it is there already. A name tells only a line that has nothing else.
    pub(super) fn take(&mut self, marks: Marks, holder: &Holder) -> Vec<(&'static str, Holder)> {
        let Marks { service, name, handle, url, external_id } = marks;
        let nothing_else = handle.is_empty() && url.is_empty() && external_id.is_empty();
        let on = |text: String| if text.is_empty() { text } else { format!("{service} {text}") };
        let keys = [("handle", on(handle)), ("url", url), ("external_id", on(external_id)), ("name", on(name))];
        let mut held = vec![];
        for (field, key) in keys.into_iter().filter(|(_, key)| !key.is_empty()) {
            match self.0.get(&(field, key.clone())) {
                Some(other) if field != "name" || nothing_else => held.push((field, other.clone())),
                Some(_) => {}
                None => drop(self.0.insert((field, key), holder.clone())),
            }
        }
        held
    }
}
