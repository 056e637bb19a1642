//! Requests as screens show them.

use jiff::tz::TimeZone;
use tatefuda_app::request::{RequestRow as Row, RequestStage, RequestState};
use tatefuda_i18n::Translator;
use tatefuda_ui::{
    request::{RequestOrigin, RequestRow, RequestStanding},
    view::{Link, When},
};

use crate::post::look::person;

/// Where it stands: of what was taken up, how far that has got.
pub(crate) const fn standing(state: RequestState, stage: Option<RequestStage>) -> RequestStanding {
    match (state, stage) {
        (RequestState::Asked, _) => RequestStanding::Asked,
        (RequestState::Returned, _) => RequestStanding::Returned,
        (RequestState::Refused, _) => RequestStanding::Refused,
        (RequestState::Withdrawn, _) => RequestStanding::Withdrawn,
        // Of a draft that cannot be read nobody can tell more than that there is one.
        (RequestState::Taken, None | Some(RequestStage::Writing)) => RequestStanding::Writing,
        (RequestState::Taken, Some(RequestStage::Deciding)) => RequestStanding::Deciding,
        (RequestState::Taken, Some(RequestStage::Scheduled)) => RequestStanding::Scheduled,
        (RequestState::Taken, Some(RequestStage::Published)) => RequestStanding::Published,
        (RequestState::Taken, Some(RequestStage::GivenUp)) => RequestStanding::GivenUp,
    }
}

/// Key of the word for a state.
pub(crate) fn state(state: RequestState) -> String {
    format!("request-{}", state.as_str())
}

/// A line of the list.
pub(crate) fn row(tr: &Translator, zone: &TimeZone, one: &Row) -> RequestRow {
    RequestRow {
        id: one.id.to_string(),
        title: one.title.clone(),
        standing: standing(one.state, one.stage),
        section: one.section_name.clone(),
        who: one.person.name.clone(),
        account: Some(one.account_name.clone()).filter(|name| !name.is_empty()),
        wished: one.wished_at.map(|at| When::new(tr, at, zone)),
        asked: When::new(tr, one.asked_at, zone),
    }
}

/// Whence a draft came.
pub(crate) fn origin(tr: &Translator, zone: &TimeZone, one: &Row) -> RequestOrigin {
    RequestOrigin {
        link: Link { href: format!("/requests/{}", one.id), label: one.title.clone() },
        who: person(tr, &one.person),
        stated: When::new(tr, one.stated_at, zone),
        wished: one.wished_at.map(|at| When::new(tr, at, zone)),
    }
}
