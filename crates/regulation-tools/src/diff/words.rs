//! Keys and values in words: explanations of the reference, labels of the pack.

use tatefuda_domain::Localized;
use toml::{Table, Value};

use super::{
    items::Item,
    told::{KEYS, NOUNS},
};
use crate::reference::{Sections, Words as Told, inner};
use tatefuda_regulation::pack::Pack;

/// Speaks for one of the two packs.
pub struct Words<'w> {
    sections: &'w Sections,
    told: &'w Told,
    pack: &'w Pack,
}

impl<'w> Words<'w> {
    pub fn new(sections: &'w Sections, told: &'w Told, pack: &'w Pack) -> Self {
        Self { sections, told, pack }
    }

    /// What kind of item a section holds.
    pub fn noun(&self, section: &str) -> Localized {
        if let Some((_, ja, en)) = NOUNS.iter().find(|(name, ..)| *name == section) {
            return Localized::new(*ja, *en);
        }
        let told = self.sections.section.get(section);
        told.map_or_else(|| same(section), |told| Localized::new(first(&told.ja), first(&told.en)))
    }

    /// The name of an item.
    pub fn label(&self, item: &Item) -> Localized {
        if item.section == "pack" {
            return self.pack.header.title.clone();
        }
        let text = ["label", "title"].iter().find_map(|key| both(item.table.get(*key)?));
        text.unwrap_or_else(|| same(&item.id))
    }

    /// The name of an entry of an item.
    pub fn entry(&self, table: &Table) -> Localized {
        let named = table.get("label").and_then(both);
        let id = ["id", "clause"].iter().find_map(|key| table.get(*key)).and_then(Value::as_str).unwrap_or_default();
        named.unwrap_or_else(|| same(id))
    }

    pub fn key(&self, section: &str, key: &str) -> Localized {
        // The two languages of a text that an item itself is.
        match key {
            "ja" => return Localized::new("文（日本語）", "text (Japanese)"),
            "en" => return Localized::new("文（英語）", "text (English)"),
            _ => {}
        }
        if let Some((.., ja, en)) = KEYS.iter().find(|(of, name, ..)| (*of, *name) == (section, key)) {
            return Localized::new(*ja, *en);
        }
        let told = self.told(section, key);
        told.map_or_else(|| same(key), |(_, ja, en)| Localized::new(first(ja), first(en)))
    }

    /// The section of the tables that a key holds.
    pub fn inner(&self, section: &str, key: &str) -> Option<&'w str> {
        let (ty, ..) = self.told(section, key)?;
        let name = inner(ty.trim_start_matches('='));
        self.sections.section.contains_key(name).then_some(name)
    }

    fn told(&self, section: &str, key: &str) -> Option<&'w (String, String, String)> {
        let own = self.sections.section.get(section).and_then(|section| section.keys.get(key));
        own.or_else(|| self.sections.common.get(key))
    }

    pub fn value(&self, section: &str, key: &str, value: &Value) -> Localized {
        let ty = self.told(section, key).map_or("text", |(ty, ..)| ty.as_str());
        match value {
            Value::Table(table) => both(value)
                .or_else(|| self.param(table))
                .unwrap_or_else(|| self.pairs(self.inner(section, key).unwrap_or(key), ty, table)),
            Value::Array(list) => {
                let of = |value: &Value| match value {
                    Value::Table(table) => self.pairs(self.inner(section, key).unwrap_or(key), ty, table),
                    other => self.one(ty, other),
                };
                self.join(&list.iter().map(of).collect::<Vec<_>>())
            }
            other => self.one(ty, other),
        }
    }

    /// `{ param = "x" }`
    fn param(&self, table: &Table) -> Option<Localized> {
        let id = table.get("param").filter(|_| table.len() == 1)?.as_str()?;
        Some(self.named("param", id))
    }

    /// A table as pairs of key and value.
    fn pairs(&self, section: &str, ty: &str, table: &Table) -> Localized {
        if let Some(label) = table.get("label").and_then(both).filter(|_| table.contains_key("id")) {
            return label;
        }
        let pair = |(key, value): (&String, &Value)| {
            let (what, said) = match (ty, value) {
                // Keys that are names themselves.
                ("map", value) => (self.named("role", key), self.one("role", value)),
                ("outcomes", Value::Table(follows)) => (same(key), self.pairs("duty.missed", "", follows)),
                (_, value) => (self.key(section, key), self.value(section, key, value)),
            };
            Localized::new(format!("{}：{}", what.ja, said.ja), format!("{}: {}", what.en, said.en))
        };
        let pairs: Vec<Localized> = table.iter().map(pair).collect();
        Localized::new(
            pairs.iter().map(|pair| pair.ja.as_str()).collect::<Vec<_>>().join("；"),
            pairs.iter().map(|pair| pair.en.as_str()).collect::<Vec<_>>().join("; "),
        )
    }

    /// Several things.
    pub fn join(&self, list: &[Localized]) -> Localized {
        Localized::new(
            list.iter().map(|one| one.ja.as_str()).collect::<Vec<_>>().join("、"),
            list.iter().map(|one| one.en.as_str()).collect::<Vec<_>>().join(", "),
        )
    }

    /// One value of a type.
    fn one(&self, ty: &str, value: &Value) -> Localized {
        let text = match value {
            Value::Boolean(true) => return Localized::new("はい", "yes"),
            Value::Boolean(false) => return Localized::new("いいえ", "no"),
            Value::String(text) => text.as_str(),
            other => return same(&other.to_string()),
        };
        if let Some(set) = ty.strip_prefix('=') {
            let word = self.told.set.get(set).and_then(|set| set.get(text));
            return word.map_or_else(|| same(text), |(ja, en)| Localized::new(short(ja), short(en)));
        }
        match ty {
            "act" | "acts" => self.told.act.get(text).map_or_else(|| same(text), |(ja, en)| Localized::new(ja, en)),
            "event" | "events" => self.event(text),
            "periodp" | "every" => period(text).unwrap_or_else(|| same(text)),
            "role" | "roles" => self.named("role", text),
            "record" | "records" => self.named("record", text),
            "param" | "procedure" | "step" | "document" | "duty" | "board" | "calendar" | "norm" | "class" => {
                self.named(ty, text)
            }
            _ => same(text),
        }
    }

    fn event(&self, text: &str) -> Localized {
        if let Some((ja, en)) = self.told.event.get(text) {
            return Localized::new(ja, en);
        }
        let Some((kind, id)) = text.split_once(':') else { return same(text) };
        let made = self.told.made_event.iter().find(|(name, _)| name.split(':').next() == Some(kind));
        let noun = match kind {
            "opened" | "closed" => "procedure",
            "missed" => "duty",
            other => other,
        };
        let name = self.named(noun, id);
        made.map_or_else(
            || same(text),
            |(_, (ja, en))| Localized::new(format!("{ja}（{}）", name.ja), format!("{en} ({})", name.en)),
        )
    }

    /// What an id names: its label in this pack.
    fn named(&self, kind: &str, id: &str) -> Localized {
        let pack = self.pack;
        macro_rules! label {
            ($items:ident) => {
                pack.$items.iter().find(|item| item.id == id).map(|item| item.label.clone())
            };
        }
        let found = match kind {
            "role" => match id.strip_prefix("reading:") {
                Some(id) => pack.readings.iter().find(|reading| reading.id == id).map(|reading| same(&reading.written)),
                None => label!(roles),
            },
            "record" => label!(record_kinds),
            "param" => label!(parameters),
            "procedure" => label!(procedures),
            "document" => label!(documents),
            "duty" => label!(duties),
            "board" => label!(boards),
            "calendar" => label!(calendars),
            "class" => label!(account_classes),
            "norm" => pack.norms.iter().find(|norm| norm.id == id).map(|norm| norm.title.clone()),
            "step" => id.split_once('/').and_then(|(procedure, step)| {
                let procedure = pack.procedures.iter().find(|known| known.id == procedure)?;
                let step = procedure.steps.iter().find(|known| known.id == step)?;
                let (outer, inner) = (&procedure.label, &step.label);
                Some(Localized::new(format!("{}の{}", outer.ja, inner.ja), format!("{} of {}", inner.en, outer.en)))
            }),
            _ => None,
        };
        found.unwrap_or_else(|| same(id))
    }
}

/// A text that is the same in both languages.
fn same(text: &str) -> Localized {
    Localized::new(text, text)
}

/// `{ ja, en }`
fn both(value: &Value) -> Option<Localized> {
    let table = value.as_table()?;
    let text = |key: &str| table.get(key)?.as_str().map(str::to_owned);
    (table.len() == 2).then(|| Some(Localized::new(text("ja")?, text("en")?))).flatten()
}

/// The first sentence of an explanation, without what only authors need.
fn first(text: &str) -> &str {
    let text = text.strip_prefix("True: ").or_else(|| text.strip_prefix("true なら")).unwrap_or(text);
    let end = text.find(['。', ';', ':']).or_else(|| text.find(". ")).unwrap_or(text.len());
    text[..end].trim_end_matches('.')
}

/// The word that an explanation begins with.
fn short(text: &str) -> &str {
    let end = text.find(['。', '（', ',', ':', ';', '.']).unwrap_or(text.len());
    &text[..end]
}

/// A period or recurrence in words.
fn period(text: &str) -> Option<Localized> {
    let whole = match text {
        "day" => Some(("毎日", "every day")),
        "week" => Some(("毎週", "every week")),
        "month" => Some(("毎月", "every month")),
        "quarter" => Some(("四半期ごと", "every quarter")),
        "year" => Some(("毎年", "every year")),
        "fiscal-year" => Some(("毎年度", "every fiscal year")),
        _ => None,
    };
    if let Some((ja, en)) = whole {
        return Some(Localized::new(ja, en));
    }
    let (number, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit())?);
    let (ja, en) = match unit.trim() {
        "h" => ("時間", "hour"),
        "d" | "days" => ("日", "day"),
        "wd" => ("開庁日", "working day"),
        "w" => ("週間", "week"),
        "m" | "months" => ("か月", "month"),
        "y" => ("年", "year"),
        "fy" => ("年度", "fiscal year"),
        _ => return None,
    };
    let plural = if number == "1" { "" } else { "s" };
    (!number.is_empty()).then(|| Localized::new(format!("{number}{ja}"), format!("{number} {en}{plural}")))
}
