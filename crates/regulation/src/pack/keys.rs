//! Keys of the sections of a pack, told by the structures that read them.

/// A key of a section.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    pub field: &'static str,
    /// It may be left out.
    pub optional: bool,
}

impl Key {
    /// The word in TOML.
    pub fn name(&self) -> &'static str {
        self.field.trim_start_matches("r#")
    }
}

/// Whether a type, as written, is an `Option`.
pub const fn is_option(ty: &str) -> bool {
    let (ty, option) = (ty.as_bytes(), b"Option");
    if ty.len() < option.len() {
        return false;
    }
    let mut at = 0;
    while at < option.len() {
        if ty[at] != option[at] {
            return false;
        }
        at += 1;
    }
    true
}
