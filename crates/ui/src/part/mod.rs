//! Pieces that pages share, each a template of its own: a piece used in twenty places is compiled once.

use askama::Template;

use crate::{
    Shell,
    absence::{AbsenceForm, AbsenceRow},
    account::{AccountForm, AccountRow, OwnersView},
    answer::{AnswerView, LineView, NeedView, RemedyView},
    diff::Span,
    org::{AppointmentForm, NamesForm},
    paper::PaperRow,
    post::{Asked, CorrectForm, CorrectionRow, PictureDraft, PostView, ReturnForm, TargetDiff, TargetView, TrailEntry},
    publication::{HeldView, PublicationView},
    record::{Declared, RecordFormView, StatementView},
    removal::{RemovalRow, TakeDown},
    screening::FoundRow,
    setting::{ParameterView, SettingForm, SettingView},
    view::{Choice, ClauseRef, FieldView, FormMeta, Who},
};

macro_rules! parts {
    ($($(#[$doc:meta])* $function:ident = $name:ident($path:literal) { $($field:ident: $type:ty),* })*) => {$(
        $(#[$doc])*
        #[derive(Template)]
        #[template(path = $path)]
        pub(crate) struct $name<'a> { shell: &'a Shell, $($field: $type),* }

        $(#[$doc])*
        pub(crate) fn $function<'a>(shell: &'a Shell, $($field: $type),*) -> $name<'a> {
            $name { shell, $($field),* }
        }
    )*};
}

parts! {
    /// Clauses that are cited.
    clauses = ClausesPart("part/clauses.html") { list: &'a [ClauseRef] }
    /// Holders of a role, with extension numbers.
    people = PeoplePart("part/people.html") { w: &'a Who }
    /// A choice from a list.
    select = SelectPart("part/select.html") { name: &'a str, choices: &'a [Choice], required: bool, hinted: bool }
    /// A declared field with its label, by its type.
    field = FieldPart("part/field.html") { f: &'a FieldView }
    /// The control of a declared field.
    field_control = FieldControlPart("part/field_control.html") { f: &'a FieldView }
    /// Lines of a declaration, with a box each where they are answered one by one.
    declared = DeclaredPart("record/declared.html") { list: &'a [Declared] }
    /// Records that go with another form.
    supplies = SuppliesPart("record/supplies.html") { list: &'a [RecordFormView] }
    /// What is asked of a text by itself.
    asked = AskedPart("post/asked.html") { a: &'a Asked }
    /// What is confirmed by passing it on.
    together = TogetherPart("post/together.html") { a: &'a Asked }
    /// Changed text.
    spans = SpansPart("part/spans.html") { list: &'a [Span] }
    /// What changed, account by account.
    changes = ChangesPart("post/changes.html") { list: &'a [TargetDiff] }
    /// How it reads on one account.
    target = TargetPart("post/target.html") { t: &'a TargetView }
    /// One picture in the composer.
    picture_draft = PictureDraftPart("post/picture_draft.html") { p: &'a PictureDraft }
    /// Signs of a text that residents will not see as they were meant.
    signs = SignsPart("post/signs.html") { rows: &'a [FoundRow] }
    /// Who did what.
    trail = TrailPart("post/trail.html") { list: &'a [TrailEntry] }
    /// One component for each kind of remedy.
    remedy = RemedyPart("answer/remedy.html") { r: &'a RemedyView }
    /// Remedies, any of which will do.
    remedies = RemediesPart("answer/remedies.html") { list: &'a [RemedyView] }
    /// A refusal or a note.
    line = LinePart("answer/line.html") { l: &'a LineView }
    /// What was read in a text.
    found = FoundPart("screening/found.html") { rows: &'a [FoundRow] }
    /// Something that is needed.
    need = NeedPart("answer/need.html") { n: &'a NeedView }
    /// Everything behind the calm line.
    answer_body = AnswerBodyPart("answer/body.html") { a: &'a AnswerView, linked: bool }
    /// What was stated and decided about a post.
    statements = StatementsPart("record/statements.html") { list: &'a [StatementView] }
    /// Papers that were archived of a thing (`account`, `case`), and drawing up another.
    papers = PapersPart("paper/part.html") { list: &'a [PaperRow], of: &'a str, id: &'a str }
    /// A record with a form of its own.
    record_form = RecordFormPart("record/form.html") { form: &'a RecordFormView }
    /// Sending back with a comment.
    return_form = ReturnFormPart("post/return_form.html") { id: &'a str, f: &'a ReturnForm }
    /// A correction, or what is corrected.
    correction = CorrectionPart("post/correction.html") { c: &'a CorrectionRow, link: String }
    /// Beginning one.
    correct_form = CorrectFormPart("post/correct_form.html") { id: &'a str, f: &'a CorrectForm }
    /// What stands at the head of a paper form.
    sheet = SheetPart("post/sheet.html") { p: &'a PostView }
    /// One intended send.
    publication = PublicationPart("publication/show.html") { p: &'a PublicationView, service: &'a str }
    /// A decision to take a post down.
    removal = RemovalPart("removal/show.html") { r: &'a RemovalRow }
    /// Deciding it.
    take_down = TakeDownPart("removal/take_down.html") { id: &'a str, t: &'a TakeDown }
    /// One value of a setting.
    setting = SettingPart("setting/show.html") { v: &'a SettingView }
    /// What a setting is, what waits, and how to propose another value.
    parameter = ParameterPart("setting/parameter.html") { p: &'a ParameterView }
    /// Proposing a value.
    setting_form = SettingFormPart("setting/form.html") { p: &'a ParameterView, f: &'a SettingForm, anchor: String }
    /// Fields of an appointment.
    appointment = AppointmentPart("org/appointment.html") { f: &'a AppointmentForm }
    /// What the ledger says of an account.
    account_fields = AccountFieldsPart("account/fields.html") { f: &'a AccountForm, new: bool }
    /// The line of the ledger in words.
    account_facts = AccountFactsPart("account/facts.html") { a: &'a AccountRow }
    /// The sections that run an account together.
    account_owners = AccountOwnersPart("account/owners.html") { o: &'a OwnersView, id: &'a str }
    /// Names of a section or position.
    names = NamesPart("org/names.html") { f: &'a NamesForm }
    /// First and last day.
    span = SpanPart("part/span.html") { from: &'a str, until: &'a str }
    /// Absences with the form for one more.
    absences = AbsencesPart("absence/form.html") { rows: &'a [AbsenceRow], f: &'a AbsenceForm }
    /// The end of something that runs by date.
    end_form = EndFormPart("part/end_form.html") { action: String, id: &'a str, meta: &'a FormMeta, what: &'a str }
    /// Why a send is held, and how it goes on.
    held = HeldPart("publication/held.html") { id: &'a str, h: &'a HeldView }
}
