//! Documents, notices and forms of a pack as pages that print on A4.
//!
//! Without facts the paper is blank: what would be filled in is a line or a box. With facts it holds what is known, and
//! says of each required part that is missing that it is.

use jiff::Timestamp;
use tatefuda_domain::{Action, Localized};

use super::{
    html::{self, escaped},
    reference::Language,
};
use tatefuda_regulation::{
    engine::{Question, Regulation},
    facts::{ActorFact, Facts},
    pack::{Document, DocumentKind, FieldKind, Pack, Part, PartContent, RecordField, RoleRef},
};

const STYLE: &str = "
p.number, p.date, p.body { text-align: right; margin: 0 0 1mm; }
p.derived { border: 0.3mm dashed #000; padding: 1mm 2mm; font-size: 9pt; margin: 0 0 5mm; }
table.form th { width: 30%; }
table.form td { height: 11mm; }
table.form td.large { height: 30mm; }
section { margin: 0 0 4mm; }
section p { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.missing { font-style: italic; }
table.signatures { margin-top: 8mm; break-inside: avoid; }
table.signatures th { text-align: center; font-size: 9pt; }
table.signatures td { height: 20mm; }
footer { margin-top: 6mm; font-size: 8.5pt; }
";

/// A blank to be filled in by hand.
const BLANK: &str = "＿＿＿＿＿＿＿＿";

/// What is known when a document is filled in, and when.
pub type Known<'f> = Option<(&'f Facts, Timestamp)>;

/// A document of the body's text as a page; `None`: there is no such document.
pub fn render(regulation: &Regulation, id: &str, known: Known<'_>, language: Language) -> Option<String> {
    let pack = regulation.body();
    let document = pack.documents.iter().find(|document| document.id == id)?;
    let paper = Paper { regulation, pack, document, known, language };
    Some(html::page(language, paper.say(&document.label), STYLE, &paper.body()))
}

struct Paper<'p> {
    regulation: &'p Regulation,
    pack: &'p Pack,
    document: &'p Document,
    known: Known<'p>,
    language: Language,
}

impl<'p> Paper<'p> {
    fn pick<'t>(&self, ja: &'t str, en: &'t str) -> &'t str {
        match self.language {
            Language::Ja => ja,
            Language::En => en,
        }
    }

    fn say<'t>(&self, text: &'t Localized) -> &'t str {
        self.pick(&text.ja, &text.en)
    }

    fn body(&self) -> String {
        let (pack, document) = (self.pack, self.document);
        let mut out = String::new();
        if !pack.header.number.is_empty() {
            out.push_str(&format!("<p class=\"number\">{}</p>\n", escaped(&pack.header.number)));
        }
        let form = document.kind == DocumentKind::Form;
        if form || self.known.is_some() {
            out.push_str(&format!("<p class=\"date\">{}</p>\n", escaped(&self.date())));
        }
        out.push_str(&format!("<p class=\"body\">{}</p>\n", escaped(self.say(&pack.header.body))));
        out.push_str(&format!("<h1>{}</h1>\n", escaped(self.say(&document.label))));
        if document.derived {
            let told = self.pick(
                "この様式は規程に付されていないため、規程の文から作成したものです。",
                "This form was not supplied with the text; it is derived from its clauses.",
            );
            out.push_str(&format!("<p class=\"derived\">{told}</p>\n"));
        }
        out.push_str(&if form { self.table() } else { self.sections() });
        if form {
            out.push_str(&self.signatures());
        }
        let title = self.say(&pack.header.title);
        out.push_str(&format!("<footer>{} {}</footer>\n", escaped(title), escaped(&document.clauses.join("、"))));
        out
    }

    /// The day on the paper.
    fn date(&self) -> String {
        match self.known {
            None => self.pick("　　　年　　月　　日", "Date: ____________").to_owned(),
            Some((_, at)) => {
                let day = self.regulation.day(at);
                match self.language {
                    Language::Ja => {
                        tatefuda_calendar::wareki(day).map_or_else(|| day.to_string(), |era| era.to_string())
                    }
                    Language::En => day.to_string(),
                }
            }
        }
    }

    /// What the parts hold, in their order.
    fn values(&self) -> Vec<(&'p Part, Option<Localized>)> {
        let nobody = Facts::of(ActorFact { person: String::new(), capacity: String::new(), kind: "staff".to_owned() });
        let (facts, at) = self.known.unwrap_or((&nobody, Timestamp::UNIX_EPOCH));
        let state = self.regulation.document(&self.document.id, &Question::new(Action::RecordGive, at, facts));
        let mut parts = state.map(|state| state.parts).unwrap_or_default();
        let mut value = |part: &Part| {
            let at = parts.iter().position(|state| state.id == part.id)?;
            parts.swap_remove(at).value.map(|value| self.chosen(part, value))
        };
        self.document.parts.iter().map(|part| (part, value(part))).collect()
    }

    /// What was chosen, by its label.
    fn chosen(&self, part: &Part, value: Localized) -> Localized {
        let PartContent::Field(field) = &part.content else { return value };
        let Some(field) = self.field(field) else { return value };
        if field.kind == FieldKind::YesNo {
            return match value.ja.trim() {
                "yes" => Localized::new("はい", "yes"),
                "no" => Localized::new("いいえ", "no"),
                _ => value,
            };
        }
        let chosen = field.choices.iter().find(|choice| choice.id == value.ja.trim());
        chosen.map_or(value, |choice| choice.label.clone())
    }

    /// What stands where a part is not known.
    fn blank(&self, part: &Part) -> String {
        if self.known.is_some() {
            let told = if part.required {
                self.pick("（未記入）", "(not filled in)")
            } else {
                self.pick("（なし）", "(none)")
            };
            return format!("<span class=\"missing\">{told}</span>");
        }
        match &part.content {
            PartContent::Text(text) => escaped(&blanks(self.say(text))),
            PartContent::Field(field) => self.field(field).map_or_else(String::new, |field| self.choices(field)),
            PartContent::Fact(_) | PartContent::Param(_) | PartContent::Clauses(_) | PartContent::Grounds => {
                String::new()
            }
        }
    }

    fn field(&self, id: &str) -> Option<&'p RecordField> {
        let kind = self.regulation.record_kind(self.document.record.as_deref()?)?;
        kind.fields.iter().find(|field| field.id == id)
    }

    /// Boxes to tick.
    fn choices(&self, field: &RecordField) -> String {
        let ticks: Vec<String> = match field.kind {
            FieldKind::YesNo => {
                [("はい", "yes"), ("いいえ", "no")].map(|(ja, en)| self.pick(ja, en).to_owned()).to_vec()
            }
            _ => field.choices.iter().map(|choice| self.say(&choice.label).to_owned()).collect(),
        };
        ticks.iter().map(|tick| format!("□ {}", escaped(tick))).collect::<Vec<_>>().join("\n")
    }

    /// A form: one row for each part.
    fn table(&self) -> String {
        let mut out = String::from("<table class=\"form\">\n<tbody>\n");
        for (part, value) in self.values() {
            let long = match &part.content {
                PartContent::Field(field) => self.field(field).is_some_and(|field| field.kind == FieldKind::Multiline),
                _ => false,
            };
            let class = if long && value.is_none() { " class=\"large\"" } else { "" };
            let shown = value.map_or_else(|| self.blank(part), |value| escaped(self.say(&value)));
            let mark = if part.required { "" } else { self.pick("（任意）", " (optional)") };
            let label = escaped(self.say(&part.label));
            out.push_str(&format!("<tr><th scope=\"row\">{label}{mark}</th><td{class}>{shown}</td></tr>\n"));
        }
        out.push_str("</tbody>\n</table>\n");
        out
    }

    /// A policy, notice or page: headings and paragraphs.
    fn sections(&self) -> String {
        let mut out = String::new();
        for (part, value) in self.values() {
            let shown = value.map_or_else(|| self.blank(part), |value| escaped(self.say(&value)));
            let shown = if shown.is_empty() { BLANK.to_owned() } else { shown };
            let label = escaped(self.say(&part.label));
            out.push_str(&format!("<section>\n<h2>{label}</h2>\n<p>{shown}</p>\n</section>\n"));
        }
        out
    }

    /// Boxes of those through whose hands the form goes: the steps of its procedure from the one that needs it on, else
    /// whoever gives its record.
    fn signatures(&self) -> String {
        let mut boxes: Vec<(String, String)> = vec![];
        for procedure in &self.pack.procedures {
            let Some(first) = procedure.steps.iter().position(|step| {
                step.document.as_ref() == Some(&self.document.id)
                    || (step.record.is_some() && step.record == self.document.record)
            }) else {
                continue;
            };
            for step in &procedure.steps[first..] {
                let owners = step.owner.iter().chain(&step.acks);
                let board =
                    step.decision_of.as_ref().and_then(|id| self.pack.boards.iter().find(|board| board.id == *id));
                let mut who: Vec<&str> = owners.map(|role| self.role(role)).collect();
                who.extend(board.map(|board| self.say(&board.label)));
                boxes.push((self.say(&step.label).to_owned(), who.join(self.pick("・", ", "))));
            }
            break;
        }
        if boxes.is_empty()
            && let Some(kind) = self.document.record.as_deref().and_then(|kind| self.regulation.record_kind(kind))
        {
            let who: Vec<&str> = kind.by.iter().map(|role| self.role(role)).collect();
            boxes.push((self.pick("記入者", "Filled in by").to_owned(), who.join(self.pick("・", ", "))));
        }
        if boxes.is_empty() {
            return String::new();
        }
        // Not more boxes side by side than leave room for a name and a seal.
        boxes.chunks(4).fold(String::new(), |mut out, row| {
            out.push_str("<table class=\"signatures\">\n<thead><tr>");
            for (step, who) in row {
                out.push_str(&format!("<th scope=\"col\">{}<br>{}</th>", escaped(step), escaped(who)));
            }
            out.push_str("</tr></thead>\n<tbody><tr>");
            out.push_str(&"<td></td>".repeat(row.len()));
            out.push_str("</tr></tbody>\n</table>\n");
            out
        })
    }

    fn role(&self, role: &RoleRef) -> &'p str {
        let find = |pack: &'p Pack, id: &str| pack.roles.iter().find(|role| role.id == id).map(|role| &role.label);
        let label = match role {
            RoleRef::Own(id) => find(self.pack, id),
            RoleRef::House(id) => find(self.regulation.house(), id),
            RoleRef::Reading(id) => {
                return self.pack.readings.iter().find(|reading| reading.id == *id).map_or("", |one| &one.written);
            }
        };
        label.map_or("", |label| match self.language {
            Language::Ja => label.ja.as_str(),
            Language::En => label.en.as_str(),
        })
    }
}

/// Fixed text with blanks where something is filled in.
fn blanks(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((_, after)) = after.split_once('}') else { break };
        out.push_str(before);
        out.push_str(BLANK);
        rest = after;
    }
    out.push_str(rest);
    out
}
