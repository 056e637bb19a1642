//! Words of somebody else told apart from titles: a quotation has a speaker, a verb of saying or a source.

use std::sync::LazyLock;

use crate::screen::{Category, Finding, Note, Tier};

/// What follows a quotation: verbs of saying and thinking.
const SAID: &[&str] = &[
    "と話",
    "と述べ",
    "と語",
    "と言",
    "といい",
    "といっ",
    "といわ",
    "とい",
    "と答え",
    "と説明",
    "とコメント",
    "と発言",
    "と訴え",
    "と強調",
    "と指摘",
    "と批判",
    "と主張",
    "とつぶや",
    "と投稿",
    "と書",
    "と記",
    "とお話",
    "との声",
    "との意見",
    "との感想",
    "とのこと",
    "とのコメント",
    "との発言",
    "との言葉",
    "との話",
    "との回答",
    "との答",
    "という声",
    "という意見",
    "という感想",
    "という言葉",
    "というコメント",
    "という発言",
    "と呼びかけ",
    "と尋ね",
    "と聞",
    "と感想",
    "と笑",
    "と喜",
    "と振り返",
    "と意気込",
    "と期待",
    "と評価",
    "と称賛",
    "と絶賛",
    "と明か",
    "と表明",
    "と宣言",
    "と報じ",
    "と伝え",
    "と紹介され",
    "って言",
    "って話",
    "と叫",
    "とおっしゃ",
    "とのお話",
    "との評",
    "とのご意見",
    "との要望",
    "とのご要望",
    "との指摘",
    "とのお声",
    "と感じ",
    "と思",
    "と考え",
    "とたたえ",
    "と激励",
    "とのメッセージ",
    "と題して語",
    "と回答",
    "と評",
    "と申し",
    "と怒鳴",
    "って怒鳴",
    "と泣",
    "って泣",
    "と紹介",
    "と約束",
    "と笑顔",
    "と心境",
    "と決意",
    "と抱負",
    "とは",
    "だって",
    "が人生",
    "と表現",
    "という苦情",
    "という要望",
    "という指摘",
    "という質問",
    "という電話",
    "という返事",
    "という回答",
    "と一喝",
    "と返",
    "を引用",
    "より引用",
    "から引用",
];

/// What stands before a quotation: a speaker or a source.
static SPEAKER: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("said_before.txt").lines().collect());

/// How what is in brackets shows to be a name: of an event, a place, a work, a slogan.
const NAMED: &[&str] = &[
    "展",
    "祭",
    "まつり",
    "フェス",
    "フェスタ",
    "フェア",
    "講座",
    "教室",
    "セミナー",
    "大会",
    "の日",
    "週間",
    "月間",
    "運動",
    "キャンペーン",
    "プロジェクト",
    "プラン",
    "計画",
    "事業",
    "会議",
    "センター",
    "会館",
    "公園",
    "ホール",
    "広場",
    "図書館",
    "博物館",
    "美術館",
    "号",
    "マップ",
    "アプリ",
    "ページ",
    "コーナー",
    "カード",
    "ガイド",
    "通信",
    "だより",
    "広報",
    "条例",
    "要綱",
    "音頭",
    "駅",
    "館",
    "券",
    "賞",
    "点",
    "線",
    "課",
    "係",
    "室",
    "隊",
    "団",
    "部",
    "コンサート",
    "ライブ",
    "ツアー",
    "マルシェ",
    "市場",
    "朝市",
    "レシピ",
    "弁当",
    "新聞",
];

/// What follows a name in brackets.
const ABOUT: &[&str] = &[
    "を開催",
    "が開催",
    "を開き",
    "を開く",
    "を行い",
    "を行う",
    "を実施",
    "が始ま",
    "が開幕",
    "を放送",
    "を上映",
    "を上演",
    "を発売",
    "を販売",
    "を発行",
    "を配布",
    "を公開",
    "を掲載",
    "をテーマ",
    "を題",
    "がテーマ",
    "と題し",
    "と題する",
    "と銘打",
    "に参加",
    "にご参加",
    "に出展",
    "に出場",
    "にお越し",
    "へお越し",
    "へようこそ",
    "を合言葉",
    "をスローガン",
    "をキャッチ",
    "をモットー",
    "をご利用",
    "を利用",
    "をご活用",
    "で開催",
    "にて",
    "で検索",
    "を検索",
    "をクリック",
    "ボタン",
    "をタップ",
    "を選択",
    "を押",
    "欄",
    "のページ",
    "の募集",
    "を募集",
    "の会場",
    "の日程",
    "を受け付け",
    "の受付",
    "に認定",
    "に選ば",
    "を受賞",
    "として登録",
    "の展示",
    "を展示",
    "を紹介",
    "をご紹介",
    "として親し",
    "と名付け",
    "と命名",
    "という名",
    "の開館",
    "がオープン",
    "を更新",
    "の配信",
    "を配信",
    "のお知らせ",
    "について",
    "にご協力",
];

/// The pairs.
const BRACKETS: [(char, char); 9] = [
    ('「', '」'),
    ('『', '』'),
    ('“', '”'),
    ('｢', '｣'),
    ('〝', '〟'),
    ('〝', '〞'),
    ('‘', '’'),
    ('"', '"'),
    ('＂', '＂'),
];

/// Most marks that are open at once: without a bound what is found would be as long as the square of the text.
const DEEPEST: usize = 8;

/// What ends a quotation by its author: 」（館長・談）, 」――室生犀星, 」とは…の言葉.
const AUTHOR: &[&str] = &["談）", "談)", "の言葉", "の名言", "の格言", "の一節"];

/// Marks quotations.
pub(super) fn quotations(text: &str, found: &mut Vec<Finding>) {
    let mut open: Vec<(char, usize)> = vec![];
    for (at, c) in text.char_indices() {
        // The same mark opens and closes.
        let even = matches!(c, '"' | '＂');
        let closes = even && open.iter().any(|(known, _)| *known == c);
        if !closes && BRACKETS.iter().any(|(opens, _)| *opens == c) {
            // The first is forgotten, so that what is quoted inside is still found.
            if open.len() == DEEPEST {
                open.remove(0);
            }
            open.push((c, at));
        } else if let Some(index) =
            open.iter().rposition(|(known, _)| BRACKETS.iter().any(|(opens, closes)| opens == known && *closes == c))
        {
            let (_, start) = open[index];
            open.truncate(index);
            let end = at + c.len_utf8();
            let inside = &text[start + text[start..].chars().next().map_or(0, char::len_utf8)..at];
            let judged = judge(text, start, end, c.len_utf8()).or_else(|| {
                let by = super::quoted::by(text, start, end, inside)?;
                Some((Tier::Possible, vec![Note::Near(by.to_owned())]))
            });
            if let Some((tier, note)) = judged {
                let reading = text[start..end].to_owned();
                found.push(super::found(Category::Quotation, tier, text, (start, end), reading, "quotation", note));
            }
        }
    }
}

/// Stems of verbs of saying, thinking and writing, wherever they stand behind a quotation.
static VERBS: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("said_verbs.txt").lines().collect());

/// What warnings and definitions say of words that nobody said.
static ABSTRACT: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("said_of.txt").lines().collect());

/// What stands behind one: と and its kin join it to a verb.
const JOINS: &[&str] = &[
    "言う",
    "言い",
    "言わ",
    "言っ",
    "いいまし",
    "て言",
    "て叱",
    "ち言",
    "ち挨",
    "て話",
    "と",
    "って",
    "との",
    "という",
    "旨",
    "。そう",
    "——",
    "、そう",
];

fn judge(text: &str, start: usize, end: usize, bracket: usize) -> Option<(Tier, Vec<Note>)> {
    let inside = &text[start + text[start..].chars().next().map_or(0, char::len_utf8)..end - bracket];
    let behind = text[end..].trim_start_matches(['（', '(', ' ', '　', '…', 'な', 'ど']);
    let reach = text[..start].char_indices().rev().take(14).last().map_or(start, |(at, _)| at);
    let before = text[reach..start].trim_end_matches(['、', '：', ':', ' ', '　', '。', '，']);
    let named = NAMED.iter().any(|name| inside.ends_with(name)) || ABOUT.iter().any(|word| behind.starts_with(word));
    let sentence = inside.chars().count() >= 5
        && inside.ends_with([
            '。', '！', '？', '!', '?', 'よ', 'ね', 'だ', 'す', 'た', 'い', 'る', 'う', 'な', 'ん', 'か', 'て', 'ば',
            'り', 'を', 'ろ', 'が', 'に', 'け', 'と', '』', 'の', 'ら', 'で',
        ]);
    let tail: &str = &text[end..];
    let reach_behind = tail.char_indices().nth(24).map_or(tail.len(), |(at, _)| at);
    let tail = &tail[..reach_behind];
    let dashed = tail.starts_with("――") || tail.starts_with("──") || tail.starts_with("—") || tail.starts_with("──");
    let authored = (tail.starts_with(['（', '(']) && tail.contains("談"))
        || dashed && tail.chars().count() > 3
        || tail.starts_with("とは") && AUTHOR.iter().any(|word| tail.contains(word));
    // 「…」。大迫さんの言葉です: the next sentence tells whose it is.
    let told_next = tail.starts_with('。')
        && inside.chars().count() >= 5
        && ["の言葉", "の抱負", "そう言", "そう話", "そう語", "の談", "と話す", "と語る", "と笑う"]
            .iter()
            .any(|word| tail.contains(word));
    if told_next {
        return Some((Tier::Possible, vec![Note::Near(tail.chars().skip(1).take(8).collect())]));
    }
    if authored && inside.chars().count() >= 5 && !inside.ends_with(['展', '祭', '会']) {
        return Some((Tier::Possible, vec![Note::Near(tail.chars().take(8).collect())]));
    }
    let joined = JOINS.iter().find(|word| behind.starts_with(**word));
    if let Some(joined) = joined {
        let length = behind.char_indices().nth(22).map_or(behind.len(), |(at, _)| at);
        let rest = &behind[joined.len()..length.max(joined.len())];
        let rest = &rest[..rest.find(['。', '！', '？', '\n']).unwrap_or(rest.len())];
        // 「必ずもうかる」という勧誘は, などと書き込む行為は: spoken of, not said by anybody.
        if ABSTRACT.iter().any(|word| rest.contains(word)) {
            return None;
        }
        let verb = VERBS.iter().find(|verb| rest.contains(**verb));
        let direct = SAID.iter().find(|word| behind.starts_with(**word));
        let word = verb.or(direct);
        // 「…」という名称, 「…」といいます are names: nobody says them.
        if let Some(word) = word
            && (sentence || !named && !matches!(*joined, "という") && direct.is_some())
        {
            return Some((Tier::Possible, vec![Note::Near((*word).to_owned())]));
        }
    }
    if named {
        return None;
    }
    let speaker = SPEAKER.iter().find(|word| before.ends_with(word.trim_end_matches([':', '：'])))?;
    sentence.then(|| (Tier::Possible, vec![Note::Near((*speaker).to_owned())]))
}
