//! The original wording of a document: the body's own text, which a pack only restates.

use serde::{Deserialize, Serialize};
use tatefuda_domain::{Digest, RecordId, SystemRight};
use tatefuda_regulation::original::{Key, Outline, anchored};
use tatefuda_store::wording::{Wording, wording_insert, wording_latest};
use utoipa::ToSchema;

use crate::{
    App, Check, Command, Cx, Failure, Reads,
    governing::{self, Governing},
};

/// Loads the original text of a document in force; the text before it stays kept.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct LoadWording {
    /// Id of the pack that restates it.
    pub document: String,
    /// The whole text as it is printed, with its numbers.
    pub text: String,
}

/// What was found in a loaded text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LoadedWording {
    /// How many clauses were found at their places.
    pub found: usize,
    /// The clauses that were not, by their printed numbers. For them only the summary can be shown.
    pub lost: Vec<String>,
}

impl Command for LoadWording {
    const NAME: &'static str = "wording.load";
    const READS: Reads<Self> = Reads::Open;
    type Out = LoadedWording;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<LoadedWording, Failure> {
        cx.subject("regulation", &self.document);
        cx.actor.require(SystemRight::ManageRegulation)?;
        let tenant = cx.tenant();
        let all = governing::all(cx.app, cx.tx, tenant, cx.at).await?;
        let governing = all.into_iter().find(|one| one.document == self.document).ok_or(Failure::NotFound)?;
        let mut check = Check::default();
        // A page break of a printed text is a line break here.
        let text = check.text("text", &self.text.replace(['\u{c}', '\u{b}'], "\n"), tatefuda_domain::bound::TEXT_MAX);
        check.done()?;
        let body = governing.regulation.body();
        let outline = Outline::read(&text);
        let numbered = outline.units().iter().any(|unit| unit.key != Key::Preface);
        let (found, lost): (Vec<_>, Vec<_>) =
            anchored(&outline, body).into_iter().partition(|one| one.wording.is_some());
        // Not one of the numbers: this is another text, and residents must not read it as the regulation. What stands
        // before the numbers is no proof, every text has something there.
        check.that(numbered && !found.is_empty(), "text", "no-clause-found").done()?;
        let digest = Digest::of(text.as_bytes());
        if let Some(before) = wording_latest(cx.tx, tenant, &self.document).await? {
            cx.before(before.digest);
        }
        cx.after(digest);
        let wording = Wording {
            id: cx.app.env.id::<RecordId>(),
            document: self.document.clone(),
            text,
            digest,
            person_id: cx.actor.named(),
            at: cx.at,
        };
        wording_insert(cx.tx, tenant, &wording).await?;
        let printed = |id: &str| body.clause(id).map_or_else(|| id.to_owned(), |clause| clause.printed.ja.clone());
        Ok(LoadedWording { found: found.len(), lost: lost.iter().map(|one| printed(&one.clause)).collect() })
    }
}

/// The documents in force, whose clauses every page cites by their printed numbers.
///
/// # Errors
/// Whatever the database says.
pub async fn texts(app: &App, tenant: tatefuda_domain::TenantId) -> Result<Vec<std::sync::Arc<Governing>>, Failure> {
    let mut tx = app.db.read().await?;
    let found = governing::all(app, &mut tx, tenant, app.env.now()).await?;
    tx.rollback().await?;
    Ok(found)
}
