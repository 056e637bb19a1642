//! Sign-in and out, language, capacity.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
};
use tatefuda_app::{
    Failure, Forbidden, Secret, Via,
    session::{ChooseCapacity, SignInForm, SignOut, SignOutEverywhere},
    setting, tenant,
};
use tatefuda_i18n::Lang;
use tatefuda_ui::{
    Nav, Shell, Template as _,
    session::{CapacityPage, ContinuePage, DemoHint, Ended, SignInPage},
    view::{Choice, FieldError, FilterTab, Link, Pair},
};

use crate::{
    cookie,
    error::WebError,
    form::Form,
    html,
    kept::{Names, SECRETS, kept},
    lang,
    page::{Page, see},
    routes::{ROUTES, Verb},
    shell,
    state::AppState,
    text, view,
    visit::Visit,
};

/// `GET /sign-in`
pub(crate) async fn form(State(state): State<AppState>, visit: Visit) -> Result<Response, WebError> {
    let next = visit.query("next");
    let typed = Form::of(vec![("next".to_owned(), next), ("body".to_owned(), visit.query("body"))]);
    render(&state, &visit, StatusCode::OK, &typed, vec![], None).await
}

/// Before the fields of a form that waits for its sender to sign in again. They travel through the page and are not kept on
/// the server: whoever signs in may be somebody else at the same computer, and must see what they are about to send.
const CARRIED: &str = "carried.";

/// A form came from somebody whose session has ended: sign in here, and it goes on from where it was.
pub(crate) async fn ended(state: &AppState, visit: &Visit, form: &Form) -> Response {
    let tr = state.translator(visit);
    let came_from = if visit.came_from() == "/" { visit.path() } else { visit.came_from() };
    let mut typed = Form::of(vec![("next".to_owned(), page_of(came_from).to_owned())]);
    // Whatever holds a secret is typed again.
    if form.pairs().iter().all(|(name, _)| !SECRETS.contains(&name.as_str())) {
        typed.push("carried_to", visit.path());
        for (name, value) in form.pairs().iter().filter(|(name, _)| name != "next") {
            typed.push(&format!("{CARRIED}{name}"), value);
        }
    }
    let shown =
        Ended { kept: kept(&tr, form, &Names::default()), files: form.file_names().map(ToOwned::to_owned).collect() };
    match render(state, visit, StatusCode::UNAUTHORIZED, &typed, vec![], Some(shown)).await {
        Ok(page) => page,
        Err(error) => error.into_response(),
    }
}

/// Where the page lies that shows the form of an address: the address itself where it can be looked at.
fn page_of(path: &str) -> &str {
    let shown = |path: &str| {
        let same = |known: &str| {
            let (mut known, mut asked) = (known.split('/'), path.split('/'));
            loop {
                match (known.next(), asked.next()) {
                    (None, None) => break true,
                    (Some(known), Some(asked)) if known == asked || known.starts_with('{') => {}
                    _ => break false,
                }
            }
        };
        ROUTES.iter().any(|route| route.verb == Verb::Get && same(route.path))
    };
    let mut page = text::own_path(path);
    while !shown(page) {
        page = page.rsplit_once('/').map_or("/", |(above, _)| if above.is_empty() { "/" } else { above });
    }
    page
}

/// The form again that waited, for whoever has signed in by now to send.
fn go_on(
    state: &AppState,
    visit: &Visit,
    (form, waiting): (&Form, &Form),
    names: &Names,
) -> Result<Response, WebError> {
    let mut shell = Shell::new(state.translator(visit));
    state.assets().clone_into(&mut shell.assets);
    let fields = waiting.pairs().iter().map(|(name, value)| Pair::new(name, value)).collect();
    let page = ContinuePage {
        kept: kept(&shell.tr, waiting, names),
        action: text::own_path(form.get("carried_to")).to_owned(),
        fields,
        back: Link { href: text::own_path(form.get("next")).to_owned(), label: shell.tr.text("session-back") },
        shell,
    };
    Ok(html::ok(page.render()))
}

async fn render(
    state: &AppState,
    visit: &Visit,
    status: StatusCode,
    typed: &Form,
    errors: Vec<FieldError>,
    ended: Option<Ended>,
) -> Result<Response, WebError> {
    let bodies = tenant::list(state.app()).await?;
    let mut shell = shell::build(state, visit, Nav::None, None).await;
    // Who comes back to this page is about to be somebody else.
    (shell.person, shell.body) = (None, None);
    shell.errors = errors;
    let tr = shell.tr.clone();
    let name = |one: &tenant::Tenant| view::pick(&tr, &one.name_ja, &one.name_en).to_owned();
    let choices = bodies.iter().map(|one| Choice::new(&one.slug, name(one), one.slug == typed.get("body")));
    let public = bodies.iter().map(|one| Link {
        href: format!("/public/{}/", one.slug),
        label: tr.with("web-public-of", &[("name", name(one).into())]),
    });
    let config = state.config();
    // In the practice place alone: nobody's password is a secret there, so one press is enough.
    let mut demo_bodies: Vec<FilterTab> = vec![];
    for hint in &config.demo_hints {
        let href = format!("/sign-in?body={}#demo-heading", hint.slug);
        if demo_bodies.iter().all(|known| known.href != href) {
            let label = view::pick(&tr, &hint.body, &hint.body_en).to_owned();
            demo_bodies.push(FilterTab { href, label, current: typed.get("body") == hint.slug });
        }
    }
    let looked_at = |hint: &&crate::config::DemoHint| hint.slug == typed.get("body");
    let demo = config.demo_hints.iter().filter(looked_at).map(|hint| DemoHint {
        slug: hint.slug.clone(),
        body: view::pick(&tr, &hint.body, &hint.body_en).to_owned(),
        login: hint.login.clone(),
        password: hint.password.clone(),
        name: hint.person.clone(),
        role: view::pick(&tr, &hint.role, &hint.role_en).to_owned(),
    });
    let page = SignInPage {
        bodies: choices.collect(),
        login: typed.get("login").to_owned(),
        next: text::own_path(typed.get("next")).to_owned(),
        demo: demo.collect(),
        demo_bodies,
        double_url: config.double_url.clone(),
        public: public.collect(),
        carried: carried(typed),
        ended,
        shell,
    };
    Ok(html::answer(status, page.render()))
}

/// Hidden fields of a form that waits.
fn carried(typed: &Form) -> Vec<Pair> {
    let waits = |name: &str| name == "carried_to" || name.starts_with(CARRIED);
    typed.pairs().iter().filter(|(name, _)| waits(name)).map(|(name, value)| Pair::new(name, value)).collect()
}

/// `POST /sign-in`
pub(crate) async fn sign_in(
    State(state): State<AppState>,
    visit: Visit,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, WebError> {
    let tr = state.translator(&visit);
    let bodies = tenant::list(state.app()).await?;
    let mut reader = form.reader();
    let slug = reader.line("body");
    let login = reader.required("login");
    let password = reader.secret("password");
    let body = match bodies.as_slice() {
        [only] => Some(only),
        several => several.iter().find(|one| one.slug == slug),
    };
    if body.is_none() {
        reader.issue("body", "required");
    }
    let (Ok(()), Some(body)) = (reader.finish(), body) else {
        let mut reader = form.reader();
        reader.required("login");
        reader.secret("password");
        if body.is_none() {
            reader.issue("body", "required");
        }
        let issues = reader.finish().err().unwrap_or_default();
        return render(&state, &visit, StatusCode::UNPROCESSABLE_ENTITY, &form, text::issues(&tr, &issues), None).await;
    };
    let typed = SignInForm { tenant: body.id, login, password: Secret::new(password), source: visit.peer().to_owned() };
    match tatefuda_app::session::sign_in(state.app(), &typed, Via::Screen).await {
        Ok(signed) => {
            let to = if signed.actor.must_change_password { "/password" } else { text::own_path(form.get("next")) };
            let waits = form.has("carried_to") && !signed.actor.must_change_password;
            let mut response = match waits {
                true => {
                    let pairs = form.below(CARRIED).map(|(name, value)| (name.to_owned(), value.to_owned()));
                    let waiting = Form::of(pairs.collect());
                    let names = Names::of(state.app(), Some(&signed.actor), &tr, &waiting).await;
                    go_on(&state, &visit, (&form, &waiting), &names)?
                }
                false => see(to),
            };
            let secret = signed.token.expose().to_owned();
            cookie::add(response.headers_mut(), cookie::set_session(state.config(), secret));
            if let Some(device) = cookie::device(&headers, state.config(), body.id) {
                cookie::add(response.headers_mut(), cookie::set_device(state.config(), body.id, device));
            }
            Ok(response)
        }
        Err(Failure::Forbidden(Forbidden::SignIn)) => {
            // Which of the two was wrong is not told: it would say which names exist.
            let message = tr.text("sign-in-wrong");
            let errors = vec![FieldError { field: "login".to_owned(), message }];
            render(&state, &visit, StatusCode::FORBIDDEN, &form, errors, None).await
        }
        Err(Failure::RateLimited { until }) => {
            let zone = jiff::tz::TimeZone::get(&body.zone).map_err(|_| WebError::Internal)?;
            let message = tr.with("sign-in-limited", &[("at", tr.time(until, &zone).into())]);
            let errors = vec![FieldError { field: "login".to_owned(), message }];
            render(&state, &visit, StatusCode::TOO_MANY_REQUESTS, &form, errors, None).await
        }
        Err(failure) => Err(failure.into()),
    }
}

/// `POST /sign-out`
pub(crate) async fn sign_out(page: Page, form: Form) -> Result<Response, WebError> {
    if let Some(session) = page.session.id() {
        match page.execute(&form, &SignOut { session }).await {
            Ok(()) => {}
            Err(failed) => return Err(failed.about(form, "/")),
        }
    }
    Ok(signed_out(&page))
}

/// `POST /sign-out-everywhere`
pub(crate) async fn sign_out_everywhere(page: Page, form: Form) -> Result<Response, WebError> {
    match page.execute(&form, &SignOutEverywhere {}).await {
        Ok(_) => Ok(signed_out(&page)),
        Err(failed) => Err(failed.about(form, "/")),
    }
}

fn signed_out(page: &Page) -> Response {
    let mut response = page.done("/sign-in", "signed-out");
    cookie::add(response.headers_mut(), cookie::clear_session(page.state.config()));
    response
}

/// `POST /language`
pub(crate) async fn language(State(state): State<AppState>, form: Form) -> Response {
    let mut response = see(&lang::without(text::own_path(form.get("next"))));
    if let Some(lang) = Lang::from_code(form.get("lang")) {
        cookie::add(response.headers_mut(), cookie::set_lang(state.config(), lang.code()));
    }
    response
}

/// `GET /capacity`
pub(crate) async fn capacity_form(page: Page) -> Result<Response, WebError> {
    let documents = setting::view::documents(page.app(), page.actor()).await?;
    let mut shell = page.shell(Nav::None).await;
    let lang = lang::domain(shell.tr.lang());
    if let Some(person) = &mut shell.person {
        for (choice, appointment) in person.capacities.iter_mut().zip(page.session.appointments()) {
            let position = appointment.appointment.position.to_string();
            for one in &documents {
                let regulation = &one.governing.regulation;
                let carries = |role: &&tatefuda_regulation::pack::Role| {
                    regulation.settings().role_positions(&role.id).contains(&position.as_str())
                };
                let roles = regulation.body().roles.iter().filter(carries);
                choice.roles.extend(roles.map(|role| role.label.get(lang).to_owned()));
            }
        }
    }
    let next = text::own_path(&page.visit.query("next")).to_owned();
    Ok(html::ok(CapacityPage { shell, next }.render()))
}

/// `POST /capacity`
pub(crate) async fn capacity(page: Page, form: Form) -> Result<Response, WebError> {
    let session = page.session.id().ok_or(WebError::NotFound)?;
    let capacity = form.get("capacity").trim().parse().map_err(|_| WebError::NotFound)?;
    match page.execute(&form, &ChooseCapacity { session, capacity }).await {
        Ok(()) => Ok(page.done(text::own_path(form.get("next")), "capacity-chosen").into_response()),
        Err(failed) => Err(failed.about(form, "/capacity")),
    }
}
