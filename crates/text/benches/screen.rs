//! Comments per second on one core: the whole screening, the automaton alone and the decoding of UTF-8 alone, on the
//! same comments in the same run, and texts of one megabyte: `cargo bench -p tatefuda-text`.

#![expect(clippy::disallowed_methods, reason = "measuring real time is the purpose")]

use std::{hint::black_box, io::Write as _, time::Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use tatefuda_text::{
    screen::{Mode, Scratch, Screener},
    view::{Reading, View},
};

/// Goals of the project, in comments per second.
const GOAL: f64 = 800_000.0;
const FLOOR: f64 = 300_000.0;

/// Comments of 30 characters: nine in ten innocent, as they are under an office's posts.
const COMMENTS: [&str; 20] = [
    "いつも町の情報をありがとうございます。とても助かっています。楽しみです",
    "来週の防災訓練には家族みんなで参加しようと思います。よろしくお願いしま",
    "図書館の開館時間が延びるのは本当にうれしいです。仕事帰りに寄れますね。",
    "道路の雪かきが遅くて困っています。もう少し早く来てもらえませんか。お願",
    "今年の花火はとてもきれいでした。来年も子どもたちと見に行きたいです。♪",
    "この写真はどこの公園ですか？行き方を教えてください。駐車場はありますか",
    "ゴミの分別がわかりにくいので、一覧表を作ってほしいです。お願いします。",
    "給食のメニューがおいしそう！うちの子も毎日楽しみにしているみたいです。",
    "税金の使い道をもっと分かりやすく説明してください。納得できないですよ。",
    "マイナンバーカードの受け取りは土曜日でもできますか。平日は仕事で行けず",
    "昨日の停電の理由を知りたいです。うちの地区だけ三時間もつきませんでした",
    "市役所の窓口の方がとても親切でした。ありがとうございました。感謝です。",
    "子育て支援の申請はオンラインでできるようになりませんか。並ぶのが大変で",
    "桜が満開ですね。今週末は天気もよさそうなので、お弁当を持って出かけます",
    "バスの本数が減って病院に通うのが大変です。高齢者のことも考えてください",
    "町長の答弁は無責任だと思います。次の議会ではきちんと説明してください。",
    "お祭りの交通規制は何時からですか？迂回路の地図があると助かります。はい",
    "商店街にまた新しいお店ができましたね。にぎやかになってうれしいかぎりで",
    "お前らみたいなゴミはさっさと消えろ。二度と顔を見せるなよこのクソ野郎が",
    "連絡は０９０－１２３４－５６７８までお願いします。詳しくは電話で話します",
];

/// The best of many short runs: on a machine with other work a long one is always interrupted.
fn per_second(mut once: impl FnMut()) -> f64 {
    const ROUNDS: usize = 20;
    let mut best = f64::MAX;
    for _ in 0..400 {
        let start = Instant::now();
        for _ in 0..ROUNDS {
            once();
        }
        best = best.min(start.elapsed().as_secs_f64());
    }
    (ROUNDS * COMMENTS.len()) as f64 / best
}

fn bench(criterion: &mut Criterion) {
    let screener = Screener::standard();
    let mut scratch = Scratch::default();
    let mut view = View::default();
    let decode = || {
        for text in COMMENTS {
            black_box(text.chars().map(u32::from).fold(0u32, u32::wrapping_add));
        }
    };
    let decoding = per_second(decode);
    let reading = per_second(|| {
        for text in COMMENTS {
            black_box(view.read(text, Reading::Plain));
        }
    });
    let squeezed: Vec<String> = COMMENTS.iter().map(|text| View::squeezed(text).text().to_owned()).collect();
    let automaton = per_second(|| {
        for text in &squeezed {
            black_box(screener.bare(text));
        }
    });
    let whole = per_second(|| {
        for text in COMMENTS {
            black_box(screener.screen_with(&mut scratch, text, Mode::Comment));
        }
    });
    criterion.bench_function("screen twenty comments", |b| {
        b.iter(|| {
            for text in COMMENTS {
                black_box(screener.screen_with(&mut scratch, text, Mode::Comment));
            }
        });
    });
    criterion.bench_function("one draft, live", |b| {
        let draft = COMMENTS[..10].concat();
        b.iter(|| black_box(screener.screen_with(&mut scratch, &draft, Mode::Draft)));
    });
    let mut out = std::io::stdout().lock();
    let verdict = if whole >= GOAL {
        "goal"
    } else if whole >= FLOOR {
        "floor"
    } else {
        "BELOW THE FLOOR"
    };
    let _ = writeln!(
        out,
        "comments per second: decoding {decoding:.0}, reading {reading:.0}, automaton {automaton:.0}, whole {whole:.0} \
         ({verdict}); the whole takes {:.1} times as long as decoding, {:.1} times as long as the automaton",
        decoding / whole,
        automaton / whole
    );
    for unit in ["あ", "死ね", "ば か ", "090-", "お前市長「"] {
        let text = unit.repeat(1024 * 1024 / unit.len());
        let start = Instant::now();
        black_box(screener.screen_with(&mut scratch, &text, Mode::Comment));
        let _ = writeln!(out, "1 MB of {unit:?}: {:.0} ms", start.elapsed().as_secs_f64() * 1000.0);
    }
}

criterion_group! { name = benches; config = Criterion::default().sample_size(20); targets = bench }
criterion_main!(benches);
