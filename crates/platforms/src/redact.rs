//! Keeps secrets out of whatever a platform says: Graph repeats a malformed token inside its error message.

const SHOWN: usize = 500;

/// The text without the secrets, cut to a length fit for a log line.
pub(crate) fn redact(text: &str, secrets: &[&str]) -> String {
    let mut out = text.to_owned();
    for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
        out = out.replace(secret, "[secret]");
    }
    match out.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &out[..end]),
        None => out,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_go_and_long_texts_are_cut() {
        assert_eq!(redact("Malformed access token EAAB1", &["EAAB1", ""]), "Malformed access token [secret]");
        assert_eq!(redact(&"あ".repeat(600), &[]).chars().count(), SHOWN + 1);
    }
}
