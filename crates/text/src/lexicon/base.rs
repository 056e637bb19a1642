//! The lexicon that comes with the program.

use super::Lexicon;

/// Its files. They are one layer and share the version of the first.
const FILES: &[(&str, &str)] = &[
    ("groups", include_str!("../../lexicon/groups.toml")),
    ("abuse", include_str!("../../lexicon/abuse.toml")),
    ("discrimination", include_str!("../../lexicon/discrimination.toml")),
    ("threat", include_str!("../../lexicon/threat.toml")),
    ("obscenity", include_str!("../../lexicon/obscenity.toml")),
    ("incitement", include_str!("../../lexicon/incitement.toml")),
    ("rescue", include_str!("../../lexicon/rescue.toml")),
    ("rumour", include_str!("../../lexicon/rumour.toml")),
    ("draft", include_str!("../../lexicon/draft.toml")),
    ("activity", include_str!("../../lexicon/activity.toml")),
];

/// The base layer.
///
/// # Panics
///
/// Never with the files of this repository: a test reads them.
pub fn base() -> Lexicon {
    let mut whole: Option<Lexicon> = None;
    for (name, text) in FILES {
        let part = Lexicon::from_toml(text).unwrap_or_else(|error| panic!("lexicon/{name}.toml: {error}"));
        match &mut whole {
            None => whole = Some(part),
            Some(whole) => {
                whole.groups.extend(part.groups);
                whole.defaults.extend(part.defaults);
                whole.entries.extend(part.entries);
            }
        }
    }
    whole.unwrap_or_else(|| Lexicon {
        id: "base".to_owned(),
        version: String::new(),
        groups: vec![],
        defaults: vec![],
        entries: vec![],
    })
}
