//! A document as it would be printed now: filled from ledger, records, settings and organisation, by the regulation itself.

use std::{collections::BTreeMap, sync::Arc};

use jiff::Timestamp;
use tatefuda_domain::{AccountId, Action, CaseId, Digest, Localized, TenantId, case::Case, record::Subject};
use tatefuda_regulation::{
    ClauseRef, Clauses, Course, Declared, DocumentKind, DocumentScope, Part, PartContent, PartState, Regulation,
    original::{Outline, anchored},
};
use tatefuda_store::{Tx, case, wording::wording_latest};

use super::{
    mark,
    sheet::{self, Printed},
    view::{Drawable, Drawn, DrawnLine, DrawnPart, Seal, Source},
    words,
};
use crate::{
    account,
    actor::Actor,
    case as cases,
    core::App,
    facts::{self, Ask, Asked, INCIDENT, SubjectRef},
    failure::Failure,
    governing::{self, Governing},
    post::{list::names, people::Names},
    query::{Sees, open},
    regulation::still_said,
};

/// Which document, of what.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// The form, as the text names it.
    pub form: String,
    /// Id of the text; absent: found by account and date, or the one that has the form.
    pub document: Option<String>,
    /// The account, for what there is of each account.
    pub account: Option<AccountId>,
    /// The case for which it is drawn up: its text counts.
    pub case: Option<CaseId>,
}

/// What a document is drawn up from.
pub(super) struct Basis {
    subject: SubjectRef,
    pub text: Arc<Governing>,
    pub case: Option<Case>,
}

impl Basis {
    /// For a case: what it is about, under the text by which it began.
    pub(super) fn of_case(case: Case, subject: SubjectRef, text: Arc<Governing>) -> Self {
        Self { subject, text, case: Some(case) }
    }

    pub(super) fn account(&self) -> Option<AccountId> {
        self.subject.account()
    }

    /// What a paper of this scope is about; `None`: there is no such thing here.
    pub(super) fn about(&self, tenant: TenantId, scope: DocumentScope) -> Option<Subject> {
        match scope {
            DocumentScope::Account => self.account().map(|id| Subject::new("account", id)),
            DocumentScope::Body => Some(Subject::new("body", tenant)),
            DocumentScope::Incident => {
                self.case.as_ref().map(|case| case.subject.clone()).filter(|subject| subject.kind == INCIDENT)
            }
        }
    }
}

/// Finds it.
///
/// # Errors
/// [`Failure::NotFound`]: no such account, case or document; no text is in force.
pub(super) async fn basis(
    app: &App,
    tx: &mut Tx,
    tenant: TenantId,
    wanted: &Wanted,
    at: Timestamp,
) -> Result<Basis, Failure> {
    if let Some(id) = wanted.case {
        let case = case::get(tx, tenant, id).await?.ok_or(Failure::NotFound)?;
        let text = cases::text_of(app, tx, tenant, &case, at).await?;
        return Ok(Basis { subject: cases::subject_of(&case)?, text, case: Some(case) });
    }
    let service = match wanted.account {
        Some(id) => Some(account::facts::service(tx, tenant, id).await?.ok_or(Failure::NotFound)?),
        None => None,
    };
    let text = match (&wanted.document, &service) {
        (Some(document), _) => governing::document(app, tx, tenant, document, at).await?,
        (None, Some(service)) => governing::find(app, tx, tenant, Some(service), at).await?,
        (None, None) => {
            let all = governing::all(app, tx, tenant, at).await?;
            all.into_iter().find(|one| declared(&one.regulation, &wanted.form).is_some()).ok_or(Failure::NotFound)?
        }
    };
    let subject = wanted.account.map_or(SubjectRef::Body, SubjectRef::Account);
    Ok(Basis { subject, text, case: None })
}

fn declared<'r>(regulation: &'r Regulation, form: &str) -> Option<Declared<'r>> {
    regulation.declared().find(|one| one.document.id == form)
}

/// A document as it would be printed now.
///
/// # Errors
/// [`Failure::NotFound`]: the text has no such document; [`Failure::Invalid`]: it is of something that nobody named.
pub(super) async fn draw(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    basis: &Basis,
    form: &str,
    at: Timestamp,
) -> Result<Drawn, Failure> {
    let tenant = actor.tenant;
    let one = declared(&basis.text.regulation, form).ok_or(Failure::NotFound)?;
    let about = basis.about(tenant, one.document.scope).ok_or_else(|| match one.document.scope {
        DocumentScope::Account => Failure::invalid("account", "required"),
        DocumentScope::Body | DocumentScope::Incident => Failure::invalid("case", "required"),
    })?;
    let procedure = procedure(basis, form);
    let asked = ask(app, tx, actor, basis, procedure.as_deref(), at).await?;
    let names = names(app, tx, actor).await?;
    let state = asked.governing.regulation.document(form, &asked.ask.question(asked.at, &asked.facts));
    let state = state.ok_or(Failure::NotFound)?;
    let originals = originals(app, tx, tenant, &one).await?;
    let filling = Filling { one, names: &names, originals: &originals, regulation: &basis.text.regulation };
    let parts: Vec<DrawnPart> =
        one.document.parts.iter().zip(&state.parts).map(|(part, state)| filling.part(part, state)).collect();
    let record = one.kind().and_then(|kind| {
        let given = asked.facts.records.iter().filter(|record| record.kind == kind);
        given.max_by_key(|record| (record.at, &record.id)).and_then(|record| record.id.parse().ok())
    });
    let course = procedure.and_then(|_| asked.governing.regulation.course(&asked.ask.question(asked.at, &asked.facts)));
    let missing = one.document.parts.iter().filter(|part| state.missing.contains(&part.id));
    Ok(Drawn {
        what: what(&basis.text.document, &one, missing.map(|part| part.label.clone()).collect()),
        derived: one.document.derived,
        numbers: one.document.clauses.iter().filter_map(|id| Some(one.pack().clause(id)?.printed.clone())).collect(),
        text_title: one.pack().header.title.clone(),
        pack: basis.text.pack,
        seals: if passed_on(one.document.kind) { seals(course.as_ref(), &names) } else { vec![] },
        record_kind: one.kind(),
        record,
        account: basis.account(),
        case: basis.case.as_ref().map(|case| case.id),
        digest: digest(&basis.text, form, &about, &parts),
        mark: mark::of(tx, tenant, &names.org, actor.capacity).await?,
        parts,
    })
}

/// Documents that go through hands before they count; what residents read does not.
const fn passed_on(kind: DocumentKind) -> bool {
    matches!(kind, DocumentKind::Form | DocumentKind::Report | DocumentKind::Rules)
}

/// The procedure on whose way it is: that of the case, else the first with a step that takes it.
fn procedure(basis: &Basis, form: &str) -> Option<String> {
    let takes =
        |one: &&tatefuda_regulation::Procedure| one.steps.iter().any(|step| step.document.as_deref() == Some(form));
    match &basis.case {
        Some(case) => Some(case.procedure.clone()),
        None => basis.text.regulation.body().procedures.iter().find(takes).map(|one| one.id.to_string()),
    }
}

async fn ask(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    basis: &Basis,
    procedure: Option<&str>,
    at: Timestamp,
) -> Result<Asked, Failure> {
    let mut ask = Ask::new(Action::StepDo, basis.subject.clone()).under(Some(Arc::clone(&basis.text))).papers();
    ask.procedure = procedure.map(str::to_owned);
    facts::ask(app, tx, actor, ask, at).await
}

fn what(document: &str, one: &Declared<'_>, missing: Vec<Localized>) -> Drawable {
    Drawable {
        document: document.to_owned(),
        form: one.document.id.clone(),
        label: one.document.label.clone(),
        kind: one.document.kind,
        scope: one.document.scope,
        clauses: cited(one, &one.document.clauses),
        missing,
    }
}

fn cited(one: &Declared<'_>, clauses: &Clauses) -> Vec<ClauseRef> {
    let document = &one.pack().header.id;
    clauses.iter().map(|id| ClauseRef { id: id.clone(), document: document.as_str().into() }).collect()
}

/// The wording of clauses in the text itself, where the body loaded it.
async fn originals(
    app: &App,
    tx: &mut Tx,
    tenant: TenantId,
    one: &Declared<'_>,
) -> Result<BTreeMap<String, String>, Failure> {
    let shows = |part: &Part| matches!(part.content, PartContent::Clauses(_));
    if !one.document.parts.iter().any(shows) {
        return Ok(BTreeMap::new());
    }
    let Some(loaded) = wording_latest(tx, tenant, &one.pack().header.id).await? else { return Ok(BTreeMap::new()) };
    let found = anchored(&Outline::read(&loaded.text), one.pack());
    let found = still_said(app, tx, tenant, &loaded, found).await?;
    Ok(found.into_iter().filter_map(|one| Some((one.clause.to_string(), one.wording?))).collect())
}

/// What the parts of one document are filled with.
struct Filling<'a> {
    one: Declared<'a>,
    names: &'a Names,
    originals: &'a BTreeMap<String, String>,
    regulation: &'a Regulation,
}

impl Filling<'_> {
    fn part(&self, part: &Part, state: &PartState) -> DrawnPart {
        let own = if part.clauses.is_empty() { &self.one.document.clauses } else { &part.clauses };
        DrawnPart {
            id: part.id.clone(),
            label: part.label.clone(),
            clauses: cited(&self.one, own),
            required: part.required,
            lines: self.lines(&part.content, state.value.as_ref()),
            source: self.source(&part.content),
        }
    }

    fn source(&self, content: &PartContent) -> Source {
        match content {
            PartContent::Field(field) => {
                Source::Record { kind: self.one.kind().unwrap_or_default(), field: field.clone() }
            }
            PartContent::Fact(path) => Source::Ledger { field: path.clone() },
            PartContent::Param(param) => Source::Setting { param: param.clone() },
            PartContent::Text(_) | PartContent::Clauses(_) | PartContent::Grounds => Source::Text,
        }
    }

    fn lines(&self, content: &PartContent, value: Option<&Localized>) -> Vec<DrawnLine> {
        let plain = |text: Localized| DrawnLine { number: Localized::default(), text, original: false };
        if let PartContent::Clauses(ids) = content {
            return ids.iter().filter_map(|id| self.clause(id.as_str())).collect();
        }
        let Some(value) = value else { return vec![] };
        let pack = self.one.pack();
        vec![plain(match content {
            PartContent::Field(field) => {
                let kind = self.one.kind();
                let kind = kind.as_deref().and_then(|kind| self.regulation.record_kind(kind));
                let field = kind.and_then(|kind| kind.fields.iter().find(|known| known.id == *field));
                words::field(self.names, field, &pack.grounds, &value.ja)
            }
            PartContent::Fact(path) => words::fact(self.names, path, &value.ja),
            PartContent::Param(id) => match pack.parameters.iter().find(|known| known.id == *id) {
                Some(known) => words::param(known.kind, &value.ja, &known.unit),
                None => value.clone(),
            },
            PartContent::Text(_) | PartContent::Clauses(_) | PartContent::Grounds => value.clone(),
        })]
    }

    /// A clause in the words of the text itself, else as it is restated.
    fn clause(&self, id: &str) -> Option<DrawnLine> {
        let clause = self.one.pack().clause(id)?;
        let original = self.originals.get(id);
        Some(DrawnLine {
            number: clause.printed.clone(),
            text: original.map_or_else(|| clause.text.clone(), |text| Localized::new(text.clone(), text.clone())),
            original: original.is_some(),
        })
    }
}

/// The people through whose hands it goes: each role once, with whoever did its step already.
fn seals(course: Option<&Course>, names: &Names) -> Vec<Seal> {
    let mut seals: Vec<Seal> = vec![];
    for step in course.iter().flat_map(|course| &course.steps) {
        let Some(who) = step.owner.iter().next() else { continue };
        let done = step
            .done
            .first()
            .and_then(|done| Some((names.person(done.person.parse().ok()?, done.capacity.parse().ok()).name, done.at)));
        let at = match seals.iter().position(|seal| seal.role == who.label) {
            Some(at) => at,
            None => {
                seals.push(Seal { role: who.label.clone(), name: String::new(), at: None });
                seals.len() - 1
            }
        };
        if let Some((name, moment)) = done.filter(|_| seals[at].at.is_none()) {
            (seals[at].name, seals[at].at) = (name, Some(moment));
        }
    }
    seals
}

/// What stands in it. Number, day and seals come later than what somebody checked, and are no part of it.
fn digest(text: &Governing, form: &str, about: &Subject, parts: &[DrawnPart]) -> Digest {
    let parts: Vec<_> = parts.iter().map(|part| (&part.id, &part.label, &part.lines)).collect();
    let whole = serde_json::json!([text.document, text.pack, form, about, parts]);
    Digest::of(format!("tatefuda.paper.v1\n{whole}").as_bytes())
}

/// A document as it would be printed now, with what it lacks.
///
/// # Errors
/// [`Failure::NotFound`]: no such account, case or document; [`Failure::Invalid`]: it is of something that nobody named.
pub async fn drawn(app: &App, actor: &Actor, wanted: &Wanted) -> Result<Drawn, Failure> {
    let now = app.env.now();
    let mut tx = open(app, actor, Sees::Everybody).await?;
    let basis = basis(app, &mut tx, actor.tenant, wanted, now).await?;
    let drawn = draw(app, &mut tx, actor, &basis, &wanted.form, now).await?;
    tx.rollback().await?;
    Ok(drawn)
}

/// The same as a sheet, marked as a draft (案).
///
/// # Errors
/// As [`drawn`].
pub async fn sample(app: &App, actor: &Actor, wanted: &Wanted) -> Result<Vec<u8>, Failure> {
    let now = app.env.now();
    let mut tx = open(app, actor, Sees::Everybody).await?;
    let basis = basis(app, &mut tx, actor.tenant, wanted, now).await?;
    let drawn = draw(app, &mut tx, actor, &basis, &wanted.form, now).await?;
    let printed = Printed::load(app, &mut tx, actor, now).await?;
    tx.rollback().await?;
    Ok(sheet::render(&drawn, &printed, None))
}

/// The documents that can be drawn up of an account, for a case, or (with neither) of the body.
///
/// # Errors
/// [`Failure::NotFound`]: no such account or case.
pub async fn drawable(
    app: &App,
    actor: &Actor,
    account: Option<AccountId>,
    case: Option<CaseId>,
) -> Result<Vec<Drawable>, Failure> {
    let now = app.env.now();
    let mut tx = open(app, actor, Sees::Everybody).await?;
    let tenant = actor.tenant;
    let bases = if account.is_none() && case.is_none() {
        let all = governing::all(app, &mut tx, tenant, now).await?;
        all.into_iter().map(|text| Basis { subject: SubjectRef::Body, text, case: None }).collect()
    } else {
        let wanted = Wanted { account, case, ..Wanted::default() };
        match basis(app, &mut tx, tenant, &wanted, now).await {
            // Under no text nothing is drawn up.
            Err(Failure::State { .. }) => vec![],
            basis => vec![basis?],
        }
    };
    let mut found = vec![];
    for basis in bases {
        let asked = ask(app, &mut tx, actor, &basis, None, now).await?;
        let question = asked.ask.question(asked.at, &asked.facts);
        let regulation = &basis.text.regulation;
        for one in regulation.declared().filter(|one| fits(&basis, tenant, one)) {
            let Some(state) = regulation.document(&one.document.id, &question) else { continue };
            let missing = one.document.parts.iter().filter(|part| state.missing.contains(&part.id));
            found.push(what(&basis.text.document, &one, missing.map(|part| part.label.clone()).collect()));
        }
    }
    tx.rollback().await?;
    Ok(found)
}

/// What belongs to an account is drawn up there, what belongs to the body there; a case takes what its steps take as well.
fn fits(basis: &Basis, tenant: TenantId, one: &Declared<'_>) -> bool {
    let scope = one.document.scope;
    let own = match (&basis.case, &basis.subject) {
        (Some(case), _) => {
            let taken = basis.text.regulation.procedure(&case.procedure).is_some_and(|procedure| {
                procedure.steps.iter().any(|step| step.document.as_ref() == Some(&one.document.id))
            });
            taken || scope == DocumentScope::Incident
        }
        (None, SubjectRef::Body) => scope == DocumentScope::Body,
        (None, _) => scope == DocumentScope::Account,
    };
    own && basis.about(tenant, scope).is_some()
}
