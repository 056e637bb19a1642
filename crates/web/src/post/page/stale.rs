//! A save that came too late: both texts, so that neither is lost.

use std::collections::BTreeMap;

use tatefuda_app::post::{self as posts, Content, TargetInput};
use tatefuda_i18n::Translator;
use tatefuda_ui::{
    diff,
    post::{StaleSave, TwoTexts},
};

use super::Surroundings;
use crate::{error::WebError, page::Page, post::look::Look};

/// Both texts of a stale save, field by field.
pub(super) async fn stale(
    page: &Page,
    tr: &Translator,
    now: &posts::view::PostView,
    mine: &Content,
) -> Result<StaleSave, WebError> {
    let around = Surroundings::load(page, tr).await?;
    let look = Look { tr, zone: page.zone(), words: &around.words };
    let theirs = &now.content;
    let words = |content: &Content| -> Vec<(String, String)> {
        let optional =
            |value: &Option<String>, word: &dyn Fn(&str) -> String| value.as_deref().map(word).unwrap_or_default();
        let pairs = |pairs: &BTreeMap<String, String>| -> String {
            let lines: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}: {value}")).collect();
            lines.join("\n")
        };
        let mut rows = vec![
            (tr.text("web-field-title"), content.title.clone()),
            (tr.text("web-field-text"), content.text.clone()),
            (look.words.category_word.clone(), optional(&content.category, &|id| look.words.category(id))),
            (
                look.words.classification_word.clone(),
                optional(&content.classification, &|id| look.words.classification(id)),
            ),
            (
                tr.text("web-field-decision-status"),
                optional(&content.decision_status, &|id| look.words.decision_status(id)),
            ),
            (tr.text("web-field-window"), look.window(content.window).unwrap_or_default()),
            (tr.text("web-field-extra"), pairs(&content.fields)),
        ];
        for account in &around.accounts {
            let target = content.targets.iter().find(|target| target.account == account.id);
            let reference = crate::account::view::reference(tr, account);
            let name = format!("{} {}", reference.service, reference.name);
            let chosen = target.map(|_| tr.text("web-chosen")).unwrap_or_default();
            rows.push((name.clone(), chosen));
            let own = |key: &str, of: &dyn Fn(&TargetInput) -> String| {
                (format!("{name} {}", tr.text(key)), target.map(of).unwrap_or_default())
            };
            rows.push(own("web-field-text", &|target| target.text.clone().unwrap_or_default()));
            rows.push(own("web-field-link", &|target| target.link.clone().unwrap_or_default()));
            rows.push(own("web-field-media", &|target| look.media(&target.media)));
            rows.push(own("web-field-option", &|target| pairs(&target.options)));
        }
        rows
    };
    let differing = words(mine).into_iter().zip(words(theirs)).filter(|((_, mine), (_, theirs))| mine != theirs);
    let last = now.revisions.last();
    Ok(StaleSave {
        by: last.map(|revision| revision.person.name.clone()).unwrap_or_default(),
        at: look.when(last.map_or(now.updated_at, |revision| revision.at)),
        version: now.version,
        fields: differing
            .map(|((label, mine), (_, theirs))| TwoTexts { spans: diff::words(&theirs, &mine), label, mine, theirs })
            .collect(),
    })
}
