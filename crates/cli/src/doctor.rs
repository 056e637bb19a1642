//! `tatefuda doctor`: what this installation is, what is off, and why. Never green without having looked.

use std::{process::ExitCode, sync::Arc};

use anyhow::Result;
use clap::Args;
use tatefuda_app::{
    Actor, App, Via,
    account::{self, AccountView, Ends},
    copy::{self, Bearing},
    health::{self, Health},
    notice, setting, stop,
    tenant::Tenant,
    trouble,
};
use tatefuda_domain::Localized;
use tatefuda_i18n::{I18n, Lang};
use tatefuda_platforms::{Version, capabilities};

use crate::{
    admin, guard,
    picture_host::Reached,
    ways::Ways,
    world::{Place, newest_version, say},
};

/// `doctor`.
#[derive(Debug, Args)]
pub struct Doctor {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    pictures: Reached,
    #[command(flatten)]
    ways: Ways,
}

/// How something stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Good,
    Off,
    Bad,
}

impl Doctor {
    pub async fn run(self) -> Result<ExitCode> {
        let mut bad = false;
        let mut tell = |state: State, text: Localized| {
            bad |= state == State::Bad;
            let mark = match state {
                State::Good => "○ ok ",
                State::Off => "△ off",
                State::Bad => "× bad",
            };
            say(&format!("{mark}  {} / {}", text.ja, text.en));
        };
        let (place, database) = (&self.place, self.place.database_file());
        let open = guard::open_to_others([place.data.clone(), place.state_folder()], database.as_deref());
        open.iter().for_each(|(place, mode)| tell(State::Bad, guard::advice(place, *mode)));
        match guard::leaves_core_dumps() {
            Some(false) => tell(
                State::Good,
                Localized::new(
                    "異常終了時にメモリの内容を残しません",
                    "a crash leaves nothing of the memory on the disk",
                ),
            ),
            Some(true) => tell(
                State::Bad,
                Localized::new(
                    "異常終了時にメモリの内容（鍵を含む）がファイルに残ることがあります",
                    "a crash may leave the memory, with keys, in a file",
                ),
            ),
            None => {}
        }
        match self.place.open().await {
            Err(error) => {
                let why: Vec<String> = error.chain().map(ToString::to_string).collect();
                let why = why.join(": ");
                tell(State::Bad, Localized::new(format!("開けません（{why}）"), format!("cannot be opened ({why})")));
            }
            Ok(app) => {
                tell(State::Good, Localized::new("鍵とデータベースを開きました", "keys and database are there"));
                let kind = format!("{:?}", app.db.kind());
                let version = app.db.version().await?;
                if version < newest_version() {
                    let text = "the database is older than the program; run tatefuda migrate";
                    tell(
                        State::Bad,
                        Localized::new(
                            "データベースがプログラムより古い版です。tatefuda migrate を実行してください",
                            text,
                        ),
                    );
                    return Ok(ExitCode::from(1));
                }
                tell_health(&app, &mut tell).await;
                tell(
                    State::Good,
                    Localized::new(
                        format!("データベース {kind} 版 {version}"),
                        format!("database {kind}, version {version}"),
                    ),
                );
                tell(
                    State::Off,
                    Localized::new(
                        "時刻の正しさは確認できません（時刻サーバーとの照合は未対応）",
                        "whether the clock is right cannot be told (no comparison with a time server yet)",
                    ),
                );
                tell(State::Off, Localized::new("バックアップの記録がありません", "no backup is on record"));
                for (how, text) in state(&app) {
                    tell(how, text);
                }
                match self.ways.told() {
                    Ok(Some(text)) => tell(State::Good, text),
                    Ok(None) => {
                        let text = "no mail server: nobody is told by mail what waits";
                        tell(
                            State::Off,
                            Localized::new("メールサーバーが設定されていません（お知らせはメールで届きません）", text),
                        );
                    }
                    Err(error) => tell(
                        State::Bad,
                        Localized::new(
                            format!("メールの設定が使えません（{error:#}）"),
                            format!("the settings of mail cannot be used ({error:#})"),
                        ),
                    ),
                }
                let hosted = self.pictures.host()?.is_some();
                let bodies = admin::bodies(&app, None).await?;
                if bodies.is_empty() {
                    tell(State::Off, Localized::new("団体がまだありません", "no body has been entered yet"));
                }
                for body in bodies {
                    for (state, text) in examine(&app, &body, hosted).await? {
                        let name = |text: &str| format!("{}: {text}", body.slug);
                        tell(state, Localized::new(name(&text.ja), name(&text.en)));
                    }
                }
            }
        }
        Ok(if bad { ExitCode::from(1) } else { ExitCode::SUCCESS })
    }
}

/// The folder of what this machine alone knows.
fn state(app: &App) -> Vec<(State, Localized)> {
    let mut found = Vec::new();
    if let Some(folder) = app.state.folder() {
        let (place, there) = (folder.display().to_string(), folder.is_dir());
        let (ja, en) = if there {
            ("状態のフォルダー", "state folder")
        } else {
            ("状態のフォルダーはまだありません", "no state folder yet")
        };
        let state = if there { State::Good } else { State::Off };
        found.push((state, Localized::new(format!("{ja}（{place}）"), format!("{en} ({place})"))));
    }
    if !app.state.machine().is_known() {
        let text = Localized::new(
            "この機械には固有の番号がないため、機械ごとの複製は見分けられません",
            "this machine has no identity of its own: a clone of it cannot be told apart",
        );
        found.push((State::Off, text));
    }
    if app.state.stop_file().is_some() {
        let text = Localized::new(
            "停止のファイル（STOP）があります。この機械は何も送りません",
            "the file STOP is there: this machine sends nothing",
        );
        found.push((State::Bad, text));
    }
    found
}

/// Whether posts of a body go out.
async fn sending(app: &App, actor: &Actor) -> Result<Vec<(State, Localized)>> {
    let mut found = Vec::new();
    let stop = stop::view::sending(app, actor).await?.stop;
    if let Some(open) = stop {
        let at = open.stop.stopped_at;
        let text =
            Localized::new(format!("緊急停止中です（{at} から）"), format!("all sending is stopped (since {at})"));
        found.push((State::Bad, text));
    }
    let standing = copy::view::standing(app, actor).await?;
    if let Some(hold) = &standing.hold {
        let open = standing.open();
        let text = Localized::new(
            format!("写しの疑いにより送信を保留しています（{}、未回答 {open}件）", hold.cause),
            format!("sending is held, the database may be a copy ({}, {open} answers missing)", hold.cause),
        );
        found.push((State::Bad, text));
    }
    found.push(match standing.bearing {
        Bearing::Empty | Bearing::Sound(_) => (
            State::Good,
            Localized::new(
                "この機械の印はこのデータベースにあります",
                "the mark of this machine lies in this database",
            ),
        ),
        other => (
            State::Bad,
            Localized::new(
                format!(
                    "この機械の印がこのデータベースにありません（{}）。`tatefuda mark show` を見てください",
                    other.as_str()
                ),
                format!(
                    "the mark of this machine is not in this database ({}); see `tatefuda mark show`",
                    other.as_str()
                ),
            ),
        ),
    });
    Ok(found)
}

/// Whether something can be saved, tried by saving it.
async fn tell_health(app: &App, tell: &mut impl FnMut(State, Localized)) {
    match health::look(app).await {
        Health::Good => tell(State::Good, Localized::new("保存できます", "saving works")),
        Health::Bad(trouble) => {
            let i18n = Arc::new(I18n::new());
            let [ja, en] = Lang::ALL.map(|lang| {
                let tr = i18n.translator(lang);
                tr.with("health-bad", &[("why", tr.text(health::key(trouble)).into())])
            });
            tell(State::Bad, Localized::new(ja, en));
        }
    }
}

async fn examine(app: &App, body: &Tenant, hosted: bool) -> Result<Vec<(State, Localized)>> {
    let actor = Actor::program(body.id, Via::Cli);
    let mut found = sending(app, &actor).await?;
    let documents = setting::view::documents(app, &actor).await?;
    if documents.is_empty() {
        found.push((State::Bad, Localized::new("施行中の規程がありません", "no regulation is in force")));
    }
    for document in &documents {
        let title = &document.governing.regulation.body().header.title;
        found
            .push((State::Good, Localized::new(format!("規程「{}」", title.ja), format!("regulation “{}”", title.en))));
        for unset in &document.unset {
            let (ja, en) = (&unset.label.ja, &unset.label.en);
            let clauses = unset.clauses.join(" ");
            found.push((
                State::Off,
                Localized::new(format!("未設定：{ja}（{clauses}）"), format!("not set: {en} ({clauses})")),
            ));
        }
    }
    let unreadable = trouble::of(app, body.id).await?;
    if let Some(first) = unreadable.first() {
        let n = unreadable.len();
        found.push((
            State::Bad,
            Localized::new(
                format!("読めないデータが{n}行あります（最初の行：{first}）。画面「読めないデータ」を見てください"),
                format!("{n} rows cannot be read (the first: {first}); see the page “Unreadable data”"),
            ),
        ));
    }
    let failing = notice::view::failing(app, &actor).await?;
    if let Some(first) = failing.first() {
        let (n, since) = (failing.len(), first.since);
        found.push((
            State::Bad,
            Localized::new(
                format!("お知らせが届いていない届け先が{n}件あります（最も古いもの：{since}から）"),
                format!("at {n} places of people no notice arrives (the oldest since {since})"),
            ),
        ));
    }
    for one in account::ledger(app, &actor).await? {
        let (service, name) = (&one.service, &one.name);
        if !capabilities(service).is_some_and(|row| row.can_publish()) {
            found.push((
                State::Off,
                Localized::new(
                    format!("{name}（{service}）：連携機能はまだありません"),
                    format!("{name} ({service}): no connector yet"),
                ),
            ));
        } else if one.connected && !service.is_website() {
            found.push(connection(&one));
            let fetches = capabilities(service).is_some_and(|row| row.fetches.is_some());
            if fetches && !hosted && !one.by_hand {
                found.push((
                    State::Off,
                    Localized::new(
                        format!("{name}（{service}）：公開の画像置き場が設定されていません（画像の付いた投稿は保留になります）"),
                        format!("{name} ({service}): no public picture host is set up, posts with pictures are held"),
                    ),
                ));
            }
        }
    }
    Ok(found)
}

/// How a connection stands: until when it holds, and which version of the service's interface it speaks.
fn connection(one: &AccountView) -> (State, Localized) {
    let version = capabilities(&one.service).and_then(|row| row.version);
    let version = match version {
        Some(Version { name, until: Some(until) }) => Localized::new(
            format!("接続先の版 {name}（提供は{until}まで）"),
            format!("version {name}, offered until {until}"),
        ),
        Some(Version { name, until: None }) => Localized::new(
            format!("接続先の版 {name}（提供終了日は発表されていません）"),
            format!("version {name}, no end of it announced"),
        ),
        None => Localized::new("接続先の版は不明", "version unknown"),
    };
    let (state, ja, en) = match one.token_expires_at {
        Some(at) if one.token_ends == Ends::Over => {
            (State::Bad, format!("連携の期限が切れています（{at}）"), format!("ended on {at}"))
        }
        Some(at) if one.token_ends == Ends::Soon => {
            (State::Off, format!("連携の期限が近づいています（{at}）"), format!("ends soon, on {at}"))
        }
        Some(at) => (State::Good, format!("連携の期限 {at}"), format!("ends on {at}")),
        None if one.token_renewed => {
            (State::Good, "連携は自動で更新されます".to_owned(), "renewed by itself".to_owned())
        }
        None => (State::Good, "連携の期限なし".to_owned(), "without an end".to_owned()),
    };
    let (name, service) = (&one.name, &one.service);
    let text = Localized::new(
        format!("{name}（{service}）：{ja}、{}", version.ja),
        format!("{name} ({service}): {en}; {}", version.en),
    );
    (state, text)
}
