//! `GET /cases/{id}`: one case, its steps and the form of the one whose turn it is.

use axum::{http::StatusCode, response::Response};
use tatefuda_app::{
    Failure,
    case::{self, DoStep, view as app},
};
use tatefuda_domain::{CaseId, case::CaseState};
use tatefuda_i18n::Translator;
use tatefuda_regulation::{Answer, Decision, Regulation, Standing};
use tatefuda_ui::{
    Nav, Template as _,
    answer::{AnswerView, Reader},
    case::{
        CasePage, CaseView, ConcernsForm, ConcernsView, EndForm, FileForm, FileRow, Standing as Shown, StepForm,
        StepView, ToldRow,
    },
    paper::PaperRow,
    record::{RecordFormView, StatementView},
    view::{Choice, ClauseRef, FieldError, Link, When},
};

use super::{
    concern::offered,
    file::bring_all,
    view::{concerned, kind_of_file, row},
};
use crate::{
    error::WebError,
    form::Form,
    html, lang,
    page::{Acted, Id, Page},
    paper::{draft::address, list as papers},
    post::look::person,
    record::{
        about::lists,
        view::{About, Filling, Lists, form as generated, pairs},
        within::supplies,
    },
    text, view,
};

/// `GET /cases/{id}`
pub(crate) async fn show(page: Page, Id(id): Id<CaseId>) -> Result<Response, WebError> {
    render(&page, StatusCode::OK, id, Sent { typed: &Form::default(), errors: vec![] }).await
}

/// What was sent from the page and could not be taken.
pub(super) struct Sent<'f> {
    pub(super) typed: &'f Form,
    pub(super) errors: Vec<FieldError>,
}

pub(super) async fn render(
    page: &Page,
    status: StatusCode,
    id: CaseId,
    Sent { typed, errors }: Sent<'_>,
) -> Result<Response, WebError> {
    let found = case::find(page.app(), page.actor(), id).await?;
    let text = case::text(page.app(), page.actor(), id).await?;
    let lists = Lists { files: Some(kept(page, &found.files)), brings: true, ..lists(page).await? };
    let offered = match found.subject.kind.as_str() {
        "incident" => case::concernable(page.app(), page.actor(), found.row.account).await?,
        _ => vec![],
    };
    let mut shell = page.shell(Nav::Cases).await;
    shell.errors = errors;
    let tr = shell.tr.clone();
    let papers = papers::of(page, &tr, None, Some(id)).await?;
    let sheet = Sheet {
        page,
        tr: &tr,
        found: &found,
        text: &text.regulation,
        lists: &lists,
        papers: &papers,
        typed,
        offered: &offered,
    };
    let case = sheet.case();
    Ok(html::answer(status, CasePage { shell, case }.render()))
}

/// One case with everything that its page needs.
struct Sheet<'a> {
    page: &'a Page,
    tr: &'a Translator,
    found: &'a app::CaseView,
    text: &'a Regulation,
    lists: &'a Lists,
    papers: &'a [PaperRow],
    typed: &'a Form,
    /// Posts to choose from, where something happened.
    offered: &'a [app::ConcernedView],
}

impl Sheet<'_> {
    fn say(&self, label: &tatefuda_domain::Localized) -> String {
        label.get(lang::domain(self.tr.lang())).to_owned()
    }

    fn when(&self, at: jiff::Timestamp) -> When {
        When::new(self.tr, at, self.page.zone())
    }

    fn cited(&self, clauses: &[tatefuda_regulation::ClauseRef]) -> Vec<ClauseRef> {
        clauses.iter().map(|one| view::clause(self.tr, self.text, one.id.as_str())).collect()
    }

    fn said(&self, text: &tatefuda_domain::Localized) -> Option<String> {
        Some(self.say(text)).filter(|text| !text.is_empty())
    }

    fn case(&self) -> CaseView {
        let (tr, found) = (self.tr, self.found);
        let mut shown: Vec<String> = vec![];
        let steps = found.steps.iter().map(|one| self.step(one, &mut shown)).collect();
        let who = found.row.opened_by.as_ref().map(|by| person(tr, by));
        let opened = match (who, &found.origin) {
            (Some(who), None) => tr.with("case-opened-by", &[("who", who.into())]),
            (Some(who), Some(_)) => tr.with("case-opened-itself", &[("who", who.into())]),
            (None, _) => tr.text("case-opened-program"),
        };
        let ended = found.row.ended_at.map(|at| {
            let who = found.ended_by.as_ref().map(|by| person(tr, by)).unwrap_or_default();
            let at = tr.date_time(at, self.page.zone());
            tr.with("case-ended-by", &[("at", at.into()), ("who", who.into())])
        });
        let runs = found.row.state == CaseState::Running;
        let kept = (runs && found.text_changed)
            .then(|| tr.with("case-kept", &[("version", found.text_version.as_str().into())]));
        CaseView {
            row: row(tr, self.page.zone(), &found.row),
            account_href: found.row.account.map(|id| format!("/accounts/{id}")),
            message: self.said(&found.message),
            clauses: self.cited(&found.clauses),
            opened,
            detected: found.detected_at.map(|at| self.when(at)),
            reported: found.reported_at.map(|at| self.when(at)),
            ended,
            reason: found.reason.clone(),
            kept,
            steps,
            records: found.records.iter().map(|one| self.statement(one)).collect(),
            papers: self.papers.to_vec(),
            files: found.files.iter().map(|one| self.file(one)).collect(),
            concerns: (found.subject.kind == "incident").then(|| self.concerns()),
            bring: self.page.actor().capacity.map(|_| self.bring()),
            close: found.close.as_ref().map(|answer| self.end(answer)),
            withdraw: found.withdraw.as_ref().map(|answer| self.end(answer)),
        }
    }

    fn answer(&self, answer: &Answer) -> AnswerView {
        let person = self.page.actor().person.to_string();
        let account = self.found.row.account.map(|id| id.to_string());
        let reader =
            Reader { person: &person, account: account.as_deref(), zone: Some(self.page.zone()), ..Reader::default() };
        AnswerView::from_answer(self.tr, answer, None, Some(&reader))
    }

    fn end(&self, answer: &Answer) -> EndForm {
        let permitted = answer.decision == Decision::Permitted;
        EndForm {
            meta: permitted.then(|| self.page.meta(Some(self.found.row.version))),
            answer: (!permitted).then(|| self.answer(answer)),
            reason: self.typed.get("reason").to_owned(),
        }
    }

    fn step(&self, one: &app::StepView, shown: &mut Vec<String>) -> StepView {
        let step = &one.step;
        let name = |id: &String| {
            let known = self.found.steps.iter().find(|other| other.step.id == *id);
            known.map_or_else(|| id.clone(), |other| self.say(&other.step.label))
        };
        let missing = step.document.iter().flat_map(|paper| {
            let parts = paper.state.parts.iter().filter(|part| paper.state.missing.contains(&part.id));
            parts.map(|part| self.say(&part.label))
        });
        let runs = self.found.row.state == CaseState::Running;
        StepView {
            id: step.id.clone(),
            label: self.say(&step.label),
            message: self.said(&step.message),
            clauses: self.cited(&step.clauses),
            standing: match step.standing {
                Standing::Done => Shown::Done,
                Standing::Open => Shown::Open,
                Standing::Waits => Shown::Waits,
            },
            paper: step.document.as_ref().map(|paper| self.paper(paper)),
            optional: step.optional,
            more: step
                .more
                .filter(|more| runs && *more > 0)
                .map(|more| self.tr.with("case-step-more", &[("count", more.into())])),
            owner: step.whose().iter().map(|who| AnswerView::who(self.tr, who)).collect(),
            each: step.each,
            waits_for: step.waits_for.iter().map(name).collect(),
            missing: if runs { missing.collect() } else { vec![] },
            done: one.by.iter().map(|by| (person(self.tr, &by.person), self.when(by.at))).collect(),
            due: step.due.filter(|_| runs && step.standing == Standing::Open).map(|due| self.when(due)),
            late: step.late && runs,
            soon: step.soon && runs,
            files: self
                .found
                .files
                .iter()
                .filter(|one| one.step.as_ref() == Some(&step.id))
                .map(|one| self.file(one).file)
                .collect(),
            act: self.found.row.account.filter(|_| runs && step.act.is_some()).map(|id| format!("/accounts/{id}")),
            form: (one.mine && step.act.is_none()).then(|| self.form(one, shown)),
        }
    }

    /// Where the document of a step is drawn up, or where it was archived.
    fn paper(&self, paper: &tatefuda_regulation::CourseDocument) -> Link {
        let row = &self.found.row;
        let href = match &paper.filed {
            Some(id) => format!("/papers/{id}"),
            None => address(&paper.id, &row.document, None, Some(row.id)),
        };
        Link { href, label: self.say(&paper.label) }
    }

    /// The form of a step that is the reader's, with the records that it still takes. A kind stands on the page once.
    fn form(&self, one: &app::StepView, shown: &mut Vec<String>) -> StepForm {
        let step = &one.step;
        let mut kinds: Vec<&String> =
            step.records.iter().filter(|record| record.given.is_none()).map(|record| &record.kind).collect();
        let paper = step.document.iter().filter(|paper| !paper.state.missing.is_empty());
        kinds.extend(paper.filter_map(|paper| paper.record.as_ref()));
        let mut supplies: Vec<RecordFormView> = vec![];
        for kind in kinds {
            if shown.contains(kind) {
                continue;
            }
            let Some(declared) = self.text.record_kind(kind) else { continue };
            shown.push(kind.clone());
            let prefix = format!("supply.{kind}.");
            let meta = self.page.meta(None);
            let filling = Filling { meta, prefix: &prefix, typed: self.typed, lists: self.lists, content: None };
            let about = About { kind: "case".to_owned(), ..About::default() };
            supplies.push(generated(self.tr, self.text, (kind, declared), &about, filling));
        }
        // What the form itself asks for is not said beside it once more.
        let answer = one.answer.as_ref().filter(|answer| {
            let asked = |group: &tatefuda_regulation::NeedGroup| {
                matches!(group.alternatives.as_slice(), [tatefuda_regulation::Remedy::GiveRecord { kind, .. }]
                    if supplies.iter().any(|form| form.kind == *kind))
            };
            answer.decision == Decision::Refused || !answer.groups.iter().all(asked)
        });
        StepForm {
            meta: self.page.meta(Some(self.found.row.version)),
            answer: answer.map(|answer| self.answer(answer)),
            supplies,
        }
    }

    fn file(&self, one: &app::CaseFileView) -> FileRow {
        let step = one.step.as_ref().and_then(|id| self.found.steps.iter().find(|step| step.step.id == *id));
        FileRow {
            file: Link { href: format!("/case-files/{}", one.id), label: one.name.clone() },
            kind: kind_of_file(self.tr, &one.mime),
            size: self.tr.with("paper-bytes", &[("bytes", one.size.into())]),
            digest: one.digest.to_string(),
            step: step.map(|step| self.say(&step.step.label)),
            by: person(self.tr, &one.by),
            at: self.when(one.at),
        }
    }

    /// What belongs to something that happened, and the forms with which it is added.
    fn concerns(&self) -> ConcernsView {
        let (tr, found) = (self.tr, self.found);
        let told = |one: &app::ToldView| ToldRow {
            whom: one.whom.clone(),
            how: one.how.clone(),
            text: one.text.clone(),
            told: self.when(one.told_at),
            by: person(tr, &one.by),
        };
        let kept = |name: &str| self.typed.get(name).to_owned();
        ConcernsView {
            posts: found.posts.iter().map(|one| concerned(tr, self.page.zone(), &one.post)).collect(),
            told: found.told.iter().map(told).collect(),
            form: self.page.actor().capacity.map(|_| ConcernsForm {
                post: self.page.meta(None),
                offered: offered(tr, self.page.zone(), self.offered, self.typed.get("post")),
                url: kept("url"),
                tell: self.page.meta(None),
                whom: kept("whom"),
                how: kept("how"),
                text: kept("text"),
                date: kept("date"),
                time: kept("time"),
            }),
        }
    }

    /// The form with which somebody brings files, for the case or for one of its steps.
    fn bring(&self) -> FileForm {
        let chosen = self.typed.get("step");
        let steps = self.found.steps.iter().map(|one| &one.step);
        FileForm {
            meta: self.page.meta(None),
            steps: steps.map(|step| Choice::new(&step.id, self.say(&step.label), step.id == chosen)).collect(),
        }
    }

    fn statement(&self, one: &app::CaseRecord) -> StatementView {
        let kind = self.text.record_kind(&one.kind);
        StatementView {
            title: self.said(&one.label).unwrap_or_else(|| one.kind.clone()),
            clauses: kind.map_or_else(Vec::new, |kind| view::clauses(self.tr, self.text, &kind.clauses)),
            fields: pairs(self.tr, kind, one.fields.iter(), self.lists),
            by: person(self.tr, &one.by),
            at: self.when(one.at),
        }
    }
}

/// Files of a case, to choose from: by their hash, which is what records name.
pub(crate) fn kept(page: &Page, files: &[app::CaseFileView]) -> Vec<(String, String)> {
    let tr = page.tr();
    let words = |one: &app::CaseFileView| format!("{}　{}", one.name, tr.date_time(one.at, page.zone()));
    files.iter().map(|one| (one.digest.to_string(), words(one))).collect()
}

/// `POST /cases/{id}/step`
pub(crate) async fn step(page: Page, Id(case): Id<CaseId>, mut form: Form) -> Result<Response, WebError> {
    let tr = page.tr();
    let back = format!("/cases/{case}");
    let mut reader = form.reader();
    let version: Option<i64> = reader.needed("version", "not-a-number");
    let step = reader.required("step");
    if let Err(issues) = reader.finish() {
        return Err(Acted::Unusable(issues).about(form, back));
    }
    match evidence(&page, &mut form, case, &step).await {
        Ok(errors) if errors.is_empty() => {}
        Ok(errors) => {
            return render(&page, StatusCode::UNPROCESSABLE_ENTITY, case, Sent { typed: &form, errors }).await;
        }
        Err(failed) => return Err(failed.about(form, back)),
    }
    let supplies = supplies(&form).into_iter().map(|given| given.record).collect();
    let act = DoStep { case, version: version.unwrap_or_default(), step, supplies };
    match page.execute(&form, &act).await {
        Ok(done) => Ok(page.done(&back, if done.closed { "case-through" } else { "case-step" })),
        Err(Acted::Failed(Failure::Invalid(errors))) => {
            let errors = text::field_errors(&tr, &errors, str::to_owned);
            render(&page, StatusCode::UNPROCESSABLE_ENTITY, case, Sent { typed: &form, errors }).await
        }
        Err(failed) => Err(failed.about(form, back)),
    }
}

/// Brings the files that were chosen with a step. A record that asks for one names the file that was chosen in its field.
async fn evidence(page: &Page, form: &mut Form, case: CaseId, step: &str) -> Result<Vec<FieldError>, Acted> {
    let mut errors = vec![];
    let kinds: Vec<String> = form.all("supply").map(str::to_owned).collect();
    for kind in kinds {
        let prefix = format!("supply.{kind}.");
        for field in form.files_below(&prefix) {
            let Some(named) = field.strip_suffix(".file") else { continue };
            let (kept, wrong) = bring_all(page, form, (case, Some(step)), (&field, named)).await?;
            if let Some(kept) = kept.last() {
                form.replace(named, [kept.digest.to_string()]);
            }
            errors.extend(wrong);
        }
    }
    let (_, wrong) = bring_all(page, form, (case, Some(step)), ("file", &format!("{step}.file"))).await?;
    errors.extend(wrong);
    Ok(errors)
}
