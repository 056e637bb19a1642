//! What a value is called, and whose it is.

use tatefuda_app::setting::view::DocumentSettings;

/// The key of a setting, of the body or of one account. The page holds the two apart because they are shown apart; stored
/// they are one word, which the digest of all values in force covers.
pub(crate) fn key_of(key: &str, scope: &str) -> String {
    if scope.is_empty() { key.to_owned() } else { format!("{key}@{scope}") }
}

/// Which document a key belongs to, where the form does not say.
pub(crate) fn document_of(documents: &[DocumentSettings], key: &str) -> Option<String> {
    let knows = |one: &&DocumentSettings| {
        let regulation = &one.governing.regulation;
        match key.split_once(':') {
            Some(("param", _)) => regulation.parameter_of(key).is_some(),
            Some(("role" | "reading" | "exception", _)) => regulation.setting_keys().iter().any(|open| open.key == key),
            _ => true,
        }
    };
    documents.iter().find(knows).or(documents.first()).map(|one| one.governing.document.clone())
}
