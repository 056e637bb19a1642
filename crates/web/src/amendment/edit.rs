//! The form of one change: filled from what was entered for it, else from the text as it is.

use axum::response::Response;
use tatefuda_app::amendment;
use tatefuda_domain::{
    AmendmentId, Localized, SystemRight,
    amendment::{Change, ClauseText, ListedAccount, NewClause},
};
use tatefuda_i18n::Translator;
use tatefuda_regulation::{Pack, RoleRef};
use tatefuda_ui::{
    Nav, Template as _,
    amendment::{AmendmentEditPage, AmendmentField, AmendmentInput, AmendmentPick, AmendmentStrike},
    view::{Choice, Pair},
};

use super::view::say;
use crate::{
    error::WebError,
    html,
    page::{Id, Page},
};

/// What can be changed, by its kind.
pub(super) async fn picks(page: &Page, tr: &Translator, id: AmendmentId) -> Result<Vec<AmendmentPick>, WebError> {
    let (_, base) = amendment::view::base(page.app(), page.actor(), id).await?;
    let choice = |what: String, label: String| Choice::new(what, label, false);
    let start = |text: &Localized| say(tr, text).chars().take(30).collect::<String>();
    let clauses = base
        .clauses
        .iter()
        .map(|one| choice(format!("clause:{}", one.id), format!("{} {}", say(tr, &one.printed), start(&one.text))));
    let accounts = base
        .accounts
        .iter()
        .map(|one| choice(format!("account:{}", one.id), format!("{} {} {}", one.service, one.name, one.handle)));
    let values = base.parameters.iter().filter(|one| one.value.is_some());
    let values = values.map(|one| choice(format!("value:{}", one.id), say(tr, &one.label)));
    let steps = base.chains.iter().flat_map(|chain| {
        let of = move |step: &tatefuda_regulation::ChainStep| {
            let label = format!("{} {}", say(tr, &chain.label), say(tr, &step.label));
            choice(format!("step:{}/{}", chain.id, step.id), label)
        };
        chain.steps.iter().map(of)
    });
    let new = |what: &str, key: &str| std::iter::once(choice(what.to_owned(), tr.text(key)));
    let all: [(&str, Vec<Choice>); 4] = [
        ("clause", new("clause:+", "amendment-new-clause").chain(clauses).collect()),
        ("account", new("account:+", "amendment-new-account").chain(accounts).collect()),
        ("value", values.collect()),
        ("step", steps.collect()),
    ];
    let there = all.into_iter().filter(|(_, choices)| !choices.is_empty());
    let pick = |(part, choices)| AmendmentPick { label: tr.text(&format!("amendment-part-{part}")), choices };
    Ok(there.map(pick).collect())
}

/// `GET /amendments/{id}/edit`
pub(crate) async fn show(page: Page, Id(id): Id<AmendmentId>) -> Result<Response, WebError> {
    page.actor().require(SystemRight::ManageRegulation)?;
    let what = page.visit.query("what").to_owned();
    let (amendment, base) = amendment::view::base(page.app(), page.actor(), id).await?;
    let shell = page.shell(Nav::Regulation).await;
    let tr = shell.tr.clone();
    let entered = amendment.changes.iter().find(|change| change.key() == what);
    let fill = Fill { tr: &tr, base: &base };
    let (part, of) = what.split_once(':').ok_or(WebError::NotFound)?;
    let sheet = match (part, entered) {
        ("clause", Some(Change::NewClause(_))) => fill.new_clause(entered),
        ("clause", _) if of.starts_with('+') => fill.new_clause(None),
        ("clause", _) => fill.clause(of, entered),
        ("account", _) => fill.account(of, entered),
        ("value", _) => fill.value(of, entered),
        ("step", _) => fill.step(of, entered),
        _ => None,
    };
    let sheet = sheet.ok_or(WebError::NotFound)?;
    let meta = || page.meta(Some(amendment.version));
    let view = AmendmentEditPage {
        id: id.to_string(),
        title: sheet.title,
        meta: meta(),
        kind: sheet.kind.to_owned(),
        hidden: sheet.hidden,
        fields: sheet.fields,
        strike: sheet.strike.map(|(kind, field, key)| AmendmentStrike {
            meta: meta(),
            kind: kind.to_owned(),
            field,
            label: tr.text(key),
        }),
        shell,
    };
    Ok(html::ok(view.render()))
}

/// What a form holds.
struct Sheet {
    title: String,
    kind: &'static str,
    hidden: Vec<Pair>,
    fields: Vec<AmendmentField>,
    strike: Option<(&'static str, Pair, &'static str)>,
}

struct Fill<'a> {
    tr: &'a Translator,
    base: &'a Pack,
}

impl Fill<'_> {
    fn field(&self, name: &str, required: bool, input: AmendmentInput) -> AmendmentField {
        let hint = format!("amendment-field-{name}-hint");
        AmendmentField {
            name: name.to_owned(),
            label: self.tr.text(&format!("amendment-field-{name}")),
            hint: if self.tr.has(&hint) { self.tr.text(&hint) } else { String::new() },
            required,
            input,
        }
    }

    fn line(&self, name: &str, required: bool, value: &str) -> AmendmentField {
        self.field(name, required, AmendmentInput::Line(value.to_owned()))
    }

    fn text(&self, name: &str, required: bool, value: &str) -> AmendmentField {
        self.field(name, required, AmendmentInput::Text(value.to_owned()))
    }

    fn wording(&self, number: &str, heading: &str, ja: &str, en: &str) -> Vec<AmendmentField> {
        vec![
            self.line("number", false, number),
            self.line("heading", false, heading),
            self.text("ja", true, ja),
            self.text("en", false, en),
        ]
    }

    fn clause(&self, id: &str, entered: Option<&Change>) -> Option<Sheet> {
        let clause = self.base.clause(id)?;
        let number = clause.at.first().and_then(|at| at.first()?.number()).map(|number| number.to_string());
        let heading = number.and_then(|number| self.base.header.headings.get(&number));
        let as_it_is = ClauseText {
            clause: id.to_owned(),
            number: clause.printed.ja.to_string(),
            heading: heading.map(|heading| heading.ja.to_string()).unwrap_or_default(),
            ja: clause.text.ja.to_string(),
            en: clause.text.en.to_string(),
        };
        let text = match entered {
            Some(Change::Clause(text)) => text,
            _ => &as_it_is,
        };
        Some(Sheet {
            title: say(self.tr, &clause.printed),
            kind: "clause",
            hidden: vec![Pair::new("clause", id)],
            fields: self.wording(&text.number, &text.heading, &text.ja, &text.en),
            strike: Some(("strike", Pair::new("clause", id), "amendment-strike-do")),
        })
    }

    fn new_clause(&self, entered: Option<&Change>) -> Option<Sheet> {
        let new = match entered {
            Some(Change::NewClause(new)) => new.clone(),
            _ => NewClause::default(),
        };
        let after = self
            .base
            .clauses
            .iter()
            .map(|one| Choice::new(one.id.to_string(), say(self.tr, &one.printed), new.after == one.id.as_str()));
        let mut fields = vec![
            self.line("place", true, &new.place),
            self.field("after", false, AmendmentInput::Select(after.collect())),
        ];
        fields.extend(self.wording(&new.number, &new.heading, &new.ja, &new.en));
        let title = self.tr.text("amendment-new-clause");
        Some(Sheet { title, kind: "new-clause", hidden: vec![], fields, strike: None })
    }

    fn account(&self, id: &str, entered: Option<&Change>) -> Option<Sheet> {
        let was = self.base.accounts.iter().find(|one| one.id == id);
        let listed = match (entered, was) {
            (Some(Change::Account(listed)), _) => listed.clone(),
            (_, Some(was)) => ListedAccount {
                account: was.id.clone(),
                service: was.service.clone(),
                name: was.name.clone(),
                handle: was.handle.clone(),
                url: was.url.clone(),
                class: was.class.clone().unwrap_or_default(),
                clause: was.clauses.iter().next().map(ToString::to_string).unwrap_or_default(),
            },
            (None, None) if id == "+" => ListedAccount::default(),
            _ => return None,
        };
        let clauses =
            self.base.clauses.iter().map(|one| {
                Choice::new(one.id.to_string(), say(self.tr, &one.printed), listed.clause == one.id.as_str())
            });
        let mut fields = vec![
            self.line("service", true, &listed.service),
            self.line("name", false, &listed.name),
            self.line("handle", false, &listed.handle),
            self.line("url", false, &listed.url),
            self.field("clause", true, AmendmentInput::Select(clauses.collect())),
        ];
        if !self.base.account_classes.is_empty() {
            let classes = self.base.account_classes.iter();
            let classes =
                classes.map(|one| Choice::new(one.id.clone(), say(self.tr, &one.label), listed.class == one.id));
            fields.push(self.field("class", true, AmendmentInput::Select(classes.collect())));
        }
        let title = match was {
            Some(was) => format!("{} {}", was.service, was.name),
            None => self.tr.text("amendment-new-account"),
        };
        let strike = was.map(|was| ("unlist", Pair::new("account", was.id.clone()), "amendment-unlist-do"));
        let hidden = vec![Pair::new("account", listed.account)];
        Some(Sheet { title, kind: "account", hidden, fields, strike })
    }

    fn value(&self, id: &str, entered: Option<&Change>) -> Option<Sheet> {
        let parameter = self.base.parameters.iter().find(|one| one.id == id)?;
        let stands = parameter.value.as_deref()?;
        let value = match entered {
            Some(Change::Value { value, .. }) => value.as_str(),
            _ => stands,
        };
        Some(Sheet {
            title: say(self.tr, &parameter.label),
            kind: "value",
            hidden: vec![Pair::new("parameter", id)],
            fields: vec![self.text("value", true, value)],
            strike: None,
        })
    }

    fn step(&self, of: &str, entered: Option<&Change>) -> Option<Sheet> {
        let (chain_id, step_id) = of.split_once('/')?;
        let chain = self.base.chains.iter().find(|one| one.id == chain_id)?;
        let step = chain.steps.iter().find(|one| one.id == step_id)?;
        let now: Vec<String> = match entered {
            Some(Change::Step { by, .. }) => by.clone(),
            _ => step.by.iter().map(role).collect(),
        };
        let mut roles: Vec<(String, String)> =
            self.base.roles.iter().map(|role| (role.id.clone(), say(self.tr, &role.label))).collect();
        // Roles that are not the pack's own stay where they stand.
        let own = |id: &String| self.base.roles.iter().any(|role| role.id == *id);
        roles.extend(step.by.iter().map(role).filter(|id| !own(id)).map(|id| (id.clone(), id)));
        let roles = roles.into_iter().map(|(id, label)| {
            let chosen = now.contains(&id);
            Choice::new(id, label, chosen)
        });
        Some(Sheet {
            title: format!("{} {}", say(self.tr, &chain.label), say(self.tr, &step.label)),
            kind: "step",
            hidden: vec![Pair::new("chain", chain_id), Pair::new("step", step_id)],
            fields: vec![self.field("by", true, AmendmentInput::Boxes(roles.collect()))],
            strike: None,
        })
    }
}

/// A role as packs write it.
fn role(reference: &RoleRef) -> String {
    match reference {
        RoleRef::Own(id) => id.clone(),
        RoleRef::House(id) => format!("house:{id}"),
        RoleRef::Reading(id) => format!("reading:{id}"),
    }
}
