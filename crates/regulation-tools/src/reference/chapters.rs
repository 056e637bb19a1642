//! The chapters that come from the engine's own tables rather than from the format of packs.

use tatefuda_domain::Action;

use super::page::Page;
use crate::{facts_schema, scenario, settings_schema};
use tatefuda_regulation::{
    expr::FUNCTIONS,
    pack::{self, EVENTS, Kept, Pack},
    schema::{FIELDS, FieldType},
};

impl Page {
    pub(super) fn conditions(&mut self) {
        self.heading(2, "条件", "Conditions");
        self.say(
            "条件は CEL の一部である。`'…'` の中に書き、中の文字列は `\"…\"` とする。1,000 バイト、200 の部分、二重の exists/all まで。",
            "Conditions are a part of CEL. They stand in `'…'`, and texts inside in `\"…\"`. At most 1,000 bytes, 200 nodes, two quantifiers deep.",
        );
        let rows: [[&str; 3]; 9] = [
            ["`&& || !`", "かつ、又は、でない", "and, or, not"],
            ["`== !=`", "同じ型の二つを比べる", "compare two of one type"],
            ["`< <= > >=`", "整数、日を比べる", "compare numbers, days"],
            ["`+ -`", "整数", "on numbers"],
            ["`x in [\"a\", \"b\"]`", "一覧の中にあるか", "one of a list"],
            ["`c ? a : b`", "c なら a、そうでなければ b", "a if c, else b"],
            [
                "`list.exists(v, …)` `list.all(v, …)`",
                "一覧の要素のどれか・すべてについて",
                "for any, for all elements of a list",
            ],
            [
                "`x.contains(\"a\")` `x.startsWith(\"a\")` `x.endsWith(\"a\")`",
                "文字列に含むか、始まるか、終わるか",
                "on texts",
            ],
            [
                "`today` `at` `given.<field>`",
                "行為の日。within の時刻。これからする記録の欄（on が record.give・step.do・duty.answer で、where が記録を一つだけ指す定めで）",
                "the day of the act; its time, in within; a field of the record about to be given (in rules on record.give, step.do, duty.answer whose where names one record)",
            ],
        ];
        let rows = rows.iter().map(|[sign, ja, en]| vec![(*sign).to_owned(), self.pick(ja, en).to_owned()]).collect();
        self.table(&[("形", "form"), ("意味", "meaning")], rows);
        self.heading(3, "関数", "Functions");
        let rows = FUNCTIONS.iter().filter_map(|(name, _)| {
            let (call, result, ja, en) = self.words.function.get(*name)?;
            let result = match result.as_str() {
                "bool" => "true / false",
                "int" => self.pick("整数", "number"),
                "day" => self.pick("日", "day"),
                "moment" => self.pick("日時", "moment"),
                "list" => self.pick("一覧", "list"),
                _ => self.pick("設定の型による", "by its type"),
            };
            Some(vec![format!("`{call}`"), result.to_owned(), self.pick(ja, en).to_owned()])
        });
        let rows = rows.collect();
        self.table(&[("形", "call"), ("結果", "result"), ("意味", "meaning")], rows);
    }

    pub(super) fn facts(&mut self) {
        self.heading(2, "事実", "Facts");
        self.say(
            "`?` の付いたものは、ないことがある。条件では `has(…) && …` で確かめてから使う。誰も知らない事実を読む定めは「判定できません」になる。",
            "What is marked `?` may be missing: conditions guard it by `has(…) && …`. A rule that reads what nobody can supply cannot be judged.",
        );
        let mut lists = vec![];
        let rows = FIELDS.iter().map(|field| {
            if let FieldType::List(elements) = field.ty {
                lists.push((field.path, elements));
            }
            let optional = if field.optional { " `?`" } else { "" };
            let meaning = self.pick(field.ja, field.en).to_owned();
            vec![format!("`{}`{optional}", field.path), self.field_type(field.ty), meaning]
        });
        let rows = rows.collect();
        self.table(&[("事実", "fact"), ("型", "type"), ("意味", "meaning")], rows);
        for (path, elements) in lists {
            let (ja, en) = (format!("`{path}` の要素"), format!("Elements of `{path}`"));
            self.heading(3, &ja, &en);
            let rows = elements.iter().map(|element| {
                let optional = if element.optional { " `?`" } else { "" };
                let meaning = self.pick(element.ja, element.en).to_owned();
                vec![format!("`{}`{optional}", element.name), self.field_type(element.ty), meaning]
            });
            let rows = rows.collect();
            self.table(&[("要素", "element"), ("型", "type"), ("意味", "meaning")], rows);
        }
    }

    pub(super) fn field_type(&self, ty: FieldType) -> String {
        match ty {
            FieldType::Bool => "true / false".to_owned(),
            FieldType::Int => self.pick("整数", "number").to_owned(),
            FieldType::Text => self.pick("文字列", "text").to_owned(),
            FieldType::Moment => self.pick("日時", "moment").to_owned(),
            FieldType::Date => self.pick("日", "day").to_owned(),
            FieldType::Category => self.pick("category の id", "category id").to_owned(),
            FieldType::Level => self.pick("classification の段階", "level of the classification").to_owned(),
            FieldType::TextList => self.pick("文字列の一覧", "list of texts").to_owned(),
            FieldType::List(_) => self.pick("一覧（下）", "list, see below").to_owned(),
            FieldType::Choice(choices) => {
                let shown: Vec<String> = choices
                    .iter()
                    .map(|(id, ja, en)| format!("`{id}`{}", self.pick(&format!("（{ja}）"), &format!(" ({en})"))))
                    .collect();
                shown.join(self.pick("、", ", "))
            }
        }
    }

    pub(super) fn acts(&mut self) {
        self.heading(2, "行為", "Acts");
        let rows = Action::ALL
            .iter()
            .filter_map(|action| Some(vec![format!("`{action}`"), self.both(self.words.act.get(action.as_str())?)]));
        let rows = rows.collect();
        self.table(&[("行為", "act"), ("意味", "meaning")], rows);
        self.heading(2, "出来事", "Events");
        let own = EVENTS.iter().filter_map(|event| Some((*event, self.words.event.get(*event)?)));
        let made = self.words.made_event.iter().map(|(event, words)| (event.as_str(), words));
        let rows = own.chain(made).map(|(event, words)| vec![format!("`{event}`"), self.both(words)]).collect();
        self.table(&[("出来事", "event"), ("意味", "meaning")], rows);
    }

    pub(super) fn scenarios(&mut self) {
        self.heading(2, "シナリオ", "Scenarios");
        for (name, keys) in scenario::keys() {
            let title = match name {
                "file" => "scenarios/*.toml",
                "shared" => "[shared]",
                "scenario" => "[[scenario]]",
                "expect" => "[scenario.expect]",
                "need" => "expect.needs",
                _ => "expect.instances",
            };
            self.heading(3, title, title);
            let told = self.words.scenario.get(name);
            let rows = keys.iter().filter_map(|key| {
                let (ty, must, ja, en) = told?.get(*key)?;
                let must = if *must { self.pick("必", "must") } else { "" };
                Some(vec![format!("`{key}`"), must.to_owned(), self.ty(ty), self.pick(ja, en).to_owned()])
            });
            let rows = rows.collect();
            self.table(&[("鍵", "key"), ("", ""), ("型", "type"), ("意味", "meaning")], rows);
        }
    }

    /// Files of facts and of settings, from their JSON Schemas.
    pub(super) fn files(&mut self) {
        self.heading(2, "事実のファイル", "Files of facts");
        self.say(
            "`ask --facts` と、シナリオの `[facts.<名前>]` の形。`fields` に書かなかった「ないことがある」事実は、ないものとして扱われる。",
            "For `ask --facts`, and for `[facts.<name>]` in scenarios. Optional facts that `fields` does not mention are known not to be there.",
        );
        let schema = facts_schema();
        let all = &schema["properties"];
        for name in ["facts", "actor", "subject", "org", "records", "steps", "procedures", "duties"] {
            let of = match name {
                "facts" => &schema,
                "subject" => &all[name]["anyOf"][1],
                "actor" => &all[name],
                _ => &all[name]["items"],
            };
            self.heading(3, &format!("facts: {name}"), &format!("facts: {name}"));
            self.schema_table(of, name);
        }
        self.heading(2, "設定のファイル", "Files of settings");
        self.say(
            "`settings/<名前>.toml`。はじめに `practice = true` と書くと、すべて練習用の値になる。値は `[[set]]` に書く。",
            "`settings/<name>.toml`. `practice = true` on top says that all values are invented. Each value is a `[[set]]`.",
        );
        let schema = settings_schema();
        let of = &schema["properties"]["set"]["items"];
        let must = |key: &str| of["required"].as_array().is_some_and(|list| list.iter().any(|one| one == key));
        let keys = ["key", "value", "source", "note", "decided_by", "confirmed_by", "from", "practice"];
        let rows = keys.iter().filter_map(|key| {
            let text = self.both(self.words.settings.get(*key)?);
            let must = if must(key) { self.pick("必", "must") } else { "" };
            Some(vec![format!("`{key}`"), must.to_owned(), text])
        });
        let rows = rows.collect();
        self.table(&[("鍵", "key"), ("", ""), ("意味", "meaning")], rows);
    }

    pub(super) fn schema_table(&mut self, schema: &serde_json::Value, name: &str) {
        let told = self.words.facts.get(name);
        let must = |key: &str| schema["required"].as_array().is_some_and(|list| list.iter().any(|one| one == key));
        let keys = schema["properties"].as_object().map(|keys| keys.keys().cloned().collect::<Vec<_>>());
        let rows = keys.unwrap_or_default().into_iter().filter_map(|key| {
            let text = self.both(told?.get(&key)?);
            let must = if must(&key) { self.pick("必", "must") } else { "" };
            Some(vec![format!("`{key}`"), must.to_owned(), text])
        });
        let rows = rows.collect();
        self.table(&[("鍵", "key"), ("", ""), ("意味", "meaning")], rows);
    }

    /// What every pack is joined with.
    pub(super) fn house(&mut self, house: &Pack) {
        self.heading(2, "システム共通の取扱い（house）", "Promises of the product (house)");
        self.say(
            "どのパックにも加わる。役割と記録は `house:<id>` と書いて使える。*外せる* ものだけを `[[lift]]` で外せる。",
            "Joined with every pack. Its roles and record kinds are named `house:<id>`. Only what is *liftable* can be lifted by a `[[lift]]`.",
        );
        let rows = house.rules.iter().map(|rule| {
            let liftable = if rule.liftable { self.pick("外せる", "liftable") } else { "" };
            let acts: Vec<&str> = rule.on.iter().map(|action| action.as_str()).collect();
            let acts = if acts.len() == Action::ALL.len() { "*".to_owned() } else { acts.join(" ") };
            let says = match (&rule.kept, rule.message.ja.is_empty()) {
                (_, false) => self.label(&rule.message),
                (Kept::Builtin(_), true) => {
                    let clause = rule.clauses.first().and_then(|id| house.clause(id));
                    clause.map_or_else(String::new, |clause| self.label(&clause.text))
                }
                _ => String::new(),
            };
            vec![format!("`{}`", rule.id), liftable.to_owned(), rule.clauses.join(" "), acts, says]
        });
        let rows = rows.collect();
        self.table(&[("定め", "rule"), ("", ""), ("条", "clause"), ("行為", "acts"), ("内容", "says")], rows);
        let names = |ids: Vec<&str>| ids.iter().map(|id| format!("`house:{id}`")).collect::<Vec<_>>().join(" ");
        let roles = names(house.roles.iter().map(|role| role.id.as_str()).collect());
        let kinds = names(house.record_kinds.iter().map(|kind| kind.id.as_str()).collect());
        let params = names(house.parameters.iter().map(|parameter| parameter.id.as_str()).collect());
        let (a, b, c) = (self.pick("役割", "Roles"), self.pick("記録", "Record kinds"), self.pick("値", "Parameters"));
        let text = format!("\n{a}: {roles}\n\n{b}: {kinds}\n\n{c}: {params}");
        self.line(&text);
        self.heading(3, "誰でもよいわけではない行為", "Who may act where the pack names nobody");
        let rows = house.standings.iter().map(|standing| {
            let acts: Vec<String> = standing.on.iter().map(|action| format!("`{action}`")).collect();
            let by: Vec<String> = standing
                .by
                .iter()
                .map(|role| match role {
                    pack::RoleRef::Own(id) | pack::RoleRef::House(id) | pack::RoleRef::Reading(id) => {
                        format!("`house:{id}`")
                    }
                })
                .collect();
            vec![acts.join(" "), by.join(" ")]
        });
        let rows = rows.collect();
        self.table(&[("行為", "acts"), ("役割", "roles")], rows);
    }
}
