//! What is known of a post when the regulation is asked: one target, i.e. the post on one account.

use std::collections::BTreeMap;

use tatefuda_domain::{
    AccountId, Digest, PersonId, TenantId, digest::TargetContent, media::MediumAnswers, post::Means, request::Request,
    text::is_blank,
};
use tatefuda_regulation::{StepFact, StepKind, Value, hosts, media_counts, text_facts};
use tatefuda_store::{
    Tx, account, media,
    post::{self, Post, trail},
    request::request_of_post,
};
use tatefuda_text::LinkData;

use super::{content, correction};
use crate::{
    actor::Actor,
    core::App,
    facts::{FactsBuilder, SubjectKind, SubjectRef},
    failure::Failure,
    noun::Provider,
    reads::Told,
};

/// What is known of content, stored or as typed.
pub(super) struct Contents;

impl Provider for Contents {
    fn subjects(&self) -> &'static [SubjectKind] {
        &[SubjectKind::Target, SubjectKind::Draft]
    }

    fn supplies(&self) -> &'static [&'static str] {
        SUPPLIES
    }

    fn events(&self) -> &'static [&'static str] {
        &[correction::CORRECTED]
    }

    fn happened<'a>(&'a self, _: &'a App, tx: &'a mut Tx, builder: &'a mut FactsBuilder<'_>) -> Told<'a, ()> {
        Box::pin(correction::happened(tx, builder))
    }

    fn fill<'a>(&'a self, _: &'a App, tx: &'a mut Tx, _: &'a Actor, builder: &'a mut FactsBuilder<'_>) -> Told<'a, ()> {
        Box::pin(fill(tx, builder))
    }
}

/// Kinds of findings that a detector finds in texts.
pub(super) fn kinds() -> Vec<&'static str> {
    tatefuda_text::FINDING_KINDS.iter().map(|kind| kind.id).collect()
}

/// What [`fill`] sets.
const SUPPLIES: &[&str] = &[
    "post.category",
    "post.classification",
    "post.decision_status",
    "post.disaster",
    "post.findings",
    "post.has_window",
    "post.in_window",
    "post.late",
    "post.links",
    "post.media",
    "post.media_count",
    "post.media_unanswered",
    "post.people_identifiable",
    "post.text",
];

/// Supplies `post.*`, the digest, the steps given and the authors.
async fn fill(tx: &mut Tx, builder: &mut FactsBuilder<'_>) -> Result<(), Failure> {
    let tenant = builder.tenant;
    match builder.subject() {
        SubjectRef::Target { post: id, account } => {
            let post = post::get(tx, tenant, *id).await?.ok_or(Failure::NotFound)?;
            let revision = post::revision(tx, tenant, post.revision).await?.ok_or(Failure::NotFound)?;
            let targets = post::targets(tx, tenant, post.revision).await?;
            let target = targets.into_iter().find(|target| target.account == *account).ok_or(Failure::NotFound)?;
            // Where the account is now, not where it was when this was written.
            let account = account::get(tx, tenant, *account).await?;
            let target = content::at_present(tenant, &revision, target, account.as_ref());
            let content = content::covered(tenant, &revision, &target);
            fields(builder, &content);
            history(tx, builder, &post, target.account).await?;
            asked_for(tx, builder, &content).await?;
        }
        SubjectRef::Draft(draft) => {
            fields(builder, &draft.content);
            if draft.stored {
                let post = post::get(tx, tenant, draft.content.post).await?.ok_or(Failure::NotFound)?;
                history(tx, builder, &post, draft.content.account).await?;
                asked_for(tx, builder, &draft.content).await?;
            }
            author(builder, draft.author);
        }
        SubjectRef::Body | SubjectRef::Person(_) | SubjectRef::Account(_) | SubjectRef::Incident { .. } => {}
    }
    Ok(())
}

fn author(builder: &mut FactsBuilder<'_>, person: PersonId) {
    builder.author(person);
}

async fn history(tx: &mut Tx, builder: &mut FactsBuilder<'_>, post: &Post, account: AccountId) -> Result<(), Failure> {
    let id = post.id;
    correction::of_original(tx, builder, post, account).await?;
    for revision in post::revisions(tx, builder.tenant, id).await?.all()? {
        author(builder, revision.person);
    }
    for step in trail::steps(tx, builder.tenant, id).await?.all()? {
        if step.revoked_at.is_none() {
            builder.step(StepFact {
                chain: step.chain,
                step: step.step,
                digest: step.digest.to_string(),
                person: step.person.to_string(),
                capacity: step.capacity.to_string(),
                at: step.at,
                means: step.means.map_or("", Means::as_str).to_owned(),
            });
        }
    }
    Ok(())
}

/// The request of which the draft came (decision 0045) is the request that a chain asks for, as long as what would go out is
/// what was asked for to the letter. Whether whoever asked may is judged as of every other step.
async fn asked_for(tx: &mut Tx, builder: &mut FactsBuilder<'_>, content: &TargetContent) -> Result<(), Failure> {
    let steps: Vec<(String, String)> = builder
        .regulation
        .body()
        .chains
        .iter()
        .flat_map(|chain| chain.steps.iter().map(move |step| (chain, step)))
        .filter(|(_, step)| step.kind == StepKind::Request)
        .map(|(chain, step)| (chain.id.to_string(), step.id.to_string()))
        .collect();
    if steps.is_empty() {
        return Ok(());
    }
    let Some(request) = request_of_post(tx, builder.tenant, content.post).await? else { return Ok(()) };
    let title = content.fields.get(content::TITLE).map(String::as_str).unwrap_or_default();
    let asked = pictures(tx, builder.tenant, &request).await?;
    let only = content.media.iter().all(|one| asked.contains(&one.hash));
    if !only || !request.asks_for(content.account, title, &content.text, content.link.as_deref()) {
        return Ok(());
    }
    let digest = content.digest().to_string();
    for (chain, step) in steps {
        builder.step(StepFact {
            chain,
            step,
            digest: digest.clone(),
            person: request.by.person.to_string(),
            capacity: request.by.capacity.to_string(),
            at: request.stated_at,
            means: Means::Screen.as_str().to_owned(),
        });
    }
    Ok(())
}

/// What is in the pictures that were asked for.
async fn pictures(tx: &mut Tx, tenant: TenantId, request: &Request) -> Result<Vec<Digest>, Failure> {
    let mut hashes = vec![];
    for one in &request.media {
        hashes.extend(media::get(tx, tenant, one.media).await?.map(|medium| medium.hash));
    }
    Ok(hashes)
}

fn fields(builder: &mut FactsBuilder<'_>, content: &TargetContent) {
    let digest = content.digest().to_string();
    let at = builder.at;
    let known = |id: &String| builder.regulation.categories().iter().find(|one| one.id == *id);
    let disaster = content.category.as_ref().and_then(known).map(|category| category.disaster);
    builder
        .subject_fact(|subject| subject.digest = Some(digest))
        .set("post.disaster", disaster)
        .set("post.category", content.category.clone())
        .set("post.classification", content.classification.clone())
        .set("post.decision_status", content.decision_status.clone())
        .set("post.text", content.text.clone())
        .set("post.has_window", content.window.from.is_some() || content.window.until.is_some())
        .set("post.in_window", content.window.contains(at))
        .set("post.late", content.window.is_past(at));
    if builder.needs_any("post") {
        pictures_of(builder, content);
    }
    if builder.needs("post.links") || builder.needs("post.findings") {
        let read = text_facts(&content.text, content.link.as_deref(), &link_data(builder));
        builder.set("post.links", read.links).set("post.findings", read.findings);
    }
}

/// What is known of pictures: their own facts, and what people answered. The answers are read from the covered fields,
/// so that nothing is judged that an approval does not cover.
fn pictures_of(builder: &mut FactsBuilder<'_>, content: &TargetContent) {
    let media: Vec<_> = content
        .media
        .iter()
        .enumerate()
        .map(|(place, medium)| {
            let answers = MediumAnswers::of_covered(&content.fields, place);
            let consents = i64::try_from(answers.consents.len()).unwrap_or(i64::MAX);
            let mut elements = record([
                ("consents", Value::Int(consents)),
                ("has_alt", Value::Bool(!is_blank(&medium.alt))),
                ("kind", Value::Text(medium.kind.clone())),
            ]);
            let optional: [(&str, Option<Value>); 7] = [
                ("children", answers.children.map(Value::Bool)),
                ("classification", answers.classification.map(Value::Text)),
                ("other_text", answers.other_text.map(Value::Bool)),
                ("people", answers.people.map(|people| people.as_str().into())),
                ("people_count", answers.people_count.map(|count| Value::Int(count.into()))),
                ("rights", answers.rights.map(|rights| rights.as_str().into())),
                ("rights_holder", answers.rights_holder.map(Value::Text)),
            ];
            elements.extend(optional.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
            elements
        })
        .collect();
    let counts = media_counts(&media);
    builder
        .set("post.media_count", counts.count)
        .set("post.media_unanswered", counts.unanswered)
        .set("post.people_identifiable", counts.identifiable)
        .set("post.media", media);
}

/// What is known of hosts: lists of the house pack.
pub(crate) fn link_data(builder: &FactsBuilder<'_>) -> LinkData {
    hosts(builder.regulation.house(), builder.regulation.settings())
}

fn record<const N: usize>(elements: [(&str, Value); N]) -> BTreeMap<String, Value> {
    elements.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
