//! The HTTP side.

use axum::{
    Form, Json, Router,
    body::Bytes,
    extract::{ConnectInfo, DefaultBodyLimit, Multipart, Path, Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
    routing::{delete, get, post},
};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};

use super::{
    Naming,
    contract::{METADATA_FIELDS, POST_FIELDS, READ_PARAMETERS, SHOWN_FIELDS, TOKEN_PARAMETERS, UPLOAD_PARTS},
    state::{Access, Double, Exchange, MEDIA_SECONDS, Medium, TOKEN_SECONDS, Taken},
    text,
};
use crate::{
    fault::{Fault, On},
    killable::Cut,
    serving::{cut_off, escape, page, told},
};

type Pairs = Vec<(String, String)>;

pub(super) fn router(double: Double) -> Router {
    Router::new()
        .route("/", get(home))
        .route("/i/web/status/{id}", get(status))
        .route("/_double/posts", get(admin_posts))
        .route("/2/tweets", post(publish))
        .route("/2/tweets/{id}", delete(remove))
        .route("/2/users/me", get(me))
        .route("/2/users/{id}/tweets", get(read))
        .route("/2/media/upload", post(upload).layer(DefaultBodyLimit::max(6 * 1024 * 1024)))
        .route("/2/media/metadata", post(metadata))
        .route("/2/oauth2/token", post(token))
        .with_state(double)
}

/// A problem as the service writes it.
fn problem(status: StatusCode, kind: &str, title: &str, detail: &str) -> Response {
    let kind = if kind.is_empty() { "about:blank".to_owned() } else { format!("https://api.x.com/2/problems/{kind}") };
    let body = json!({ "title": title, "detail": detail, "type": kind, "status": status.as_u16() });
    (status, Json(body)).into_response()
}

fn invalid(double: &Double, what: &str) -> Response {
    double.violated(what.to_owned());
    let body = json!({
        "errors": [{ "message": what }], "title": "Invalid Request",
        "detail": "One or more parameters to your request was invalid.",
        "type": "https://api.x.com/2/problems/invalid-request",
    });
    (StatusCode::BAD_REQUEST, Json(body)).into_response()
}

/// The first name that is not known.
fn unknown<'a>(names: impl IntoIterator<Item = &'a str>, known: &[&str]) -> Option<&'a str> {
    names.into_iter().find(|name| !known.contains(name))
}

/// Whose token came with a request.
fn user(double: &Double, headers: &HeaderMap, fault: Option<Fault>) -> Result<String, Box<Response>> {
    let token = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    let user = token.filter(|_| fault != Some(Fault::TokenExpired)).and_then(|token| double.user(token));
    user.ok_or_else(|| Box::new(problem(StatusCode::UNAUTHORIZED, "", "Unauthorized", "Unauthorized")))
}

/// What is said before anything is done.
fn before(double: &Double, fault: Option<Fault>, cut: &Cut) -> Option<Response> {
    Some(match fault? {
        Fault::DropBeforeAccept => cut_off(cut),
        Fault::FiveHundredBeforeAccept => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Fault::RateLimited => {
            let mut answer = problem(StatusCode::TOO_MANY_REQUESTS, "", "Too Many Requests", "Too Many Requests");
            budget(double, &mut answer, 0);
            answer
        }
        Fault::Spent => spent(),
        Fault::Duplicate => duplicate(),
        _ => return None,
    })
}

fn spent() -> Response {
    let detail = "Your enrolled account does not have any credits to fulfill this request.";
    problem(StatusCode::PAYMENT_REQUIRED, "credits", "CreditsDepleted", detail)
}

fn duplicate() -> Response {
    problem(StatusCode::FORBIDDEN, "", "Forbidden", "You are not allowed to create a Tweet with duplicate content.")
}

/// The headers by which the service tells of its budgets.
fn budget(double: &Double, answer: &mut Response, remaining: u32) {
    let reset = double.config.clock.now() + SignedDuration::from_mins(15);
    for (name, value) in [
        ("x-rate-limit-limit", 100.to_string()),
        ("x-rate-limit-remaining", remaining.to_string()),
        ("x-rate-limit-reset", reset.as_second().to_string()),
    ] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            answer.headers_mut().insert(name, value);
        }
    }
}

/// Keeps a request and its answer.
fn noted(
    double: &Double,
    (method, path): (&str, &'static str),
    query: &Pairs,
    request: Option<Value>,
    (status, body): (StatusCode, Value),
) -> Response {
    let exchange = Exchange {
        method: method.to_owned(),
        path,
        query: query.iter().map(|(name, _)| name.clone()).collect(),
        request,
        status: status.as_u16(),
        answer: Some(body.clone()),
    };
    double.lock().exchanges.push(exchange);
    let mut answer = (status, Json(body)).into_response();
    budget(double, &mut answer, 99);
    answer
}

async fn publish(
    State(double): State<Double>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    Query(query): Query<Pairs>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> Response {
    double.lock().sends += 1;
    let fault = double.faults.next(On::Publish);
    if let Some(answer) = before(&double, fault, &cut) {
        return answer;
    }
    let user = match user(&double, &headers, fault) {
        Ok(user) => user,
        Err(answer) => return *answer,
    };
    let Some(object) = body.as_object().filter(|_| query.is_empty()) else { return invalid(&double, "body") };
    if let Some(name) = unknown(object.keys().map(String::as_str), &POST_FIELDS) {
        return invalid(&double, &format!("unknown {name}"));
    }
    let text = body["text"].as_str().unwrap_or_default();
    let media = match attached(&double, &user, &body["media"]) {
        Ok(media) => media,
        Err(what) => return invalid(&double, &what),
    };
    if text.trim().is_empty() && media.is_empty() {
        return invalid(&double, "text or media is required");
    }
    if text::weight(text) > 280 {
        return invalid(&double, "text is too long");
    }
    if double.is_repeated(&user, text) {
        return duplicate();
    }
    if !double.pay(Double::price(text)) {
        return spent();
    }
    let id = double.take(&user, text, media, fault);
    let answer = json!({ "data": { "id": id, "text": text } });
    let answer = noted(&double, ("POST", "/2/tweets"), &query, Some(body), (StatusCode::CREATED, answer));
    told(fault, &cut, answer).await
}

/// The pictures that a post names.
fn attached(double: &Double, user: &str, media: &Value) -> Result<Vec<Medium>, String> {
    let Some(media) = media.as_object() else { return Ok(vec![]) };
    if let Some(name) = unknown(media.keys().map(String::as_str), &["media_ids", "tagged_user_ids"]) {
        return Err(format!("unknown media.{name}"));
    }
    let ids = media.get("media_ids").and_then(Value::as_array).ok_or("media_ids")?;
    if !(1..=4).contains(&ids.len()) {
        return Err("media_ids: one to four".to_owned());
    }
    let (now, inner) = (double.config.clock.now(), double.lock());
    let known = |id: &Value| {
        inner.media.iter().find(|one| Some(&*one.id) == id.as_str() && one.user == user && now < one.until)
    };
    ids.iter().map(|id| known(id).cloned().ok_or_else(|| "Your media IDs are invalid.".to_owned())).collect()
}

async fn remove(State(double): State<Double>, Path(id): Path<String>, headers: HeaderMap) -> Response {
    let user = match user(&double, &headers, None) {
        Ok(user) => user,
        Err(answer) => return *answer,
    };
    if !double.pay(10_000) {
        return spent();
    }
    for post in double.lock().posts.iter_mut().filter(|post| post.id == id && post.user == user) {
        post.removed = true;
    }
    let answer = json!({ "data": { "deleted": true } });
    noted(&double, ("DELETE", "/2/tweets/{id}"), &vec![], None, (StatusCode::OK, answer))
}

async fn me(State(double): State<Double>, Query(query): Query<Pairs>, headers: HeaderMap) -> Response {
    let id = match user(&double, &headers, None) {
        Ok(user) => user,
        Err(answer) => return *answer,
    };
    if let Some((name, _)) = query.iter().find(|(name, _)| name != "user.fields") {
        return invalid(&double, &format!("unknown {name}"));
    }
    let known = double.config.users.iter().find(|user| user.id == id).cloned();
    let Some(known) = known else { return StatusCode::NOT_FOUND.into_response() };
    let answer = json!({ "data": { "id": known.id, "name": known.name, "username": known.handle } });
    noted(&double, ("GET", "/2/users/me"), &query, None, (StatusCode::OK, answer))
}

async fn read(
    State(double): State<Double>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    Path(id): Path<String>,
    Query(query): Query<Pairs>,
    headers: HeaderMap,
) -> Response {
    double.lock().reads += 1;
    let fault = double.faults.next(On::Read);
    if let Some(answer) = before(&double, fault, &cut) {
        return answer;
    }
    if let Err(answer) = user(&double, &headers, fault) {
        return *answer;
    }
    let fields = match double.config.naming {
        Naming::Tweet => "tweet.fields",
        Naming::Post => "post.fields",
    };
    let value = |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    if let Some((name, _)) = query.iter().find(|(name, _)| name != fields && !READ_PARAMETERS.contains(&&**name)) {
        // Asking under the former name is what a client does that knows both; anything else is a mistake.
        if !["tweet.fields", "post.fields"].contains(&&**name) {
            double.violated(format!("unknown {name}"));
        }
        let body = json!({ "title": "Invalid Request", "type": "https://api.x.com/2/problems/invalid-request",
            "detail": format!("The query parameter [{name}] is not one of the known ones") });
        return (StatusCode::BAD_REQUEST, Json(body)).into_response();
    }
    let wanted: Vec<&str> = value(fields).unwrap_or_default().split(',').filter(|name| !name.is_empty()).collect();
    if let Some(name) = unknown(wanted.iter().copied(), &SHOWN_FIELDS) {
        return invalid(&double, &format!("unknown field {name}"));
    }
    let Some(most) = value("max_results").map_or(Some(10), |n| n.parse().ok()).filter(|n| (5..=100).contains(n)) else {
        return invalid(&double, "max_results");
    };
    let since = value("start_time").and_then(|time| time.parse::<Timestamp>().ok());
    let from = value("pagination_token").and_then(|token| token.parse::<usize>().ok()).unwrap_or(0);
    let all: Vec<Taken> =
        double.read(&id).into_iter().filter(|post| since.is_none_or(|since| since <= post.at)).collect();
    let here: Vec<Value> = all.iter().skip(from).take(most).map(|post| shape(post, &wanted)).collect();
    if !double.pay(5_000 * i64::try_from(here.len()).unwrap_or(0)) {
        return spent();
    }
    let mut answer = json!({ "meta": { "result_count": here.len() } });
    if from + here.len() < all.len() {
        answer["meta"]["next_token"] = (from + here.len()).to_string().into();
    }
    // As the real service: without a post there is no list.
    if !here.is_empty() {
        answer["data"] = here.into();
    }
    let answer = noted(&double, ("GET", "/2/users/{id}/tweets"), &query, None, (StatusCode::OK, answer));
    told(fault, &cut, answer).await
}

fn shape(post: &Taken, wanted: &[&str]) -> Value {
    let (text, entities) = text::shown(&post.id, &post.text, post.media.len());
    let mut out = Map::new();
    out.insert("id".to_owned(), post.id.clone().into());
    out.insert("text".to_owned(), text.into());
    if wanted.contains(&"created_at") {
        let at = Timestamp::from_second(post.at.as_second()).unwrap_or(post.at);
        out.insert("created_at".to_owned(), at.strftime("%Y-%m-%dT%H:%M:%S.000Z").to_string().into());
    }
    let has = entities["urls"].as_array().is_some_and(|urls| !urls.is_empty());
    if wanted.contains(&"entities") && has {
        out.insert("entities".to_owned(), entities);
    }
    out.into()
}

async fn upload(
    State(double): State<Double>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    headers: HeaderMap,
    form: Multipart,
) -> Response {
    double.lock().uploads += 1;
    let fault = double.faults.next(On::Prepare);
    if let Some(answer) = before(&double, fault, &cut) {
        return answer;
    }
    let user = match user(&double, &headers, fault) {
        Ok(user) => user,
        Err(answer) => return *answer,
    };
    let Some(parts) = parts(form).await else { return invalid(&double, "the form cannot be read") };
    if let Some(name) = unknown(parts.iter().map(|(name, _)| name.as_str()), &UPLOAD_PARTS) {
        return invalid(&double, &format!("unknown {name}"));
    }
    let part = |name: &str| parts.iter().find(|(key, _)| key == name).map(|(_, bytes)| bytes);
    let is_picture = |bytes: &&Bytes| bytes.starts_with(&[0xff, 0xd8]) || bytes.starts_with(b"\x89PNG");
    let Some(bytes) = part("media").filter(is_picture).filter(|bytes| bytes.len() <= 5_000_000) else {
        return invalid(&double, "media");
    };
    if part("media_category").map(|bytes| &bytes[..]) != Some(b"tweet_image") {
        return invalid(&double, "media_category");
    }
    let id = {
        let mut inner = double.lock();
        let id = (1_700_000_000_000_000_000_u64 + inner.media.len() as u64).to_string();
        let until = double.config.clock.now() + SignedDuration::from_secs(MEDIA_SECONDS);
        inner.media.push(Medium { id: id.clone(), user, alt: None, bytes: bytes.to_vec(), until });
        id
    };
    let answer = json!({ "data": {
        "id": id, "media_key": format!("3_{id}"), "expires_after_secs": MEDIA_SECONDS, "size": bytes.len(),
    }});
    let answer = noted(&double, ("POST", "/2/media/upload"), &vec![], None, (StatusCode::OK, answer));
    told(fault, &cut, answer).await
}

async fn parts(mut form: Multipart) -> Option<Vec<(String, Bytes)>> {
    let mut parts = vec![];
    while let Some(field) = form.next_field().await.ok()? {
        let name = field.name()?.to_owned();
        parts.push((name, field.bytes().await.ok()?));
    }
    Some(parts)
}

async fn metadata(
    State(double): State<Double>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> Response {
    let fault = double.faults.next(On::Prepare);
    if let Some(answer) = before(&double, fault, &cut) {
        return answer;
    }
    let user = match user(&double, &headers, fault) {
        Ok(user) => user,
        Err(answer) => return *answer,
    };
    let known =
        body.as_object().is_some_and(|object| unknown(object.keys().map(String::as_str), &METADATA_FIELDS).is_none());
    let text = body["metadata"]["alt_text"]["text"].as_str().filter(|text| text.chars().count() <= 1_000);
    let (true, Some(text)) = (known, text) else { return invalid(&double, "metadata") };
    let id = body["id"].as_str().unwrap_or_default().to_owned();
    let found = {
        let mut inner = double.lock();
        let medium = inner.media.iter_mut().find(|one| one.id == id && one.user == user);
        medium.map(|medium| medium.alt = Some(text.to_owned())).is_some()
    };
    if !found {
        return invalid(&double, "no such media");
    }
    let answer = json!({ "data": { "id": id, "associated_metadata": { "alt_text": { "text": text } } } });
    let answer = noted(&double, ("POST", "/2/media/metadata"), &vec![], Some(body), (StatusCode::OK, answer));
    told(fault, &cut, answer).await
}

async fn token(
    State(double): State<Double>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    headers: HeaderMap,
    Form(form): Form<Pairs>,
) -> Response {
    let fault = double.faults.next(On::Token);
    if let Some(answer) = before(&double, fault, &cut) {
        return answer;
    }
    if let Some(name) = unknown(form.iter().map(|(name, _)| name.as_str()), &TOKEN_PARAMETERS) {
        return invalid(&double, &format!("unknown {name}"));
    }
    let no = || {
        let body = json!({ "error": "invalid_request",
            "error_description": "Value passed for the token was invalid." });
        (StatusCode::BAD_REQUEST, Json(body)).into_response()
    };
    let (id, secret) = &double.config.app;
    let basic = format!("Basic {}", base64(format!("{id}:{secret}").as_bytes()));
    if headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()) != Some(&*basic) {
        let body = json!({ "error": "unauthorized_client", "error_description": "Missing valid authorization header" });
        return (StatusCode::UNAUTHORIZED, Json(body)).into_response();
    }
    let value = |name: &str| form.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    let (Some("refresh_token"), Some(given)) = (value("grant_type").as_deref(), value("refresh_token")) else {
        return no();
    };
    let issued = {
        let mut inner = double.lock();
        let user = inner.refresh.iter().find(|(_, token)| **token == given).map(|(user, _)| user.clone());
        user.map(|user| {
            inner.renewals += 1;
            if !double.config.rotates {
                let known = double.config.users.iter().find(|one| one.id == user);
                return known.map(|user| (user.access.clone(), user.refresh.clone())).unwrap_or_default();
            }
            let (access, refresh) =
                (format!("x-access-{user}-{}", inner.renewals), format!("x-refresh-{user}-{}", inner.renewals));
            let until = Some(double.config.clock.now() + SignedDuration::from_secs(TOKEN_SECONDS));
            inner.access.insert(access.clone(), Access { user: user.clone(), until });
            // The former one is of no use any more.
            inner.refresh.insert(user, refresh.clone());
            (access, refresh)
        })
    };
    let Some((access, refresh)) = issued else { return no() };
    let body = json!({ "token_type": "bearer", "expires_in": TOKEN_SECONDS, "access_token": access,
        "refresh_token": refresh, "scope": "tweet.read tweet.write users.read media.write offline.access" });
    told(fault, &cut, Json(body).into_response()).await
}

/// RFC 4648, which nothing else here needs.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let word = three.iter().fold(0_usize, |word, byte| word << 8 | usize::from(*byte)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let letter = LETTERS[word >> (18 - 6 * place) & 63];
            out.push(if place <= three.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

async fn admin_posts(State(double): State<Double>) -> Json<Vec<Taken>> {
    Json(double.taken())
}

fn article(post: &Taken) -> String {
    let alts: String =
        post.media.iter().map(|one| format!("<p>🖼 {}</p>", escape(one.alt.as_deref().unwrap_or_default()))).collect();
    format!(
        "<article><p class=\"text\">{}</p>{alts}<p><a href=\"/i/web/status/{id}\">{id}</a></p></article>",
        escape(&post.text),
        id = post.id
    )
}

async fn home(State(double): State<Double>) -> Html<String> {
    let posts: String = double.taken().iter().rev().filter(|post| !post.removed).map(article).collect();
    Html(page("X", &posts))
}

async fn status(State(double): State<Double>, Path(id): Path<String>) -> Response {
    match double.taken().iter().find(|post| post.id == id && !post.removed) {
        Some(post) => Html(page("X", &article(post))).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4648, section 10.
    #[test]
    fn base64_vectors() {
        for (plain, coded) in [("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"), ("", "")] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }
}
