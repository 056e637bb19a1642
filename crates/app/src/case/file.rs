//! Files as evidence: brought to a case or to a step of it, kept byte for byte, handed out to those who may read the case.
//!
//! A file states nothing and lets nothing happen, so the regulation is not asked; what counts is the record that names it, and
//! that one is asked for ([`must_be_kept`]). A case that ended takes files as well: evidence often comes late.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    CaseFileId, CaseId, Digest,
    bound::{FILE_MAX, FILES_MAX},
    case::{By, CaseFile, FILE_NAME_MAX},
};
use tatefuda_media::{Proof, ProofError, handed_out, proof};
use tatefuda_regulation::{FieldKind, RecordKind};
use tatefuda_store::{
    Tx,
    case::{self, file as stored},
};
use utoipa::ToSchema;

use super::{stand, view::CaseFileView};
use crate::{
    actor::Actor,
    command::{Command, Cx, Reads},
    core::App,
    facts::SubjectRef,
    failure::{Check, Failure, FieldError},
    governing::Governing,
    post::people::Names,
    query::{Look, Query, query},
};

const _: () = assert!(FILE_MAX == tatefuda_media::FILE_MAX);

/// More than a case may have, so that one too many is seen.
const MANY: i64 = FILES_MAX as i64 + 1;

/// Brings a file to a case as evidence. Made by [`AddFile::read`], which tells what the file is.
#[derive(Debug, Clone, Serialize)]
pub struct AddFile {
    case: CaseId,
    /// The step for which it is; absent: the case as a whole.
    step: Option<String>,
    name: String,
    /// SHA-256 of its bytes: what the command is about.
    hash: Digest,
    #[serde(skip)]
    mime: &'static str,
    #[serde(skip)]
    bytes: Arc<Vec<u8>>,
}

/// A file that a case has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = CaseFileAdded)]
pub struct FileAdded {
    /// Its id.
    pub file: CaseFileId,
    /// SHA-256 of its bytes, as records name it.
    #[schema(value_type = String)]
    pub digest: Digest,
    /// What it is, as its bytes say.
    pub mime: String,
    /// In bytes.
    pub size: i64,
}

impl AddFile {
    /// A file as it was chosen, for a case or for a step of it.
    ///
    /// # Errors
    /// [`Failure::Invalid`] on `file` with what is wrong with it.
    pub fn read(case: CaseId, step: Option<String>, name: &str, bytes: Vec<u8>) -> Result<Self, Failure> {
        let Proof { mime, .. } = proof(&bytes).map_err(|error| Failure::Invalid(vec![file_problem(error)]))?;
        // Some browsers send the whole way to the file.
        let name = name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        Ok(Self { case, step, name, hash: Digest::of(&bytes), mime, bytes: Arc::new(bytes) })
    }
}

/// What is wrong with a file, as an error of its field.
pub fn file_problem(error: ProofError) -> FieldError {
    let key = match error {
        ProofError::Empty => "file-empty",
        ProofError::TooLarge => {
            return FieldError::new("file", "file-too-large").with("max", FILE_MAX / (1024 * 1024));
        }
        ProofError::Program => "file-program",
        ProofError::Page => "file-page",
        ProofError::Packed => "file-packed",
        ProofError::Macros => "file-macros",
        ProofError::OldDocument => "file-old-document",
        ProofError::Unknown => "file-unknown",
    };
    FieldError::new("file", key)
}

impl Command for AddFile {
    const NAME: &'static str = "case.file";
    const READS: Reads<Self> = Reads::Open;
    type Out = FileAdded;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<FileAdded, Failure> {
        let tenant = cx.tenant();
        cx.subject("case", self.case);
        let by = By { person: cx.actor.person, capacity: cx.actor.require_capacity()? };
        let case = case::get(cx.tx, tenant, self.case).await?.ok_or(Failure::NotFound)?;
        let mut check = Check::default();
        let name = check.text("name", &self.name, FILE_NAME_MAX);
        check.that(!name.contains('\n'), "name", "one-line");
        if let Some(step) = &self.step {
            let text = stand::text(cx.app, cx.tx, tenant, &case, cx.at).await?;
            let declared = text.regulation.procedure(&case.procedure);
            let known = declared.is_some_and(|declared| declared.steps.iter().any(|one| one.id == *step));
            check.that(known, "step", "not-a-choice");
        }
        check.done()?;
        let same = stored::file_same(cx.tx, tenant, case.id, self.hash, self.step.as_deref()).await?;
        let file = match same {
            // Sent once more, with something else of its form put right.
            Some(file) => file,
            None => {
                let known = stored::files(cx.tx, tenant, case.id, MANY).await?.len();
                if known >= FILES_MAX {
                    return Err(Failure::state("case-files-full"));
                }
                let file = CaseFile {
                    id: cx.app.env.id(),
                    case: case.id,
                    step: self.step.clone(),
                    name,
                    mime: self.mime.to_owned(),
                    size: i64::try_from(self.bytes.len()).map_err(Failure::internal)?,
                    digest: self.hash,
                    by,
                    at: cx.at,
                };
                match stored::file_insert(cx.tx, tenant, &file, &self.bytes).await {
                    Err(tatefuda_store::Error::Unique(_)) => return Err(Failure::Busy),
                    done => done?,
                }
                file
            }
        };
        cx.after(file.digest);
        cx.detail("file", file.id.to_string());
        cx.detail("name", &file.name);
        cx.detail("type", &file.mime);
        cx.detail("size", file.size.to_string());
        if let Some(step) = &file.step {
            cx.detail("step", step);
        }
        Ok(FileAdded { file: file.id, digest: file.digest, mime: file.mime, size: file.size })
    }
}

/// The files of a case, as they are shown.
pub(super) async fn files(look: &mut Look<'_>, case: CaseId, names: &Names) -> Result<Vec<CaseFileView>, Failure> {
    let found = stored::files(look.tx, look.actor.tenant, case, MANY).await;
    let found = crate::failure::left_out(found.map(tatefuda_store::Rows::readable))?;
    Ok(found.into_iter().map(|file| view(names, file)).collect())
}

fn view(names: &Names, file: CaseFile) -> CaseFileView {
    CaseFileView {
        by: names.person(file.by.person, Some(file.by.capacity)),
        id: file.id,
        step: file.step,
        name: file.name,
        mime: file.mime,
        size: file.size,
        digest: file.digest,
        at: file.at,
    }
}

/// A file as it is handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedOut {
    /// Its name, with an ending that fits what it is.
    pub name: String,
    /// What it is.
    pub mime: String,
    /// Its bytes, as they were brought.
    pub bytes: Vec<u8>,
}

/// A file of a case, for whoever may read the case.
///
/// # Errors
/// [`Failure::NotFound`]; [`Failure::Internal`]: its bytes are not what was brought any more.
pub async fn file(app: &App, actor: &Actor, id: CaseFileId) -> Result<HandedOut, Failure> {
    query(app, actor, &One(id)).await
}

struct One(CaseFileId);

impl Query for One {
    // As the case: everybody of the body reads what runs.
    const READS: Reads<Self> = Reads::Open;
    type Out = HandedOut;

    async fn answer(&self, look: &mut Look<'_>) -> Result<HandedOut, Failure> {
        let tenant = look.actor.tenant;
        let found = stored::file_get(look.tx, tenant, self.0).await?.ok_or(Failure::NotFound)?;
        let bytes = stored::file_bytes(look.tx, tenant, self.0).await?.ok_or(Failure::NotFound)?;
        if Digest::of(&bytes) != found.digest {
            return Err(Failure::internal("a file of a case is not what was brought: its hash differs"));
        }
        Ok(HandedOut { name: handed_out(&found.name, &found.mime), mime: found.mime, bytes })
    }
}

/// Whether a record of a kind that procedures take names, in its fields for files, only files that are kept here on the thing
/// that it is given on: a hash that somebody typed is no evidence. `given` are the fields in the form of their types.
///
/// # Errors
/// [`Failure::Invalid`] on each field whose file is nowhere.
pub(crate) async fn must_be_kept(
    tx: &mut Tx,
    tenant: tatefuda_domain::TenantId,
    text: &Governing,
    (id, kind): (&str, &RecordKind),
    on: &SubjectRef,
    given: &std::collections::BTreeMap<String, String>,
) -> Result<(), Failure> {
    let named = kind.fields.iter().filter(|field| field.kind == FieldKind::FileHash);
    let named: Vec<(&str, Digest)> =
        named.filter_map(|field| Some((field.id.as_str(), given.get(&field.id)?.parse().ok()?))).collect();
    let procedures = &text.regulation.body().procedures;
    let takes = |one: &tatefuda_regulation::Procedure| {
        super::SUBJECTS.contains(&one.subject) && stand::kinds(text, &one.id).iter().any(|kind| kind == id)
    };
    if named.is_empty() || !procedures.iter().any(takes) {
        return Ok(());
    }
    // Two incidents on the same account are two things.
    let account = if matches!(on, SubjectRef::Incident { .. }) { None } else { on.account() };
    let mut missing = vec![];
    for (field, digest) in named {
        if !stored::file_known(tx, tenant, digest, account, &on.subject(tenant)).await? {
            missing.push(FieldError::new(format!("fields.{field}"), "file-not-kept"));
        }
    }
    if missing.is_empty() { Ok(()) } else { Err(Failure::Invalid(missing)) }
}
