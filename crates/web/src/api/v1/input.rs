//! What requests carry. Unknown fields are refused with their name.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tatefuda_app::{
    post::{Content, MediumInput, PostSupply, TargetInput},
    record::Supply,
};
use tatefuda_domain::{
    AccountId, MediaId, Moment,
    digest::Window,
    media::{MediumAnswers, People, Rights},
};
use utoipa::ToSchema;

/// Content of a post.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PostInput {
    /// The title (件名).
    title: String,
    /// The text shared by all accounts without one of their own.
    #[serde(default)]
    text: String,
    /// The category, as the pack names it.
    #[serde(default)]
    category: Option<String>,
    /// The classification of the information, as the pack names it.
    #[serde(default)]
    classification: Option<String>,
    /// Where the matter stands in the body's deciding.
    #[serde(default)]
    decision_status: Option<String>,
    /// Further declared fields.
    #[serde(default)]
    fields: BTreeMap<String, String>,
    /// When it may be sent.
    #[serde(default)]
    window: WindowInput,
    /// Where it goes.
    #[serde(default)]
    targets: Vec<TargetBody>,
}

/// When something may be sent; both ends inclusive, an absent end is open.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WindowInput {
    /// Not before.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    from: Option<Moment>,
    /// Not after.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    until: Option<Moment>,
}

/// What goes to one account.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TargetBody {
    /// The account.
    #[schema(value_type = String, format = "uuid")]
    account: AccountId,
    /// A text of its own; absent: the shared text.
    #[serde(default)]
    text: Option<String>,
    /// A link sent apart from the text.
    #[serde(default)]
    link: Option<String>,
    /// Options of the platform.
    #[serde(default)]
    options: BTreeMap<String, String>,
    /// Pictures in order.
    #[serde(default)]
    media: Vec<MediumBody>,
}

/// A picture of a target. Whatever is absent counts as not answered.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MediumBody {
    /// The picture, as it was brought under `/api/v1/media`.
    #[schema(value_type = String, format = "uuid")]
    media: MediaId,
    /// Text for those who do not see it.
    #[serde(default)]
    alt: String,
    /// Who can be seen: `none`, `unidentifiable`, `identifiable`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    people: Option<People>,
    /// How many of them can be identified.
    #[serde(default)]
    #[schema(maximum = 999)]
    people_count: Option<u16>,
    /// Whether children are among the identifiable ones.
    #[serde(default)]
    children: Option<bool>,
    /// Who holds the rights: `own`, `other`, `unknown`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    rights: Option<Rights>,
    /// The name of that holder.
    #[serde(default)]
    rights_holder: Option<String>,
    /// One reference for each person who consented.
    #[serde(default)]
    consents: Vec<String>,
    /// Whether writing, screens or works of others are legible.
    #[serde(default)]
    other_text: Option<bool>,
    /// The classification of this picture, as the pack names it.
    #[serde(default)]
    classification: Option<String>,
}

impl From<MediumBody> for MediumInput {
    fn from(body: MediumBody) -> Self {
        Self {
            media: body.media,
            alt: body.alt,
            answers: MediumAnswers {
                people: body.people,
                people_count: body.people_count,
                children: body.children,
                rights: body.rights,
                rights_holder: body.rights_holder,
                consents: body.consents,
                other_text: body.other_text,
                classification: body.classification,
            },
        }
    }
}

impl From<PostInput> for Content {
    fn from(input: PostInput) -> Self {
        let target = |one: TargetBody| TargetInput {
            account: one.account,
            text: one.text,
            link: one.link,
            options: one.options,
            media: one.media.into_iter().map(MediumInput::from).collect(),
        };
        Self {
            title: input.title,
            text: input.text,
            category: input.category,
            classification: input.classification,
            decision_status: input.decision_status,
            fields: input.fields,
            window: Window { from: input.window.from.map(Moment::get), until: input.window.until.map(Moment::get) },
            targets: input.targets.into_iter().map(target).collect(),
        }
    }
}

/// A record given together with an act.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SupplyInput {
    /// The kind; those of the house start with `house:`.
    kind: String,
    /// Field values by field id.
    #[serde(default)]
    fields: BTreeMap<String, String>,
    /// From when it counts; absent: at once.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    valid_from: Option<Moment>,
    /// Until when it counts, inclusive; absent: no end.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    valid_until: Option<Moment>,
    /// For which account of the post; absent: for the post.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = "uuid")]
    account: Option<AccountId>,
}

impl From<SupplyInput> for Supply {
    fn from(input: SupplyInput) -> Self {
        let (valid_from, valid_until) = (input.valid_from.map(Moment::get), input.valid_until.map(Moment::get));
        Self { kind: input.kind, fields: input.fields, valid_from, valid_until }
    }
}

impl From<SupplyInput> for PostSupply {
    fn from(input: SupplyInput) -> Self {
        Self { account: input.account, record: input.into() }
    }
}

/// Records for an act on a post.
pub(crate) fn supplies(input: Vec<SupplyInput>) -> Vec<PostSupply> {
    input.into_iter().map(PostSupply::from).collect()
}

/// Records given together with an act.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Supplies {
    /// Written before the act is asked, in the same transaction.
    #[serde(default)]
    pub(crate) supplies: Vec<SupplyInput>,
}

/// An act without particulars.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nothing {}

/// A post as it was saved.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Saved {
    /// The post.
    pub(crate) post: String,
    /// Its version now.
    pub(crate) version: i64,
    /// Number of its present revision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) revision: Option<i64>,
    /// Digest of all its targets: what a step is given for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sheet: Option<String>,
}

impl From<tatefuda_app::post::Saved> for Saved {
    fn from(saved: tatefuda_app::post::Saved) -> Self {
        Self {
            post: saved.post.to_string(),
            version: saved.version,
            revision: Some(saved.revision),
            sheet: Some(saved.sheet.to_string()),
        }
    }
}
