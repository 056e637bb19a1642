//! Resolve an unknown outcome by a person's word.

use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    Action, PublicationId,
    publication::{Proof, PublicationEvent, PublicationState},
};
use tatefuda_store::{post, publication};

use super::{Finished, expect_version, load, move_on, outcome::reason, save};
use crate::{
    command::{Command, Cx},
    failure::{Check, Failure},
    post::{
        asking,
        note::{self, NewNote},
    },
};

const URL_MAX: usize = 2_000;
const COMMENT_MAX: usize = 2_000;

/// States what became of a send whose outcome is unknown.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Resolve {
    /// The intended send.
    pub publication: PublicationId,
    /// The version that was on screen.
    pub version: i64,
    /// What is the case.
    pub finding: Finding,
    /// The person looked at the account just now. Together with being another person than the one who scheduled, this
    /// makes the proof 目視; else it is a statement.
    #[serde(default)]
    pub looked: bool,
    /// A remark; kept with the post.
    #[serde(default)]
    pub comment: String,
}

/// What a person found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "finding", rename_all = "kebab-case")]
pub enum Finding {
    /// It is there.
    Published {
        /// Its address.
        url: String,
        /// The platform's id, if known.
        #[serde(default)]
        platform_post_id: Option<String>,
    },
    /// It is not there. It may be sent again then.
    NotThere,
}

impl Command for Resolve {
    const NAME: &'static str = "publication.resolve";
    const ASKS: &[Action] = &[Action::PostResolve];
    type Out = Finished;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Finished, Failure> {
        let tenant = cx.tenant();
        let mut intent = load(cx, self.publication).await?;
        let mut check = Check::default();
        let comment = check.optional("comment", &self.comment, COMMENT_MAX);
        if let Finding::Published { url, .. } = &self.finding {
            let url = check.text("url", url, URL_MAX);
            check.that(url.starts_with("https://") || url.starts_with("http://"), "url", "bad-link");
        }
        check.done()?;
        super::permit(cx, asking::about(Action::PostResolve, intent.post, intent.account)).await?;
        expect_version(&intent, self.version)?;
        if intent.state != PublicationState::Unknown {
            return Err(Failure::state("not-unknown"));
        }
        match &self.finding {
            Finding::Published { url, platform_post_id } => {
                let id = platform_post_id.as_deref().map(str::trim).filter(|id| !id.is_empty());
                if let Some(id) = id
                    && publication::claimed_by(cx.tx, tenant, intent.account, id).await?.is_some()
                {
                    return Err(Failure::invalid("platform_post_id", "counted-already"));
                }
                move_on(&mut intent, PublicationEvent::Find)?;
                let another = cx.actor.person != intent.scheduled_by;
                intent.proof = Some(if self.looked && another { Proof::Seen } else { Proof::Stated });
                intent.platform_post_id = id.map(ToOwned::to_owned);
                (intent.permalink, intent.published_at) = (Some(url.trim().to_owned()), Some(cx.at));
                (intent.reason, intent.reason_detail) = (None, None);
                cx.detail("url", url);
            }
            Finding::NotThere => {
                move_on(&mut intent, PublicationEvent::Deny)?;
                intent.reason = Some(reason::DENIED.to_owned());
            }
        }
        intent.look_at = None;
        if !comment.is_empty() {
            let post = post::get(cx.tx, tenant, intent.post).await?.ok_or(Failure::NotFound)?;
            let new = NewNote {
                post: intent.post,
                revision: post.revision,
                account: Some(intent.account),
                kind: "resolve",
                text: &comment,
                quote: "",
                destination: "",
            };
            note::add(cx, new).await?;
            cx.detail("comment", comment);
        }
        save(cx, &mut intent).await?;
        Ok(Finished { state: intent.state })
    }
}
