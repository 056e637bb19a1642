//! Personal tokens for the JSON interface.

use axum::{http::StatusCode, response::Response};
use tatefuda_app::{Failure, Scope, command::Secret, token};
use tatefuda_i18n::Translator;
use tatefuda_ui::{
    Nav, Template as _,
    token::{FeedLine, TokenOpens, TokenRow, TokensPage},
    view::{Choice, FieldError, When},
};

use crate::{
    error::WebError,
    form::Form,
    html,
    page::{Acted, Page},
    task::feed::{self, FILES},
    text,
};

/// How long a token made on screen lives, in days.
const DAYS: i64 = 90;

/// `GET /tokens`
pub(crate) async fn list(page: Page) -> Result<Response, WebError> {
    render(&page, StatusCode::OK, &Form::default(), None, vec![]).await
}

async fn render(
    page: &Page,
    status: StatusCode,
    typed: &Form,
    created: Option<(Scope, &Secret)>,
    errors: Vec<FieldError>,
) -> Result<Response, WebError> {
    let tokens = token::view::list(page.app(), page.actor()).await?;
    let mut shell = page.shell(Nav::None).await;
    shell.errors = errors;
    let tr = shell.tr.clone();
    let now = page.now();
    let rows = tokens.iter().map(|one| TokenRow {
        id: one.id.to_string(),
        name: one.name.clone(),
        opens: opens(Scope::parse(&one.scope).unwrap_or(Scope::Feeds)),
        created: When::new(&tr, one.created_at, page.zone()),
        used: one.used_at.map(|at| When::new(&tr, at, page.zone())),
        expires: Some(When::new(&tr, one.expires_at, page.zone())),
        revoke: (one.revoked_at.is_none() && one.expires_at > now).then(|| page.meta(None)),
    });
    let kind = typed.get("kind");
    let kinds = Scope::ALL.map(|scope| {
        Choice::new(scope.as_str(), tr.text(&format!("token-{}", scope.as_str())), kind == scope.as_str())
    });
    let (mut shown, mut feeds) = (None, vec![]);
    match created {
        Some((Scope::Feeds, secret)) => feeds = FILES.map(|file| address(page, &tr, secret, file)).to_vec(),
        Some((_, secret)) => shown = Some(secret.expose().to_owned()),
        None => {}
    }
    let view = TokensPage {
        rows: rows.collect(),
        meta: page.meta(None),
        name: typed.get("name").to_owned(),
        kinds: kinds.to_vec(),
        created: shown,
        feeds,
        shell,
    };
    Ok(html::answer(status, view.render()))
}

/// Where the owner's feed or calendar lies, in the language in which they made it. Nobody else sees this page, so the host
/// that they asked for is the one under which their programs reach it too.
fn address(page: &Page, tr: &Translator, secret: &Secret, file: &str) -> FeedLine {
    let lang = tr.lang().code();
    FeedLine {
        id: format!("feed-{lang}-{}", file.replace('.', "-")),
        label: tr.text(if file == FILES[0] { "token-calendar" } else { "token-feed" }),
        address: format!("{}{}?lang={lang}", page.origin(), feed::path(secret, file)),
    }
}

fn opens(scope: Scope) -> TokenOpens {
    match scope {
        Scope::Feeds => TokenOpens::Feeds,
        Scope::Read => TokenOpens::Read,
        Scope::Act => TokenOpens::Act,
    }
}

/// `POST /tokens`: the one page that shows the token, once.
pub(crate) async fn create(page: Page, form: Form) -> Result<Response, WebError> {
    let mut reader = form.reader();
    let name = reader.required("name");
    let kind = reader.required("kind");
    if let Err(issues) = reader.finish() {
        let errors = text::issues(&page.tr(), &issues);
        return render(&page, StatusCode::UNPROCESSABLE_ENTITY, &form, None, errors).await;
    }
    let id = page.command_id(&form)?;
    match token::create(page.app(), page.actor(), id, &name, &kind, DAYS).await {
        Ok(created) => {
            let shown = Scope::parse(&kind).zip(created.secret.as_ref());
            render(&page, StatusCode::OK, &Form::default(), shown, vec![]).await
        }
        Err(Failure::Invalid(errors)) => {
            let name = |field: &str| if field == "scope" { "kind" } else { field }.to_owned();
            let errors = text::field_errors(&page.tr(), &errors, name);
            render(&page, StatusCode::UNPROCESSABLE_ENTITY, &form, None, errors).await
        }
        Err(failure) => Err(Acted::Failed(failure).about(form, "/tokens")),
    }
}
