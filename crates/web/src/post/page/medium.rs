//! Pictures in the form of a post, and what is stated about each.

use tatefuda_app::post::{Content, MediumInput, TargetInput};
use tatefuda_domain::{
    MediaId,
    media::{MediumAnswers, People, Rights},
};

use super::base::Base;
use crate::form::{Form, Reader};

/// Every picture of a post once, in the order of the accounts. What was stated about it may differ between accounts;
/// the form shows the first.
pub(super) fn all_pictures(content: &Content) -> Vec<&MediumInput> {
    let mut all: Vec<&MediumInput> = Vec::new();
    for medium in content.targets.iter().flat_map(|target| &target.media) {
        if all.iter().all(|known| known.media != medium.media) {
            all.push(medium);
        }
    }
    all
}

/// The accounts of a post that do not show a picture which others show.
pub(super) fn without_picture<'c>(content: &'c Content, picture: &str) -> Vec<&'c TargetInput> {
    let has = |target: &&TargetInput| target.media.iter().any(|medium| medium.media.to_string() == picture);
    if !content.targets.iter().any(|target| has(&target)) {
        return vec![];
    }
    content.targets.iter().filter(|target| !has(target)).collect()
}

/// The list of pictures, one for all accounts, over lists that may differ between accounts.
pub(super) struct Pictures {
    pub(super) typed: Vec<MediaId>,
    shown: Vec<MediaId>,
}

impl Pictures {
    pub(super) fn read(form: &Form, reader: &mut Reader<'_>, base: &Base) -> Self {
        let mut typed: Vec<MediaId> = Vec::new();
        for id in form.all("media") {
            match id.trim().parse::<MediaId>() {
                Ok(id) if !typed.contains(&id) => typed.push(id),
                Ok(_) => {}
                Err(_) => reader.issue("picture", "unknown-medium"),
            }
        }
        Self { typed, shown: all_pictures(&base.content).into_iter().map(|one| one.media).collect() }
    }

    /// Those of one account: what was removed is removed, what was added is added, what only others show stays away.
    pub(super) fn of(
        &self,
        form: &Form,
        reader: &mut Reader<'_>,
        base: &Base,
        kept: Option<&TargetInput>,
    ) -> Vec<MediumInput> {
        let own = kept.map_or(&[][..], |target| &target.media);
        let has = |id: &MediaId| own.iter().any(|medium| medium.media == *id);
        let ids: Vec<MediaId> = match kept {
            Some(_) if self.typed == self.shown => own.iter().map(|medium| medium.media).collect(),
            Some(_) => self.typed.iter().filter(|id| has(id) || !self.shown.contains(id)).copied().collect(),
            None => self.typed.clone(),
        };
        let all = all_pictures(&base.content);
        let stored = |id: MediaId| {
            let found = own.iter().chain(all.iter().copied()).find(|medium| medium.media == id);
            found.cloned().unwrap_or_else(|| MediumInput {
                media: id,
                alt: String::new(),
                answers: MediumAnswers::default(),
            })
        };
        ids.into_iter().map(|id| medium(form, reader, base, stored(id))).collect()
    }
}

/// What is said about a picture, as typed onto what was stored.
fn medium(form: &Form, reader: &mut Reader<'_>, base: &Base, stored: MediumInput) -> MediumInput {
    let name = |field: &str| format!("{field}.{}", stored.media);
    let mut answers = stored.answers;
    if !base.same_line(form, &name("people")) {
        let seen = word(reader, &name("people"), seen);
        answers.people = seen.map(|(people, _)| people);
        answers.children = seen.and_then(|(_, children)| children);
    }
    if !base.same_line(form, &name("people_count")) {
        answers.people_count = reader.parsed(&name("people_count"), "not-a-number");
    }
    if !base.same_line(form, &name("children")) {
        answers.children = word(reader, &name("children"), yes_or_no);
    }
    if !base.same_line(form, &name("rights")) {
        answers.rights = word(reader, &name("rights"), Rights::parse);
    }
    answers.rights_holder = base.choice(reader, form, &name("rights_holder"), answers.rights_holder.as_ref());
    if !base.same_text(form, &name("consents")) {
        answers.consents = reader.text(&name("consents")).lines().map(ToOwned::to_owned).collect();
    }
    // Every identifiable person stands in a line of the consents, so that the lines say how many there are. What nobody
    // touched stays as it was, so that saving it voids no check.
    let touched = ["people", "people_count"].iter().any(|field| !base.same_line(form, &name(field)));
    let touched = touched || !base.same_text(form, &name("consents"));
    if touched && answers.people == Some(People::Identifiable) && answers.people_count.is_none() {
        let named = answers.consents.iter().filter(|one| !one.trim().is_empty()).count();
        answers.people_count = u16::try_from(named).ok().filter(|count| *count > 0);
    }
    if !base.same_line(form, &name("other_text")) {
        answers.other_text = word(reader, &name("other_text"), yes_or_no);
    }
    answers.classification = base.choice(reader, form, &name("classification"), answers.classification.as_ref());
    let alt = base.text(reader, form, &name("alt"), &stored.alt);
    MediumInput { media: stored.media, alt, answers }
}

/// Who can be seen, and of those who can be identified whether children are among them.
fn seen(text: &str) -> Option<(People, Option<bool>)> {
    match text {
        ADULTS => Some((People::Identifiable, Some(false))),
        CHILDREN => Some((People::Identifiable, Some(true))),
        other => People::parse(other).map(|people| (people, None)),
    }
}

/// Identifiable people, none of them a child.
pub(super) const ADULTS: &str = "adults";
/// Identifiable people, children among them.
pub(super) const CHILDREN: &str = "children";

/// The same as the form names it.
fn seen_word(answers: &MediumAnswers) -> Option<&'static str> {
    Some(match (answers.people?, answers.children) {
        (People::Identifiable, Some(true)) => CHILDREN,
        (People::Identifiable, Some(false)) => ADULTS,
        (people, _) => people.as_str(),
    })
}

/// One of some words; nothing chosen is no answer.
fn word<T>(reader: &mut Reader<'_>, name: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
    let value = reader.line(name);
    let parsed = parse(&value);
    if parsed.is_none() && !value.is_empty() {
        reader.issue(name, "not-a-choice");
    }
    parsed
}

fn yes_or_no(text: &str) -> Option<bool> {
    match text {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

pub(super) fn put_medium(medium: &MediumInput, put: &mut impl FnMut(&str, &str)) {
    let (id, answers) = (medium.media, &medium.answers);
    // Where the answer about people says it already, no second one does.
    let children = answers.children.filter(|_| answers.people != Some(People::Identifiable));
    let truth = |value: bool| if value { "yes" } else { "no" };
    put("media", &id.to_string());
    let count = answers.people_count.map(|count| count.to_string());
    let consents = answers.consents.join("\n");
    let fields = [
        ("alt", Some(medium.alt.as_str())),
        ("people", seen_word(answers)),
        ("people_count", count.as_deref()),
        ("children", children.map(truth)),
        ("rights", answers.rights.map(Rights::as_str)),
        ("rights_holder", answers.rights_holder.as_deref()),
        ("consents", Some(consents.as_str())),
        ("other_text", answers.other_text.map(truth)),
        ("classification", answers.classification.as_deref()),
    ];
    for (name, value) in fields {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            put(&format!("{name}.{id}"), value);
        }
    }
}
