//! The HTTP side.

use std::time::Duration;

use axum::{
    Form, Json, Router,
    extract::{ConnectInfo, DefaultBodyLimit, Path, Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    Double, Fault, Rates,
    contract::{COMMON_PARAMETERS, FEED_PARAMETERS, POST_FIELDS, READ_PARAMETERS},
    home, photos,
    state::Arrived,
};
use crate::killable::Cut;

pub(super) type Pairs = Vec<(String, String)>;

pub(super) fn router(double: Double) -> Router {
    Router::new()
        .route("/", get(home::home))
        .route("/{post}", get(home::post))
        .route("/_double/posts", get(admin_posts))
        .route("/_double/faults", post(admin_faults))
        .route("/_double/release", post(admin_release))
        .route("/_double/photos", get(photos::admin))
        .route("/_double/photos/{id}", get(photos::show))
        .route("/{version}/{node}", get(node).delete(remove))
        .route("/{version}/{node}/feed", post(feed))
        .route("/{version}/{node}/photos", post(photos::upload).layer(DefaultBodyLimit::max(16 * 1024 * 1024)))
        .route("/{version}/{node}/published_posts", get(published_posts))
        .with_state(double)
}

async fn feed(
    State(double): State<Double>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    Path((version, page)): Path<(String, String)>,
    Query(query): Query<Pairs>,
    headers: HeaderMap,
    Form(form): Form<Pairs>,
) -> Response {
    let fault = double.send_fault();
    match before(&double, fault, &cut) {
        Some(answer) => return answer,
        None if fault == Some(Fault::DropBeforeAccept) => return cut_off(&cut),
        None => {}
    }
    if let Err(refused) = admit(&double, &version, &page, &query, &form, &headers, &FEED_PARAMETERS) {
        return refused.answer(&double);
    }
    let value = |name: &str| form.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    let (message, link) = (value("message").unwrap_or_default(), value("link"));
    let photos = match photos::attached(&double, &page, value("attached_media").as_deref()) {
        Ok(photos) => photos,
        Err(refused) => return refused.answer(&double),
    };
    if !photos.is_empty() && link.is_some() {
        double.note_violation("a link beside pictures".to_owned());
        return error(&double, 100, None, "(#100) A link cannot stand beside attached media");
    }
    if message.trim().is_empty() && link.is_none() && photos.is_empty() {
        return error(&double, 100, None, "(#100) You need to provide at least one of: link, message");
    }
    if double.is_repeated(&page, &message) {
        return error(&double, 506, Some(1_455_006), "Duplicate status message");
    }
    let mut gate = double.slow_gate();
    let id = double.accept(&page, message, link, photos, fault);
    // From here on the post exists, whatever the sender hears.
    match fault {
        Some(Fault::DropReplyAfterAccept | Fault::AcceptLate { .. } | Fault::AcceptLateBy { .. }) => cut_off(&cut),
        Some(Fault::FiveHundredAfterAccept) => server_error(),
        Some(Fault::GarbledAnswer) => (StatusCode::OK, "<html>ok").into_response(),
        Some(Fault::Slow) => {
            // Ends also when the double is gone.
            let _ = gate.changed().await;
            ok(&double, json!({ "id": id }))
        }
        Some(Fault::Delayed { millis }) => {
            tokio::time::sleep(Duration::from_millis(millis.into())).await;
            ok(&double, json!({ "id": id }))
        }
        _ => ok(&double, json!({ "id": id })),
    }
}

async fn published_posts(
    State(double): State<Double>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    Path((version, page)): Path<(String, String)>,
    Query(query): Query<Pairs>,
    headers: HeaderMap,
) -> Response {
    let fault = double.read_fault();
    match before(&double, fault, &cut) {
        Some(answer) => return answer,
        None if fault.is_some() => return cut_off(&cut),
        None => {}
    }
    if let Err(refused) = admit(&double, &version, &page, &query, &[], &headers, &READ_PARAMETERS) {
        return refused.answer(&double);
    }
    let fields = match fields(&double, &query) {
        Ok(fields) => fields,
        Err(refused) => return refused.answer(&double),
    };
    let value = |name: &str| query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let limit = value("limit").and_then(|limit| limit.parse().ok()).unwrap_or(25_usize).clamp(1, 100);
    let start = value("after").and_then(|cursor| cursor.strip_prefix("c")?.parse().ok()).unwrap_or(0_usize);
    let all = double.read(&page);
    let data: Vec<Value> = all.iter().skip(start).take(limit).map(|post| shape(post, &fields, &headers)).collect();
    let end = start + data.len();
    let mut paging = json!({ "cursors": { "before": format!("c{start}"), "after": format!("c{end}") } });
    if end < all.len() {
        paging["next"] = json!(format!("{}/{version}/{page}/published_posts?after=c{end}", base(&headers)));
    }
    ok(&double, json!({ "data": data, "paging": paging }))
}

async fn node(
    State(double): State<Double>,
    Path((version, id)): Path<(String, String)>,
    Query(query): Query<Pairs>,
    headers: HeaderMap,
) -> Response {
    if id == "me" {
        return me(&double, &version, &query, &headers);
    }
    let page = id.split('_').next().unwrap_or(&id).to_owned();
    if let Err(refused) = admit(&double, &version, &page, &query, &[], &headers, &[]) {
        return refused.answer(&double);
    }
    let fields = match fields(&double, &query) {
        Ok(fields) => fields,
        Err(refused) => return refused.answer(&double),
    };
    match double.find(&id) {
        Some(post) => ok(&double, shape(&post, &fields, &headers)),
        None => error(&double, 100, Some(33), "Unsupported get request. Object does not exist"),
    }
}

/// Takes a post away. A second time there is none, and the words are those for what is not shown either.
async fn remove(
    State(double): State<Double>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    Path((version, id)): Path<(String, String)>,
    Query(query): Query<Pairs>,
    headers: HeaderMap,
) -> Response {
    let fault = double.removal_fault();
    if let Some(answer) = before(&double, fault, &cut) {
        return answer;
    }
    let page = id.split('_').next().unwrap_or(&id).to_owned();
    if let Err(refused) = admit(&double, &version, &page, &query, &[], &headers, &[]) {
        return refused.answer(&double);
    }
    if !double.take_away(&id) {
        return error(&double, 100, Some(33), "Unsupported delete request. Object does not exist");
    }
    match fault {
        Some(Fault::DropReplyAfterAccept) => cut_off(&cut),
        Some(Fault::FiveHundredAfterAccept) => server_error(),
        _ => ok(&double, json!({ "success": true })),
    }
}

/// The page whose token it is.
fn me(double: &Double, version: &str, query: &Pairs, headers: &HeaderMap) -> Response {
    let page = |token: &str| double.pages.iter().find(|page| double.token_fits(&page.id, token)).map(|page| &page.id);
    let token = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    // A token of nobody's fits no page either; the refusal is that of any page.
    let known = token.and_then(page).or_else(|| double.pages.first().map(|page| &page.id));
    let Some(page) = known else { return error(double, 2500, None, "Unknown path components") };
    match admit(double, version, page, query, &[], headers, &[]) {
        Ok(()) => ok(double, json!({ "id": page })),
        Err(refused) => refused.answer(double),
    }
}

/// Faults that come before anything is looked at.
pub(super) fn before(double: &Double, fault: Option<Fault>, cut: &Cut) -> Option<Response> {
    Some(match fault? {
        Fault::FiveHundredBeforeAccept => server_error(),
        Fault::RateLimited429 => StatusCode::TOO_MANY_REQUESTS.into_response(),
        Fault::Code { code } => error(double, code, None, "An error that was asked for"),
        Fault::TokenExpired => error(double, 190, Some(463), "Error validating access token: Session has expired"),
        Fault::Duplicate506 => error(double, 506, Some(1_455_006), "Duplicate status message"),
        Fault::Firewall => (StatusCode::FORBIDDEN, "<html>blocked by policy</html>").into_response(),
        Fault::DropBeforeAccept => cut_off(cut),
        _ => return None,
    })
}

/// An error of the platform before it is an answer.
pub(super) struct Refusal {
    code: i64,
    subcode: Option<i64>,
    message: String,
}

impl Refusal {
    pub(super) fn new(code: i64, subcode: Option<i64>, message: &str) -> Self {
        Self { code, subcode, message: message.to_owned() }
    }

    pub(super) fn answer(&self, double: &Double) -> Response {
        error(double, self.code, self.subcode, &self.message)
    }
}

/// Address, parameters and token.
pub(super) fn admit(
    double: &Double,
    version: &str,
    page: &str,
    query: &Pairs,
    form: &[(String, String)],
    headers: &HeaderMap,
    known: &[&str],
) -> Result<(), Refusal> {
    if version != &*double.version || !double.pages.iter().any(|known| known.id == page) {
        return Err(Refusal::new(2500, None, "Unknown path components"));
    }
    if query.iter().any(|(name, _)| name == "access_token") {
        double.note_violation("a token in an address".to_owned());
    }
    for (name, _) in query.iter().chain(form) {
        if !known.contains(&name.as_str()) && !COMMON_PARAMETERS.contains(&name.as_str()) {
            double.note_violation(format!("unknown parameter {name}"));
            return Err(Refusal::new(100, None, &format!("(#100) Unknown parameter: {name}")));
        }
    }
    let bearer = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok()?.strip_prefix("Bearer ").map(str::to_owned))
        .or_else(|| form.iter().chain(query).find(|(name, _)| name == "access_token").map(|(_, token)| token.clone()));
    match bearer {
        None => Err(Refusal::new(104, None, "An access token is required to request this resource.")),
        Some(token) if double.token_fits(page, &token) => Ok(()),
        // The real service repeats the token here, too.
        Some(token) => Err(Refusal::new(190, Some(460), &format!("Malformed access token {token}"))),
    }
}

fn fields(double: &Double, query: &Pairs) -> Result<Vec<String>, Refusal> {
    let Some((_, list)) = query.iter().find(|(name, _)| name == "fields") else {
        return Ok(["created_time", "message", "id"].map(str::to_owned).to_vec());
    };
    let list: Vec<String> = list.split(',').map(str::to_owned).collect();
    match list.iter().find(|field| !POST_FIELDS.contains(&field.as_str())) {
        None => Ok(list),
        Some(unknown) => {
            double.note_violation(format!("unknown field {unknown}"));
            Err(Refusal::new(100, None, &format!("(#100) Tried accessing nonexisting field ({unknown})")))
        }
    }
}

/// A post with the fields that were asked for; as the real service, an empty text is left out.
fn shape(post: &Arrived, fields: &[String], headers: &HeaderMap) -> Value {
    let time = post.created.strftime("%Y-%m-%dT%H:%M:%S+0000").to_string();
    let mut out = Map::new();
    for field in fields.iter().map(String::as_str).chain(["id"]) {
        let value = match field {
            "id" => json!(post.id),
            "message" if post.message.is_empty() => continue,
            "message" => json!(post.message),
            "created_time" | "updated_time" => json!(time),
            "permalink_url" => json!(format!("{}/{}", base(headers), post.id)),
            "is_published" => json!(true),
            "is_hidden" => json!(false),
            "from" => json!({ "id": post.page }),
            _ => continue,
        };
        out.insert(field.to_owned(), value);
    }
    Value::Object(out)
}

fn base(headers: &HeaderMap) -> String {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    format!("http://{host}")
}

pub(super) fn ok(double: &Double, body: Value) -> Response {
    with_usage(double, Json(body).into_response())
}

pub(super) fn error(double: &Double, code: i64, subcode: Option<i64>, message: &str) -> Response {
    let error = json!({ "error": {
        "message": message, "type": "OAuthException", "code": code, "error_subcode": subcode,
        "is_transient": matches!(code, 1 | 2), "fbtrace_id": "double",
    }});
    with_usage(double, (StatusCode::BAD_REQUEST, Json(error)).into_response())
}

fn with_usage(double: &Double, mut answer: Response) -> Response {
    let usage =
        double.usage().map(|percent| json!({ "call_count": percent, "total_cputime": 1, "total_time": 1 }).to_string());
    if let Some(value) = usage.and_then(|usage| HeaderValue::from_str(&usage).ok()) {
        answer.headers_mut().insert("x-app-usage", value);
    }
    answer
}

pub(super) fn server_error() -> Response {
    let body = json!({ "error": { "message": "An unknown error occurred", "type": "OAuthException", "code": 1 } });
    (StatusCode::INTERNAL_SERVER_ERROR, Json(body)).into_response()
}

/// The answer is never written: its connection is cut.
pub(super) fn cut_off(cut: &Cut) -> Response {
    cut.now();
    StatusCode::IM_A_TEAPOT.into_response()
}

async fn admin_posts(State(double): State<Double>) -> Json<Vec<Arrived>> {
    Json(double.posts())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    #[serde(default)]
    next: Vec<Fault>,
    #[serde(default)]
    next_reads: Vec<Fault>,
    #[serde(default)]
    next_photos: Vec<Fault>,
    rates: Option<Rates>,
}

async fn admin_faults(State(double): State<Double>, Json(wanted): Json<Wanted>) -> StatusCode {
    double.next_faults(wanted.next);
    double.next_read_faults(wanted.next_reads);
    double.next_photo_faults(wanted.next_photos);
    if let Some(rates) = wanted.rates {
        double.set_rates(rates);
    }
    StatusCode::NO_CONTENT
}

async fn admin_release(State(double): State<Double>) -> StatusCode {
    double.release_slow();
    StatusCode::NO_CONTENT
}
