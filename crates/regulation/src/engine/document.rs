//! Documents: which parts are there.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::Serialize;
use tatefuda_domain::Localized;
use utoipa::ToSchema;

use super::{
    cx::Cx,
    layer::LayerState,
    records,
    regulation::{BODY, FieldPath, Regulation},
};
use crate::{
    facts::{PaperFact, Value},
    pack::{Document, DocumentScope, Pack, Part, PartContent},
};

/// How complete a document is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = PaperState)]
pub struct DocumentState {
    /// Id of the document.
    pub document: String,
    /// Its parts as filled.
    pub parts: Vec<PartState>,
    /// Ids of required parts that are missing.
    pub missing: Vec<String>,
}

/// A part as filled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = PaperPart)]
pub struct PartState {
    pub id: String,
    /// Its heading.
    pub label: Localized,
    /// What it holds; `None`: nothing.
    pub value: Option<Localized>,
}

/// How complete a document of a layer is; `None`: there is no such document.
pub fn state(cx: Cx<'_, '_>, id: &str) -> Option<DocumentState> {
    let document = cx.regulation.layers[cx.layer].pack.documents.iter().find(|document| document.id == id)?;
    let parts: Vec<PartState> = document
        .parts
        .iter()
        .map(|part| PartState { id: part.id.clone(), label: part.label.clone(), value: value(cx, document, part) })
        .collect();
    let missing = document
        .parts
        .iter()
        .zip(&parts)
        .filter(|(part, state)| part.required && state.value.is_none())
        .map(|(part, _)| part.id.clone())
        .collect();
    Some(DocumentState { document: document.id.clone(), parts, missing })
}

/// The newest paper of a document that was archived since a case began; one of an earlier case proves nothing for this one.
/// The outer `None`: whoever asks keeps no papers.
pub fn filed<'q>(cx: Cx<'_, 'q>, id: &str, opened: Timestamp) -> Option<Option<&'q PaperFact>> {
    let papers = cx.question.facts.papers.as_ref()?;
    let subject = cx.question.facts.subject.as_ref();
    // What was archived about another incident on the same account is another paper.
    let about = |of: &String| subject.is_some_and(|it| it.id == *of || it.account.as_ref() == Some(of));
    let own = papers.iter().filter(|paper| {
        let in_time = opened <= paper.at && paper.at <= cx.question.at;
        paper.document == id && in_time && paper.subject.as_ref().is_none_or(about)
    });
    Some(own.max_by_key(|paper| (paper.at, &paper.id)))
}

/// A document of a text, with the layer in which it stands.
#[derive(Clone, Copy)]
pub struct Declared<'r> {
    /// The document.
    pub document: &'r Document,
    layer: &'r LayerState,
}

impl<'r> Declared<'r> {
    /// The text in which it stands.
    pub fn pack(&self) -> &'r Pack {
        &self.layer.pack
    }

    /// The kind of record that holds what is written into it, as records name it.
    pub fn kind(&self) -> Option<String> {
        self.document.record.as_deref().map(|kind| self.layer.kind_id(kind).into_owned())
    }
}

impl Regulation {
    /// Every document of the body's text and of further ones.
    pub fn declared(&self) -> impl Iterator<Item = Declared<'_>> {
        self.layers
            .iter()
            .skip(BODY)
            .flat_map(|layer| layer.pack.documents.iter().map(move |document| Declared { document, layer }))
    }

    /// Fields of facts that documents show.
    pub fn document_fields(&self) -> BTreeSet<FieldPath> {
        let parts = self.declared().flat_map(|one| &one.document.parts);
        parts
            .flat_map(|part| match &part.content {
                PartContent::Fact(path) => vec![path.clone()],
                PartContent::Text(text) => placed(&text.ja).map(str::to_owned).collect(),
                _ => vec![],
            })
            .collect()
    }
}

/// What fixed text takes from elsewhere.
fn placed(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0))
}

fn value(cx: Cx<'_, '_>, document: &Document, part: &Part) -> Option<Localized> {
    let plain = |text: String| (!text.trim().is_empty()).then(|| Localized::new(text.clone(), text));
    let layer = &cx.regulation.layers[cx.layer];
    let lines = |texts: Vec<&Localized>| {
        let join = |pick: fn(&Localized) -> &str| texts.iter().map(|text| pick(text)).collect::<Vec<_>>().join("\n");
        (!texts.is_empty()).then(|| Localized::new(join(|text| &text.ja), join(|text| &text.en)))
    };
    match &part.content {
        PartContent::Text(text) => {
            Some(Localized::new(fill(cx, &text.ja)?, fill(cx, if text.en.is_empty() { &text.ja } else { &text.en })?))
        }
        PartContent::Field(field) => {
            let kind = layer.kind_id(document.record.as_deref()?);
            // A document is about its account or case; the record of the newest version counts.
            // What waits for its approval is what is to be approved.
            let found = records::filed(cx.regulation, cx.question, &kind);
            let record = found.into_iter().max_by_key(|record| (record.at, &record.id))?;
            plain(record.fields.get(field)?.clone())
        }
        PartContent::Fact(path) => match cx.question.facts.get(path) {
            Ok(value) => plain(shown(value)?),
            Err(_) => None,
        },
        PartContent::Param(id) => {
            let account = match document.scope {
                DocumentScope::Account => super::time::account_of(cx.question),
                DocumentScope::Body | DocumentScope::Incident => None,
            };
            plain(shown(layer.param(id, account)?)?)
        }
        PartContent::Clauses(ids) => lines(ids.iter().filter_map(|id| Some(&layer.pack.clause(id)?.text)).collect()),
        PartContent::Grounds => lines(layer.pack.grounds.iter().map(|ground| &ground.label).collect()),
    }
}

/// A value as a document shows it.
fn shown(value: &Value) -> Option<String> {
    match value {
        Value::Nothing | Value::List(_) => None,
        Value::Bool(value) => Some(if *value { "yes" } else { "no" }.to_owned()),
        Value::Int(value) => Some(value.to_string()),
        Value::Text(text) => Some(text.clone()),
        Value::TextList(list) => Some(list.join("\n")),
    }
}

/// Fixed text with `{fact}` and `{param.x}` filled in; `None` where one of them is not known.
fn fill(cx: Cx<'_, '_>, text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        let Some(end) = rest[start..].find('}') else { break };
        out.push_str(&rest[..start]);
        let name = &rest[start + 1..start + end];
        let value = match name.strip_prefix("param.") {
            Some(id) => cx.regulation.layers[cx.layer].param(id, super::time::account_of(cx.question)).and_then(shown),
            None => cx.question.facts.get(name).ok().and_then(shown),
        };
        out.push_str(&value?);
        rest = &rest[start + end + 1..];
    }
    out.push_str(rest);
    Some(out)
}
