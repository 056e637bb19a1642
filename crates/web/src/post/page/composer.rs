//! What stands in the composer: the post as typed, else as stored, with the choices that the documents in force give.

use std::collections::BTreeSet;

use tatefuda_app::{
    account::AccountView,
    post::{self as posts, Content},
};
use tatefuda_domain::{AccountId, AccountState};
use tatefuda_i18n::Translator;
use tatefuda_regulation::{Answer, Regulation};
use tatefuda_ui as ui;
use tatefuda_ui::{
    post::{AccountDraft, Asked, ComposerForm, WindowForm},
    view::{Choice, Pair},
};

use super::{Surroundings, base::Base, show::submit_words};
use crate::{
    form::Form,
    lang,
    page::Page,
    post::{
        look::{Look, capacity},
        view::quoted,
    },
    view,
};

pub(super) fn composer_form(
    page: &Page,
    tr: &Translator,
    around: &Surroundings,
    (typed, base): (&Form, &Base),
    post: Option<(&posts::view::PostView, i64)>,
    (asked, submit_label): (Asked, Option<String>),
) -> ComposerForm {
    let lang = lang::domain(tr.lang());
    let regulations: Vec<&Regulation> = around.documents.iter().map(|one| &*one.governing.regulation).collect();
    // A form that came back without a field did not show it.
    let kept = |name: &str| if typed.has(name) { typed.get(name) } else { base.shown.get(name) }.to_owned();
    let (category, classification) = (kept("category"), kept("classification"));
    ComposerForm {
        base: base.revision,
        title: (typed.has("title") || base.shown.has("title")).then(|| kept("title")),
        carried: carried(tr, around, &base.content),
        meta: page.meta(post.map(|(_, version)| version)),
        post_id: post.map(|(post, _)| post.id.to_string()),
        accounts: around.accounts.iter().map(|account| draft(tr, typed, base, account)).collect(),
        text: kept("text"),
        link: kept("link"),
        pictures: vec![],
        categories: view::stored_too(tr, categories(tr, &regulations, &category), &category),
        classifications: view::stored_too(tr, classifications(tr, &regulations, &classification), &classification),
        category_word: around.words.category_word.clone(),
        classification_word: around.words.classification_word.clone(),
        window: WindowForm {
            from_date: kept("from_date"),
            from_time: kept("from_time"),
            until_date: kept("until_date"),
            until_time: kept("until_time"),
            zone: zone_name(tr, &page.session.body().zone),
        },
        asked,
        submit_label,
        returned: post.and_then(|(post, _)| returned(page, tr, around, post)),
        voids: post.map(|(post, _)| voids(post, lang)).unwrap_or_default(),
    }
}

/// The verb of the pack for passing it on, where that is possible from here.
pub(super) fn submit_label(
    tr: &Translator,
    post: Option<&posts::view::PostView>,
    answer: Option<&Answer>,
) -> Option<String> {
    let step = answer.and_then(|answer| crate::answer::view::next_step(answer, lang::domain(tr.lang())));
    let may_submit = post.is_none_or(|post| post.offers.submit || post.offers.edit);
    may_submit.then(|| submit_words(tr, step))
}

/// Words of the steps that count and that another content would void.
fn voids(post: &posts::view::PostView, lang: tatefuda_domain::Lang) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for step in post.steps.iter().filter(|step| step.current) {
        let word = step.label.get(lang).to_owned();
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

/// What the form has no field for and carries along unchanged.
fn carried(tr: &Translator, around: &Surroundings, content: &Content) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = content.fields.iter().map(|(name, value)| Pair::new(name, value)).collect();
    for target in content.targets.iter().filter(|target| !target.options.is_empty()) {
        let name = account_name(tr, around, target.account);
        pairs.extend(target.options.iter().map(|(key, value)| Pair::new(format!("{name} {key}"), value)));
    }
    pairs
}

pub(super) fn account_name(tr: &Translator, around: &Surroundings, id: AccountId) -> String {
    let found = around.accounts.iter().find(|account| account.id == id);
    let reference = found.map(|account| crate::account::view::reference(tr, account)).unwrap_or_default();
    format!("{} {}", reference.service, reference.name)
}

fn zone_name(tr: &Translator, zone: &str) -> String {
    let key = format!("zone-{}", zone.to_ascii_lowercase().replace(['/', '_'], "-"));
    if tr.has(&key) { tr.text(&key) } else { zone.to_owned() }
}

fn draft(tr: &Translator, typed: &Form, base: &Base, account: &AccountView) -> AccountDraft {
    let id = account.id.to_string();
    let kept = |name: String| if typed.has(&name) { typed.get(&name) } else { base.shown.get(&name) }.to_owned();
    let own = kept(format!("text.{id}"));
    let link = kept(format!("link.{id}"));
    // As it is stored and sent: browsers send line ends as two characters.
    let shown = tatefuda_domain::text::at_input(if own.trim().is_empty() { typed.get("text") } else { &own });
    let length = posts::limits::text_length(&account.service, &shown);
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let running = matches!(account.state, AccountState::Active | AccountState::Transition);
    AccountDraft {
        account: crate::account::view::reference(tr, account),
        selected: typed.all("accounts").any(|chosen| chosen == id),
        count: number(length.map_or_else(|| shown.chars().count(), |length| length.count)),
        unit: length.map_or("code-point", |length| length.unit),
        limit: length.map(|length| number(length.max)),
        text: own,
        link: (!link.is_empty() || typed.has(&format!("link.{id}"))).then_some(link),
        closed: (!running).then(|| tr.text(crate::account::view::state(account.state).key())),
        connector: account.connector,
    }
}

/// Categories of the documents in force, each once, in the order of the text.
fn categories(tr: &Translator, regulations: &[&Regulation], chosen: &str) -> Vec<Choice> {
    let lang = lang::domain(tr.lang());
    let mut seen = BTreeSet::new();
    let all = regulations.iter().flat_map(|regulation| regulation.categories());
    all.filter(|category| seen.insert(category.id.clone()))
        .map(|category| Choice {
            hint: Some(category.clauses.join(tr.pick("、", ", "))).filter(|hint| !hint.is_empty()),
            ..Choice::new(&category.id, category.label.get(lang), category.id == chosen)
        })
        .collect()
}

/// Levels of the classification of information, from the text or as the body declared their order.
fn classifications(tr: &Translator, regulations: &[&Regulation], chosen: &str) -> Vec<Choice> {
    let lang = lang::domain(tr.lang());
    let levels = regulations.iter().flat_map(|regulation| regulation.levels());
    levels.map(|one| Choice::new(&one.id, one.label.get(lang), one.id == chosen)).collect()
}

/// Why the post came back, while it lies with its authors.
fn returned(
    page: &Page,
    tr: &Translator,
    around: &Surroundings,
    post: &posts::view::PostView,
) -> Option<ui::post::TrailEntry> {
    if post.state != tatefuda_domain::post::PostState::Returned {
        return None;
    }
    let look = Look { tr, zone: page.zone(), words: &around.words };
    let note = post.notes.iter().rev().find(|note| note.kind == "return")?;
    Some(ui::post::TrailEntry {
        at: look.when(note.at),
        who: note.person.name.clone(),
        capacity: capacity(tr, &note.person),
        what: tr.text("note-return"),
        comment: Some(quoted(tr, note)),
        refused: false,
        answer_id: None,
        code: None,
        stale: false,
    })
}

/// Errors stand beside the field that is shown: one link for all accounts, the title in the text.
pub(super) fn place(error: &mut ui::view::FieldError, form: &ComposerForm) {
    let own_link = |id: &str| form.accounts.iter().any(|one| one.account.id == id && one.link.is_some());
    match error.field.split_once('.') {
        None if error.field == "title" && form.title.is_none() => error.field = "text".to_owned(),
        Some(("link", account)) if !own_link(account) => error.field = "link".to_owned(),
        _ => {}
    }
}
