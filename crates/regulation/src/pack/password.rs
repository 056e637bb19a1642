//! What a body demands of passwords, as a parameter says it.

use super::lines::lines;

/// Kinds of characters that a policy speaks of.
const KINDS: [&str; 3] = ["letter", "digit", "symbol"];

/// What a body demands of passwords.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PasswordPolicy {
    /// At least so many characters.
    pub min_length: u32,
    /// At least so many of `kinds`.
    pub min_kinds: u32,
    /// The kinds that count (`letter`, `digit`, `symbol`); empty: all three.
    pub kinds: Vec<String>,
    /// Kinds that must occur.
    pub require: Vec<String>,
    /// Easily guessed ones are refused.
    pub not_guessable: bool,
    /// After this it has to be changed.
    pub max_age: Option<tatefuda_calendar::Period>,
}

/// Properties of a password; never the password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordFacts {
    /// Characters.
    pub length: i64,
    /// Holds letters.
    pub letters: bool,
    /// Holds digits.
    pub digits: bool,
    /// Holds symbols.
    pub symbols: bool,
    /// Easy to guess.
    pub guessable: bool,
}

impl PasswordPolicy {
    /// Reads `name=value`, one per line: `min_length`, `min_kinds`, `kinds`, `require`, `not_guessable`, `max_age`,
    /// and `max_age_days` for a number of days.
    ///
    /// # Errors
    /// In words, naming the line.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut policy = Self::default();
        for line in lines(text) {
            let (name, value) = line.split_once('=').ok_or_else(|| format!("{line:?}: write name=value"))?;
            let (name, value) = (name.trim(), value.trim());
            let number = || value.parse::<u32>().map_err(|_| format!("{line:?}: expected a number"));
            let kinds = || -> Result<Vec<String>, String> {
                let kinds: Vec<String> = value.split(',').map(|kind| kind.trim().to_owned()).collect();
                match kinds.iter().find(|kind| !KINDS.contains(&kind.as_str())) {
                    Some(wrong) => Err(format!("{wrong:?} is no kind of character; known are {}", KINDS.join(", "))),
                    None => Ok(kinds),
                }
            };
            match name {
                "min_length" => policy.min_length = number()?,
                "min_kinds" => policy.min_kinds = number()?,
                "kinds" => policy.kinds = kinds()?,
                "require" => policy.require = kinds()?,
                "not_guessable" => match value {
                    "yes" => policy.not_guessable = true,
                    "no" => policy.not_guessable = false,
                    _ => return Err(format!("{line:?}: expected yes or no")),
                },
                "max_age" => policy.max_age = Some(value.parse().map_err(|_| format!("{line:?}: expected a period"))?),
                "max_age_days" => policy.max_age = Some(tatefuda_calendar::Period::Days(number()?)),
                other => {
                    return Err(format!(
                        "unknown property {other:?}; known are min_length, min_kinds, kinds, require, not_guessable, max_age, max_age_days"
                    ));
                }
            }
        }
        Ok(policy)
    }

    /// Whether a password with these properties meets the policy.
    pub fn met_by(&self, facts: PasswordFacts) -> bool {
        let has = |kind: &str| match kind {
            "letter" => facts.letters,
            "digit" => facts.digits,
            _ => facts.symbols,
        };
        let counted =
            KINDS.iter().filter(|kind| self.kinds.is_empty() || self.kinds.iter().any(|known| known == *kind));
        let kinds = counted.filter(|kind| has(kind)).count();
        facts.length >= i64::from(self.min_length)
            && kinds >= self.min_kinds as usize
            && self.require.iter().all(|kind| has(kind))
            && !(self.not_guessable && facts.guessable)
    }
}
