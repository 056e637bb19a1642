//! 組織: sections and positions, by date.

use axum::{http::StatusCode, response::Response};
use jiff::{Timestamp, civil, tz::TimeZone};
use tatefuda_app::{
    Failure,
    org::{self, ChangeSection, Chart, CreatePosition, CreateSection, Names, Term, Tier},
};
use tatefuda_domain::{SectionId, SystemRight, bound::takes_day};
use tatefuda_i18n::{DateStyle, Translator};
use tatefuda_regulation::Choice as Level;
use tatefuda_ui::{
    Nav, Template as _,
    org::{
        HolderRow, NamesForm, OrganisationPage, PositionForm, PositionPage, PositionView, SectionForm, SectionPage,
        SectionView, TierForm,
    },
    view::{Choice, FieldError, Holder},
};

use crate::{
    error::WebError,
    form::{Form, Reader, one_line},
    html,
    page::{Acted, Id, Page},
    text, view,
};

/// A day in words.
pub(crate) fn day(tr: &Translator, zone: &TimeZone, at: Timestamp) -> String {
    tr.date(at.to_zoned(zone.clone()).date(), DateStyle::Gregorian)
}

/// The last day of a span, which ends with the first moment after it or in its last minute. People say "until the 31st" and
/// mean that day too; a stored end is the moment from which it no longer holds.
pub(crate) fn last_day(tr: &Translator, zone: &TimeZone, until: Timestamp) -> String {
    let before = until.checked_sub(jiff::SignedDuration::from_secs(1)).unwrap_or(until);
    day(tr, zone, before)
}

/// The day that runs, as a date field holds it.
pub(crate) fn today(page: &Page) -> String {
    page.now().to_zoned(page.zone().clone()).date().to_string()
}

/// `GET /organisation?day=YYYY-MM-DD`
pub(crate) async fn show(page: Page) -> Result<Response, WebError> {
    let asked: Option<civil::Date> = page.visit.query("day").parse().ok().filter(|day| takes_day(*day));
    // Another day is looked at as it was or will be at noon.
    let noon = asked.and_then(|day| day.at(12, 0, 0, 0).to_zoned(page.zone().clone()).ok());
    let at = noon.map_or(page.now(), |zoned| zoned.timestamp());
    let chart = org::chart(page.app(), page.actor(), at).await?;
    let may = page.actor().may(SystemRight::ManageUsers);
    let known = org::levels(page.app(), page.actor()).await?;
    let shell = page.shell(Nav::Organisation).await;
    let tr = shell.tr.clone();
    let view = OrganisationPage {
        day: at.to_zoned(page.zone().clone()).date().to_string(),
        sections: chart.sections.iter().map(|one| section(&page, &tr, &chart, &known, one, may)).collect(),
        may,
        shell,
    };
    Ok(html::ok(view.render()))
}

/// Levels of units to choose from.
fn levels(tr: &Translator, known: &[Level], chosen: &str) -> Vec<Choice> {
    let lang = crate::lang::domain(tr.lang());
    known.iter().map(|one| Choice::new(&one.id, one.label.get(lang), one.id == chosen)).collect()
}

fn section(page: &Page, tr: &Translator, chart: &Chart, known: &[Level], one: &org::Section, may: bool) -> SectionView {
    let level = levels(tr, known, &one.level).into_iter().find(|level| level.selected).map(|level| level.label);
    let name = |one: &org::Section| view::pick(tr, &one.name_ja, &one.name_en).to_owned();
    let above = one.parent.and_then(|id| chart.sections.iter().find(|section| section.id == id));
    let positions = chart.positions.iter().filter(|position| position.section == one.id);
    SectionView {
        id: one.id.to_string(),
        name: name(one),
        kana: Some(one.name_kana.clone()).filter(|kana| !kana.is_empty()),
        parent: above.map(name),
        from: day(tr, page.zone(), one.span.from),
        until: one.span.until.map(|until| last_day(tr, page.zone(), until)),
        positions: positions.map(|one| position(page, tr, chart, one, may)).collect(),
        tier: [level.unwrap_or_else(|| one.level.clone()), one.branch.clone()]
            .into_iter()
            .filter(|words| !words.is_empty())
            .collect(),
        change: may.then(|| TierForm {
            meta: page.meta(None),
            levels: view::stored_too(tr, levels(tr, known, &one.level), &one.level),
            branch: one.branch.clone(),
            shown: (one.level.clone(), one.branch.clone()),
        }),
        end: (may && one.span.until.is_none()).then(|| page.meta(None)),
    }
}

fn position(page: &Page, tr: &Translator, chart: &Chart, one: &org::Position, may: bool) -> PositionView {
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let holders = chart.appointments.iter().filter(|view| view.appointment.position == one.id).map(|view| HolderRow {
        href: may.then(|| format!("/people/{}", view.appointment.person)),
        holder: Holder {
            name: view.person_name.clone(),
            position: String::new(),
            extension: None,
            absent: view.absent.then(String::new),
        },
        kind: view::appointment_kind(tr, chart, view),
    });
    PositionView {
        id: one.id.to_string(),
        name: view::pick(tr, &one.name_ja, &one.name_en).to_owned(),
        rank: text(&one.rank),
        extension: text(&one.extension),
        from: day(tr, page.zone(), one.span.from),
        until: one.span.until.map(|until| last_day(tr, page.zone(), until)),
        holders: holders.collect(),
        end: (may && one.span.until.is_none()).then(|| page.meta(None)),
    }
}

/// First and last day as typed; the last day is the last one on which it runs.
pub(crate) fn span(reader: &mut Reader<'_>, zone: &TimeZone) -> Option<Term> {
    let from = reader.day("from", zone);
    if from.is_none() {
        reader.issue("from", "required");
    }
    let until = reader.moment("until", "", zone, true);
    Some(Term::new(from?, until))
}

fn names(reader: &mut Reader<'_>) -> Names {
    Names { ja: reader.required("name_ja"), kana: reader.line("name_kana"), en: reader.line("name_en") }
}

fn names_form(typed: &Form) -> NamesForm {
    let kept = |name: &str| typed.get(name).to_owned();
    NamesForm { ja: kept("name_ja"), kana: kept("name_kana"), en: kept("name_en") }
}

fn from(page: &Page, typed: &Form) -> String {
    if typed.has("from") { typed.get("from").to_owned() } else { today(page) }
}

/// Sections to choose from.
pub(crate) fn sections(tr: &Translator, chart: &Chart, chosen: &str) -> Vec<Choice> {
    let choice = |one: &org::Section| {
        let id = one.id.to_string();
        let selected = id == chosen;
        Choice::new(id, view::pick(tr, &one.name_ja, &one.name_en), selected)
    };
    chart.sections.iter().map(choice).collect()
}

/// `GET /sections/new`
pub(crate) async fn section_form(page: Page) -> Result<Response, WebError> {
    render_section(&page, StatusCode::OK, &Form::default(), vec![]).await
}

async fn render_section(
    page: &Page,
    status: StatusCode,
    typed: &Form,
    errors: Vec<FieldError>,
) -> Result<Response, WebError> {
    let chart = org::chart(page.app(), page.actor(), page.now()).await?;
    let mut shell = page.shell(Nav::Organisation).await;
    shell.errors = errors;
    let known = org::levels(page.app(), page.actor()).await?;
    let form = SectionForm {
        tier: TierForm {
            levels: levels(&shell.tr, &known, typed.get("level")),
            branch: typed.get("branch").to_owned(),
            ..TierForm::default()
        },
        meta: page.meta(None),
        parents: sections(&shell.tr, &chart, typed.get("parent")),
        names: names_form(typed),
        ordinal: typed.get("ordinal").to_owned(),
        from: from(page, typed),
        until: typed.get("until").to_owned(),
    };
    Ok(html::answer(status, SectionPage { shell, form }.render()))
}

/// `POST /sections`
pub(crate) async fn add_section(page: Page, form: Form) -> Result<Response, WebError> {
    let tr = page.tr();
    let mut reader = form.reader();
    let names = names(&mut reader);
    let parent = reader.parsed("parent", "unknown-section");
    let ordinal = reader.order("ordinal").unwrap_or_default();
    let tier = tier(&mut reader);
    let span = span(&mut reader, page.zone());
    let (Some(span), true) = (span, reader.is_sound()) else {
        let errors = text::issues(&tr, &reader.finish().err().unwrap_or_default());
        return render_section(&page, StatusCode::UNPROCESSABLE_ENTITY, &form, errors).await;
    };
    match page.execute(&form, &CreateSection { parent, names, ordinal, span, tier }).await {
        Ok(_) => Ok(page.done("/organisation", "section-added")),
        Err(Acted::Failed(Failure::Invalid(errors))) => {
            let errors = text::field_errors(&tr, &errors, str::to_owned);
            render_section(&page, StatusCode::UNPROCESSABLE_ENTITY, &form, errors).await
        }
        Err(failed) => Err(failed.about(form, "/organisation")),
    }
}

fn tier(reader: &mut Reader<'_>) -> Tier {
    Tier { level: reader.line("level"), branch: reader.line("branch") }
}

/// `POST /sections/{id}/change`
pub(crate) async fn change_section(page: Page, Id(section): Id<SectionId>, form: Form) -> Result<Response, WebError> {
    let stored = org::tier(page.app(), page.actor(), section).await?;
    let mut reader = form.reader();
    // The form carries what it showed: a field that came back so stays as it is stored by now, and one that was not
    // shown (no document in force knows levels) stays too.
    let mut read = |name: &str, stored: String| {
        let shown = form.get(&format!("shown.{name}"));
        match form.has(name) && one_line(form.get(name)) != one_line(shown) {
            true => reader.line(name),
            false => stored,
        }
    };
    let tier = Tier { level: read("level", stored.level), branch: read("branch", stored.branch) };
    if let Err(issues) = reader.finish() {
        return Err(Acted::Unusable(issues).about(form, "/organisation"));
    }
    match page.execute(&form, &ChangeSection { section, tier }).await {
        Ok(()) => Ok(page.done("/organisation", "section-changed")),
        Err(failed) => Err(failed.about(form, "/organisation")),
    }
}

/// `GET /positions/new?section=`
pub(crate) async fn position_form(page: Page) -> Result<Response, WebError> {
    let asked = Form::of(vec![("section".to_owned(), page.visit.query("section"))]);
    render_position(&page, StatusCode::OK, &asked, vec![]).await
}

async fn render_position(
    page: &Page,
    status: StatusCode,
    typed: &Form,
    errors: Vec<FieldError>,
) -> Result<Response, WebError> {
    let chart = org::chart(page.app(), page.actor(), page.now()).await?;
    let mut shell = page.shell(Nav::Organisation).await;
    shell.errors = errors;
    let kept = |name: &str| typed.get(name).to_owned();
    let form = PositionForm {
        meta: page.meta(None),
        sections: sections(&shell.tr, &chart, typed.get("section")),
        names: names_form(typed),
        rank: kept("rank"),
        rank_order: kept("rank_order"),
        extension: kept("extension"),
        from: from(page, typed),
        until: kept("until"),
    };
    Ok(html::answer(status, PositionPage { shell, form }.render()))
}

/// `POST /positions`
pub(crate) async fn add_position(page: Page, form: Form) -> Result<Response, WebError> {
    let tr = page.tr();
    let mut reader = form.reader();
    let section = reader.needed("section", "unknown-section");
    let names = names(&mut reader);
    let (rank, extension) = (reader.line("rank"), reader.line("extension"));
    let rank_order = reader.order("rank_order");
    if rank_order.is_none() {
        reader.issue("rank_order", "required");
    }
    let span = span(&mut reader, page.zone());
    let (Some(section), Some(rank_order), Some(span), true) = (section, rank_order, span, reader.is_sound()) else {
        let errors = text::issues(&tr, &reader.finish().err().unwrap_or_default());
        return render_position(&page, StatusCode::UNPROCESSABLE_ENTITY, &form, errors).await;
    };
    match page.execute(&form, &CreatePosition { section, names, rank, rank_order, extension, span }).await {
        Ok(_) => Ok(page.done("/organisation", "position-added")),
        Err(Acted::Failed(Failure::Invalid(errors))) => {
            let errors = text::field_errors(&tr, &errors, str::to_owned);
            render_position(&page, StatusCode::UNPROCESSABLE_ENTITY, &form, errors).await
        }
        Err(failed) => Err(failed.about(form, "/organisation")),
    }
}
