//! A paper is archived as it is submitted: its printed form with its hash, once and for good.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    AccountId, CaseId, Digest, PaperId,
    case::{By, Case},
    paper::{NUMBER_MAX, Paper},
};
use tatefuda_store::paper;
use utoipa::ToSchema;

use super::{
    draw::{Basis, Wanted, basis, draw},
    mark,
    sheet::{self, Printed},
    view::Drawn,
};
use crate::{
    case as cases,
    command::{Command, Cx, Reads},
    failure::{Check, Failure, Stale},
    governing::Governing,
};

/// The newest so many: a step takes one that was archived since its case began.
const MANY: i64 = 256;

/// Archives a document of the text as it stands, complete.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = PaperInput)]
pub struct ArchivePaper {
    /// The form, as the text names it.
    pub form: String,
    /// Id of the text; absent: found by account and date, or the one that has the form.
    #[serde(default)]
    pub document: Option<String>,
    /// The account, for what there is of each account.
    #[serde(default)]
    pub account: Option<AccountId>,
    /// The case for which it was drawn up.
    #[serde(default)]
    pub case: Option<CaseId>,
    /// What stood in it, by its hash, as it was shown.
    #[schema(value_type = String)]
    pub shown: Digest,
    /// A number given elsewhere (文書番号); absent: the next one of the section.
    #[serde(default)]
    pub number: Option<String>,
}

/// An archived paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = PaperArchived)]
pub struct Archived {
    /// Its id.
    pub paper: PaperId,
    /// SHA-256 of its bytes.
    #[schema(value_type = String)]
    pub digest: Digest,
}

impl Command for ArchivePaper {
    const NAME: &'static str = "paper.archive";
    // What papers are about, everybody of the body may read: accounts, what happened, the body.
    const READS: Reads<Self> = Reads::Open;
    type Out = Archived;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Archived, Failure> {
        let id: PaperId = cx.app.env.id();
        cx.subject("paper", id);
        let mut check = Check::default();
        let number = check.optional("number", self.number.as_deref().unwrap_or_default(), NUMBER_MAX);
        check.that(!number.contains('\n'), "number", "one-line").done()?;
        let wanted =
            Wanted { form: self.form.clone(), document: self.document.clone(), account: self.account, case: self.case };
        let basis = basis(cx.app, cx.tx, cx.tenant(), &wanted, cx.at).await?;
        if let Some(case) = &basis.case {
            case.running()?;
        }
        let drawn = draw(cx.app, cx.tx, cx.actor, &basis, &self.form, cx.at).await?;
        if drawn.digest != self.shown {
            let (shown, now) = (self.shown, drawn.digest);
            return Err(Failure::Stale(Box::new(Stale { shown, now, difference: vec![] })));
        }
        if !drawn.what.missing.is_empty() {
            return Err(Failure::state("paper-incomplete"));
        }
        write(cx, id, &basis, &drawn, number).await
    }
}

/// Whoever does a step that takes a document submits it: where it is complete and none was archived since the case began, it is
/// archived as it stands. Where it is not complete the regulation says what is missing.
pub(crate) async fn of_step(cx: &mut Cx<'_>, case: &Case, text: &Arc<Governing>, step: &str) -> Result<(), Failure> {
    let procedure = text.regulation.procedure(&case.procedure);
    let step = procedure.and_then(|procedure| procedure.steps.iter().find(|one| one.id == step));
    let Some(form) = step.and_then(|step| step.document.clone()) else { return Ok(()) };
    // As the regulation counts it: about the case's own thing, its account or the body, since the case began.
    let found = paper::concerned(cx.tx, cx.tenant(), case.account, &case.subject, MANY).await?.all()?;
    let counts = |paper: &Paper| {
        let kind = paper.subject.kind.as_str();
        let about = kind == "body" || kind == "account" || paper.subject == case.subject;
        paper.form == form && case.opened_at <= paper.at && about
    };
    if found.iter().any(counts) {
        return Ok(());
    }
    let basis = Basis::of_case(case.clone(), cases::subject_of(case)?, Arc::clone(text));
    let drawn = match draw(cx.app, cx.tx, cx.actor, &basis, &form, cx.at).await {
        Err(Failure::Invalid(_) | Failure::NotFound) => return Ok(()),
        drawn => drawn?,
    };
    if drawn.what.missing.is_empty() {
        let id = cx.app.env.id();
        write(cx, id, &basis, &drawn, String::new()).await?;
        cx.touches("paper", id);
    }
    Ok(())
}

async fn write(
    cx: &mut Cx<'_>,
    id: PaperId,
    basis: &Basis,
    drawn: &Drawn,
    number: String,
) -> Result<Archived, Failure> {
    let tenant = cx.tenant();
    let by = By { person: cx.actor.person, capacity: cx.actor.require_capacity()? };
    let number = if number.is_empty() { mark::next(cx, &drawn.mark).await? } else { number };
    let subject = basis.about(tenant, drawn.what.scope).ok_or(Failure::NotFound)?;
    let printed = Printed::load(cx.app, cx.tx, cx.actor, cx.at).await?;
    let bytes = sheet::render(drawn, &printed, Some(&number));
    let digest = Digest::of(&bytes);
    let archived = Paper {
        id,
        document: drawn.what.document.clone(),
        pack: drawn.pack,
        form: drawn.what.form.clone(),
        title: drawn.what.label.ja.clone(),
        account: if subject.kind == "body" { None } else { drawn.account },
        subject,
        case: drawn.case,
        number,
        by,
        at: cx.at,
        digest,
        size: i64::try_from(bytes.len()).map_err(Failure::internal)?,
    };
    paper::insert(cx.tx, tenant, &archived, &bytes).await?;
    cx.after(digest);
    cx.detail("paper", id.to_string());
    cx.detail("form", &archived.form);
    cx.detail("number", &archived.number);
    Ok(Archived { paper: id, digest })
}
