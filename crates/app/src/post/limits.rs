//! How long a text may be on each account, and which pictures it takes: the table of services says so, each counts in its own
//! way.

use std::collections::BTreeMap;

use serde::Serialize;
use tatefuda_domain::{AccountId, TenantId, account::Account};
use tatefuda_platforms::{
    TextUnit,
    capability::{self, DraftMedium, PictureProblem},
    text_limit,
};
use tatefuda_store::{Tx, media, post::Target};
use utoipa::ToSchema;

use super::paper::Paper;
use crate::{
    account::road,
    failure::{Failure, FieldError},
};

/// The length of a text as a service counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = PreviewLength)]
pub struct TextLength {
    /// So many units.
    #[schema(value_type = u64)]
    pub count: usize,
    /// The service takes at most so many.
    #[schema(value_type = u64)]
    pub max: usize,
    /// What is counted: `code-point`, `utf-16`, `utf-8` (bytes), `weighted` (as X does).
    pub unit: &'static str,
    /// Whether it is more than the service takes.
    pub over: bool,
}

/// The length of a text for an account; none where no connector knows the service.
pub fn text_length(service: &tatefuda_domain::Service, text: &str) -> Option<TextLength> {
    let limit = text_limit(service)?;
    let count = limit.count(text);
    Some(TextLength { count, max: limit.max, unit: TextUnit::as_str(limit.unit), over: count > limit.max })
}

/// What is said where a text is longer than its service takes.
pub(super) fn too_long(account: &Account, target: &Target) -> Option<FieldError> {
    let length = text_length(&account.service, &target.text).filter(|length| length.over)?;
    let field = if target.own_text { format!("target:{}:text", target.account) } else { "text".to_owned() };
    // Who counts in bytes or weights is told so: the number alone would look like one of characters.
    let key = match length.unit {
        unit if unit == TextUnit::Weighted.as_str() => "too-many-weights-for-account",
        unit if unit == TextUnit::Utf8.as_str() => "too-many-bytes-for-account",
        _ => "too-long-for-account",
    };
    let error = FieldError::new(field, key).with("account", &account.name);
    Some(error.with("max", length.max).with("wide", length.max / 2).with("count", length.count))
}

/// What a platform would reject is said before others spend their time on it.
pub(super) async fn check(tx: &mut Tx, tenant: TenantId, paper: &Paper, targets: &[&Target]) -> Result<(), Failure> {
    let accounts = |target: &&Target| paper.accounts.get(&target.account);
    let mut errors: Vec<FieldError> = targets.iter().filter_map(|target| too_long(accounts(target)?, target)).collect();
    errors.extend(pictures(tx, tenant, &paper.accounts, targets).await?);
    if errors.is_empty() { Ok(()) } else { Err(Failure::Invalid(errors)) }
}

/// What is wrong with the pictures of targets that a connector brings. Who posts by hand sees what the service takes, and may
/// bring along a film that is not here.
pub(super) async fn pictures(
    tx: &mut Tx,
    tenant: TenantId,
    accounts: &BTreeMap<AccountId, Account>,
    targets: &[&Target],
) -> Result<Vec<FieldError>, Failure> {
    let mut errors = vec![];
    for target in targets {
        let Some(account) = accounts.get(&target.account) else { continue };
        let row = capability::of(&account.service);
        // A text alone asks the database nothing, while somebody types it.
        let fits = target.media.is_empty() && row.picture_problem(&[]).is_none();
        if fits || road::by_hand(tx, tenant, account).await? {
            continue;
        }
        let mut stored = vec![];
        for one in &target.media {
            // One that is not there is said elsewhere.
            stored.extend(media::get(tx, tenant, one.media).await?.map(|medium| (medium, &*one.content.alt)));
        }
        let pixels = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
        let drafts: Vec<DraftMedium<'_>> = stored
            .iter()
            .map(|(medium, alt)| DraftMedium {
                mime: &medium.mime,
                bytes: u64::try_from(medium.size).unwrap_or(u64::MAX),
                pixels: Some((pixels(medium.width), pixels(medium.height))),
                alt,
            })
            .collect();
        errors.extend(row.picture_problem(&drafts).map(|one| named(&one, account)));
    }
    Ok(errors)
}

/// A problem as an error of the field of pictures.
fn named(problem: &PictureProblem, account: &Account) -> FieldError {
    let error = |key: &str| FieldError::new("picture", key).with("account", &account.name);
    match problem {
        PictureProblem::Needed => error("picture-needed-for-account"),
        PictureProblem::NotTaken => error("pictures-not-for-account"),
        PictureProblem::Type(types) => error("picture-type-for-account").with("types", types),
        PictureProblem::TooMany(most) => error("pictures-too-many-for-account").with("max", most),
        PictureProblem::TooFew(least) => error("pictures-too-few-for-account").with("min", least),
        PictureProblem::TooLarge(mega) => error("picture-bytes-for-account").with("max", mega),
        PictureProblem::Shape => error("picture-shape-for-account"),
        PictureProblem::LongAlt(most) => error("picture-alt-for-account").with("max", most),
    }
}
