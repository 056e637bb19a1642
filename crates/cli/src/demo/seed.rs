//! Fills the practice place through the same commands that people use, so that every row has its entry.
//!
//! The ids of the commands follow from the body and their order. So filling that was cut off is completed by beginning
//! anew: what was carried out gives its result and changes nothing, and the rest follows.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicU64, Ordering},
};

use anyhow::{Context as _, Result, anyhow};
use jiff::{Timestamp, tz::TimeZone};
use tatefuda_app::{
    Actor, App, Command, Secret, Via,
    account::{self, AccountTexts, Connect, Register},
    execute, member,
    post::{Content, Draft, TargetInput},
    record::{GiveRecord, Given, Supply},
    regulation::{ActivateRegulation, StorePack},
    session::actor_of,
    setting::{ConfirmSetting, ProposeSetting},
    tenant::{self, CreateTenant, TenantTexts},
};
use tatefuda_domain::{AccountId, CommandId, Digest, Id as _, SystemRight, TenantId, account::Road, digest::Window};
use tatefuda_regulation::Pack;
use tatefuda_regulation_tools as tools;

use super::{
    data::{self, Body},
    dates,
};
use crate::{
    chart::{self, Entered},
    packs,
};

/// The password of everybody in the practice place; shown on its sign-in page.
pub const PASSWORD: &str = "Tatefuda-demo";

/// Fills one body; one that is there already (as `tenant`) is completed.
pub async fn body(app: &App, body: &Body, tenant: Option<TenantId>) -> Result<()> {
    let mut seed = Seed::begin(app, body, tenant).await.with_context(|| format!("entering {}", body.slug))?;
    seed.organisation().await.context("organisation")?;
    seed.regulation().await.context("regulation")?;
    seed.accounts().await.context("accounts")?;
    seed.posts().await.context("posts")?;
    Ok(())
}

struct Seed<'a> {
    app: &'a App,
    body: &'a Body,
    program: Actor,
    since: Timestamp,
    /// When the body was entered; what counts from now is the same however often filling begins.
    begun: Timestamp,
    /// How many commands there were.
    commands: AtomicU64,
    entered: Entered<'a>,
    accounts: BTreeMap<&'a str, AccountId>,
}

impl<'a> Seed<'a> {
    async fn begin(app: &'a App, body: &'a Body, known: Option<TenantId>) -> Result<Self> {
        let tenant: TenantId = known.unwrap_or_else(|| app.env.id());
        let since = body.since.to_zoned(TimeZone::get(&body.zone)?)?.timestamp();
        let mut seed = Self {
            app,
            body,
            program: Actor::program(tenant, Via::Cli),
            since,
            begun: app.env.now(),
            commands: AtomicU64::new(0),
            entered: Entered::default(),
            accounts: BTreeMap::new(),
        };
        let texts = TenantTexts {
            name_ja: body.name.ja.clone(),
            name_kana: body.kana.clone(),
            name_en: body.name.en.clone(),
            prefecture: body.prefecture.clone(),
            contact_unit: body.unit.ja.clone(),
            contact_phone: body.phone.clone(),
        };
        let create = CreateTenant { slug: body.slug.clone(), texts, zone: body.zone.clone(), practice: body.practice };
        seed.act(&create).await?;
        seed.begun = tenant::find(app, tenant).await?.created_at;
        Ok(seed)
    }

    /// The id of the next command.
    fn id(&self) -> CommandId {
        let number = self.commands.fetch_add(1, Ordering::Relaxed);
        let text = format!("tatefuda.practice-place.v1\n{}\n{number}", self.program.tenant);
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&Digest::of(text.as_bytes()).as_bytes()[..16]);
        CommandId::from_uuid(uuid::Builder::from_custom_bytes(bytes).into_uuid())
    }

    /// As the program, which holds the server.
    async fn act<C: Command>(&self, command: &C) -> Result<C::Out> {
        Ok(execute(self.app, &self.program, self.id(), command).await?)
    }

    /// As a person of the body.
    async fn act_as<C: Command>(&self, person: &str, command: &C) -> Result<C::Out> {
        let actor = self.actor(person).await?;
        Ok(execute(self.app, &actor, self.id(), command).await?)
    }

    async fn actor(&self, person: &str) -> Result<Actor> {
        let id = self.entered.person(person)?;
        let mut tx = self.app.db.read().await?;
        let actor = actor_of(self.app, &mut tx, self.program.tenant, id, None, Via::Cli).await?;
        actor.ok_or_else(|| anyhow!("{person} cannot act"))
    }

    async fn organisation(&mut self) -> Result<()> {
        let chart = (&self.body.section[..], &self.body.position[..], &self.body.person[..]);
        let ids = || self.id();
        let entered = chart::enter(self.app, &self.program, &ids, self.since, chart).await?;
        self.entered = entered;
        let mut initial: BTreeMap<&str, Secret> = std::mem::take(&mut self.entered.passwords)
            .into_iter()
            .map(|(one, password)| (&*one.id, password))
            .collect();
        for person in &self.body.person {
            let actor = self.actor(&person.id).await?;
            if !actor.must_change_password {
                continue;
            }
            // The initial password of somebody who was entered before nobody knows any more: they get another.
            let first = match initial.remove(&*person.id) {
                Some(first) => Some(first),
                None => member::reset_password(self.app, &self.program, self.app.env.id(), actor.person).await?,
            };
            let first = first.with_context(|| person.login.clone())?;
            let new = Secret::new(PASSWORD);
            member::change_password(self.app, &actor, self.app.env.id(), None, &first, &new).await?;
        }
        Ok(())
    }

    async fn regulation(&mut self) -> Result<()> {
        let source = packs::find(&self.body.pack)?;
        let house = self.act(&StorePack { source: packs::find("house")? }).await?;
        let pack = self.act(&StorePack { source: source.clone() }).await?;
        let with = |right: SystemRight| {
            self.body.person.iter().filter(move |person| person.rights.iter().any(|one| one == right.as_str()))
        };
        let mut deciders = with(SystemRight::ManageRegulation);
        let (Some(first), Some(second)) = (deciders.next(), deciders.next()) else {
            return Err(anyhow!("two people must be able to set the regulation"));
        };
        let document = Pack::load(&source).map_err(|errors| anyhow!("{errors}"))?.header.id;
        let (path, text) = source.settings_file("practice").context("no settings for practice")?;
        let settings = tools::settings_from_toml(&path, text).map_err(|errors| anyhow!("{errors}"))?;
        for (key, setting) in settings.values {
            let propose = ProposeSetting {
                document: document.clone(),
                value: self.filled(&key, &setting.value)?,
                key: key.clone(),
                source: setting.source,
                note: setting.note,
                effective_from: None,
            };
            let id = self.act_as(&first.id, &propose).await.with_context(|| key.clone())?;
            self.act_as(&second.id, &ConfirmSetting { id }).await?;
        }
        self.act_as(&first.id, &ActivateRegulation { pack, house, from: self.since, until: None }).await?;
        for appoint in &self.body.appoint {
            let person = self.entered.person(&appoint.person)?;
            let on = if appoint.body { Given::Body } else { Given::Person { person } };
            self.give(&appoint.record, on, Some(document.clone())).await?;
        }
        Ok(())
    }

    async fn accounts(&mut self) -> Result<()> {
        let manages = |person: &&chart::Person| person.rights.iter().any(|r| r == SystemRight::ManageAccounts.as_str());
        let keeper = self.body.person.iter().find(manages).context("nobody manages accounts")?;
        for one in &self.body.account {
            let texts = AccountTexts {
                handle: one.handle.clone(),
                url: one.url.clone(),
                purpose: one.purpose.clone(),
                class: one.class.clone(),
                external_id: one.external_id.clone(),
                listed: true,
                mail: one.mail.clone(),
                mail_personal: one.mail.is_some().then_some(false),
                profile_url: one.profile_url.clone(),
                listing_url: one.listing_url.clone(),
                ..AccountTexts::named(&one.name, self.entered.section(&one.section)?)
            };
            let zone = TimeZone::get(&self.body.zone)?;
            let running_until = one.running_until.and_then(|day| tatefuda_calendar::end_of_day(day, &zone));
            let register = Register { service: one.service.parse()?, texts, running_until };
            let made = self.act_as(&keeper.id, &register).await?;
            for record in &one.record {
                self.give(record, Given::Account { account: made.account }, None).await?;
            }
            if running_until.is_some() {
                self.connect(&keeper.id, one, made.account).await?;
                self.accounts.insert(&one.id, made.account);
                continue;
            }
            let start = account::ChangeState {
                account: made.account,
                version: made.version,
                to: account::Move::Start,
                supplies: vec![],
            };
            self.act_as(&keeper.id, &start).await.with_context(|| format!("starting {}", one.id))?;
            self.connect(&keeper.id, one, made.account).await?;
            self.accounts.insert(&one.id, made.account);
        }
        Ok(())
    }

    async fn connect(&self, keeper: &str, one: &data::Account, account: AccountId) -> Result<()> {
        if one.token.is_none() && one.app_id.is_none() {
            return Ok(());
        }
        let secret = |part: &Option<String>| part.as_ref().map(Secret::new).unwrap_or_default();
        let connect = Connect::new(account, secret(&one.token), None)
            .app(one.app_id.clone().unwrap_or_default(), secret(&one.app_secret))
            .renewed_by(secret(&one.refresh));
        self.act_as(keeper, &connect).await?;
        if one.by_hand {
            let version = account::find(self.app, &self.actor(keeper).await?, account).await?.version;
            let choose = account::ChooseRoad { account, version, road: Some(Road::Hand) };
            self.act_as(keeper, &choose).await?;
        }
        Ok(())
    }

    async fn posts(&self) -> Result<()> {
        let today = self.begun.to_zoned(TimeZone::get(&self.body.zone)?).date();
        for post in &self.body.post {
            let targets: Option<Vec<TargetInput>> = post
                .accounts
                .iter()
                .map(|id| self.accounts.get(id.as_str()).map(|id| TargetInput::shared(*id)))
                .collect();
            let until = self.begun.checked_add(jiff::SignedDuration::from_hours(24 * 7))?;
            let content = Content {
                title: post.title.clone(),
                text: dates::filled(&post.text, today)?,
                category: post.category.clone(),
                classification: post.classification.clone(),
                decision_status: post.decision_status.clone(),
                fields: BTreeMap::new(),
                window: Window { from: Some(self.begun), until: Some(until) },
                targets: targets.context("no such account")?,
            };
            self.act_as(&post.by, &Draft { content }).await.with_context(|| post.title.clone())?;
        }
        Ok(())
    }

    async fn give(&self, record: &data::Record, on: Given, document: Option<String>) -> Result<()> {
        let mut fields = BTreeMap::new();
        for (field, value) in &record.fields {
            let value = match value.strip_prefix('@') {
                Some(id) => self.entered.person(id)?.to_string(),
                None => value.clone(),
            };
            fields.insert(field.clone(), value);
        }
        let supply = Supply { kind: record.kind.clone(), fields, valid_from: None, valid_until: None };
        let give = GiveRecord { record: supply, on, shown: None, document };
        self.act_as(&record.by, &give).await.with_context(|| record.kind.clone())?;
        Ok(())
    }

    /// A value of the pack's practice settings; those of roles and of who permits name positions of this body.
    fn filled(&self, key: &str, value: &str) -> Result<String> {
        if !key.starts_with("role:") && !key.starts_with("exception:") {
            return Ok(value.to_owned());
        }
        let position = |line: &str| self.entered.position(line.trim()).map(|id| id.to_string());
        Ok(value.lines().map(position).collect::<Result<Vec<_>>>()?.join("\n"))
    }
}

#[cfg(test)]
mod tests;
