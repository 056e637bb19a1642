//! Samples of every page in both languages, for tests and for looking at them. All names are invented.

mod values;

use askama::Template;
use tatefuda_i18n::Lang;

pub(crate) use values::*;

use crate::{
    absence::AbsencesPage,
    account::{AccountFormPage, AccountPage, AccountsPage, ListedPage},
    amendment::{AmendmentEditPage, AmendmentPage, AmendmentTablePage, AmendmentsPage},
    answer::{AnswerPage, RefusalPage},
    audit::AuditPage,
    case::{CaseOpenPage, CasePage, CasesPage},
    copy::CopyPage,
    device::{DevicePage, DevicesPage},
    disaster::{DisasterCardPage, DisasterPage},
    duty::DutiesPage,
    error::{ConflictPage, ErrorKind, ErrorPage},
    hand::HandPage,
    home::{HomePage, NoRolePage},
    import::{ImportLookPage, ImportNewPage, ImportPage, ImportsPage},
    installation::InstallationStopPage,
    member::{PasswordPage, PeoplePage, PersonPage},
    notice::NoticesPage,
    org::{OrganisationPage, PositionPage, SectionPage},
    outside::OutsidePage,
    paper::{PaperDraftPage, PaperFormsPage, PaperMarksPage, PaperPage, PapersPage},
    post::{AnswerPanel, CalendarPage, CheckPage, ComposerPage, PostPage, PostsPage},
    public::PublicPage,
    record::{RecordFormPage, RecordPage},
    regulation::{HandbookPage, RegulationPage},
    request::{RequestNewPage, RequestPage, RequestsPage},
    screening::ScreeningPage,
    session::{CapacityPage, ContinuePage, SignInPage},
    stop::StopPage,
    token::TokensPage,
    trouble::UnreadablePage,
};

/// A rendered sample.
#[derive(Debug)]
pub struct Sample {
    /// Name, good for a file.
    pub name: String,
    pub html: String,
    /// Whether it is a whole page; else a fragment.
    pub whole: bool,
}

/// Every page and its variants.
///
/// # Errors
/// When a template fails; templates over plain values do not.
pub fn all(lang: Lang) -> Result<Vec<Sample>, askama::Error> {
    let mut out = Vec::new();
    let mut add = |name: &str, page: Result<String, askama::Error>| {
        page.map(|html| {
            let whole = html.trim_start().starts_with("<!doctype");
            out.push(Sample { name: name.to_owned(), html, whole });
        })
    };
    add("amendments", AmendmentsPage::sample(lang).render())?;
    add("amendments-empty", AmendmentsPage::sample_empty(lang).render())?;
    add("amendment", AmendmentPage::sample(lang).render())?;
    add("amendment-proposed", AmendmentPage::sample_proposed(lang).render())?;
    add("amendment-own", AmendmentPage::sample_own(lang).render())?;
    add("amendment-edit", AmendmentEditPage::sample(lang).render())?;
    add("amendment-table", AmendmentTablePage::sample(lang).render())?;
    add("sign-in", SignInPage::sample(lang).render())?;
    add("sign-in-error", SignInPage::sample_error(lang).render())?;
    add("sign-in-ended", SignInPage::sample_ended(lang).render())?;
    add("continue", ContinuePage::sample(lang).render())?;
    add("password", PasswordPage::sample(lang).render())?;
    add("password-first", PasswordPage::sample_first(lang).render())?;
    add("capacity", CapacityPage::sample(lang).render())?;
    add("no-role", NoRolePage::sample(lang).render())?;
    add("home", HomePage::sample(lang).render())?;
    add("home-quiet", HomePage::sample_quiet(lang).render())?;
    add("home-stopped", HomePage::sample_stopped(lang).render())?;
    add("disaster", DisasterPage::sample(lang).render())?;
    add("disaster-off", DisasterPage::sample_off(lang).render())?;
    add("disaster-card", DisasterCardPage::sample(lang).render())?;
    add("stop", StopPage::sample(lang).render())?;
    add("installation-stop", InstallationStopPage::sample(lang).render())?;
    add("installation-stop-done", InstallationStopPage::sample_done(lang).render())?;
    add("stop-open", StopPage::sample_open(lang).render())?;
    add("copy", CopyPage::sample(lang).render())?;
    add("copy-held", CopyPage::sample_held(lang).render())?;
    add("handbook", HandbookPage::sample(lang).render())?;
    add("composer", ComposerPage::sample(lang).render())?;
    add("composer-new", ComposerPage::sample_new(lang).render())?;
    add("composer-error", ComposerPage::sample_error(lang).render())?;
    add("composer-stale", ComposerPage::sample_stale(lang).render())?;
    add("answer-panel", AnswerPanel::sample(lang).render())?;
    add("imports", ImportsPage::sample(lang).render())?;
    add("imports-none", ImportsPage::sample_none(lang).render())?;
    add("import-new", ImportNewPage::sample(lang).render())?;
    add("import-look", ImportLookPage::sample(lang).render())?;
    add("import-look-people", ImportLookPage::sample_people(lang).render())?;
    add("import", ImportPage::sample(lang).render())?;
    add("import-people", ImportPage::sample_people(lang).render())?;
    add("screening", ScreeningPage::sample(lang).render())?;
    add("screening-none", ScreeningPage::sample_none(lang).render())?;
    add("calendar", CalendarPage::sample(lang).render())?;
    add("calendar-full", CalendarPage::sample_full(lang).render())?;
    add("posts", PostsPage::sample(lang).render())?;
    add("posts-empty", PostsPage::sample_empty(lang).render())?;
    add("post", PostPage::sample(lang).render())?;
    add("post-cleared", PostPage::sample_cleared(lang).render())?;
    add("post-corrected", PostPage::sample_corrected(lang).render())?;
    add("post-held", PostPage::sample_held(lang).render())?;
    add("post-draft", PostPage::sample_draft(lang).render())?;
    add("check", CheckPage::sample(lang).render())?;
    add("check-first", CheckPage::sample_first(lang).render())?;
    add("check-stale", CheckPage::sample_stale(lang).render())?;
    add("record-new", RecordFormPage::sample(lang).render())?;
    add("record-new-matter", RecordFormPage::sample_matter(lang).render())?;
    add("record-new-error", RecordFormPage::sample_error(lang).render())?;
    add("record", RecordPage::sample(lang).render())?;
    add("answer", AnswerPage::sample(lang).render())?;
    add("requests", RequestsPage::sample(lang).render())?;
    add("requests-empty", RequestsPage::sample_empty(lang).render())?;
    add("request-new", RequestNewPage::sample(lang).render())?;
    add("request-new-blank", RequestNewPage::sample_blank(lang).render())?;
    add("request-desk", RequestPage::sample_desk(lang).render())?;
    add("request-returned", RequestPage::sample_returned(lang).render())?;
    add("request-taken", RequestPage::sample_taken(lang).render())?;
    add("accounts", AccountsPage::sample(lang).render())?;
    add("accounts-listed", ListedPage::sample(lang).render())?;
    add("accounts-listed-none", ListedPage::sample_empty(lang).render())?;
    add("account", AccountPage::sample(lang).render())?;
    add("account-error", AccountPage::sample_error(lang).render())?;
    add("account-new", AccountFormPage::sample(lang).render())?;
    add("account-new-refused", AccountFormPage::sample_refused(lang).render())?;
    add("cases", CasesPage::sample(lang).render())?;
    add("cases-empty", CasesPage::sample_empty(lang).render())?;
    add("case-new", CaseOpenPage::sample(lang).render())?;
    add("case-new-error", CaseOpenPage::sample_error(lang).render())?;
    add("case-new-none", CaseOpenPage::sample_none(lang).render())?;
    add("case", CasePage::sample(lang).render())?;
    add("case-through", CasePage::sample_through(lang).render())?;
    add("case-withdrawn", CasePage::sample_withdrawn(lang).render())?;
    add("papers", PapersPage::sample(lang).render())?;
    add("papers-empty", PapersPage::sample_empty(lang).render())?;
    add("paper-new", PaperFormsPage::sample(lang).render())?;
    add("paper-new-case", PaperFormsPage::sample_case(lang).render())?;
    add("paper-draft", PaperDraftPage::sample(lang).render())?;
    add("paper-draft-complete", PaperDraftPage::sample_complete(lang).render())?;
    add("paper", PaperPage::sample(lang).render())?;
    add("paper-marks", PaperMarksPage::sample(lang).render())?;
    add("paper-marks-read", PaperMarksPage::sample_read(lang).render())?;
    add("regulation", RegulationPage::sample(lang).render())?;
    add("people", PeoplePage::sample(lang).render())?;
    add("person", PersonPage::sample(lang).render())?;
    add("organisation", OrganisationPage::sample(lang).render())?;
    add("section-new", SectionPage::sample(lang).render())?;
    add("position-new", PositionPage::sample(lang).render())?;
    add("absences", AbsencesPage::sample(lang).render())?;
    add("notices", NoticesPage::sample(lang).render())?;
    add("hand", HandPage::sample(lang).render())?;
    add("hand-taken", HandPage::sample_taken(lang).render())?;
    add("hand-stopped", HandPage::sample_stopped(lang).render())?;
    add("hand-answered", HandPage::sample_answered(lang).render())?;
    add("duties", DutiesPage::sample(lang).render())?;
    add("duties-empty", DutiesPage::sample_empty(lang).render())?;
    add("outside", OutsidePage::sample(lang).render())?;
    add("devices", DevicesPage::sample(lang).render())?;
    add("device-this", DevicePage::sample(lang).render())?;
    add("tokens", TokensPage::sample(lang).render())?;
    add("tokens-feeds", TokensPage::sample_feeds(lang).render())?;
    add("audit", AuditPage::sample(lang).render())?;
    add("audit-broken", AuditPage::sample_broken(lang).render())?;
    add("unreadable", UnreadablePage::sample(lang).render())?;
    add("unreadable-none", UnreadablePage::sample_none(lang).render())?;
    add("refusal", RefusalPage::sample(lang).render())?;
    add("conflict", ConflictPage::sample(lang).render())?;
    add("public", PublicPage::sample(lang).render())?;
    for kind in ErrorKind::ALL {
        let name = format!("error-{:?}", kind).to_lowercase();
        add(&name, ErrorPage::sample(lang, kind).render())?;
    }
    Ok(out)
}
