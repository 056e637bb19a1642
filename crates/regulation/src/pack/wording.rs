//! Where clauses stand in the original text.

use tatefuda_domain::Localized;

use super::{
    model::{Clause, Place},
    names::{Names, spot},
    raw,
    raw_base::S,
};
use crate::{
    original::{Address, BadAddress, Counting, printed},
    say::say,
};

pub(super) fn clause(n: &mut Names<'_, '_>, raw: raw::Clause, counting: Counting, place: Place) -> Clause {
    let at = match &raw.at {
        Some(at) => places(n, at, place),
        None => of_id(raw.id.get_ref()),
    };
    let id = raw.id.into_inner();
    let printed = raw.printed.or_else(|| at.first()?.first().and_then(|at| printed(at, counting)));
    Clause {
        at,
        printed: printed.unwrap_or_else(|| Localized::new(id.as_str(), id.as_str())),
        id: id.into(),
        text: Localized::new(raw.ja, raw.en),
        strength: raw.strength,
        class: raw.class,
        place,
    }
}

/// `3 | 2-2(1) 2-2(2)`: places that are the wording together; after each `|` what holds where the text lacks one of them.
fn places(n: &mut Names<'_, '_>, written: &S, place: Place) -> Vec<Vec<Address>> {
    let mut all = vec![];
    for choice in written.get_ref().split('|') {
        let mut together = vec![];
        for one in choice.split_whitespace() {
            match one.parse() {
                Ok(address) => together.push(address),
                Err(error) => {
                    let error: BadAddress = error;
                    let rest = error.rest;
                    n.reader.error(
                        spot(place.file, written),
                        "bad-place",
                        say!(
                            "条の位置「{one}」は「{rest}」から先が読めません",
                            "the place {one:?} of a clause cannot be read from {rest:?} on"
                        ),
                        say!(
                            "例：4(1)、7-2(8)ア、4(6).2、別紙1【1】(3)、附則2",
                            "for example 4(1), 7-2(8)ア, 4(6).2, 別紙1【1】(3), 附則2"
                        ),
                    );
                }
            }
        }
        all.push(together);
    }
    all
}

/// Ids follow the count of the text: `ABC-5(2)b` stands at 5(2), and what introduces section 5 is called `ABC-5-0`.
fn of_id(id: &str) -> Vec<Vec<Address>> {
    let counted = id.split_once('-').map_or(id, |(_, counted)| counted);
    let counted = counted.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let counted = counted.strip_suffix("-0").unwrap_or(counted);
    counted.parse().map(|at| vec![vec![at]]).unwrap_or_default()
}
