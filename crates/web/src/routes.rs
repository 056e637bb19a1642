//! Every route as data: the router is built from this table, and tests take their pages from it.
//!
//! Routes of the JSON interface come from its own description ([`crate::openapi`]).

use axum::{
    handler::Handler,
    routing::{MethodRouter, get, post},
};
use tatefuda_app::{
    account::{AddOwner, ChooseRoad, EndOwner},
    amendment::{
        ChangeAmendment, ConfirmAmendment, DescribeAmendment, OpenAmendment, ProposeAmendment, RebaseAmendment,
        ReturnAmendment, UndoChange, WithdrawAmendment,
    },
    case::{CloseCase, WithdrawCase},
    copy::{AdmitNode, AnswerDoubt, ReleaseCopy},
    device::Revoke,
    duty::AnswerDuty,
    member::EndPerson,
    notice::{ChangePlace, EndPlace, SendCode},
    org::{EndAbsence, EndAppointment, EndPosition, EndSection},
    paper::SetMark,
    post::{GiveStep, Return, Submit, TakeBack, Withdraw},
    publication::{Cancel, Reschedule},
    regulation::LoadWording,
    removal::CallOff,
    request::{RefuseRequest, ReturnRequest, TakeRequest, WithdrawRequest},
    setting::ConfirmSetting,
    stop::{ConfirmEnd, ProposeEnd},
    token::RevokeToken,
};
use tatefuda_domain::SystemRight;
use tatefuda_regulation::coverage::Part;

use crate::{
    absence, account,
    act::{self, Sent},
    amendment, answer, assets, audit, case, copy, device, disaster, duty, hand, health, home, import, installation,
    media, member, notice, org, outside, paper, post, public, publication, record, regulation, removal, request,
    screening, session, setting,
    state::AppState,
    stop, task, token, trouble,
};

/// A verb of HTTP that pages use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verb {
    /// Looks.
    Get,
    /// Acts.
    Post,
}

impl Verb {
    /// As in a request.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// Who may call a route at all. What an act needs beyond that, the regulation answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Residents and people who are not signed in yet.
    Anyone,
    /// Whoever is signed in, also with an initial password and without any capacity.
    SignedIn,
    /// Whoever is signed in with a password of their own.
    Staff,
    /// Staff with a system right.
    Right(SystemRight),
}

/// What a route answers with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A whole page.
    Page,
    /// A redirect after an act, or the page that says why not.
    Act,
    /// A part of a page.
    Fragment,
    /// A page, feed or file for residents.
    Public,
    /// A style, script or picture.
    Asset,
    /// For machines that watch the program.
    Machine,
}

pub struct Route {
    pub verb: Verb,
    /// The path, with `{id}` for ids.
    pub path: &'static str,
    /// `noun.verb`.
    pub name: &'static str,
    /// Who may call it.
    pub access: Access,
    /// What it answers with.
    pub kind: Kind,
    /// The parts of the regulation that it brings before people; coverage of packs is computed from these.
    pub shows: &'static [Part],
    /// Whether its form may carry files.
    pub(crate) files: bool,
    pub(crate) handler: fn() -> MethodRouter<AppState>,
}

impl std::fmt::Debug for Route {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} ({})", self.verb.as_str(), self.path, self.name)
    }
}

/// `with files`: the form may carry files. `showing [..]`: parts of the regulation that are brought before people.
macro_rules! route {
    ($verb:ident $path:literal $name:literal $access:expr, $kind:ident
        $(with $files:ident)? $(showing [$($part:ident),*])? => $handler:path) => {
        Route {
            verb: Verb::$verb,
            path: $path,
            name: $name,
            access: $access,
            kind: Kind::$kind,
            shows: &[$($(Part::$part),*)?],
            files: route!(@files $($files)?),
            handler: || on(Verb::$verb, $handler),
        }
    };
    (@files files) => { true };
    (@files) => { false };
}

impl Route {
    /// The route of an act whose form has no page of its own: its row says all of it.
    const fn of<C: Sent>() -> Self {
        Self {
            verb: Verb::Post,
            path: act::path::<C>(),
            name: C::ROW.name(),
            access: C::SHEET.access(),
            kind: Kind::Act,
            shows: &[],
            files: false,
            handler: || on(Verb::Post, act::sent::<C>),
        }
    }
}

fn on<H: Handler<T, AppState>, T: 'static>(verb: Verb, handler: H) -> MethodRouter<AppState> {
    match verb {
        Verb::Get => get(handler),
        Verb::Post => post(handler),
    }
}

use Access::{Anyone, Right, SignedIn, Staff};
use SystemRight::{ManageAccounts, ManageRegulation, ManageUsers, ReadAudit};

impl Access {
    /// In words, for the list of routes.
    #[must_use]
    pub fn as_text(self) -> String {
        match self {
            Self::Anyone => "anyone".to_owned(),
            Self::SignedIn => "signed-in".to_owned(),
            Self::Staff => "staff".to_owned(),
            Self::Right(right) => right.as_str().to_owned(),
        }
    }
}

impl Kind {
    /// In a word, for the list of routes.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Act => "act",
            Self::Fragment => "fragment",
            Self::Public => "public",
            Self::Asset => "asset",
            Self::Machine => "machine",
        }
    }
}

/// The table as JSON, for the lint that wants a browser test for each page.
#[must_use]
pub fn json() -> String {
    let rows: Vec<serde_json::Value> = ROUTES
        .iter()
        .map(|route| {
            serde_json::json!({
                "method": route.verb.as_str(),
                "path": route.path,
                "name": route.name,
                "kind": route.kind.as_str(),
                "access": route.access.as_text(),
            })
        })
        .collect();
    serde_json::to_string_pretty(&rows).expect("plain data")
}

/// Every route of pages, feeds and files.
pub const ROUTES: &[Route] = &[
    route!(Get  "/health"                          "health"                  Anyone, Machine   => health::show),
    route!(Get  "/assets/{hash}/{*path}"           "assets"                  Anyone, Asset     => assets::serve),
    route!(Get  "/public/{body}"                   "public.redirect"         Anyone, Public    => public::redirect),
    route!(Get  "/public/{body}/"                  "public.page"             Anyone, Public    => public::page),
    route!(Get  "/public/{body}/{file}"            "public.file"             Anyone, Public    => public::file),
    route!(Get  "/mine/{token}/{file}"             "task.feed"               Anyone, Machine   => task::feed::show),
    route!(Get  "/sign-in"                         "session.sign-in-form"    Anyone, Page      => session::page::form),
    route!(Post "/sign-in"                         "session.sign-in"         Anyone, Act       => session::page::sign_in),
    route!(Post "/language"                        "session.language"        Anyone, Act       => session::page::language),
    route!(Post "/sign-out"                        "session.sign-out"        SignedIn, Act     => session::page::sign_out),
    route!(Post "/sign-out-everywhere"             "session.sign-out-all"    SignedIn, Act     => session::page::sign_out_everywhere),
    route!(Get  "/password"                        "member.password-form"    SignedIn, Page    => member::password::form),
    route!(Post "/password"                        "member.password"         SignedIn, Act     => member::password::change),
    route!(Get  "/capacity"                        "session.capacity-form"   SignedIn, Page    => session::page::capacity_form),
    route!(Post "/capacity"                        "session.capacity"        SignedIn, Act     => session::page::capacity),
    route!(Get  "/"                                "home"                    Staff, Page       => home::page::show),
    route!(Get  "/posts"                           "post.list"               Staff, Page       => post::page::list::show),
    route!(Get  "/calendar"                        "post.calendar"           Staff, Page       => post::page::calendar::show),
    route!(Post "/posts"                           "post.create"             Staff, Act with files => post::page::compose::create),
    route!(Get  "/posts/new"                       "post.new"                Staff, Page       => post::page::compose::new),
    route!(Get  "/media/{id}"                      "media.show"              Staff, Asset      => media::page::show),
    route!(Get  "/media/{id}/preview"              "media.preview"           Staff, Asset      => media::page::preview),
    route!(Post "/check"                           "post.live-check"         Staff, Fragment   => post::page::live::check),
    route!(Get  "/posts/{id}"                      "post.show"               Staff, Page       => post::page::show::show),
    route!(Get  "/posts/{id}/edit"                 "post.edit-form"          Staff, Page       => post::page::compose::edit_form),
    route!(Post "/posts/{id}/edit"                 "post.edit"               Staff, Act with files => post::page::compose::edit),
    route!(Get  "/posts/{id}/check"                "post.check"              Staff, Page       => post::page::check::show),
    Route::of::<Submit>(),
    Route::of::<TakeBack>(),
    Route::of::<Return>(),
    Route::of::<GiveStep>(),
    route!(Post "/posts/{id}/schedule"             "post.schedule"           Staff, Act        => post::page::act::schedule),
    route!(Post "/posts/{id}/publish"              "post.publish"            Staff, Act        => post::page::act::publish),
    route!(Post "/posts/{id}/correct"              "post.correct"            Staff, Act        => post::page::act::correct),
    route!(Post "/posts/{id}/cancel"               "post.cancel"             Staff, Act        => post::page::act::cancel),
    Route::of::<Withdraw>(),
    Route::of::<Cancel>(),
    Route::of::<Reschedule>(),
    route!(Post "/publications/{id}/resolve"       "publication.resolve"     Staff, Act with files => publication::page::resolve),
    route!(Post "/publications/{id}/evidence"      "publication.evidence"    Staff, Act with files => publication::page::evidence),
    route!(Post "/publications/{id}/removal"        "removal.decide"         Staff, Act with files => removal::page::decide),
    route!(Post "/publications/{id}/removal/copy"   "removal.copy"           Staff, Act with files => removal::page::copy),
    route!(Post "/publications/{id}/removal/answer" "removal.answer"         Staff, Act with files => removal::page::answer),
    Route::of::<CallOff>(),
    route!(Get  "/hand/{id}"                       "hand.show"               Staff, Page       => hand::page::show),
    route!(Get  "/hand/{id}/text"                  "hand.text"               Staff, Asset      => hand::page::text),
    route!(Post "/hand/{id}/take"                  "hand.take"               Staff, Act        => hand::page::take),
    route!(Post "/hand/{id}/answer"                "hand.answer"             Staff, Act with files => hand::page::answer),
    route!(Get  "/outside"                         "outside.list"            Staff, Page       => outside::page::list),
    route!(Post "/outside"                         "outside.register"        Staff, Act        => outside::page::register),
    route!(Get  "/records/new"                     "record.new"              Staff, Page       => record::page::form),
    route!(Post "/records"                         "record.give"             Staff, Act        => record::page::give),
    route!(Get  "/records/{id}"                    "record.show"             Staff, Page       => record::page::show),
    // An answer shows each clause that it cites, in the words of the pack.
    route!(Get  "/answers/{id}"                    "answer.show"             Staff, Page showing [Texts] => answer::page::show),
    route!(Get  "/requests"                        "request.list"            Staff, Page       => request::list::show),
    route!(Post "/requests"                        "request.ask"             Staff, Act with files => request::page::ask),
    route!(Get  "/requests/new"                    "request.new"             Staff, Page       => request::page::new),
    route!(Get  "/requests/{id}"                   "request.show"            Staff, Page       => request::page::show),
    route!(Post "/requests/{id}"                   "request.amend"           Staff, Act with files => request::page::amend),
    Route::of::<TakeRequest>(),
    Route::of::<ReturnRequest>(),
    Route::of::<RefuseRequest>(),
    Route::of::<WithdrawRequest>(),
    route!(Get  "/accounts"                        "account.list"            Staff, Page       => account::list::show),
    route!(Get  "/accounts/new"                    "account.new"             Staff, Page       => account::page::new),
    route!(Post "/accounts"                        "account.register"        Staff, Act        => account::page::register),
    route!(Get  "/accounts/listed"                 "account.listed"          Staff, Page       showing [ListedAccounts] => account::listed::show),
    route!(Get  "/accounts/{id}"                   "account.show"            Staff, Page       => account::page::show),
    route!(Post "/accounts/{id}/change"            "account.change"          Staff, Act        => account::page::change),
    route!(Post "/accounts/{id}/connect"           "account.connect"         Right(ManageAccounts), Act => account::connect::connect),
    Route::of::<ChooseRoad>(),
    Route::of::<AddOwner>(),
    Route::of::<EndOwner>(),
    route!(Post "/accounts/{id}/login"             "login.change"            Staff, Act        => account::login::change),
    route!(Post "/accounts/{id}/start"             "account.start"           Staff, Act        => account::moves::start),
    route!(Post "/accounts/{id}/suspend"           "account.suspend"         Staff, Act        => account::moves::suspend),
    route!(Post "/accounts/{id}/close"             "account.close"           Staff, Act        => account::moves::close),
    route!(Post "/accounts/{id}/delete"            "account.delete"          Staff, Act        => account::moves::delete),
    route!(Get  "/imports"                         "import.list"             Staff, Page       => import::page::list),
    route!(Get  "/imports/new"                     "import.new"              Staff, Page       => import::look::new),
    route!(Post "/imports/preview"                 "import.preview"          Staff, Act with files => import::look::preview),
    route!(Post "/imports"                         "import.bring"            Staff, Act with files => import::look::bring),
    route!(Get  "/imports/{id}"                    "import.show"             Staff, Page       => import::page::show),
    route!(Get  "/cases"                           "case.list"               Staff, Page       => case::list::show),
    route!(Post "/cases"                           "case.open"               Staff, Act        => case::open::open),
    route!(Get  "/cases/new"                       "case.new"                Staff, Page       => case::open::new),
    route!(Post "/incidents"                       "case.report"             Staff, Act        => case::open::report),
    route!(Get  "/cases/{id}"                      "case.show"               Staff, Page       => case::page::show),
    route!(Post "/cases/{id}/step"                 "case.step"               Staff, Act with files => case::page::step),
    route!(Post "/cases/{id}/files"                "case.file"               Staff, Act with files => case::file::add),
    route!(Post "/cases/{id}/posts"                "case.post"               Staff, Act        => case::concern::post),
    route!(Post "/cases/{id}/told"                 "case.tell"               Staff, Act        => case::concern::tell),
    route!(Get  "/case-files/{id}"                 "case.file-show"          Staff, Asset      => case::file::show),
    Route::of::<CloseCase>(),
    Route::of::<WithdrawCase>(),
    route!(Get  "/duties"                          "duty.list"               Staff, Page       => duty::page::list),
    Route::of::<AnswerDuty>(),
    route!(Get  "/papers"                          "paper.list"              Staff, Page       => paper::list::show),
    route!(Post "/papers"                          "paper.archive"           Staff, Act        => paper::draft::archive),
    route!(Get  "/papers/new"                      "paper.new"               Staff, Page       => paper::draft::new),
    // A document is filled in as far as it goes, with the clauses of its text in its own words or as restated.
    route!(Get  "/papers/draft"                    "paper.draft"             Staff, Page showing [Documents] => paper::draft::show),
    route!(Get  "/papers/draft/sheet"              "paper.sample"            Staff, Asset      => paper::draft::sheet),
    route!(Get  "/papers/marks"                    "paper.marks"             Staff, Page       => paper::mark::show),
    Route::of::<SetMark>(),
    route!(Get  "/papers/{id}"                     "paper.show"              Staff, Page       => paper::page::show),
    route!(Get  "/papers/{id}/sheet"               "paper.sheet"             Staff, Asset      => paper::page::sheet),
    route!(Get  "/amendments"                      "amendment.list"          Staff, Page       => amendment::page::list),
    Route::of::<OpenAmendment>(),
    route!(Get  "/amendments/{id}"                 "amendment.show"          Staff, Page       => amendment::page::show),
    route!(Get  "/amendments/{id}/table"           "amendment.table"         Staff, Page       => amendment::page::table),
    route!(Get  "/amendments/{id}/edit"            "amendment.edit"          Right(ManageRegulation), Page => amendment::page::edit),
    Route::of::<ChangeAmendment>(),
    Route::of::<UndoChange>(),
    Route::of::<DescribeAmendment>(),
    Route::of::<RebaseAmendment>(),
    Route::of::<ProposeAmendment>(),
    Route::of::<ReturnAmendment>(),
    Route::of::<ConfirmAmendment>(),
    Route::of::<WithdrawAmendment>(),
    route!(Get  "/regulation"                      "regulation.show"         Staff, Page       => regulation::page::show),
    route!(Get  "/regulation/clauses"              "regulation.clauses"      Staff, Page showing [Texts] => regulation::handbook::show),
    Route::of::<LoadWording>(),
    route!(Post "/regulation/settings"             "setting.propose"         Right(ManageRegulation), Act => setting::page::propose),
    Route::of::<ConfirmSetting>(),
    route!(Get  "/screening"                       "screening.show"          Staff, Page       => screening::page::show),
    route!(Post "/screening"                       "screening.read"          Staff, Act        => screening::page::read),
    route!(Get  "/people"                          "member.list"             Right(ManageUsers), Page => member::page::list),
    route!(Post "/people"                          "member.add"              Right(ManageUsers), Act  => member::page::add),
    route!(Get  "/people/{id}"                     "member.show"             Right(ManageUsers), Page => member::page::show),
    route!(Post "/people/{id}"                     "appointment.make"        Right(ManageUsers), Act  => org::appointment::appoint),
    route!(Post "/people/{id}/reset"               "member.reset"            Right(ManageUsers), Act  => member::page::reset),
    route!(Post "/people/{id}/change"              "member.change"           Right(ManageUsers), Act  => member::page::change),
    Route::of::<EndPerson>(),
    route!(Post "/people/{id}/rights"              "member.rights"           Right(ManageUsers), Act  => member::page::rights),
    Route::of::<EndAppointment>(),
    route!(Get  "/organisation"                    "organisation.show"       Staff, Page       => org::page::show),
    route!(Get  "/sections/new"                    "section.new"             Right(ManageUsers), Page => org::page::section_form),
    route!(Post "/sections"                        "section.add"             Right(ManageUsers), Act  => org::page::add_section),
    route!(Post "/sections/{id}/change"            "section.change"          Right(ManageUsers), Act  => org::page::change_section),
    Route::of::<EndSection>(),
    route!(Get  "/positions/new"                   "position.new"            Right(ManageUsers), Page => org::page::position_form),
    route!(Post "/positions"                       "position.add"            Right(ManageUsers), Act  => org::page::add_position),
    Route::of::<EndPosition>(),
    route!(Get  "/absences"                        "absence.list"            Staff, Page       => absence::page::list),
    route!(Post "/absences"                        "absence.start"           Staff, Act        => absence::page::start),
    Route::of::<EndAbsence>(),
    route!(Get  "/devices"                         "device.list"             Right(ManageUsers), Page => device::page::list),
    route!(Post "/devices"                         "device.issue"            Right(ManageUsers), Act  => device::page::issue),
    route!(Get  "/devices/this"                    "device.this"             Staff, Page       => device::page::this),
    route!(Post "/devices/this"                    "device.enrol"            Staff, Act        => device::page::enrol),
    Route::of::<Revoke>(),
    route!(Get  "/notices"                         "notice.list"             Staff, Page       => notice::page::list),
    route!(Post "/notices"                         "notice.add"              Staff, Act        => notice::page::add),
    route!(Post "/notices/{id}/prove"              "notice.prove"            Staff, Act        => notice::page::prove),
    Route::of::<SendCode>(),
    Route::of::<ChangePlace>(),
    Route::of::<EndPlace>(),
    route!(Get  "/tokens"                          "token.list"              Staff, Page       => token::page::list),
    route!(Post "/tokens"                          "token.create"            Staff, Act        => token::page::create),
    Route::of::<RevokeToken>(),
    route!(Get  "/audit"                           "audit.list"              Right(ReadAudit), Page => audit::page::list),
    route!(Get  "/unreadable"                      "trouble.list"            Right(ReadAudit), Page => trouble::page::list),
    route!(Get  "/copy"                            "copy.show"               Staff, Page       => copy::page::show),
    Route::of::<AnswerDoubt>(),
    Route::of::<ReleaseCopy>(),
    Route::of::<AdmitNode>(),
    route!(Get  "/disaster"                        "disaster.show"           Staff, Page       => disaster::page::show),
    route!(Get  "/disaster/card"                   "disaster.card"           Staff, Page       => disaster::page::card),
    route!(Post "/disaster/start"                  "disaster.start"          Staff, Act        => disaster::switch::start),
    route!(Post "/disaster/end"                    "disaster.end"            Staff, Act        => disaster::switch::end),
    route!(Get  "/stop"                            "stop.show"               Staff, Page       => stop::page::show),
    Route::of::<ProposeEnd>(),
    Route::of::<ConfirmEnd>(),
    route!(Get  "/installation/stop"               "installation.stop-form"  Anyone, Page      => installation::page::show),
    route!(Post "/installation/stop"               "installation.stop"       Anyone, Act       => installation::page::begin),
    route!(Post "/stop"                            "stop.all"                Staff, Act        => stop::page::begin),
];
