//! One finding for one stretch of text and category.

use std::cmp::Reverse;

use super::Finding;

/// In the order of the text; of findings of one category that overlap the surest stays, of equally sure ones the
/// longest.
pub(super) fn merge(found: &mut Vec<Finding>) {
    if found.len() < 2 {
        return;
    }
    found.sort_by(|a, b| {
        (a.category, a.start, Reverse(a.end), a.tier, &a.rule).cmp(&(
            b.category,
            b.start,
            Reverse(b.end),
            b.tier,
            &b.rule,
        ))
    });
    let mut kept: Vec<Finding> = Vec::with_capacity(found.len());
    for finding in found.drain(..) {
        match kept.last_mut() {
            Some(last) if last.category == finding.category && finding.start < last.end => {
                if finding.tier < last.tier {
                    *last = finding;
                }
            }
            _ => kept.push(finding),
        }
    }
    kept.sort_by_key(|finding| (finding.start, finding.end, finding.category));
    *found = kept;
}
