//! What was typed, given back on a page that has no field for it: in words, without ids and without secrets.

use tatefuda_app::{Actor, App, account, setting::view::documents};
use tatefuda_i18n::Translator;
use tatefuda_regulation::{RecordKind, Regulation};
use tatefuda_ui::view::Pair;
use uuid::Uuid;

use crate::record::view::{Lists, pairs};
use crate::{form::Form, lang, text};

/// What is nobody's to read.
pub(crate) const SECRETS: [&str; 7] = ["password", "current", "new", "repeat", "token", "code", "secret"];
/// What belongs to the form and not to whoever typed.
const MACHINERY: [&str; 19] = [
    "duty",
    "instance",
    "command_id",
    "version",
    "shown",
    "next",
    "digest",
    "step",
    "intent",
    "base",
    "post",
    "supply",
    "kind",
    "subject_kind",
    "key",
    "scope",
    "document",
    "shown.level",
    "shown.branch",
];

/// Names for what stands in a form as an id.
#[derive(Default)]
pub(crate) struct Names {
    documents: Vec<tatefuda_app::setting::view::DocumentSettings>,
    lists: Lists,
}

impl Names {
    /// As far as the reader may know them; none where nobody is signed in or nothing of the kind was typed.
    pub(crate) async fn of(app: &App, actor: Option<&Actor>, tr: &Translator, form: &Form) -> Self {
        let mut names = Self::default();
        let Some(actor) = actor else { return names };
        let any = |test: &dyn Fn(&str) -> bool| form.pairs().iter().any(|(name, _)| test(name));
        if any(&|name| name.starts_with("supply.") || name.starts_with("fields.")) {
            names.documents = documents(app, actor).await.unwrap_or_default();
        }
        if any(&|name| name == "accounts" || name.starts_with("supply.") || name.starts_with("fields.")) {
            let ledger = account::ledger(app, actor).await.unwrap_or_default();
            names.lists.accounts = ledger
                .iter()
                .map(|one| crate::account::view::reference(tr, one))
                .map(|one| (one.id, format!("{} {}", one.service, one.name)))
                .collect();
        }
        names
    }

    fn kind(&self, id: &str) -> Option<&RecordKind> {
        let regulations = self.documents.iter().map(|one| &*one.governing.regulation);
        regulations.into_iter().find_map(|regulation: &Regulation| regulation.record_kind(id))
    }
}

/// What was typed, in words.
pub(crate) fn kept(tr: &Translator, form: &Form, names: &Names) -> Vec<Pair> {
    let hidden = |name: &str| SECRETS.contains(&name) || MACHINERY.contains(&name);
    let typed = form.pairs().iter().filter(|(name, value)| !hidden(name) && !value.trim().is_empty());
    typed.filter_map(|(name, value)| pair(tr, form, names, name, value)).collect()
}

fn pair(tr: &Translator, form: &Form, names: &Names, name: &str, value: &str) -> Option<Pair> {
    let kinds = form.all("supply").map(|kind| (format!("supply.{kind}."), kind));
    let own = std::iter::once(("fields.".to_owned(), form.get("kind")));
    for (prefix, kind) in kinds.chain(own) {
        if let (Some(field), Some(declared)) = (name.strip_prefix(&prefix), names.kind(kind)) {
            return Some(answer(tr, names, declared, field, value));
        }
    }
    if name == "accounts" {
        let known = names.lists.accounts.iter().find(|(id, _)| id == value);
        return known.map(|(_, words)| Pair::new(text::field(tr, name), words));
    }
    // An id says nothing to anybody, and the page that it came from holds the choice.
    value.trim().parse::<Uuid>().is_err().then(|| Pair::new(text::field(tr, name), value))
}

/// A field of a record by the pack's words for record and field.
fn answer(tr: &Translator, names: &Names, kind: &RecordKind, field: &str, value: &str) -> Pair {
    let lang = lang::domain(tr.lang());
    let line = kind.lines.iter().find(|line| line.field() == field);
    let (id, text) = (field.to_owned(), value.to_owned());
    let shown = pairs(tr, Some(kind), std::iter::once((&id, &text)), &names.lists).pop();
    let (label, value) = match (line, shown) {
        (Some(line), _) => {
            let word = if value == "yes" { tr.text("yes") } else { value.to_owned() };
            (line.text.get(lang).to_owned(), word)
        }
        (None, Some(shown)) => (shown.label, shown.value),
        (None, None) => (id, text),
    };
    Pair::new(format!("{}{}{label}", kind.label.get(lang), tr.pick("：", ": ")), value)
}
