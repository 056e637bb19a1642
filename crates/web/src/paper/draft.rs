//! `GET /papers/new`, `GET /papers/draft`, `POST /papers`: what can be drawn up, one document, archiving it.

use axum::{http::StatusCode, response::Response};
use tatefuda_app::{
    Failure, account, case,
    paper::{
        self, ArchivePaper, Wanted,
        view::{Drawn, DrawnLine, DrawnPart, Seal, Source},
    },
};
use tatefuda_domain::{AccountId, CaseId, Digest, Localized};
use tatefuda_i18n::Translator;
use tatefuda_regulation::DocumentScope;
use tatefuda_ui::{
    Nav, Template as _,
    paper::{ArchiveForm, DrawableView, LineView, PaperDraftPage, PaperFormsPage, PartView, SealView},
    view::{Choice, ClauseRef, FieldError, Link},
};

use super::{page::respond, view::query};
use crate::{
    error::WebError,
    form::Form,
    html, lang,
    page::{Acted, Page},
    text,
};

/// Where a document is drawn up. Forms that are filled in for it lead back there.
pub(crate) const DRAFT: &str = "/papers/draft?";

/// `GET /papers/new?account=&case=`
pub(crate) async fn new(page: Page) -> Result<Response, WebError> {
    // An address that names nothing of the body names nothing.
    let ledger = account::ledger(page.app(), page.actor()).await?;
    let wanted = page.visit.query("account").trim().to_owned();
    let chosen = ledger.iter().find(|one| one.id.to_string() == wanted).map(|one| one.id);
    let case: Option<CaseId> = page.visit.query("case").trim().parse().ok();
    let found = match case {
        Some(id) => Some(case::find(page.app(), page.actor(), id).await?),
        None => None,
    };
    let list = paper::drawable(page.app(), page.actor(), chosen, case).await?;
    let shell = page.shell(Nav::Papers).await;
    let tr = shell.tr.clone();
    let lang = lang::domain(tr.lang());
    let accounts = ledger.iter().map(|one| {
        let words = crate::account::view::reference(&tr, one);
        Choice::new(one.id.to_string(), format!("{} {}", words.service, words.name), Some(one.id) == chosen)
    });
    let view = PaperFormsPage {
        accounts: accounts.collect(),
        case: found.map(|found| Link {
            href: format!("/cases/{}", found.row.id),
            label: found.row.label.get(lang).to_owned(),
        }),
        list: list
            .iter()
            .map(|one| DrawableView {
                href: address(&one.form, &one.document, chosen, case),
                label: one.label.get(lang).to_owned(),
                clauses: cited(&one.clauses),
                missing: one.missing.iter().map(|label| label.get(lang).to_owned()).collect(),
            })
            .collect(),
        shell,
    };
    Ok(html::ok(view.render()))
}

fn cited(clauses: &[tatefuda_regulation::ClauseRef]) -> Vec<ClauseRef> {
    clauses.iter().map(|clause| ClauseRef::id(clause.id.as_str())).collect()
}

/// Where one document is drawn up.
pub(crate) fn address(form: &str, document: &str, account: Option<AccountId>, case: Option<CaseId>) -> String {
    let account = account.map(|id| id.to_string()).unwrap_or_default();
    let case = case.map(|id| id.to_string()).unwrap_or_default();
    format!("{DRAFT}{}", query(&[("form", form), ("document", document), ("account", &account), ("case", &case)]))
}

fn wanted(get: impl Fn(&str) -> String) -> Wanted {
    let filled = |name: &str| Some(get(name)).filter(|text| !text.is_empty());
    Wanted {
        form: get("form"),
        document: filled("document"),
        account: get("account").parse().ok(),
        case: get("case").parse().ok(),
    }
}

fn of_address(page: &Page) -> Wanted {
    wanted(|name| page.visit.query(name).trim().to_owned())
}

/// `GET /papers/draft?form=&document=&account=&case=`
pub(crate) async fn show(page: Page) -> Result<Response, WebError> {
    render(&page, StatusCode::OK, &of_address(&page), &Form::default(), vec![]).await
}

/// `GET /papers/draft/sheet`
pub(crate) async fn sheet(page: Page) -> Result<Response, WebError> {
    match paper::sample(page.app(), page.actor(), &of_address(&page)).await {
        // Of what it is drawn up is part of the address.
        Err(Failure::Invalid(_)) => Err(WebError::NotFound),
        sheet => Ok(respond(sheet?)),
    }
}

async fn render(
    page: &Page,
    status: StatusCode,
    wanted: &Wanted,
    typed: &Form,
    errors: Vec<FieldError>,
) -> Result<Response, WebError> {
    let drawn = match paper::drawn(page.app(), page.actor(), wanted).await {
        Err(Failure::Invalid(_)) => return Err(WebError::NotFound),
        drawn => drawn?,
    };
    let about = about(page, &drawn).await?;
    let mut shell = page.shell(Nav::Papers).await;
    shell.errors = errors;
    let tr = shell.tr.clone();
    let sight = Sight { page, tr: &tr, drawn: &drawn };
    let parts: Vec<PartView> = drawn.parts.iter().map(|part| sight.part(part)).collect();
    let numbering = match drawn.mark.as_str() {
        "" => tr.text("paper-number-unmarked"),
        mark => tr.with("paper-number-next", &[("mark", mark.into())]),
    };
    let text = |id: Option<String>| id.unwrap_or_default();
    let view = PaperDraftPage {
        label: sight.say(&drawn.what.label),
        clauses: cited(&drawn.what.clauses),
        derived: drawn.derived,
        about,
        missing: parts.iter().filter(|part| part.missing).cloned().collect(),
        parts,
        seals: drawn.seals.iter().map(|seal| sight.seal(seal)).collect(),
        sheet: sight.address().replacen("/papers/draft?", "/papers/draft/sheet?", 1),
        form: ArchiveForm {
            meta: page.meta(None),
            form: drawn.what.form.clone(),
            document: drawn.what.document.clone(),
            account: text(wanted.account.map(|id| id.to_string())),
            case: text(drawn.case.map(|id| id.to_string())),
            shown: drawn.digest.to_string(),
            number: typed.get("number").to_owned(),
            numbering,
        },
        shell,
    };
    Ok(html::answer(status, view.render()))
}

/// What it is about: the case for which it is drawn up, else the account.
async fn about(page: &Page, drawn: &Drawn) -> Result<Option<Link>, WebError> {
    if let Some(id) = drawn.case {
        let found = case::find(page.app(), page.actor(), id).await?;
        let label = found.row.label.get(lang::domain(page.tr().lang())).to_owned();
        return Ok(Some(Link { href: format!("/cases/{id}"), label }));
    }
    let Some(id) = drawn.account else { return Ok(None) };
    let found = account::find(page.app(), page.actor(), id).await?;
    Ok(Some(Link { href: format!("/accounts/{id}"), label: found.name }))
}

/// A document with everything that its page needs.
struct Sight<'a> {
    page: &'a Page,
    tr: &'a Translator,
    drawn: &'a Drawn,
}

impl Sight<'_> {
    fn say(&self, label: &Localized) -> String {
        label.get(lang::domain(self.tr.lang())).to_owned()
    }

    fn address(&self) -> String {
        let what = &self.drawn.what;
        // A document of the body is no account's, whatever led there.
        let account = self.drawn.account.filter(|_| self.drawn.case.is_none());
        address(&what.form, &what.document, account, self.drawn.case)
    }

    fn part(&self, part: &DrawnPart) -> PartView {
        PartView {
            id: part.id.clone(),
            label: self.say(&part.label),
            clauses: cited(&part.clauses),
            lines: part.lines.iter().map(|line| self.line(line)).collect(),
            missing: part.required && part.lines.is_empty(),
            source: self.source(&part.source),
        }
    }

    fn line(&self, line: &DrawnLine) -> LineView {
        let number = Some(self.say(&line.number)).filter(|number| !number.is_empty());
        LineView { summary: number.is_some() && !line.original, number, text: self.say(&line.text) }
    }

    /// Where a part is entered; what it holds already stands in the form.
    fn source(&self, source: &Source) -> Option<Link> {
        let link = |href: String, key: &str| Some(Link { href, label: self.tr.text(key) });
        match source {
            Source::Text => None,
            Source::Record { kind, .. } => {
                let (about, id) = match (self.drawn.what.scope, self.drawn.case, self.drawn.account) {
                    (DocumentScope::Incident, Some(case), _) => ("incident", case.to_string()),
                    (DocumentScope::Account, _, Some(account)) => ("account", account.to_string()),
                    _ => ("body", String::new()),
                };
                let from = self.drawn.record.map(|id| id.to_string()).unwrap_or_default();
                let back = self.address();
                let of = [("kind", kind.as_str()), ("subject_kind", about), ("subject", &id), ("from", &from)];
                link(format!("/records/new?{}&{}", query(&of), query(&[("back", &back)])), "paper-enter-record")
            }
            Source::Ledger { .. } => {
                self.drawn.account.and_then(|id| link(format!("/accounts/{id}"), "paper-enter-ledger"))
            }
            Source::Setting { .. } => link("/regulation".to_owned(), "paper-enter-setting"),
        }
    }

    fn seal(&self, seal: &Seal) -> SealView {
        let done = seal.at.map(|at| format!("{} {}", seal.name, self.tr.date_time(at, self.page.zone())));
        SealView { role: self.say(&seal.role), done }
    }
}

/// `POST /papers`
pub(crate) async fn archive(page: Page, form: Form) -> Result<Response, WebError> {
    let tr = page.tr();
    let wanted = wanted(|name| form.get(name).trim().to_owned());
    let mut reader = form.reader();
    reader.required("form");
    let _: Option<AccountId> = reader.parsed("account", "unknown-account");
    let _: Option<CaseId> = reader.parsed("case", "not-an-id");
    let shown: Option<Digest> = reader.needed("shown", "not-a-digest");
    let number = Some(reader.line("number")).filter(|number| !number.is_empty());
    let back = format!("{DRAFT}{}", query(&[("form", &wanted.form), ("account", form.get("account"))]));
    let shown = match (reader.finish(), shown) {
        (Ok(()), Some(shown)) => shown,
        (Err(issues), _) => return again(&page, &wanted, &form, text::issues(&tr, &issues), back).await,
        (Ok(()), None) => return Err(WebError::NotFound),
    };
    let Wanted { form: name, document, account, case } = wanted.clone();
    let act = ArchivePaper { form: name, document, account, case, shown, number };
    match page.execute(&form, &act).await {
        Ok(done) => Ok(page.done(&format!("/papers/{}", done.paper), "paper-archived")),
        Err(Acted::Failed(Failure::Invalid(errors))) => {
            again(&page, &wanted, &form, text::field_errors(&tr, &errors, str::to_owned), back).await
        }
        // What stands there now is shown with what was typed: it is for the reader to look once more.
        Err(Acted::Failed(Failure::Stale(_))) => {
            let error = FieldError { field: "parts-heading".to_owned(), message: tr.text("paper-stale") };
            again(&page, &wanted, &form, vec![error], back).await
        }
        Err(failed) => Err(failed.about(form, back)),
    }
}

/// The page again with what was typed; where it is not there any more, the general page keeps it.
async fn again(
    page: &Page,
    wanted: &Wanted,
    form: &Form,
    errors: Vec<FieldError>,
    back: String,
) -> Result<Response, WebError> {
    match render(page, StatusCode::UNPROCESSABLE_ENTITY, wanted, form, errors).await {
        Err(WebError::NotFound | WebError::App(Failure::NotFound, _)) => {
            Err(Acted::Failed(Failure::NotFound).about(form.clone(), back))
        }
        other => other,
    }
}
