//! 組織: sections, positions, absences, by date.

use axum::{
    Json as Out,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tatefuda_app::{
    member,
    org::{
        self, ChangeSection, Chart, CreatePosition, CreateSection, EndAbsence, EndAppointment, EndPosition, EndSection,
        Names, Span, StartAbsence, Tier,
    },
};
use tatefuda_domain::{AppointmentId, Moment, PersonId, PositionId, SectionId, bound::Order};
use utoipa::{IntoParams, ToSchema};

use super::schema;
use crate::{
    api::{
        caller::Caller,
        json::{Json, Query},
        problem::Problem,
    },
    error::WebError,
    page::Id,
};

/// Of which time.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct When {
    /// The moment; absent: now.
    #[serde(default)]
    #[param(value_type = Option<String>, format = DateTime)]
    at: Option<Moment>,
}

/// The organisation at a time; open to every member of the body.
#[utoipa::path(get, path = "/api/v1/organisation", tag = "people", operation_id = "organisation_show", params(When),
    responses((status = OK, body = schema::Organisation), (status = BAD_REQUEST, body = Problem)))]
pub(crate) async fn show(caller: Caller, Query(when): Query<When>) -> Result<Out<Chart>, WebError> {
    Ok(Out(org::chart(caller.app(), caller.actor(), when.at.map_or_else(|| caller.now(), Moment::get)).await?))
}

/// When something begins and ends.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SpanInput {
    /// From when; absent: now.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    from: Option<Moment>,
    /// Up to, not including, this moment; absent: open.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    until: Option<Moment>,
}

impl SpanInput {
    fn span(&self, caller: &Caller) -> Span {
        Span { from: self.from.map_or_else(|| caller.now(), Moment::get), until: self.until.map(Moment::get) }
    }
}

/// A section to enter.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SectionInput {
    /// The section above it.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = "uuid")]
    parent: Option<SectionId>,
    name_ja: String,
    #[serde(default)]
    name_kana: String,
    #[serde(default)]
    name_en: String,
    /// Its place in the table of the organisation.
    #[serde(default)]
    #[schema(value_type = i64, minimum = 0, maximum = 1_000_000)]
    ordinal: Order,
    /// When it exists.
    #[serde(default)]
    span: SpanInput,
    /// Its level, an id of the levels that the regulation knows; may be empty.
    #[serde(default)]
    level: String,
    /// Its branch of the body; empty: that of the unit above, if any.
    #[serde(default)]
    branch: String,
}

/// What a section is in the organisation.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TierInput {
    /// Its level, an id of the levels that the regulation knows; may be empty.
    #[serde(default)]
    level: String,
    /// Its branch of the body; empty: that of the unit above, if any.
    #[serde(default)]
    branch: String,
}

/// Something that was entered.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Made {
    id: String,
}

fn made(id: impl ToString) -> Response {
    (StatusCode::CREATED, Out(Made { id: id.to_string() })).into_response()
}

/// Enters a section.
#[utoipa::path(post, path = "/api/v1/sections", tag = "people", operation_id = "section_add",
    request_body = SectionInput, responses((status = CREATED, body = Made), (status = FORBIDDEN, body = Problem),
        (status = UNPROCESSABLE_ENTITY, body = Problem)))]
pub(crate) async fn add_section(caller: Caller, Json(input): Json<SectionInput>) -> Result<Response, WebError> {
    let span = input.span.span(&caller);
    let names = Names::new(input.name_ja, input.name_kana, input.name_en);
    let tier = Tier { level: input.level, branch: input.branch };
    let command = CreateSection { parent: input.parent, names, ordinal: input.ordinal.get(), span, tier };
    Ok(made(caller.execute(&command).await?))
}

/// Says what a section is in the organisation.
#[utoipa::path(put, path = "/api/v1/sections/{id}", tag = "people", operation_id = "section_change",
    request_body = TierInput, params(("id" = String, Path)),
    responses((status = NO_CONTENT), (status = FORBIDDEN, body = Problem), (status = NOT_FOUND, body = Problem),
        (status = UNPROCESSABLE_ENTITY, body = Problem)))]
pub(crate) async fn change_section(
    caller: Caller,
    Id(section): Id<SectionId>,
    Json(input): Json<TierInput>,
) -> Result<StatusCode, WebError> {
    caller.execute(&ChangeSection { section, tier: Tier { level: input.level, branch: input.branch } }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A position to enter.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PositionInput {
    /// Its section.
    #[schema(value_type = String, format = "uuid")]
    section: SectionId,
    name_ja: String,
    #[serde(default)]
    name_kana: String,
    #[serde(default)]
    name_en: String,
    /// Its rank as the body calls it.
    #[serde(default)]
    rank: String,
    /// Lower is higher.
    #[serde(default)]
    #[schema(value_type = i64, minimum = 0, maximum = 1_000_000)]
    rank_order: Order,
    /// Its extension number.
    #[serde(default)]
    extension: String,
    /// When it exists.
    #[serde(default)]
    span: SpanInput,
}

/// Enters a position.
#[utoipa::path(post, path = "/api/v1/positions", tag = "people", operation_id = "position_add",
    request_body = PositionInput, responses((status = CREATED, body = Made), (status = FORBIDDEN, body = Problem),
        (status = UNPROCESSABLE_ENTITY, body = Problem)))]
pub(crate) async fn add_position(caller: Caller, Json(input): Json<PositionInput>) -> Result<Response, WebError> {
    let span = input.span.span(&caller);
    let names = Names::new(input.name_ja, input.name_kana, input.name_en);
    let PositionInput { section, rank, rank_order, extension, .. } = input;
    Ok(made(
        caller.execute(&CreatePosition { section, names, rank, rank_order: rank_order.get(), extension, span }).await?,
    ))
}

/// The end of something.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EndInput {
    /// From when on it is no more; absent: now.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    until: Option<Moment>,
}

impl EndInput {
    fn until(&self, caller: &Caller) -> Timestamp {
        self.until.map_or_else(|| caller.now(), Moment::get)
    }
}

/// Ends a section.
#[utoipa::path(post, path = "/api/v1/sections/{id}/end", tag = "people", operation_id = "section_end",
    request_body = EndInput, params(("id" = String, Path)),
    responses((status = NO_CONTENT), (status = FORBIDDEN, body = Problem), (status = NOT_FOUND, body = Problem)))]
pub(crate) async fn end_section(
    caller: Caller,
    Id(id): Id<SectionId>,
    Json(input): Json<EndInput>,
) -> Result<StatusCode, WebError> {
    caller.execute(&EndSection { id, until: input.until(&caller) }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends a position.
#[utoipa::path(post, path = "/api/v1/positions/{id}/end", tag = "people", operation_id = "position_end",
    request_body = EndInput, params(("id" = String, Path)),
    responses((status = NO_CONTENT), (status = FORBIDDEN, body = Problem), (status = NOT_FOUND, body = Problem)))]
pub(crate) async fn end_position(
    caller: Caller,
    Id(id): Id<PositionId>,
    Json(input): Json<EndInput>,
) -> Result<StatusCode, WebError> {
    caller.execute(&EndPosition { id, until: input.until(&caller) }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends an appointment.
#[utoipa::path(post, path = "/api/v1/appointments/{id}/end", tag = "people", operation_id = "appointment_end",
    request_body = EndInput, params(("id" = String, Path)),
    responses((status = NO_CONTENT), (status = FORBIDDEN, body = Problem), (status = NOT_FOUND, body = Problem)))]
pub(crate) async fn end_appointment(
    caller: Caller,
    Id(id): Id<AppointmentId>,
    Json(input): Json<EndInput>,
) -> Result<StatusCode, WebError> {
    caller.execute(&EndAppointment { id, until: input.until(&caller) }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Enters that a person is away: oneself, or with the right to manage users anybody.
#[utoipa::path(post, path = "/api/v1/people/{id}/absences", tag = "people", operation_id = "absence_start",
    request_body = SpanInput, params(("id" = String, Path)),
    responses((status = CREATED, body = Made), (status = FORBIDDEN, body = Problem)))]
pub(crate) async fn start_absence(
    caller: Caller,
    Id(person): Id<PersonId>,
    Json(input): Json<SpanInput>,
) -> Result<Response, WebError> {
    // A person of another body is not there.
    member::find(caller.app(), caller.actor(), person).await?;
    Ok(made(caller.execute(&StartAbsence { person, span: input.span(&caller) }).await?))
}

/// Enters that a person is back.
#[utoipa::path(post, path = "/api/v1/absences/{id}/end", tag = "people", operation_id = "absence_end",
    request_body = EndInput, params(("id" = String, Path)),
    responses((status = NO_CONTENT), (status = FORBIDDEN, body = Problem), (status = NOT_FOUND, body = Problem)))]
pub(crate) async fn end_absence(
    caller: Caller,
    Id(id): Id<String>,
    Json(input): Json<EndInput>,
) -> Result<StatusCode, WebError> {
    caller.execute(&EndAbsence { id, until: input.until(&caller) }).await?;
    Ok(StatusCode::NO_CONTENT)
}
