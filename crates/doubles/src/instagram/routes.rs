//! The HTTP side.

use axum::{
    Form, Json, Router,
    extract::{ConnectInfo, Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{Html, IntoResponse, Response},
    routing::{get, post},
};
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::{
    contract::{
        CONTAINER_FIELDS, CONTAINER_PARAMETERS, LIMIT_FIELDS, MEDIA_FIELDS, PUBLISH_PARAMETERS, READ_PARAMETERS,
        USER_FIELDS,
    },
    state::{Double, Fetched, TOKEN_SECONDS, Taken, next},
};
use crate::{
    fault::{Fault, On},
    fetch::fetch,
    killable::Cut,
    serving::{cut_off, escape, page, told},
};

type Pairs = Vec<(String, String)>;

/// The service's limit of a picture.
const LARGEST: usize = 8_000_000;

pub(super) fn router(double: Double) -> Router {
    Router::new()
        .route("/", get(home))
        .route("/p/{code}", get(shown))
        .route("/p/{code}/", get(shown))
        .route("/_double/posts", get(admin_posts))
        .route("/_double/pictures/{code}/{index}", get(picture))
        .route("/refresh_access_token", get(refresh))
        .route("/v25.0/{id}", get(one))
        .route("/v25.0/{id}/media", post(make).get(read))
        .route("/v25.0/{id}/media_publish", post(publish))
        .route("/v25.0/{id}/content_publishing_limit", get(limit))
        .with_state(double)
}

/// An error as the Graph API writes it.
fn error(code: i64, subcode: i64, message: &str) -> Response {
    let body = json!({ "error": { "message": message, "type": "OAuthException", "code": code,
        "error_subcode": subcode, "is_transient": false, "fbtrace_id": "A" } });
    (StatusCode::BAD_REQUEST, Json(body)).into_response()
}

fn invalid(double: &Double, what: &str) -> Box<Response> {
    double.violated(what);
    Box::new(error(100, 0, &format!("(#100) {what}")))
}

/// What is said before anything is done.
fn before(fault: Option<Fault>, cut: &Cut) -> Option<Response> {
    Some(match fault? {
        Fault::DropBeforeAccept => cut_off(cut),
        Fault::FiveHundredBeforeAccept => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        Fault::RateLimited => {
            let usage = json!({ "1": [{ "type": "instagram", "call_count": 100, "total_cputime": 10, "total_time": 10,
                "estimated_time_to_regain_access": 20 }] });
            let mut answer = error(4, 0, "(#4) Application request limit reached");
            if let Ok(value) = usage.to_string().parse() {
                answer.headers_mut().insert("x-business-use-case-usage", value);
            }
            answer
        }
        Fault::Spent => error(9, 2_207_042, "You reached maximum number of posts that is allowed to be published"),
        Fault::Duplicate => error(4, 2_207_051, "We restrict certain activity to protect our community"),
        Fault::TokenExpired => expired(),
        _ => return None,
    })
}

fn expired() -> Response {
    error(190, 463, "Error validating access token: Session has expired")
}

/// Whose token came with a request, and that its parameters are known. A token in an address is a mistake.
fn admit(double: &Double, headers: &HeaderMap, given: &Pairs, known: &[&str]) -> Result<String, Box<Response>> {
    if given.iter().any(|(name, _)| name == "access_token") {
        double.violated("a token in an address or a form");
    }
    if let Some((name, _)) = given.iter().find(|(name, _)| !known.contains(&&**name) && name != "access_token") {
        return Err(invalid(double, &format!("unknown {name}")));
    }
    let token = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    let user = token.and_then(|token| double.lock().tokens.get(token).cloned());
    user.ok_or_else(|| {
        // As the real service, which repeats a malformed token.
        Box::new(error(190, 0, &format!("Malformed access token {}", token.unwrap_or_default())))
    })
}

fn value<'a>(pairs: &'a Pairs, name: &str) -> Option<&'a str> {
    pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// The fields that are asked for, each known.
fn fields<'a>(double: &Double, query: &'a Pairs, known: &[&str]) -> Result<Vec<&'a str>, Box<Response>> {
    let wanted: Vec<&str> = value(query, "fields").unwrap_or("id").split(',').filter(|name| !name.is_empty()).collect();
    match wanted.iter().find(|name| !known.contains(name) && **name != "id") {
        Some(name) => Err(invalid(double, &format!("unknown field {name}"))),
        None => Ok(wanted),
    }
}

fn only(all: Value, wanted: &[&str]) -> Value {
    let kept: Map<String, Value> = match all {
        Value::Object(map) => map.into_iter().filter(|(name, _)| name == "id" || wanted.contains(&&**name)).collect(),
        _ => Map::new(),
    };
    Value::Object(kept)
}

async fn make(
    State(double): State<Double>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(form): Form<Pairs>,
) -> Response {
    let fault = next(&double, On::Prepare);
    if let Some(answer) = before(fault, &cut) {
        return answer;
    }
    match made(&double, &id, &headers, &form, fault).await {
        Ok(container) => told(fault, &cut, Json(json!({ "id": container })).into_response()).await,
        Err(answer) => *answer,
    }
}

async fn made(
    double: &Double,
    id: &str,
    headers: &HeaderMap,
    form: &Pairs,
    fault: Option<Fault>,
) -> Result<String, Box<Response>> {
    let user = own(double, id, admit(double, headers, form, &CONTAINER_PARAMETERS)?)?;
    let caption = value(form, "caption").unwrap_or_default();
    if caption.encode_utf16().count() > 2_200 {
        return Err(Box::new(error(36_004, 2_207_010, "The caption was too long")));
    }
    if value(form, "media_type") == Some("CAROUSEL") {
        let children: Vec<&str> = value(form, "children").unwrap_or_default().split(',').collect();
        if !(2..=10).contains(&children.len()) {
            return Err(invalid(double, "children: two to ten"));
        }
        let mut pictures = vec![];
        for child in children {
            let child = double.ready(&user, child).map_err(|state| not_ready(state))?;
            if !child.is_item {
                return Err(invalid(double, "a child that is no item"));
            }
            pictures.extend(child.pictures);
        }
        return Ok(double.make(&user, (caption, false), pictures, fault));
    }
    let Some(address) = value(form, "image_url") else { return Err(invalid(double, "image_url is required")) };
    let item = value(form, "is_carousel_item") == Some("true");
    if item && !caption.is_empty() {
        return Err(invalid(double, "an item has no caption"));
    }
    let Some((mime, bytes)) = fetch(address).await else {
        return Err(Box::new(error(9_004, 2_207_052, "The media could not be fetched from this URI")));
    };
    if !bytes.starts_with(&[0xff, 0xd8, 0xff]) || mime != "image/jpeg" {
        return Err(Box::new(error(36_001, 2_207_005, "The image format is not supported")));
    }
    if bytes.len() > LARGEST {
        return Err(Box::new(error(36_000, 2_207_004, "The image is too large to download")));
    }
    let alt = value(form, "alt_text").unwrap_or_default().to_owned();
    Ok(double.make(&user, (caption, item), vec![Fetched { address: address.to_owned(), mime, alt, bytes }], fault))
}

fn not_ready(state: &str) -> Box<Response> {
    Box::new(match state {
        "MISSING" => error(24, 2_207_006, "The media with the given id does not exist"),
        "EXPIRED" => error(24, 2_207_008, "The media builder with the given id has expired"),
        _ => error(9_007, 2_207_027, "The media is not ready for publishing, please wait for a moment"),
    })
}

/// Only the account whose token it is.
fn own(double: &Double, id: &str, user: String) -> Result<String, Box<Response>> {
    if id == user { Ok(user) } else { Err(invalid(double, "not the account of this token")) }
}

async fn publish(
    State(double): State<Double>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Form(form): Form<Pairs>,
) -> Response {
    double.lock().publishes += 1;
    let fault = next(&double, On::Publish);
    if let Some(answer) = before(fault, &cut) {
        return answer;
    }
    let user = match admit(&double, &headers, &form, &PUBLISH_PARAMETERS).and_then(|user| own(&double, &id, user)) {
        Ok(user) => user,
        Err(answer) => return *answer,
    };
    let container = match double.ready(&user, value(&form, "creation_id").unwrap_or_default()) {
        Ok(container) if !container.is_item => container,
        Ok(_) => return *invalid(&double, "an item is not published by itself"),
        Err(state) => return *not_ready(state),
    };
    let (used, total) = double.quota(&user);
    if used >= total {
        double.violated("published beyond the limit");
        return error(9, 2_207_042, "You reached maximum number of posts that is allowed to be published");
    }
    let post = double.take(&container, fault);
    told(fault, &cut, Json(json!({ "id": post.id })).into_response()).await
}

async fn limit(
    State(double): State<Double>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    Path(id): Path<String>,
    Query(query): Query<Pairs>,
    headers: HeaderMap,
) -> Response {
    let admitted = admit(&double, &headers, &query, &["fields", "since"]).and_then(|user| own(&double, &id, user));
    let user = match admitted {
        Ok(user) => user,
        Err(answer) => return *answer,
    };
    let wanted = match fields(&double, &query, &LIMIT_FIELDS) {
        Ok(wanted) => wanted,
        Err(answer) => return *answer,
    };
    let (used, total) = double.quota(&user);
    let all = json!({ "quota_usage": used, "config": { "quota_total": total, "quota_duration": 86_400 } });
    told(None, &cut, Json(json!({ "data": [only(all, &wanted)] })).into_response()).await
}

/// A container, a post, or the account itself.
async fn one(
    State(double): State<Double>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    Path(id): Path<String>,
    Query(query): Query<Pairs>,
    headers: HeaderMap,
) -> Response {
    match shape(&double, &id, &query, &headers) {
        Ok(body) => told(None, &cut, Json(body).into_response()).await,
        Err(answer) => *answer,
    }
}

fn shape(double: &Double, id: &str, query: &Pairs, headers: &HeaderMap) -> Result<Value, Box<Response>> {
    let user = admit(double, headers, query, &["fields"])?;
    if id == "me" {
        let wanted = fields(double, query, &USER_FIELDS)?;
        let known = double.config.users.iter().find(|one| one.id == user);
        let username = known.map_or("", |one| &one.username);
        let count = double.taken().iter().filter(|one| one.user == user).count();
        let all = json!({ "id": format!("9{user}"), "user_id": user, "username": username, "followers_count": 7,
            "media_count": count });
        return Ok(only(all, &wanted));
    }
    let post = double.taken().into_iter().find(|post| post.user == user && post.id == id);
    if let Some(post) = post {
        let wanted = fields(double, query, &MEDIA_FIELDS)?;
        return Ok(only(described(double, &post), &wanted));
    }
    let wanted = fields(double, query, &CONTAINER_FIELDS)?;
    let state = double.asked(&user, id).ok_or_else(|| not_ready("MISSING"))?;
    let status = match state {
        "ERROR" => "Error: Media upload has failed with error code 2207032".to_owned(),
        other => other.to_owned(),
    };
    Ok(only(json!({ "id": id, "status_code": state, "status": status }), &wanted))
}

fn described(double: &Double, post: &Taken) -> Value {
    let at = Timestamp::from_second(post.at.as_second()).unwrap_or(post.at);
    let kind = if post.pictures.len() > 1 { "CAROUSEL_ALBUM" } else { "IMAGE" };
    let mut all = json!({
        "id": post.id, "caption": post.caption, "media_type": kind, "shortcode": post.code,
        "permalink": format!("{}/p/{}/", double.lock().base, post.code),
        "timestamp": at.strftime("%Y-%m-%dT%H:%M:%S+0000").to_string(),
    });
    // As the real service: without a text there is no such field.
    if post.caption.is_empty() {
        all.as_object_mut().map(|all| all.remove("caption"));
    }
    all
}

async fn read(
    State(double): State<Double>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    Path(id): Path<String>,
    Query(query): Query<Pairs>,
    headers: HeaderMap,
) -> Response {
    double.lock().reads += 1;
    let fault = next(&double, On::Read);
    if let Some(answer) = before(fault, &cut) {
        return answer;
    }
    let admitted = admit(&double, &headers, &query, &READ_PARAMETERS).and_then(|user| own(&double, &id, user));
    let user = match admitted {
        Ok(user) => user,
        Err(answer) => return *answer,
    };
    let wanted = match fields(&double, &query, &MEDIA_FIELDS) {
        Ok(wanted) => wanted,
        Err(answer) => return *answer,
    };
    let from = value(&query, "after").and_then(|cursor| cursor.parse::<usize>().ok()).unwrap_or(0);
    let most = value(&query, "limit").and_then(|limit| limit.parse().ok()).unwrap_or(25);
    let all = double.read(&user);
    let here: Vec<Value> =
        all.iter().skip(from).take(most).map(|post| only(described(&double, post), &wanted)).collect();
    let end = from + here.len();
    let mut body =
        json!({ "data": here, "paging": { "cursors": { "before": from.to_string(), "after": end.to_string() } } });
    if end < all.len() {
        body["paging"]["next"] = "https://graph.instagram.com/next?access_token=never-followed".into();
    }
    told(fault, &cut, Json(body).into_response()).await
}

async fn refresh(
    State(double): State<Double>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    Query(query): Query<Pairs>,
    headers: HeaderMap,
) -> Response {
    let fault = next(&double, On::Token);
    if let Some(answer) = before(fault, &cut) {
        return answer;
    }
    let user = match admit(&double, &headers, &query, &["grant_type"]) {
        Ok(user) => user,
        Err(answer) => return *answer,
    };
    if value(&query, "grant_type") != Some("ig_refresh_token") {
        return *invalid(&double, "grant_type");
    }
    let token = {
        let mut inner = double.lock();
        inner.renewals += 1;
        let known = inner.tokens.iter().find(|(_, of)| **of == user).map(|(token, _)| token.clone());
        if double.config.renews {
            let token = format!("ig-renewed-{user}-{}", inner.renewals);
            // The former one goes on for its time.
            inner.tokens.insert(token.clone(), user);
            token
        } else {
            known.unwrap_or_default()
        }
    };
    let body = json!({ "access_token": token, "token_type": "bearer", "expires_in": TOKEN_SECONDS });
    told(fault, &cut, Json(body).into_response()).await
}

async fn admin_posts(State(double): State<Double>) -> Json<Vec<Taken>> {
    Json(double.taken())
}

async fn picture(State(double): State<Double>, Path((code, index)): Path<(String, usize)>) -> Response {
    let post = double.taken().into_iter().find(|post| post.code == code);
    match post.and_then(|post| post.pictures.into_iter().nth(index)) {
        Some(one) => {
            ([(header::CONTENT_TYPE, one.mime), (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned())], one.bytes)
                .into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn article(post: &Taken) -> String {
    let picture = |(index, one): (usize, &Fetched)| {
        format!(
            "<p><img style=\"max-width:100%\" src=\"/_double/pictures/{}/{index}\" alt=\"{}\"></p>",
            post.code,
            escape(&one.alt)
        )
    };
    let pictures: String = post.pictures.iter().enumerate().map(picture).collect();
    format!(
        "<article>{pictures}<p class=\"text\">{}</p><p><a href=\"/p/{code}/\">{code}</a></p></article>",
        escape(&post.caption),
        code = post.code
    )
}

async fn home(State(double): State<Double>) -> Html<String> {
    Html(page("Instagram", &double.taken().iter().rev().map(article).collect::<String>()))
}

async fn shown(State(double): State<Double>, Path(code): Path<String>) -> Response {
    match double.taken().iter().find(|post| post.code == code) {
        Some(post) => Html(page("Instagram", &article(post))).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
