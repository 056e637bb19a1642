//! Documents in force, as machines read them.

use axum::Json as Out;
use serde::Serialize;
use tatefuda_app::setting::view::{DocumentSettings, documents};
use tatefuda_domain::Localized;
use tatefuda_regulation::{
    Id,
    pack::{ParameterKind, StepKind},
};
use utoipa::ToSchema;

use crate::{api::caller::Caller, error::WebError};

/// Documents in force.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Regulations {
    documents: Vec<Document>,
}

/// One document. Words are in both languages.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Document {
    /// Id of the document.
    document: String,
    title: Localized,
    version: String,
    /// Content hash of the pack.
    pack: String,
    services: Vec<String>,
    categories: Vec<Word>,
    classifications: Vec<Word>,
    roles: Vec<Word>,
    chains: Vec<Chain>,
    record_kinds: Vec<Word>,
    parameters: Vec<Parameter>,
    /// Settings keys that nobody has set.
    unset: Vec<String>,
}

/// Something that the text names.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Word {
    id: String,
    label: Localized,
    clauses: Vec<String>,
}

/// Steps before an act.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Chain {
    id: String,
    label: Localized,
    clauses: Vec<String>,
    /// The acts that need it.
    before: Vec<String>,
    steps: Vec<Step>,
}

/// A step.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Step {
    id: String,
    label: Localized,
    #[schema(value_type = String)]
    kind: StepKind,
    after: Vec<String>,
}

/// A value that the text leaves to the body.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Parameter {
    id: String,
    label: Localized,
    #[schema(value_type = String)]
    kind: ParameterKind,
    clauses: Vec<String>,
    /// The value in force, stated by the text or set by the body; absent: unset.
    value: Option<String>,
}

/// Documents in force: categories, chains, roles, kinds of record, parameters.
#[utoipa::path(get, path = "/api/v1/regulation", tag = "regulation", operation_id = "regulation_show",
    responses((status = OK, body = Regulations)))]
pub(crate) async fn show(caller: Caller) -> Result<Out<Regulations>, WebError> {
    let documents = documents(caller.app(), caller.actor()).await?;
    Ok(Out(Regulations { documents: documents.iter().map(document).collect() }))
}

fn document(one: &DocumentSettings) -> Document {
    let regulation = &one.governing.regulation;
    let pack = regulation.body();
    let word = |id: &str, label: &Localized, clauses: &[Id]| Word {
        id: id.to_owned(),
        label: label.clone(),
        clauses: clauses.iter().map(ToString::to_string).collect(),
    };
    let scheme = regulation.classification().map(|scheme| &*scheme.clauses).unwrap_or_default();
    let chains = pack.chains.iter().map(|chain| Chain {
        id: chain.id.to_string(),
        label: chain.label.clone(),
        clauses: chain.clauses.iter().map(ToString::to_string).collect(),
        before: chain.before.iter().map(|action| action.as_str().to_owned()).collect(),
        steps: chain
            .steps
            .iter()
            .map(|step| Step {
                id: step.id.clone(),
                label: step.label.clone(),
                kind: step.kind,
                after: step.after.clone(),
            })
            .collect(),
    });
    let parameters = pack.parameters.iter().map(|parameter| Parameter {
        id: parameter.id.clone(),
        label: parameter.label.clone(),
        kind: parameter.kind,
        clauses: parameter.clauses.iter().map(ToString::to_string).collect(),
        value: regulation
            .settings()
            .get(&format!("param:{}", parameter.id))
            .map(str::to_owned)
            .or_else(|| parameter.value.clone()),
    });
    Document {
        document: one.governing.document.clone(),
        title: pack.header.title.clone(),
        version: pack.header.version.clone(),
        pack: one.governing.pack.to_string(),
        services: pack.header.services.clone(),
        categories: regulation.categories().iter().map(|c| word(&c.id, &c.label, &c.clauses)).collect(),
        classifications: regulation.levels().iter().map(|level| word(&level.id, &level.label, scheme)).collect(),
        roles: pack.roles.iter().map(|role| word(&role.id, &role.label, &role.clauses)).collect(),
        chains: chains.collect(),
        record_kinds: regulation.record_kinds().iter().map(|(id, kind)| word(id, &kind.label, &kind.clauses)).collect(),
        parameters: parameters.collect(),
        unset: one.unset.iter().map(|unset| unset.key.clone()).collect(),
    }
}
