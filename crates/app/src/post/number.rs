//! The document number (文書番号): per body and fiscal year, without gaps.

use super::paper::Paper;
use crate::{command::Cx, failure::Failure, number};

/// The series of posts among the document numbers of the body.
const SERIES: &str = "post";

/// Gives a post its number when it first leaves its author; it keeps it for good.
pub(crate) async fn give(cx: &mut Cx<'_>, paper: &mut Paper) -> Result<(), Failure> {
    if paper.post.document_number.is_none() {
        paper.post.document_number = Some(text(&number::take(cx, SERIES).await?));
    }
    Ok(())
}

/// As `2026-15`: fiscal year and number.
fn text(number: &number::DocumentNumber) -> String {
    format!("{}-{}", number.year, number.number)
}
