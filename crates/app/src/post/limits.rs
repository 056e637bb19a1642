//! How long a text may be on each account: the connector of its service says so and counts in its own way.

use serde::Serialize;
use tatefuda_domain::account::Account;
use tatefuda_platforms::{TextUnit, text_limit};
use tatefuda_store::post::Target;
use utoipa::ToSchema;

use super::paper::Paper;
use crate::failure::{Failure, FieldError};

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
pub(super) fn check(paper: &Paper, targets: &[&Target]) -> Result<(), Failure> {
    let accounts = |target: &&Target| paper.accounts.get(&target.account);
    let errors: Vec<FieldError> = targets.iter().filter_map(|target| too_long(accounts(target)?, target)).collect();
    if errors.is_empty() { Ok(()) } else { Err(Failure::Invalid(errors)) }
}
