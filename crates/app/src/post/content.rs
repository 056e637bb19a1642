//! What the composer holds, checked and turned into an immutable revision with its digests.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_domain::{
    AccountId, Action, AppointmentId, Digest, Env, MediaId, PersonId, PostId, RevisionId, TenantId,
    account::Account,
    digest::{self, MediaRef, Window},
    media::{COVERED, Contradiction, MEDIA_MAX, MediumAnswers, PEOPLE_MAX},
    text::{at_input, is_blank},
};
use tatefuda_store::post::{Revision, Target, TargetMedium};
use utoipa::ToSchema;

use crate::failure::FieldError;

/// Longest title in characters.
pub const TITLE_MAX: usize = 200;
/// Longest text in characters; more than any service takes, so that it is the service's own limit that is shown.
pub const TEXT_MAX: usize = tatefuda_domain::bound::TEXT_MAX;
/// Most accounts of one post.
pub const TARGETS_MAX: usize = 20;
/// Longest link in bytes.
const LINK_MAX: usize = 2_000;
/// Most further fields or options, and their longest value in characters.
const FIELDS_MAX: usize = 50;
const FIELD_MAX: usize = 2_000;
/// Longest alternative text in characters: what every platform takes.
const ALT_MAX: usize = 1_000;
/// Longest name of a holder of rights or of one consent, in characters, and most consents of one picture.
const ANSWER_MAX: usize = 200;
const CONSENTS_MAX: usize = 200;
/// The version of the digest in which content is written: it covers the place.
const DIGEST_VERSION: i64 = 2;
/// The title under the covered fields: it is what the website shows and what the checker sees.
pub(super) const TITLE: &str = "title";

/// Everything typed into the composer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[schema(as = PostInput)]
pub struct Content {
    /// The title (件名).
    pub title: String,
    /// The text shared by all accounts without one of their own.
    #[serde(default)]
    pub text: String,
    /// The category, as the pack names it.
    #[serde(default)]
    pub category: Option<String>,
    /// The classification of the information, as the pack names it.
    #[serde(default)]
    pub classification: Option<String>,
    /// Where the matter stands in the body's deciding.
    #[serde(default)]
    pub decision_status: Option<String>,
    /// Further declared fields.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
    /// When it may be sent; both ends inclusive.
    #[serde(default)]
    pub window: Window,
    /// The accounts to which it goes.
    #[serde(default)]
    pub targets: Vec<TargetInput>,
}

/// What goes to one account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = TargetBody)]
pub struct TargetInput {
    /// The account.
    pub account: AccountId,
    /// A text of its own; absent: the shared text.
    #[serde(default)]
    pub text: Option<String>,
    /// A link sent apart from the text.
    #[serde(default)]
    pub link: Option<String>,
    /// Options of the platform.
    #[serde(default)]
    pub options: BTreeMap<String, String>,
    /// Media in order.
    #[serde(default)]
    pub media: Vec<MediumInput>,
}

/// A stored medium with the text for those who do not see it, and what was answered about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = MediumBody)]
pub struct MediumInput {
    /// The medium.
    pub media: MediaId,
    /// Its alternative text.
    #[serde(default)]
    pub alt: String,
    /// Who is in it, whose it is and so on.
    #[serde(flatten)]
    pub answers: MediumAnswers,
}

impl TargetInput {
    /// A target with the shared text.
    pub fn shared(account: AccountId) -> Self {
        Self { account, text: None, link: None, options: BTreeMap::new(), media: vec![] }
    }
}

impl Content {
    /// As it enters the system: line ends become LF, blank options become absent; nothing else changes.
    #[must_use]
    pub fn at_input(mut self) -> Self {
        let blank = |value: &mut Option<String>| {
            *value = value.take().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        };
        self.title = self.title.trim().to_owned();
        self.text = at_input(&self.text);
        blank(&mut self.category);
        blank(&mut self.classification);
        blank(&mut self.decision_status);
        self.fields.values_mut().for_each(|value| *value = at_input(value));
        for target in &mut self.targets {
            blank(&mut target.link);
            target.text = target.text.take().filter(|text| !text.is_empty()).map(|text| at_input(&text));
            for medium in &mut target.media {
                medium.alt = at_input(&medium.alt).trim().to_owned();
                medium.answers = std::mem::take(&mut medium.answers).at_input();
            }
        }
        self
    }

    /// What is wrong with it as a form. Drafts may be incomplete, not impossible.
    pub fn problems(&self, known: &BTreeSet<AccountId>) -> Vec<FieldError> {
        let mut found = vec![];
        if is_blank(&self.title) {
            found.push(FieldError::new("title", "required"));
        }
        if self.title.chars().any(char::is_control) {
            found.push(FieldError::new("title", "control-characters"));
        }
        longest(&mut found, "title", &self.title, TITLE_MAX);
        longest(&mut found, "text", &self.text, TEXT_MAX);
        if self.window.from.zip(self.window.until).is_some_and(|(from, until)| from > until) {
            found.push(FieldError::new("window_until", "window-reversed"));
        }
        pairs(&mut found, "field", &self.fields);
        for key in self.fields.keys().filter(|key| *key == TITLE || key.starts_with(COVERED)) {
            // The key is taken: title and answers about media are covered by the digest under it.
            found.push(FieldError::new(format!("field:{key}"), "unknown-field"));
        }
        if self.targets.len() > TARGETS_MAX {
            found.push(FieldError::new("targets", "too-many").with("max", TARGETS_MAX));
        }
        let mut seen = BTreeSet::new();
        for target in &self.targets {
            let field = format!("target:{}", target.account);
            if !known.contains(&target.account) {
                found.push(FieldError::new(&field, "unknown-account"));
            }
            if !seen.insert(target.account) {
                found.push(FieldError::new(&field, "twice"));
            }
            longest(&mut found, &format!("{field}:text"), target.text.as_deref().unwrap_or_default(), TEXT_MAX);
            if target.link.as_deref().is_some_and(|link| !is_link(link)) {
                found.push(FieldError::new(format!("{field}:link"), "bad-link"));
            }
            pairs(&mut found, &format!("{field}:option"), &target.options);
            media(&mut found, &target.media);
        }
        found
    }

    /// The shared text and each account's own.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        let own = self.targets.iter().filter_map(|target| target.text.as_deref());
        std::iter::once(self.text.as_str()).chain(own)
    }

    /// What is missing before it can be passed on, whatever the regulation says.
    pub fn missing(&self) -> Vec<FieldError> {
        let mut found = vec![];
        if self.targets.is_empty() {
            found.push(FieldError::new("targets", "required"));
        }
        for target in &self.targets {
            if is_blank(target.text.as_deref().unwrap_or(&self.text)) {
                let own = target.text.as_ref().map(|_| format!("target:{}:text", target.account));
                found.push(FieldError::new(own.unwrap_or_else(|| "text".to_owned()), "required"));
            }
        }
        found.dedup();
        found
    }
}

fn longest(found: &mut Vec<FieldError>, field: &str, text: &str, max: usize) {
    if text.chars().count() > max {
        found.push(FieldError::new(field, "too-long").with("max", max));
    }
}

fn pairs(found: &mut Vec<FieldError>, field: &str, pairs: &BTreeMap<String, String>) {
    if pairs.len() > FIELDS_MAX {
        found.push(FieldError::new(field, "too-many").with("max", FIELDS_MAX));
    }
    for (key, value) in pairs {
        longest(found, &format!("{field}:{key}"), value, FIELD_MAX);
    }
}

/// Problems of pictures are named by the picture: the form shows each once, whatever the accounts it goes to.
fn media(found: &mut Vec<FieldError>, media: &[MediumInput]) {
    let mut add = |error: FieldError| {
        if !found.contains(&error) {
            found.push(error);
        }
    };
    if media.len() > MEDIA_MAX {
        add(FieldError::new("media", "too-many").with("max", MEDIA_MAX));
    }
    let mut seen = BTreeSet::new();
    for medium in media {
        let field = |name: &str| format!("media:{}:{name}", medium.media);
        if !seen.insert(medium.media) {
            add(FieldError::new(field("media"), "twice"));
        }
        let answers = &medium.answers;
        let texts =
            [("alt", Some(&medium.alt), ALT_MAX), ("rights_holder", answers.rights_holder.as_ref(), ANSWER_MAX)];
        for (name, text, max) in texts {
            if text.is_some_and(|text| text.chars().count() > max) {
                add(FieldError::new(field(name), "too-long").with("max", max));
            }
        }
        if answers.consents.iter().any(|one| one.chars().count() > ANSWER_MAX) {
            add(FieldError::new(field("consents"), "too-long").with("max", ANSWER_MAX));
        }
        if answers.consents.len() > CONSENTS_MAX {
            add(FieldError::new(field("consents"), "too-many").with("max", CONSENTS_MAX));
        }
        match answers.contradiction() {
            Some(Contradiction::NobodyYetSomebody) => add(FieldError::new(field("people"), "nobody-yet-somebody")),
            Some(Contradiction::SomebodyYetNone) => add(FieldError::new(field("people_count"), "somebody-yet-none")),
            Some(Contradiction::TooMany) => {
                add(FieldError::new(field("people_count"), "too-many").with("max", PEOPLE_MAX));
            }
            None => {}
        }
    }
}

fn is_link(link: &str) -> bool {
    link.len() <= LINK_MAX && tatefuda_text::is_web_address(link)
}

/// Who writes a revision, and where it belongs.
#[derive(Debug, Clone, Copy)]
pub struct Written {
    /// The body.
    pub tenant: TenantId,
    /// The post.
    pub post: PostId,
    /// Number of the revision, from 1.
    pub number: i64,
    /// Who.
    pub person: PersonId,
    /// In which capacity.
    pub capacity: AppointmentId,
    /// When.
    pub at: Timestamp,
}

/// The revision and its targets with their digests. `media` holds every medium that the content names, without
/// alternative text; one that is not there is left out.
pub fn revision(
    env: &Env,
    by: Written,
    content: &Content,
    media: &BTreeMap<MediaId, MediaRef>,
    accounts: &BTreeMap<AccountId, Account>,
) -> (Revision, Vec<Target>) {
    let id: RevisionId = env.id();
    let revision = Revision {
        id,
        post: by.post,
        number: by.number,
        person: by.person,
        capacity: by.capacity,
        at: by.at,
        title: content.title.clone(),
        text: content.text.clone(),
        category: content.category.clone(),
        classification: content.classification.clone(),
        decision_status: content.decision_status.clone(),
        fields: content.fields.clone(),
        window: content.window,
    };
    let targets = (0_i64..)
        .zip(&content.targets)
        .map(|(ordinal, input)| {
            let media = input
                .media
                .iter()
                .filter_map(|medium| {
                    let content = MediaRef { alt: medium.alt.clone(), ..media.get(&medium.media)?.clone() };
                    Some(TargetMedium { media: medium.media, content, answers: medium.answers.clone() })
                })
                .collect();
            let mut target = Target {
                id: env.id(),
                revision: id,
                post: by.post,
                account: input.account,
                ordinal,
                text: input.text.clone().unwrap_or_else(|| content.text.clone()),
                own_text: input.text.is_some(),
                link: input.link.clone(),
                options: input.options.clone(),
                media,
                place: accounts.get(&input.account).map(Account::place),
                digest_version: DIGEST_VERSION,
                // Covers the rest of the target, so it is made once that stands.
                digest: Digest::from_bytes([0; 32]),
            };
            target.digest = covered(by.tenant, &revision, &target).digest();
            target
        })
        .collect();
    (revision, targets)
}

/// Everything that an approval of a target covers (decision 0003). The send is a pure function of it.
pub fn covered(tenant: TenantId, revision: &Revision, target: &Target) -> digest::TargetContent {
    let mut fields = revision.fields.clone();
    fields.insert(TITLE.to_owned(), revision.title.clone());
    for (place, medium) in target.media.iter().enumerate() {
        fields.extend(medium.answers.covered(place));
    }
    digest::TargetContent {
        tenant,
        post: target.post,
        account: target.account,
        place: target.place.clone().filter(|_| target.digest_version >= DIGEST_VERSION),
        action: Action::PostPublish,
        text: target.text.clone(),
        link: target.link.clone(),
        media: target.media.iter().map(|medium| medium.content.clone()).collect(),
        options: target.options.clone(),
        category: revision.category.clone(),
        classification: revision.classification.clone(),
        decision_status: revision.decision_status.clone(),
        fields,
        window: revision.window,
    }
}

/// The target as it stands now: with the place at which its account is, and the digest of that. An approval for another
/// place is for another digest, so it is void by itself; one from before places were covered stands while the account is
/// where it was.
pub(crate) fn at_present(
    tenant: TenantId,
    revision: &Revision,
    mut target: Target,
    account: Option<&Account>,
) -> Target {
    let now = account.map(Account::place);
    if now.is_some() && target.place != now {
        (target.place, target.digest_version) = (now, DIGEST_VERSION);
    }
    target.digest = covered(tenant, revision, &target).digest();
    target
}

/// Whether a stored target still is what its digest was made of. If not, somebody changed a row by hand.
pub(crate) fn is_sound(tenant: TenantId, revision: &Revision, stored: &Target) -> bool {
    covered(tenant, revision, stored).digest() == stored.digest
}

/// A revision without any account, so that a first draft can be asked about too.
pub(crate) fn without_account(tenant: TenantId, revision: &Revision, nowhere: AccountId) -> digest::TargetContent {
    let target = Target {
        id: tatefuda_domain::Id::from_uuid(tatefuda_domain::Id::uuid(revision.id)),
        revision: revision.id,
        post: revision.post,
        account: nowhere,
        ordinal: 0,
        text: revision.text.clone(),
        own_text: false,
        link: None,
        options: BTreeMap::new(),
        media: vec![],
        place: None,
        digest_version: DIGEST_VERSION,
        digest: Digest::from_bytes([0; 32]),
    };
    covered(tenant, revision, &target)
}

/// The composer's content of a stored revision.
pub fn of_revision(revision: &Revision, targets: &[Target]) -> Content {
    Content {
        title: revision.title.clone(),
        text: revision.text.clone(),
        category: revision.category.clone(),
        classification: revision.classification.clone(),
        decision_status: revision.decision_status.clone(),
        fields: revision.fields.clone(),
        window: revision.window,
        targets: targets
            .iter()
            .map(|target| TargetInput {
                account: target.account,
                text: target.own_text.then(|| target.text.clone()),
                link: target.link.clone(),
                options: target.options.clone(),
                media: media_of(target),
            })
            .collect(),
    }
}

/// The pictures of a stored target as the composer takes them.
pub(crate) fn media_of(target: &Target) -> Vec<MediumInput> {
    let media = target.media.iter().map(|medium| MediumInput {
        media: medium.media,
        alt: medium.content.alt.clone(),
        answers: medium.answers.clone(),
    });
    media.collect()
}

/// The digest of all targets together: what a check form shows and carries.
pub fn sheet(targets: &[Target]) -> Digest {
    digest::sheet_digest(targets.iter().map(|target| target.digest))
}
