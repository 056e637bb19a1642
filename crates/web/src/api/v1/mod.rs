//! Version 1. Additive: fields and endpoints are added, never changed or removed.

mod account;
mod amendment;
mod answer;
mod audit;
mod case;
mod case_file;
mod copy;
mod disaster;
mod duty;
mod hand;
mod import;
mod me;
mod media;
mod member;
mod notice;
mod org;
mod outside;
mod paper;
mod post;
mod record;
mod regulation;
mod request;
mod screening;
mod setting;
mod stop;

use axum::{Json, extract::DefaultBodyLimit, routing::get};
use serde::Deserialize;
use utoipa::{
    Modify, OpenApi, ToSchema,
    openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
};
use utoipa_axum::{
    router::{OpenApiRouter, UtoipaMethodRouterExt as _},
    routes,
};

use crate::{
    act,
    api::{bound, document, problem::Problem},
    installation,
    state::AppState,
};

/// Where pictures and files are brought.
pub(crate) const UPLOADS: [&str; 3] = ["/api/v1/media", "/api/v1/case-files", "/api/v1/import-files"];

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Tatefuda",
        description = "The acts of the pages for machines. Every request carries a personal token. \
            Errors are `application/problem+json`; a refusal carries the answer of the regulation, the same object \
            as everywhere. `ETag` is the version of what is shown and `If-Match` names the version that was seen. \
            `Idempotency-Key` is the id of the command: the same key again changes nothing and gives the same result.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    components(schemas(Problem)),
    modifiers(&Token),
    security(("token" = [])),
    tags(
        (name = "me", description = "Who calls"),
        (name = "posts", description = "投稿"),
        (name = "media", description = "画像"),
        (name = "publications", description = "Intended sends"),
        (name = "records", description = "What people state and decide"),
        (name = "accounts", description = "公式アカウント台帳"),
        (name = "amendments", description = "改正"),
        (name = "imports", description = "一括取込"),
        (name = "cases", description = "手続・事案"),
        (name = "duties", description = "務めと見張り"),
        (name = "papers", description = "文書・様式"),
        (name = "regulation", description = "Documents in force and what the body set"),
        (name = "screening", description = "What stands in a text"),
        (name = "answers", description = "Why an act was allowed or refused"),
        (name = "audit", description = "操作記録"),
        (name = "people", description = "職員と組織"),
        (name = "notices", description = "お知らせの届け先"),
    ),
)]
struct Description;

struct Token;

/// An act without particulars.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nothing {}

impl Modify for Token {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("A personal token, made on the page of tokens: to read, or to read and act."))
            .build();
        let components = openapi.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(scheme));
    }
}

/// The endpoints with their description: what is looked at, the acts that are read in their own way, and all others by
/// their rows.
pub(crate) fn router() -> OpenApiRouter<AppState> {
    let router = OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(me::show))
        .routes(routes!(post::list))
        .routes(routes!(post::calendar))
        .routes(routes!(post::show))
        .routes(routes!(post::preview))
        .routes(routes!(media::upload).layer(DefaultBodyLimit::max(tatefuda_app::media::FILE_MAX)))
        .routes(routes!(media::show))
        .routes(routes!(media::file))
        .routes(routes!(copy::show))
        .routes(routes!(stop::show, stop::begin))
        .routes(routes!(disaster::show))
        .routes(routes!(hand::show))
        .routes(routes!(notice::list))
        .routes(routes!(notice::failing))
        .routes(routes!(outside::list))
        .routes(routes!(installation::api::stop))
        .routes(routes!(record::show))
        .routes(routes!(record::kinds))
        .routes(routes!(account::list))
        .routes(routes!(account::listed))
        .routes(routes!(account::show))
        .routes(routes!(amendment::list))
        .routes(routes!(amendment::show))
        .routes(routes!(import::list))
        .routes(routes!(import::show))
        .routes(routes!(import::file).layer(DefaultBodyLimit::max(tatefuda_sheet::FILE_MAX)))
        .routes(routes!(case::list))
        .routes(routes!(case::show))
        .routes(routes!(case::procedures))
        .routes(routes!(request::list))
        .routes(routes!(request::show))
        .routes(routes!(case_file::add).layer(DefaultBodyLimit::max(tatefuda_domain::bound::FILE_MAX)))
        .routes(routes!(case_file::show))
        .routes(routes!(duty::list))
        .routes(routes!(paper::list))
        .routes(routes!(paper::marks))
        .routes(routes!(paper::show))
        .routes(routes!(paper::sheet))
        .routes(routes!(paper::forms))
        .routes(routes!(paper::draft))
        .routes(routes!(regulation::show))
        .routes(routes!(setting::list))
        .routes(routes!(answer::show))
        .routes(routes!(screening::read))
        .routes(routes!(audit::entries))
        .routes(routes!(member::list, member::add))
        .routes(routes!(member::show))
        .routes(routes!(member::pending))
        .routes(routes!(member::rights))
        .routes(routes!(member::reset))
        .routes(routes!(org::show))
        .route("/api/v1/openapi.json", get(description));
    act::routes().into_iter().fold(router, OpenApiRouter::routes)
}

/// The description of the JSON interface, as served under `/api/v1/openapi.json`.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    let mut document = router().into_openapi();
    document::settle(&mut document);
    bound::complete(&mut document);
    document
}

/// The same as text, as it is committed.
#[must_use]
pub fn openapi_json() -> String {
    openapi().to_pretty_json().expect("plain data")
}

async fn description() -> Json<utoipa::openapi::OpenApi> {
    Json(openapi())
}
