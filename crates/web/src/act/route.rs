//! The route of the JSON interface that the row of a command makes, with its description (decision 0028).

use std::sync::Arc;

use axum::{
    Json as Out,
    extract::{FromRequestParts as _, Request},
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
    routing::{self, MethodRouter},
};
use serde_json::{Map, Value};
use utoipa::{
    PartialSchema as _, ToSchema as _,
    openapi::{
        Content, HttpMethod, Ref, RefOr, Required, ResponseBuilder, Schema,
        path::{OperationBuilder, ParameterBuilder, ParameterIn, Paths},
        request_body::RequestBodyBuilder,
        schema::{ObjectBuilder, Type},
    },
};
use utoipa_axum::router::UtoipaMethodRouter;

use super::row::{Offered, Row, Shown};
use crate::{
    api::{
        caller::Caller,
        document,
        headers::{IfMatch, etag},
        json,
        problem::Problem,
    },
    error::WebError,
    page::Id,
    state::AppState,
};

/// The route of an act, with its description.
pub(crate) fn route<A: Offered>() -> UtoipaMethodRouter<AppState> {
    let (body, components) = body::<A>();
    let mut schemas = components;
    A::Shown::schemas(&mut schemas);
    let operation = operation::<A>(&body, &mut schemas);
    let verb = if A::ROW.posts { HttpMethod::Post } else { HttpMethod::Put };
    let mut paths = Paths::new();
    paths.add_path_operation(format!("/api/v1{}", A::ROW.path), vec![verb], operation);
    let body: Arc<str> = body.into();
    let handler = move |caller, request| run::<A>(caller, request, body);
    let method: MethodRouter<AppState> = if A::ROW.posts { routing::post(handler) } else { routing::put(handler) };
    (schemas, paths, method)
}

async fn run<A: Offered>(caller: Caller, request: Request, body: Arc<str>) -> Result<Response, WebError> {
    let (mut parts, content) = request.into_parts();
    let mut outside = Map::new();
    if let Some(field) = A::ROW.on {
        let Id(id) = Id::<uuid::Uuid>::from_request_parts(&mut parts, &()).await?;
        outside.insert(field.to_owned(), id.to_string().into());
    }
    if A::ROW.seen {
        let IfMatch(version) = IfMatch::from_request_parts(&mut parts, &()).await?;
        outside.insert("version".to_owned(), version.into());
    }
    let mut command = json::object(&body, Request::from_parts(parts, content)).await?;
    command.extend(outside);
    let command: A =
        serde_json::from_value(Value::Object(command)).map_err(|error| WebError::Malformed(error.to_string()))?;
    let done = caller.execute(&command.ready(caller.app(), caller.actor()).await?).await?;
    Ok(answer(&A::ROW, &A::Shown::from(done)))
}

fn answer(row: &Row, shown: &impl Shown) -> Response {
    if row.status == StatusCode::NO_CONTENT {
        return row.status.into_response();
    }
    let mut response = (row.status, Out(shown)).into_response();
    if let Some(version) = shown.version() {
        response.headers_mut().insert(header::ETAG, etag(version));
    }
    let location = row.located.and_then(|below| format!("{below}{}", shown.id()).parse().ok());
    if let Some(location) = location {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

type Components = Vec<(String, RefOr<Schema>)>;

/// The name of what a request carries, with the descriptions that it needs.
fn body<A: Offered>() -> (String, Components) {
    let mut components = vec![];
    A::schemas(&mut components);
    let outside: Vec<&str> = A::ROW.on.into_iter().chain(A::ROW.seen.then_some("version")).collect();
    let (body, is_empty) = document::without(A::schema(), &components, &outside);
    let name = if is_empty { "Nothing".to_owned() } else { A::name().into_owned() };
    components.push((name.clone(), body));
    (name, components)
}

fn operation<A: Offered>(body: &str, schemas: &mut Components) -> OperationBuilder {
    let row = A::ROW;
    let json = |name: &str| Content::new(Some(Ref::from_schema_name(name)));
    let mut operation = OperationBuilder::new()
        .tag(row.tag)
        .operation_id(Some(row.name.replace(['.', '-'], "_")))
        .summary(Some(row.says));
    let parameter = |name: &str, place: ParameterIn| {
        let text = ObjectBuilder::new().schema_type(Type::String);
        ParameterBuilder::new().name(name).parameter_in(place).required(Required::True).schema(Some(text))
    };
    if row.on.is_some() {
        operation = operation.parameter(parameter("id", ParameterIn::Path));
    }
    if row.seen {
        let seen = parameter("If-Match", ParameterIn::Header).description(Some("The version that was seen"));
        operation = operation.parameter(seen);
    }
    if row.keyed {
        let key = parameter("Idempotency-Key", ParameterIn::Header).required(Required::False);
        operation = operation.parameter(key.description(Some("Id of the command")));
    }
    let request = RequestBodyBuilder::new().content("application/json", json(body)).required(Some(Required::True));
    operation = operation.request_body(Some(request.build()));
    let mut done = ResponseBuilder::new();
    if row.status != StatusCode::NO_CONTENT {
        let name = row.answer.map_or_else(|| A::Shown::name().into_owned(), ToOwned::to_owned);
        done = done.content("application/json", json(&name));
        schemas.push((name, A::Shown::schema()));
    }
    operation = operation.response(row.status.as_str(), done);
    for status in row.fails {
        let problem = ResponseBuilder::new().content("application/json", json(&Problem::name()));
        operation = operation.response(status.to_string(), problem);
    }
    operation
}
