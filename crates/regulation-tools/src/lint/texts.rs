//! Everything shown exists in both languages.

use tatefuda_domain::Localized;

use super::{Level, Lint};
use tatefuda_regulation::{
    pack::{PartContent, Place},
    say::{noun, say},
};

type Shown<'p> = (&'p Localized, Place, Localized);

pub fn check(lint: &mut Lint<'_>) {
    let pack = lint.pack;
    let mut texts: Vec<Shown<'_>> = vec![];
    macro_rules! labels {
        ($($items:ident $noun:literal),* $(,)?) => {$(
            texts.extend(pack.$items.iter().map(|item| (&item.label, item.place, named($noun, &item.id))));
        )*};
    }
    labels!(
        roles "role",
        categories "category",
        classifications "classification",
        parameters "parameter",
        record_kinds "record",
        chains "chain",
        modes "mode",
        account_classes "class of accounts",
        calendars "calendar",
        grounds "ground",
        documents "document",
        actor_kinds "kind of actor",
        boards "board",
        procedures "procedure",
        duties "duty",
        monitors "monitor",
    );
    texts.extend(pack.clauses.iter().map(|item| (&item.text, item.place, named("clause", &item.id))));
    texts.extend(pack.silences.iter().map(|item| (&item.message, item.place, named("silence", &item.id))));
    texts.extend(pack.terms.iter().map(|item| (&item.text, item.place, named("word", &item.word))));
    texts.extend(pack.norms.iter().map(|item| (&item.title, item.place, named("norm", &item.id))));
    texts.extend(pack.formers.iter().map(|item| (&item.title, item.place, named("former document", &item.id))));
    texts.extend(pack.readings.iter().map(|item| (&item.note, item.place, named("reading", &item.id))));
    for kind in &pack.record_kinds {
        texts.extend(kind.fields.iter().map(|field| (&field.label, kind.place, named("field", &field.id))));
        texts.extend(kind.lines.iter().map(|line| (&line.text, kind.place, named("line", &line.clause))));
    }
    for chain in &pack.chains {
        texts.extend(chain.steps.iter().map(|step| (&step.label, chain.place, named("step", &step.id))));
    }
    for procedure in &pack.procedures {
        texts.extend(procedure.steps.iter().map(|step| (&step.label, procedure.place, named("step", &step.id))));
    }
    for document in &pack.documents {
        for part in &document.parts {
            texts.push((&part.label, document.place, named("part", &part.id)));
            if let PartContent::Text(text) = &part.content {
                texts.push((text, document.place, say!("部分「{}」の文", "text of part {}", part.id)));
            }
        }
    }
    // What may be left out is written in both languages or in none.
    let half = |text: &Localized| text.ja.trim().is_empty() != text.en.trim().is_empty();
    let mut messages: Vec<Shown<'_>> = vec![];
    macro_rules! messages {
        ($($items:ident $noun:literal),* $(,)?) => {$(
            messages.extend(
                pack.$items.iter().map(|item| (&item.message, item.place, message_of($noun, &item.id))),
            );
        )*};
    }
    messages!(
        rules "rule",
        chains "chain",
        exceptions "exception",
        powers "power",
        procedures "procedure",
        duties "duty",
        monitors "monitor",
    );
    for procedure in &pack.procedures {
        let of = |step: &str| message_of("step", step);
        messages.extend(procedure.steps.iter().map(|step| (&step.message, procedure.place, of(&step.id))));
    }
    messages.extend(
        pack.record_kinds
            .iter()
            .map(|kind| (&kind.help, kind.place, say!("記録「{}」の help", "help of record {}", kind.id))),
    );
    messages.extend(
        pack.parameters
            .iter()
            .map(|item| (&item.hint, item.place, say!("設定「{}」の hint", "hint of parameter {}", item.id))),
    );
    messages.extend(
        pack.roles.iter().map(|item| (&item.hint, item.place, say!("役割「{}」の hint", "hint of role {}", item.id))),
    );
    let missing = texts.into_iter().filter(|(text, ..)| text.ja.trim().is_empty() || text.en.trim().is_empty());
    let missing: Vec<_> = missing.chain(messages.into_iter().filter(|(text, ..)| half(text))).collect();
    for (_, place, what) in missing {
        let message = say!([what], "{what}が一方の言語にしかありません", "{what} lacks one of its languages");
        lint.add(Level::Warning, place, "one-language", message, say!("ja と en を書いてください", "write ja and en"));
    }
}

fn named(what: &str, id: &str) -> Localized {
    let what = noun(what);
    say!([what], "{what}「{id}」", "{what} {id}")
}

fn message_of(what: &str, id: &str) -> Localized {
    let what = noun(what);
    say!([what], "{what}「{id}」の message", "message of {what} {id}")
}
