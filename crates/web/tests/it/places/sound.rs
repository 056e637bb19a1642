//! What is sent to each route so that whoever may do the act does it.

use serde_json::{Value, json};
use tatefuda_web::routes::Route;

use super::{BY_HAND, Places, SHOWN, amended};
use crate::world::World;

/// A body with which each endpoint would do its act for whoever may, about things of the first body.
pub fn sound_body(world: &World, places: &Places, path: &str) -> Value {
    let paper = places.paper(path);
    let account = world.a.facebook.to_string();
    let content = json!({ "title": "題", "text": "本文", "targets": [{ "account": account }] });
    let declared = json!([{ "kind": "posting-declaration", "fields": { "declared": "yes" } }]);
    match path.rsplit('/').next().unwrap_or_default() {
        "posts" if path.contains("/cases/") => json!({ "url": "https://sns.example/api" }),
        "posts" | "revision" => content,
        "preview" => json!({ "post": paper.id, "content": content }),
        "submit" => json!({ "supplies": declared }),
        "requests" => json!({ "title": "まつり", "text": "まつりを開きます。" }),
        "amendments" => json!({ "document": world.a.document }),
        "source" if path.contains("/amendments/") => json!({
            "source": "告示第15号", "decision": "令和8年総第12号", "decided_on": "2026-04-01", "from": "2027-04-01",
        }),
        "changes" => json!({ "change": { "kind": "clause", "clause": "NNH-10", "ja": "慎重に行う。" } }),
        "undo" => json!({ "change": "clause:NNH-10" }),
        "rebase" | "propose" | "confirm" if path.contains("/amendments/") => json!({}),
        "return" | "withdraw" if path.contains("/amendments/") => json!({ "reason": "改め直す" }),
        "take" | "withdraw" if path.contains("/requests/") => json!({}),
        "return" | "refuse" if path.contains("/requests/") => json!({ "reason": "日付を書いてください" }),
        "{id}" if path.contains("/requests/") => json!({ "title": "まつり", "text": "まつりを開きます。" }),
        "return" => json!({ "comment": "理由" }),
        "screening" => json!({ "text": "本文", "mode": "draft" }),
        "steps" if path.contains("/cases/") => json!({
            "step": "assess", "supplies": [{ "kind": "harm-assessment", "fields": { "what": "経緯" } }],
        }),
        "steps" => json!({ "step": "check", "shown": paper.sheet }),
        "cases" => json!({ "procedure": "harm", "account": account, "title": "表現への苦情" }),
        "duties" => json!({
            "document": world.a.document, "duty": "listing-check", "instance": "2026-04-01~3m", "account": account,
            "answer": "shown",
        }),
        "notices" => json!({ "kind": "mail", "address": "yamada@town.example.jp", "lang": "ja" }),
        "prove" => json!({ "code": "12345678" }),
        "change" if path.contains("/notices/") => json!({
            "lang": "en", "hours": { "pace": "daily", "quiet_from": 1320, "quiet_until": 420, "daily_at": 510 },
        }),
        "login" => json!({ "password": "kamito-4827-sanuke" }),
        "incidents" => json!({ "account": account, "title": "表現への苦情" }),
        "told" => json!({ "whom": "報道機関", "text": "誤りを認めた" }),
        "withdraw" if path.contains("/cases/") => json!({ "reason": "二重の登録" }),
        "resolve" => json!({ "published": true, "url": SHOWN }),
        "answer" if path.contains("/removal/") => json!({ "outcome": "gone" }),
        "answer" => json!({ "outcome": "posted", "url": BY_HAND, "posted_on": "PC-1" }),
        "removal" => json!({ "reason": "住民の名前が入っている" }),
        "copy" if path.contains("/removal/") => json!({ "missing": "写しが取れない" }),
        "corrections" => json!({ "what": "曜日が違う" }),
        "evidence" => json!({ "shows": "as-sent" }),
        "road" => json!({ "road": "hand" }),
        "outside" => json!({
            "account": account, "through": "app", "posted_at": "2026-04-01T00:00:00Z", "text": "避難所を開けました",
            "reason": "停電",
        }),
        "records" => json!({
            "kind": "posting-declaration", "fields": { "declared": "yes" }, "shown": paper.digest,
            "on": { "post": paper.id, "account": account },
        }),
        "accounts" if path.contains("/imports/") => json!({
            "running_until": "2027-03-31T14:59:00Z", "basis": "課長決裁",
            "rows": [{ "service": "youtube", "name": "取り込む名", "section": "広報課" }],
        }),
        "people" if path.contains("/imports/") => json!({ "rows": [{ "login": "9001", "name": "新人 一" }] }),
        "accounts" => json!({ "service": "youtube", "name": "名", "section": world.a.section.to_string() }),
        "state" => json!({ "to": "suspend" }),
        "papers" => json!({ "form": "listing", "account": account, "shown": places.archived.1 }),
        "marks" => json!({ "section": world.a.section.to_string(), "mark": "広" }),
        "wording" => {
            json!({ "document": world.a.document, "text": "1 趣旨\n\n見本の手順である。" })
        }
        "settings" => {
            json!({ "document": world.a.document, "key": "param:review-interval", "value": "3m", "source": "案" })
        }
        "people" => json!({ "login": "new.one", "name": "新人" }),
        "sections" if path.contains("/accounts/") => json!({ "section": places.section }),
        "end" if path.contains("/accounts/") => json!({ "owner": places.owner }),
        "sections" => json!({ "name_ja": "新しい課" }),
        "positions" => json!({ "section": world.a.section.to_string(), "name_ja": "新しい職" }),
        "stop" | "propose-end" | "release" | "admit" => json!({ "reason": "理由" }),
        "{id}" if path.contains("/copy/doubts/") => json!({ "answer": "goes-on" }),
        "rights" => json!({ "right": "read-audit", "granted": true }),
        "connect" => json!({ "token": "abc" }),
        "{id}" if path.starts_with("/api/v1/accounts") => {
            json!({ "name": "名", "section": world.a.section.to_string() })
        }
        "{id}" if path.starts_with("/api/v1/people") => json!({ "name": "名" }),
        "appointments" => json!({ "position": world.a.staff.to_string() }),
        _ => json!({}),
    }
}

/// A form with which each route would do its act for whoever may, about things of the first body.
pub fn sound_form(world: &World, places: &Places, route: &Route) -> Vec<(&'static str, String)> {
    let text = str::to_owned;
    let paper = places.paper(route.path);
    let version = || ("version", paper.version.to_string());
    match route.name {
        "amendment.open" => vec![("document", world.a.document.clone())],
        "amendment.describe" => vec![
            ("version", amended(route.path).to_string()),
            ("source", text("告示第15号")),
            ("decision", text("令和8年総第12号")),
            ("decided_on", text("2026-04-01")),
            ("from", text("2027-04-01")),
        ],
        "amendment.change" => vec![
            ("version", amended(route.path).to_string()),
            ("kind", text("clause")),
            ("clause", text("NNH-10")),
            ("ja", text("慎重に行う。")),
        ],
        "amendment.undo" => {
            vec![("version", amended(route.path).to_string()), ("change", text("clause:NNH-10"))]
        }
        "amendment.rebase" | "amendment.propose" | "amendment.confirm" => {
            vec![("version", amended(route.path).to_string())]
        }
        "amendment.return" | "amendment.withdraw" => {
            vec![("version", amended(route.path).to_string()), ("reason", text("改め直す"))]
        }
        "wording.load" => {
            vec![("document", world.a.document.clone()), ("text", text("1 趣旨\n\n見本の手順である。"))]
        }
        "post.create" | "post.edit" | "post.live-check" => vec![
            version(),
            ("post", paper.id.clone()),
            ("accounts", world.a.facebook.to_string()),
            ("text", text("本文")),
        ],
        "import.preview" => vec![("kind", text("people")), ("text", text("職員番号\t氏名\n9002\t新人 二\n"))],
        "import.bring" => vec![
            ("kind", text("people")),
            ("table", text("職員番号\t氏名\n9003\t新人 三\n")),
            ("heading", text("1")),
            ("column.1", text("login")),
            ("column.2", text("name")),
        ],
        "screening.read" => vec![("text", text("本文")), ("mode", text("draft"))],
        "post.submit" => vec![
            version(),
            ("supply", text("posting-declaration")),
            ("supply.posting-declaration.declared", text("yes")),
        ],
        "post.return" => vec![version(), ("comment", text("理由"))],
        "post.step" => vec![("step", text("check")), ("shown", paper.sheet.clone())],
        "request.ask" => vec![("title", text("まつり")), ("text", text("まつりを開きます。"))],
        "request.amend" => {
            vec![("version", text("1")), ("title", text("まつり")), ("text", text("まつりを開きます。"))]
        }
        "request.take" | "request.withdraw" => vec![("version", text("1"))],
        "request.return" | "request.refuse" => vec![("version", text("1")), ("reason", text("日付を書いてください"))],
        "case.open" => vec![("procedure", text("harm")), ("title", text("表現への苦情"))],
        "case.report" => vec![("title", text("表現への苦情"))],
        "case.step" => vec![
            ("version", text("1")),
            ("step", text("assess")),
            ("supply", text("harm-assessment")),
            ("supply.harm-assessment.what", text("経緯")),
        ],
        "duty.answer" => vec![
            ("document", world.a.document.clone()),
            ("duty", text("profile-check")),
            ("instance", text("2026-04-01~3m")),
            ("account", world.a.facebook.to_string()),
            ("answer", text("shown")),
        ],
        "login.change" => vec![("password", text("kamito-4827-sanuke"))],
        "case.post" => vec![("url", text("https://sns.example/page"))],
        "case.tell" => vec![("whom", text("報道機関")), ("text", text("誤りを認めた"))],
        "case.close" => vec![("version", text("3"))],
        "case.withdraw" => vec![("version", text("1")), ("reason", text("二重の登録"))],
        "removal.decide" => vec![("version", text("4")), ("removal_reason", text("住民の名前が入っている"))],
        "removal.copy" => vec![("version", text("1")), ("missing", text("写しが取れない"))],
        "removal.answer" => vec![("version", text("1")), ("outcome", text("gone"))],
        "removal.call-off" => vec![("version", text("1"))],
        "post.correct" => vec![version(), ("what", text("曜日が違う"))],
        "post.schedule" => vec![version(), ("date", text("2026-05-01")), ("time", text("09:00"))],
        "publication.cancel" => vec![],
        // Leased, begun, expired; leased, held.
        "publication.resolve" => {
            vec![("version", text("4")), ("outcome", text("published-seen")), ("url", text(SHOWN))]
        }
        "publication.reschedule" => vec![("version", text("3"))],
        "publication.evidence" => vec![("version", text("4")), ("shows", text("as-sent"))],
        "hand.take" => vec![("version", text("2"))],
        "hand.answer" => vec![
            ("version", text("3")),
            ("outcome", text("posted")),
            ("url", text("https://www.facebook.com/page-facebook/posts/79")),
            ("posted_on", text("PC-1")),
        ],
        "paper.archive" => vec![
            ("form", text("listing")),
            ("account", world.a.facebook.to_string()),
            ("shown", places.archived.1.clone()),
            ("number", text("27港企区第1416号")),
        ],
        "paper.mark" => vec![("section", world.a.section.to_string()), ("mark", text("広"))],
        "account.share" => vec![("version", text("1")), ("section", places.section.clone())],
        "account.unshare" => vec![("version", text("2")), ("owner", places.owner.clone())],
        "account.road" => vec![("version", text("1")), ("road", text("hand"))],
        "outside.register" => vec![
            ("account", world.a.facebook.to_string()),
            ("through", text("app")),
            ("date", text("2026-04-01")),
            ("time", text("09:00")),
            ("text", text("避難所を開けました")),
            ("reason", text("停電")),
        ],
        "record.give" => vec![
            ("kind", text("posting-declaration")),
            ("subject_kind", text("post")),
            ("subject", paper.id.clone()),
            ("digest", paper.digest.clone()),
            ("fields.declared", text("yes")),
        ],
        "session.capacity" => vec![("capacity", places.appointment.clone())],
        "account.register" => {
            vec![("service", text("youtube")), ("name", text("名")), ("section", world.a.section.to_string())]
        }
        "account.change" => {
            vec![("version", text("1")), ("name", text("名")), ("section", world.a.section.to_string())]
        }
        "account.start" | "account.suspend" | "account.close" | "account.delete" | "member.end" => {
            vec![("version", text("1"))]
        }
        "member.change" => vec![("version", text("1")), ("name", text("名"))],
        "section.add" => vec![("name_ja", text("新しい課")), ("from", text("2026-04-01"))],
        "position.add" => vec![
            ("section", world.a.section.to_string()),
            ("name_ja", text("新しい職")),
            ("rank_order", text("5")),
            ("from", text("2026-04-01")),
        ],
        "section.change" => vec![("level", text("")), ("branch", text("町長部局"))],
        "section.end" | "position.end" => vec![("until", text("2026-04-30"))],
        "absence.start" => vec![("person", places.person.clone()), ("from_date", text("2026-04-02"))],
        "absence.end" => vec![],
        "notice.add" => vec![
            ("kind", text("mail")),
            ("address", text("yamada@town.example.jp")),
            ("lang", text("ja")),
            ("pace", text("once")),
            ("quiet_from", text("22:00")),
            ("quiet_until", text("07:00")),
            ("daily_at", text("08:30")),
        ],
        "notice.prove" => vec![("code", text("12345678"))],
        "notice.change" => vec![
            ("version", text("1")),
            ("lang", text("en")),
            ("pace", text("daily")),
            ("quiet_from", text("22:00")),
            ("quiet_until", text("07:00")),
            ("daily_at", text("08:30")),
        ],
        "notice.code" | "notice.end" => vec![],
        "account.connect" => vec![("token", text("abc"))],
        "setting.propose" => vec![
            ("document", world.a.document.clone()),
            ("key", text("role:rp")),
            ("value", world.a.head.to_string()),
            ("source", text("案")),
        ],
        "member.add" => vec![("login", text("new.one")), ("name", text("新人"))],
        "appointment.make" => vec![("position", world.a.staff.to_string()), ("from", text("2026-04-01"))],
        "member.rights" => vec![("grant", text("read-audit"))],
        "appointment.end" => vec![("until", text("2026-04-30"))],
        "device.issue" => vec![("number", text("PC-2"))],
        "device.enrol" => vec![("code", places.device.1.clone())],
        "stop.all" | "copy.admit" => vec![("reason", text("理由"))],
        "stop.propose-end" => vec![version(), ("stop", places.record.clone()), ("end_reason", text("理由"))],
        "stop.end" => vec![version(), ("stop", places.record.clone())],
        "copy.answer" => vec![("answer", text("goes-on"))],
        "copy.release" => vec![version(), ("hold", places.record.clone()), ("reason", text("理由"))],
        "token.create" => vec![("name", text("t")), ("kind", text("read"))],
        "session.sign-in" => vec![("body", text("mizube")), ("login", text("writer")), ("password", text("wrong"))],
        "member.password" => vec![("current", text("wrong")), ("new", text("x")), ("repeat", text("x"))],
        "session.language" => vec![("lang", text("en"))],
        _ => vec![version()],
    }
}
