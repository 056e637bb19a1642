//! Resolve an unknown outcome by what a person saw.
//!
//! To say that it is there takes the address of that post on that account, or, where a service has none, a picture of the
//! screen and a second person's look. To say that it is not there opens the way to a second copy: it takes a look, after
//! the service has had its time to show what it took, by whom the regulation names for it.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    Action, MediaId, Place, PublicationId, TenantId,
    account::Account,
    publication::{Event, PlatformPost, Proof, Publication, State, Why},
};
use tatefuda_platforms::{Whose, address, has_addresses, late_minutes};
use tatefuda_store::{
    Tx, account, outside, post,
    publication::{
        self,
        look::{self, Look},
    },
};
use utoipa::ToSchema;

use super::{Finished, expect_version, load, move_on, outcome::reason, save};
use crate::{
    command::{Command, Cx, Reads},
    core::App,
    failure::{Check, Failure, FieldError},
    hand, media,
    post::{
        asking,
        note::{self, NewNote},
    },
};

const URL_MAX: usize = 2_000;
const COMMENT_MAX: usize = 2_000;
const SEEN_MAX: usize = 2_000;
/// How long a call can have gone on of which nobody stored the end.
const LONGEST_CALL: SignedDuration = SignedDuration::from_mins(3);

/// States what became of a send whose outcome is unknown.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = ResolveInput)]
pub struct Resolve {
    /// The intended send.
    pub publication: PublicationId,
    /// The version that was on screen.
    pub version: i64,
    /// What is the case.
    #[serde(flatten)]
    #[schema(value_type = Found)]
    pub finding: Finding,
    /// The person looked at the account. Together with being another person than the one who scheduled, this makes the
    /// proof 目視; else it is a statement. Nothing is denied without it.
    #[serde(default)]
    pub looked: bool,
    /// When they looked; absent: just now.
    #[serde(default)]
    pub looked_at: Option<Timestamp>,
    /// What they saw there, in their words.
    #[serde(default)]
    pub seen: String,
    /// A remark; kept with the post.
    #[serde(default)]
    pub comment: String,
}

/// What a person found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Found", into = "Found")]
pub enum Finding {
    /// It is there, under an address.
    Published {
        /// Its address on that service and that account.
        url: String,
        /// The platform's id, if known; must be the one that the address names.
        platform_post_id: Option<String>,
    },
    /// It is there, on a service whose posts have no addresses: counts when two persons have looked.
    Shown {
        /// A picture of the screen; absent: another person has brought one.
        picture: Option<MediaId>,
    },
    /// It is not there. It may be sent again then.
    NotThere,
}

/// The same as it is written.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct Found {
    /// Whether it is there.
    published: bool,
    /// Its address on that service and that account, if it is there.
    #[serde(default)]
    url: String,
    /// The platform's id, if known; must be the one that the address names.
    #[serde(default)]
    platform_post_id: Option<String>,
    /// For services whose posts have no addresses: a picture of the screen, by id. Absent for the second person who
    /// looked.
    #[serde(default)]
    picture: Option<MediaId>,
}

impl From<Found> for Finding {
    fn from(found: Found) -> Self {
        match found.published {
            // Whether an address is needed is the service's matter: the act says which is missing.
            true if found.url.trim().is_empty() => Self::Shown { picture: found.picture },
            true => Self::Published { url: found.url, platform_post_id: found.platform_post_id },
            false => Self::NotThere,
        }
    }
}

impl From<Finding> for Found {
    fn from(finding: Finding) -> Self {
        match finding {
            Finding::Published { url, platform_post_id } => {
                Self { published: true, url, platform_post_id, picture: None }
            }
            Finding::Shown { picture } => Self { published: true, picture, ..Self::default() },
            Finding::NotThere => Self::default(),
        }
    }
}

impl Finding {
    /// About what the regulation is asked.
    const fn action(&self) -> Action {
        match self {
            Self::Published { .. } | Self::Shown { .. } => Action::PostResolve,
            Self::NotThere => Action::PostDeny,
        }
    }
}

impl Command for Resolve {
    const NAME: &'static str = "publication.resolve";
    const READS: Reads<Self> = Reads::Of(|act| Some(super::sent(act.publication)));
    const ASKS: &[Action] = &[Action::PostResolve, Action::PostDeny];
    type Out = Finished;

    async fn run(&self, cx: &mut Cx<'_>) -> Result<Finished, Failure> {
        let mut intent = load(cx, self.publication).await?;
        let (comment, seen) = self.checked(cx.at)?;
        super::permit(cx, asking::about_outcome(self.finding.action(), &intent)).await?;
        expect_version(&intent, self.version)?;
        if !matches!(intent.state, State::Unknown { .. }) {
            return Err(Failure::state("not-unknown"));
        }
        match &self.finding {
            Finding::Published { url, platform_post_id } => {
                self.found(cx, &mut intent, url.trim(), platform_post_id.as_deref()).await?;
            }
            Finding::Shown { picture } => self.shown(cx, &mut intent, *picture).await?,
            Finding::NotThere => self.denied(cx, &mut intent).await?,
        }
        if self.looked {
            self.keep(cx, &intent, &seen).await?;
        }
        if !comment.is_empty() {
            self.remark(cx, &intent, &comment).await?;
            cx.detail("comment", comment);
        }
        save(cx, &mut intent).await?;
        Ok(Finished { state: intent.state.name() })
    }
}

impl Resolve {
    /// What can be judged without knowing the send.
    fn checked(&self, now: Timestamp) -> Result<(String, String), Failure> {
        let mut check = Check::default();
        let comment = check.optional("comment", &self.comment, COMMENT_MAX);
        let seen = match self.finding {
            Finding::NotThere => check.text("seen", &self.seen, SEEN_MAX),
            Finding::Published { .. } | Finding::Shown { .. } => check.optional("seen", &self.seen, SEEN_MAX),
        };
        if let Finding::Published { url, .. } = &self.finding {
            let url = check.text("url", url, URL_MAX);
            check.that(tatefuda_text::is_web_address(&url), "url", "bad-link");
        }
        check.that(self.looked || matches!(self.finding, Finding::Published { .. }), "looked", "look-first");
        check.that(self.looked_at.is_none_or(|at| at <= now), "looked_at", "in-the-future");
        check.done()?;
        Ok((comment, seen))
    }

    /// It is there: one post of this account, counted for no other intent.
    async fn found(
        &self,
        cx: &mut Cx<'_>,
        intent: &mut Publication,
        url: &str,
        named: Option<&str>,
    ) -> Result<(), Failure> {
        let account = account::get(cx.tx, cx.actor.tenant, intent.account).await?.ok_or(Failure::NotFound)?;
        // Where it was sent, wherever the account stands by now.
        let place = intent.place.clone().unwrap_or_else(|| account.place());
        let id = Address { url, account: &account, place: &place }.unclaimed(cx, Some(intent.id)).await?;
        if named.map(str::trim).is_some_and(|named| !named.is_empty() && named != id) {
            return Err(Failure::invalid("platform_post_id", "another-post"));
        }
        cx.detail("url", url);
        // Whoever had the text in their hands is no second pair of eyes, whoever scheduled it.
        let had_it = hand::had_it(cx.tx, cx.actor.tenant, intent.id, cx.actor.person).await?;
        let another = cx.actor.person != intent.scheduled_by && !had_it;
        let proof = if self.looked && another { Proof::Seen } else { Proof::Stated };
        let platform_post = Some(PlatformPost { id, permalink: Some(url.to_owned()) });
        move_on(intent, Event::Find { proof, at: cx.at, platform_post })
    }

    /// It is there, under no address: a picture of the screen and two persons who looked.
    async fn shown(&self, cx: &mut Cx<'_>, intent: &mut Publication, picture: Option<MediaId>) -> Result<(), Failure> {
        let tenant = cx.tenant();
        let account = account::get(cx.tx, tenant, intent.account).await?.ok_or(Failure::NotFound)?;
        if has_addresses(&account.service) {
            return Err(Failure::invalid("url", "required"));
        }
        if let Some(picture) = picture {
            if media::visible(cx.app, cx.tx, cx.actor, picture).await?.is_none() {
                return Err(Failure::invalid("picture", "unknown-medium"));
            }
            cx.detail("picture", picture.to_string());
        }
        let others = look::of(cx.tx, tenant, intent.id).await?;
        let others: Vec<&Look> =
            others.iter().filter(|one| one.found == look::Found::There && one.person != cx.actor.person).collect();
        if picture.is_none() && others.iter().all(|one| one.picture.is_none()) {
            return Err(Failure::invalid("picture", "required"));
        }
        // The first of the two leaves it unknown: it waits for the second.
        if others.is_empty() {
            return Ok(());
        }
        move_on(intent, Event::Find { proof: Proof::Seen, at: cx.at, platform_post: None })
    }

    /// It is not there, by a look that came late enough to say so.
    async fn denied(&self, cx: &mut Cx<'_>, intent: &mut Publication) -> Result<(), Failure> {
        let tenant = cx.tenant();
        if hand::had_it(cx.tx, tenant, intent.id, cx.actor.person).await? {
            return Err(Failure::state("hand-another-looks"));
        }
        let earliest = deniable_from(cx.tx, tenant, intent).await?;
        let looked_at = self.looked_at.unwrap_or(cx.at);
        if looked_at < earliest {
            let service = account::get(cx.tx, tenant, intent.account).await?.ok_or(Failure::NotFound)?.service;
            let left = earliest.duration_since(cx.at).as_secs();
            let error = FieldError::new("looked", if left > 0 { "too-early-to-deny" } else { "look-again" });
            let error = error.with("late", late_minutes(&service)).with("minutes", (left.max(0) + 59) / 60);
            return Err(Failure::Invalid(vec![error]));
        }
        // What the platform said of the call still stands beside what the person says.
        let said = intent.state.why().and_then(|why| why.detail.clone());
        move_on(intent, Event::Deny(Why::new(reason::DENIED, said)))
    }

    /// Who looked, when, and what was seen.
    async fn keep(&self, cx: &mut Cx<'_>, intent: &Publication, seen: &str) -> Result<(), Failure> {
        let (tenant, capacity) = (cx.tenant(), cx.actor.require_capacity()?);
        let (url, picture) = match &self.finding {
            Finding::Published { url, .. } => (Some(url.trim().to_owned()), None),
            Finding::Shown { picture } => (None, *picture),
            Finding::NotThere => (None, None),
        };
        let look = Look {
            id: cx.app.env.id::<tatefuda_domain::RecordId>().to_string(),
            publication: intent.id,
            person: cx.actor.person,
            capacity,
            at: cx.at,
            looked_at: self.looked_at.unwrap_or(cx.at),
            found: if self.finding == Finding::NotThere { look::Found::NotThere } else { look::Found::There },
            seen: seen.to_owned(),
            url,
            picture,
        };
        cx.detail("looked-at", look.looked_at.to_string());
        if !seen.is_empty() {
            cx.detail("seen", seen);
        }
        Ok(look::insert(cx.tx, tenant, &look).await?)
    }

    async fn remark(&self, cx: &mut Cx<'_>, intent: &Publication, comment: &str) -> Result<(), Failure> {
        let post = post::get(cx.tx, cx.actor.tenant, intent.post).await?.ok_or(Failure::NotFound)?;
        let new = NewNote {
            post: intent.post,
            revision: post.revision,
            account: Some(intent.account),
            kind: "resolve",
            text: comment,
            quote: "",
            destination: "",
        };
        note::add(cx, new).await
    }
}

/// An address at which somebody says that a post of an account is.
pub(crate) struct Address<'a> {
    pub url: &'a str,
    pub account: &'a Account,
    /// Where the account stood.
    pub place: &'a Place,
}

impl Address<'_> {
    /// The service's id of that post, where it is an address of that account.
    pub fn recognised(&self, app: &App) -> Option<String> {
        let whose = Whose { place: self.place, handle: &self.account.handle };
        match app.platforms().and_then(|all| all.get(self.place.service())) {
            Some(connector) => connector.recognises(self.url, whose),
            None => address::recognise(self.url, whose),
        }
    }

    /// The service's id of that post, which is counted for nothing else yet.
    pub async fn unclaimed(&self, cx: &mut Cx<'_>, but: Option<PublicationId>) -> Result<String, Failure> {
        let tenant = cx.tenant();
        let Some(id) = self.recognised(cx.app) else {
            let example = address::example(self.place.service().as_str());
            return Err(Failure::Invalid(vec![match example {
                Some(shape) => FieldError::new("url", "not-of-this-account").with("example", shape.ja.clone()),
                None => FieldError::new("url", "no-addresses"),
            }]));
        };
        let counted = publication::claimed_by(cx.tx, tenant, self.account.id, &id).await?;
        let outside = outside::outside_claimed(cx.tx, tenant, self.account.id, &id).await?;
        if counted.is_some_and(|other| Some(other) != but) || outside.is_some() {
            return Err(Failure::invalid("url", "counted-already"));
        }
        Ok(id)
    }
}

/// From when on a look can say that a send is not there: the service has had its time to show what it took.
pub(crate) async fn deniable_from(tx: &mut Tx, tenant: TenantId, intent: &Publication) -> Result<Timestamp, Failure> {
    let account = account::get(tx, tenant, intent.account).await?.ok_or(Failure::NotFound)?;
    let attempts = publication::attempt_list(tx, tenant, intent.id).await?;
    let ends = attempts.iter().map(|one| one.end.as_ref().map_or(one.started_at + LONGEST_CALL, |end| end.at));
    let last = ends.max().unwrap_or(intent.scheduled_at);
    Ok(last + SignedDuration::from_mins(late_minutes(&account.service)))
}
