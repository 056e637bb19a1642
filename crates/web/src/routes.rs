//! Every route as data: the router is built from this table, and tests take their pages from it.
//!
//! Routes of the JSON interface come from its own description ([`crate::openapi`]).

use axum::{
    handler::Handler,
    routing::{MethodRouter, get, post},
};
use tatefuda_domain::SystemRight;
use tatefuda_regulation::tools::Part;

use crate::{assets, health, pages, public, state::AppState};

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

/// One route.
pub struct Route {
    /// The verb.
    pub verb: Verb,
    /// The path, with `{id}` for ids.
    pub path: &'static str,
    /// `noun.verb`.
    pub name: &'static str,
    /// Who may call it.
    pub access: Access,
    /// What it answers with.
    pub kind: Kind,
    pub(crate) handler: fn() -> MethodRouter<AppState>,
}

impl Route {
    /// The parts of the regulation that it brings before people; coverage of packs is computed from these.
    #[must_use]
    pub fn shows(&self) -> &'static [Part] {
        match self.name {
            // An answer shows each clause that it cites, in the words of the pack.
            "answer.show" | "regulation.clauses" => &[Part::Texts],
            _ => &[],
        }
    }

    /// Whether its form may carry files.
    pub(crate) fn takes_files(&self) -> bool {
        matches!(self.name, "post.create" | "post.edit" | "publication.resolve")
    }
}

impl std::fmt::Debug for Route {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} ({})", self.verb.as_str(), self.path, self.name)
    }
}

macro_rules! routes {
    ($($verb:ident $path:literal $name:literal $access:expr, $kind:ident => $handler:path;)*) => {
        &[$(Route {
            verb: Verb::$verb,
            path: $path,
            name: $name,
            access: $access,
            kind: Kind::$kind,
            handler: || on(Verb::$verb, $handler),
        }),*]
    };
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
pub const ROUTES: &[Route] = routes! {
    Get  "/health"                          "health"                  Anyone, Machine   => health::show;
    Get  "/assets/{hash}/{*path}"           "assets"                  Anyone, Asset     => assets::serve;
    Get  "/public/{body}"                   "public.redirect"         Anyone, Public    => public::redirect;
    Get  "/public/{body}/"                  "public.page"             Anyone, Public    => public::page;
    Get  "/public/{body}/{file}"            "public.file"             Anyone, Public    => public::file;

    Get  "/sign-in"                         "session.sign-in-form"    Anyone, Page      => pages::session::form;
    Post "/sign-in"                         "session.sign-in"         Anyone, Act       => pages::session::sign_in;
    Post "/language"                        "session.language"        Anyone, Act       => pages::session::language;
    Post "/sign-out"                        "session.sign-out"        SignedIn, Act     => pages::session::sign_out;
    Post "/sign-out-everywhere"             "session.sign-out-all"    SignedIn, Act     => pages::session::sign_out_everywhere;
    Get  "/password"                        "member.password-form"    SignedIn, Page    => pages::password::form;
    Post "/password"                        "member.password"         SignedIn, Act     => pages::password::change;
    Get  "/capacity"                        "session.capacity-form"   SignedIn, Page    => pages::session::capacity_form;
    Post "/capacity"                        "session.capacity"        SignedIn, Act     => pages::session::capacity;

    Get  "/"                                "home"                    Staff, Page       => pages::home::show;

    Get  "/posts"                           "post.list"               Staff, Page       => pages::post::list::show;
    Post "/posts"                           "post.create"             Staff, Act        => pages::post::compose::create;
    Get  "/posts/new"                       "post.new"                Staff, Page       => pages::post::compose::new;
    Get  "/media/{id}"                      "media.show"              Staff, Asset      => pages::media::show;
    Get  "/media/{id}/preview"              "media.preview"           Staff, Asset      => pages::media::preview;
    Post "/check"                           "post.live-check"         Staff, Fragment   => pages::post::compose::live_check;
    Get  "/posts/{id}"                      "post.show"               Staff, Page       => pages::post::show::show;
    Get  "/posts/{id}/edit"                 "post.edit-form"          Staff, Page       => pages::post::compose::edit_form;
    Post "/posts/{id}/edit"                 "post.edit"               Staff, Act        => pages::post::compose::edit;
    Get  "/posts/{id}/check"                "post.check"              Staff, Page       => pages::post::check::show;
    Post "/posts/{id}/submit"               "post.submit"             Staff, Act        => pages::post::act::submit;
    Post "/posts/{id}/take-back"            "post.take-back"          Staff, Act        => pages::post::act::take_back;
    Post "/posts/{id}/return"               "post.return"             Staff, Act        => pages::post::act::send_back;
    Post "/posts/{id}/step"                 "post.step"               Staff, Act        => pages::post::act::step;
    Post "/posts/{id}/schedule"             "post.schedule"           Staff, Act        => pages::post::act::schedule;
    Post "/posts/{id}/publish"              "post.publish"            Staff, Act        => pages::post::act::publish;
    Post "/posts/{id}/cancel"               "post.cancel"             Staff, Act        => pages::post::act::cancel;
    Post "/posts/{id}/withdraw"             "post.withdraw"           Staff, Act        => pages::post::act::withdraw;
    Post "/publications/{id}/cancel"        "publication.cancel"      Staff, Act        => pages::publication::cancel;
    Post "/publications/{id}/reschedule"    "publication.reschedule"  Staff, Act        => pages::publication::reschedule;
    Post "/publications/{id}/resolve"       "publication.resolve"     Staff, Act        => pages::publication::resolve;

    Get  "/records/new"                     "record.new"              Staff, Page       => pages::record::form;
    Post "/records"                         "record.give"             Staff, Act        => pages::record::give;
    Get  "/records/{id}"                    "record.show"             Staff, Page       => pages::record::show;
    Get  "/answers/{id}"                    "answer.show"             Staff, Page       => pages::answer::show;

    Get  "/accounts"                        "account.list"            Staff, Page       => pages::account::list;
    Get  "/accounts/new"                    "account.new"             Right(ManageAccounts), Page => pages::account::new;
    Post "/accounts"                        "account.register"        Right(ManageAccounts), Act => pages::account::register;
    Get  "/accounts/{id}"                   "account.show"            Staff, Page       => pages::account::show;
    Post "/accounts/{id}/change"            "account.change"          Staff, Act        => pages::account::change;
    Post "/accounts/{id}/connect"           "account.connect"         Right(ManageAccounts), Act => pages::account::connect;
    Post "/accounts/{id}/start"             "account.start"           Staff, Act        => pages::account::start;
    Post "/accounts/{id}/suspend"           "account.suspend"         Staff, Act        => pages::account::suspend;
    Post "/accounts/{id}/close"             "account.close"           Staff, Act        => pages::account::close;
    Post "/accounts/{id}/delete"            "account.delete"          Staff, Act        => pages::account::delete;

    Get  "/regulation"                      "regulation.show"         Staff, Page       => pages::regulation::show;
    Get  "/regulation/clauses"              "regulation.clauses"      Staff, Page       => pages::handbook::show;
    Post "/regulation/settings"             "setting.propose"         Right(ManageRegulation), Act => pages::regulation::propose;
    Post "/regulation/settings/{id}/confirm" "setting.confirm"        Right(ManageRegulation), Act => pages::regulation::confirm;

    Get  "/screening"                       "screening.show"          Staff, Page       => pages::screening::show;
    Post "/screening"                       "screening.read"          Staff, Act        => pages::screening::read;

    Get  "/people"                          "member.list"             Right(ManageUsers), Page => pages::people::list;
    Post "/people"                          "member.add"              Right(ManageUsers), Act  => pages::people::add;
    Get  "/people/{id}"                     "member.show"             Right(ManageUsers), Page => pages::people::show;
    Post "/people/{id}"                     "appointment.make"        Right(ManageUsers), Act  => pages::people::appoint;
    Post "/people/{id}/reset"               "member.reset"            Right(ManageUsers), Act  => pages::people::reset;
    Post "/people/{id}/change"              "member.change"           Right(ManageUsers), Act  => pages::people::change;
    Post "/people/{id}/end"                 "member.end"              Right(ManageUsers), Act  => pages::people::end;
    Post "/people/{id}/rights"              "member.rights"           Right(ManageUsers), Act  => pages::people::rights;
    Post "/appointments/{id}/end"           "appointment.end"         Right(ManageUsers), Act  => pages::people::end_appointment;

    Get  "/organisation"                    "organisation.show"       Staff, Page       => pages::org::show;
    Get  "/sections/new"                    "section.new"             Right(ManageUsers), Page => pages::org::section_form;
    Post "/sections"                        "section.add"             Right(ManageUsers), Act  => pages::org::add_section;
    Post "/sections/{id}/change"            "section.change"          Right(ManageUsers), Act  => pages::org::change_section;
    Post "/sections/{id}/end"               "section.end"             Right(ManageUsers), Act  => pages::org::end_section;
    Get  "/positions/new"                   "position.new"            Right(ManageUsers), Page => pages::org::position_form;
    Post "/positions"                       "position.add"            Right(ManageUsers), Act  => pages::org::add_position;
    Post "/positions/{id}/end"              "position.end"            Right(ManageUsers), Act  => pages::org::end_position;
    Get  "/absences"                        "absence.list"            Staff, Page       => pages::org::absences;
    Post "/absences"                        "absence.start"           Staff, Act        => pages::org::start_absence;
    Post "/absences/{id}/end"               "absence.end"             Staff, Act        => pages::org::end_absence;

    Get  "/devices"                         "device.list"             Right(ManageUsers), Page => pages::device::list;
    Post "/devices"                         "device.issue"            Right(ManageUsers), Act  => pages::device::issue;
    Get  "/devices/this"                    "device.this"             Staff, Page       => pages::device::this;
    Post "/devices/this"                    "device.enrol"            Staff, Act        => pages::device::enrol;
    Post "/devices/{id}/revoke"             "device.revoke"           Right(ManageUsers), Act  => pages::device::revoke;

    Get  "/tokens"                          "token.list"              Staff, Page       => pages::token::list;
    Post "/tokens"                          "token.create"            Staff, Act        => pages::token::create;
    Post "/tokens/{id}/revoke"              "token.revoke"            Staff, Act        => pages::token::revoke;

    Get  "/audit"                           "audit.list"              Right(ReadAudit), Page => pages::audit::list;
    Get  "/unreadable"                      "trouble.list"            Right(ReadAudit), Page => pages::trouble::list;

    Get  "/copy"                            "copy.show"               Staff, Page       => pages::copy::show;
    Post "/copy/doubts/{id}"                "copy.answer"             Right(ManageAccounts), Act => pages::copy::answer;
    Post "/copy/release"                    "copy.release"            Right(ManageAccounts), Act => pages::copy::release;
    Post "/copy/nodes/{id}/admit"           "copy.admit"              Right(ManageAccounts), Act => pages::copy::admit;

    Get  "/stop"                            "stop.show"               Staff, Page       => pages::stop::show;
    Post "/stop/propose-end"                "stop.propose-end"        Staff, Act        => pages::stop::propose_end;
    Post "/stop/end"                        "stop.end"                Staff, Act        => pages::stop::end;
    Post "/stop"                            "stop.all"                Staff, Act        => pages::stop::begin;
};
