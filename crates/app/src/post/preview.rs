//! What the regulation says while somebody types. Nothing is stored.

use std::collections::{BTreeMap, BTreeSet};

use tatefuda_domain::{Action, Id as _, PostId};
use tatefuda_text::screen::{Category, Mode};

use super::{
    asking,
    content::{self, Content, Written},
    limits,
    paper::{self, Paper},
    rights,
    view::{PreviewTarget, PreviewView},
};
use crate::{
    actor::Actor,
    core::App,
    failure::{Failure, Forbidden},
    media,
    query::{Look, Query, query},
    reads::Reads,
    screening::{self, Screened},
};

/// How many things of a text are shown beside it.
const FOUND_MAX: usize = 30;

/// The live answer to unsaved content, asked for publishing at the begin of its window.
///
/// # Errors
/// [`Failure::NotFound`] for a post that this person may not read; no regulation in force.
pub async fn preview(
    app: &App,
    actor: &Actor,
    stored: Option<PostId>,
    content: Content,
) -> Result<PreviewView, Failure> {
    actor.require_capacity()?;
    query(app, actor, &Preview { post: stored, content }).await
}

/// See [`preview`].
#[derive(Debug, Clone)]
pub struct Preview {
    /// The post that it would change; absent for a new one.
    pub post: Option<PostId>,
    /// The content as typed.
    pub content: Content,
}

impl Query for Preview {
    const READS: Reads<Self> = Reads::Of(|of| of.post.map(rights::post));
    type Out = PreviewView;

    async fn answer(&self, look: &mut Look<'_>) -> Result<PreviewView, Failure> {
        answer(look, self.post, self.content.clone().at_input()).await
    }
}

async fn answer(look: &mut Look<'_>, stored: Option<PostId>, content: Content) -> Result<PreviewView, Failure> {
    let (app, actor, now) = (look.app, look.actor, look.at);
    let tx = &mut *look.tx;
    let capacity = actor.capacity.ok_or(Failure::Forbidden(Forbidden::NoCapacity))?;
    let tenant = actor.tenant;
    let mut paper = None;
    if let Some(id) = stored {
        paper = Some(Paper::load(tx, tenant, id).await?);
    }
    let outward = paper.as_ref().map_or(Action::PostPublish, |paper| paper.post.outward());
    let accounts = paper::accounts(tx, tenant).await?;
    let known = accounts.keys().copied().collect();
    let mut problems = content.problems(&known);
    let mut usable = content.clone();
    usable.targets.retain(|target| known.contains(&target.account));
    let media = media::known(app, tx, actor, &usable).await?;
    problems.extend(media::unknown(&usable, &media));
    let post = stored.unwrap_or_else(|| app.env.id());
    let by = Written { tenant, post, number: 0, person: actor.person, capacity, at: now };
    let (revision, targets) = match paper {
        // What is stored keeps its digest, whichever version that has.
        Some(paper) if usable == paper.content() => (paper.revision, paper.targets),
        _ => content::revision(&app.env, by, &usable, &media, &accounts),
    };
    problems.extend(targets.iter().filter_map(|one| limits::too_long(accounts.get(&one.account)?, one)));
    let all: Vec<_> = targets.iter().collect();
    problems.extend(limits::pictures(tx, tenant, &accounts, &all).await?);
    if content.texts().any(|text| text.chars().count() > content::TEXT_MAX) {
        // It cannot be kept, so nothing is asked about it: while somebody types, each question costs what its text does.
        let asked_for = content.window.from.map_or(now, |from| from.max(now));
        let (missing, found) = (content.missing(), vec![]);
        return Ok(PreviewView { targets: vec![], problems, missing, found, asked_for });
    }
    let at = content.window.from.map_or(now, |from| from.max(now));
    let mut views = vec![];
    let asks = asking::about_draft(outward, tenant, stored.is_some(), actor.person, &revision, &targets);
    for ask in asks {
        let account = ask.subject.account().filter(|id| !id.uuid().is_nil());
        let asked = asking::shown_clearance(app, tx, actor, ask.at(at), now).await?;
        let target = account.and_then(|id| targets.iter().find(|target| target.account == id));
        let known = account.and_then(|id| accounts.get(&id));
        views.push(PreviewTarget {
            account,
            account_name: known.map(|one| one.name.clone()).unwrap_or_default(),
            length: known.zip(target).and_then(|(one, target)| limits::text_length(&one.service, &target.text)),
            check_number: asked.digest().map(|digest| digest.check_number()).unwrap_or_default(),
            blocks_submit: asking::blocks_submit(&asked.answer, actor.person, &content.window),
            answer: asked.answer,
        });
    }
    let clauses = screening::clauses(app, tx, tenant).await?;
    let found = found(&content.text, targets.iter().map(|target| target.text.as_str()), &clauses);
    Ok(PreviewView { targets: views, problems, missing: content.missing(), found, asked_for: at })
}

/// What is read in the common text and in each other text of an account. Links stand in the answer already.
fn found<'t>(
    common: &'t str,
    own: impl Iterator<Item = &'t str>,
    clauses: &BTreeMap<String, Vec<String>>,
) -> Vec<Screened> {
    let texts: BTreeSet<&str> = own.chain([common]).collect();
    let all = texts.into_iter().flat_map(|text| screening::found(text, Mode::Draft, clauses));
    let mut found: Vec<Screened> = all.filter(|one| one.category != Category::Url.id()).collect();
    // The same words in the texts of two accounts are one thing to look at.
    found.sort_by(|a, b| (a.start, &a.surface, a.category).cmp(&(b.start, &b.surface, b.category)));
    found.dedup_by(|a, b| (&a.surface, a.category, &a.rule) == (&b.surface, b.category, &b.rule));
    found.truncate(FOUND_MAX);
    found
}
