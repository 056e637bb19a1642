//! Writes the reference as Markdown.

use tatefuda_domain::Localized;
use tatefuda_regulation::{
    pack::{Pack, SECTIONS},
    schema::ACCOUNT_STATES,
};

use super::{Both, Language, Sections, Words, sets};

/// The page as far as it is written.
pub struct Page {
    pub language: Language,
    pub out: String,
    pub sections: Sections,
    pub words: Words,
}

impl Page {
    pub(super) fn pick<'t>(&self, ja: &'t str, en: &'t str) -> &'t str {
        match self.language {
            Language::Ja => ja,
            Language::En => en,
        }
    }

    pub(super) fn both(&self, (ja, en): &Both) -> String {
        self.pick(ja, en).to_owned()
    }

    pub(super) fn label(&self, text: &Localized) -> String {
        self.pick(&text.ja, &text.en).to_owned()
    }

    pub(super) fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    pub(super) fn heading(&mut self, level: usize, ja: &str, en: &str) {
        let text = format!("\n{} {}\n", "#".repeat(level), self.pick(ja, en));
        self.line(&text);
    }

    pub(super) fn say(&mut self, ja: &str, en: &str) {
        let text = format!("{}\n", self.pick(ja, en));
        self.line(&text);
    }

    /// A table; `|` inside cells is escaped.
    pub(super) fn table(&mut self, head: &[(&str, &str)], rows: Vec<Vec<String>>) {
        let head: Vec<String> = head.iter().map(|(ja, en)| self.pick(ja, en).to_owned()).collect();
        self.row(&head);
        let rule: Vec<String> = head.iter().map(|_| "---".to_owned()).collect();
        self.row(&rule);
        rows.iter().for_each(|row| self.row(row));
    }

    pub(super) fn row(&mut self, cells: &[String]) {
        let cells: Vec<String> = cells.iter().map(|cell| plain(cell)).collect();
        let line = format!("| {} |", cells.join(" | "));
        self.line(&line);
    }

    /// Everything, in order.
    pub fn whole(mut self, house: &Pack) -> String {
        let title = self.pick("# パックの言葉の一覧\n", "# Reference of the pack language\n").to_owned();
        self.line(&title);
        self.say(
            "この頁は `tatefuda regulation reference` が作る。手で直さない（`cargo xtask generate`）。手引は[目次](README.md)から。",
            "Made by `tatefuda regulation reference`; not edited by hand (`cargo xtask generate`). The manual begins at its [contents](README.md).",
        );
        self.sections();
        self.sets();
        self.conditions();
        self.facts();
        self.acts();
        self.scenarios();
        self.files();
        self.house(house);
        while self.out.contains("\n\n\n") {
            self.out = self.out.replace("\n\n\n", "\n\n");
        }
        self.out
    }

    pub(super) fn sections(&mut self) {
        self.heading(2, "欄", "Sections");
        self.say(
            "*必* の付いたものは書かなければならない。`[[…]]` はいくつでも書ける。`…` の中の欄（`chain.steps` など）は、その上の欄の中に書く。",
            "Keys marked *must* cannot be left out. `[[…]]` may stand any number of times. What is named `a.b` stands inside an item of `a`.",
        );
        for (name, keys) in SECTIONS {
            self.heading(3, name, name);
            let Some(told) = self.sections.section.get(*name) else { continue };
            let text = format!("{}\n", self.pick(&told.ja, &told.en));
            let rows: Vec<Vec<String>> = keys
                .iter()
                .filter_map(|key| {
                    let own = told.keys.get(key.name());
                    let (ty, ja, en) = own.or_else(|| self.sections.common.get(key.name()))?;
                    let must = if key.optional { "" } else { self.pick("必", "must") };
                    let text = self.pick(ja, en).to_owned();
                    Some(vec![format!("`{}`", key.name()), must.to_owned(), self.ty(ty), text])
                })
                .collect();
            self.line(&text);
            self.table(&[("鍵", "key"), ("", ""), ("型", "type"), ("意味", "meaning")], rows);
        }
    }

    /// A type in words, with a link where it is explained on this page.
    pub(super) fn ty(&self, ty: &str) -> String {
        match ty.strip_prefix('=') {
            Some("state") => {
                format!("[{}](#{})", self.pick("状態", "state"), self.pick("アカウントの状態", "account-states"))
            }
            Some(set) => match self.words.set.get(set).and_then(|set| set.get("title")) {
                Some(title) => {
                    let title = self.both(title);
                    format!("[{title}](#{})", anchor(&title))
                }
                None => self.inner(set),
            },
            None => self.words.r#type.get(ty).map_or_else(|| ty.to_owned(), |words| self.both(words)),
        }
    }

    /// A table inside the items of a section.
    pub fn inner(&self, name: &str) -> String {
        let section = super::inner(name);
        format!("[{section}](#{})", anchor(section))
    }

    pub(super) fn sets(&mut self) {
        self.heading(2, "決まった言葉", "Closed sets of words");
        for (name, known) in sets() {
            let Some(set) = self.words.set.get(name) else { continue };
            let title = set.get("title").cloned().unwrap_or_default();
            let rows =
                known.iter().filter_map(|word| Some(vec![format!("`{word}`"), self.both(set.get(*word)?)])).collect();
            self.heading(3, &title.0, &title.1);
            self.table(&[("言葉", "word"), ("意味", "meaning")], rows);
        }
        self.heading(3, "アカウントの状態", "Account states");
        let rows = ACCOUNT_STATES.iter().map(|(id, ja, en)| vec![format!("`{id}`"), self.pick(ja, en).to_owned()]);
        let rows = rows.collect();
        self.table(&[("言葉", "word"), ("意味", "meaning")], rows);
        self.heading(3, "本文から見つかるもの", "Findings");
        let kinds = tatefuda_text::FINDING_KINDS.iter();
        let rows = kinds.map(|kind| vec![format!("`{}`", kind.id), self.pick(kind.ja, kind.en).to_owned()]).collect();
        self.table(&[("種類", "kind"), ("意味", "meaning")], rows);
    }
}

/// A cell of a table: what Markdown would take for itself is escaped, but not inside `…`.
pub(super) fn plain(cell: &str) -> String {
    let escape = |(at, part): (usize, &str)| {
        let part = part.replace('|', "\\|");
        if at % 2 == 0 { part.replace('<', "\\<") } else { part }
    };
    cell.split('`').enumerate().map(escape).collect::<Vec<_>>().join("`")
}

/// The anchor of a heading as GitHub makes it.
pub fn anchor(title: &str) -> String {
    let kept = title.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}
