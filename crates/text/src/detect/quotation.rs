//! Words of somebody else told apart from titles: a quotation has a speaker, a verb of saying or a source.

use crate::screen::{Category, Finding, Mode, Note, Tier};

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
const SPEAKER: &[&str] = &[
    "あいさつ",
    "挨拶",
    "ことわざに",
    "の名言",
    "の言葉に",
    "一言",
    "に言われた一言",
    "入電",
    "の審査",
    "の声",
    "町長は",
    "市長は",
    "知事は",
    "区長は",
    "村長は",
    "課長は",
    "部長は",
    "校長は",
    "館長は",
    "新聞は",
    "気象台は",
    "女性は",
    "男性は",
    "友人は",
    "導師は",
    "説かれた",
    "さんは",
    "氏は",
    "さん",
    "氏",
    "様は",
    "によると",
    "によれば",
    "いわく",
    "曰く",
    "コメント:",
    "コメント：",
    "談:",
    "談：",
    "の声",
    "の言葉",
    "からは",
    "からの声",
    "のコメント",
    "の口癖は",
    "の口ぐせは",
    "口癖は",
    "口ぐせは",
    "の言葉を借りれば",
    "の答弁",
    "より",
    "からのメッセージ",
    "の講評",
    "の講評では",
    "な意見",
    "の話",
    "こう語る",
    "説かれた",
    "の写し",
    "答弁",
    "の発言に",
    "の社説に",
    "の回答書には",
    "申しておりました",
    "言うとった",
    "の感想",
    "のご意見",
    "記者は",
    "選手は",
    "監督は",
    "教授は",
    "の話では",
    "名言",
    "の一節",
    "社説",
];

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

/// Verbs of saying behind と where nothing is in brackets: only those that take somebody's words.
const TOLD: &[&str] = &[
    "と述べ",
    "と語",
    "と話し",
    "と話す",
    "と話して",
    "と説い",
    "と説明し",
    "と答弁",
    "と答え",
    "と訴え",
    "と強調し",
    "と指摘し",
    "と主張し",
    "と批判し",
    "と発言し",
    "と明言し",
    "と明かし",
    "と振り返",
    "と呼びかけ",
    "を呼びかけ",
    "と約束し",
    "と言って",
    "と言った",
    "と言われ",
    "と言いま",
    "と言うの",
    "と言うた",
    "と言いよ",
    "って言って",
    "って言った",
    "って言われ",
    "って言うの",
    "って言い",
    "って言うた",
    "とおっしゃ",
    "と申し",
    "と宣言",
    "と表明",
    "と報じ",
    "と伝え",
    "と記し",
    "と書いて",
    "と書かれ",
    "と告げ",
    "と怒鳴",
    "と叫ん",
    "とつぶや",
    "と投稿し",
    "とコメント",
    "と評し",
    "と評価し",
    "と懸念",
    "と不満",
    "と期待を",
    "と感想",
    "との声",
    "との意見",
    "とのご意見",
    "との要望",
    "とのご要望",
    "との苦情",
    "との指摘",
    "との感想",
    "との評価",
    "という声",
    "という意見",
    "という要望",
    "という苦情",
    "という感想",
    "という指摘",
    "とあるの",
    "とあり",
    "と語りかけ",
    "とのお話",
    "との見方",
    "との認識を",
    "との考えを示",
];

/// Who speaks: the end of a word for a person or a body, with the particle behind it.
const WHO: &[&str] = &[
    "さん",
    "氏",
    "様",
    "知事",
    "市長",
    "町長",
    "村長",
    "区長",
    "校長",
    "館長",
    "園長",
    "院長",
    "所長",
    "部長",
    "課長",
    "係長",
    "室長",
    "局長",
    "会長",
    "社長",
    "店長",
    "団長",
    "議長",
    "議員",
    "委員",
    "先生",
    "教授",
    "博士",
    "選手",
    "監督",
    "コーチ",
    "記者",
    "キャスター",
    "司会者",
    "評論家",
    "専門家",
    "研究者",
    "作家",
    "詩人",
    "画家",
    "俳優",
    "防災士",
    "医師",
    "医者",
    "弁護士",
    "保健師",
    "保育士",
    "看護師",
    "担当者",
    "職員",
    "大臣",
    "首相",
    "総理",
    "長官",
    "住民",
    "市民",
    "町民",
    "村民",
    "区民",
    "保護者",
    "利用者",
    "来場者",
    "参加者",
    "来庁者",
    "卒業生",
    "生徒",
    "児童",
    "小学生",
    "中学生",
    "園児",
    "男性",
    "女性",
    "友人",
    "友達",
    "友だち",
    "知人",
    "母",
    "父",
    "祖母",
    "祖父",
    "兄",
    "姉",
    "弟",
    "妹",
    "娘",
    "息子",
    "うちの子",
    "妻",
    "夫",
    "主人",
    "家内",
    "師匠",
    "導師",
    "おばちゃん",
    "おじさん",
    "おばあちゃん",
    "じいちゃん",
    "ばあちゃん",
    "母ちゃん",
    "かあちゃん",
    "人",
    "者",
    "主",
    "省",
    "庁",
    "台",
    "署",
    "県",
    "市",
    "町",
    "紙",
    "新聞",
    "誌",
    "社",
    "会",
    "テレビ",
    "ラジオ",
    "団体",
    "組合",
    "協会",
    "警察",
    "消防",
    "役所",
    "役場",
    "議会",
    "先輩",
    "後輩",
    "同僚",
    "上司",
    "隣人",
    "店員",
];

/// Sources, with what stands before the words themselves.
const SOURCE: &[&str] = &[
    "いわく、",
    "いわく",
    "曰く、",
    "曰く",
    "によれば、",
    "によりますと、",
    "の話では、",
    "の話によると",
    "が言うには",
    "に言わせれば",
    "に言わせると",
    "の発表では、",
    "の言葉に、",
    "の言葉を借りれば",
    "の声 ",
    "の声　",
    "の話 ",
    "の話　",
    "への声 ",
    "への声　",
    "意見箱より",
    "自由記述",
    "原文ママ",
    "の写し",
    "のあいさつ",
    "あいさつ：",
    "挨拶：",
    "の談話",
    "の名言",
    "の格言",
    "ことわざに",
    "の口ぐせ",
    "の口癖",
    "の一節",
    "からの手紙",
    "からのメール",
    "のコメント：",
    "の感想：",
    "の声：",
    "の声:",
    "のコメント:",
];

/// What ends a quotation by its author: 」（館長・談）, 」――室生犀星, 」とは…の言葉.
const AUTHOR: &[&str] = &["談）", "談)", "の言葉", "の名言", "の格言", "の一節"];

/// Fewest and most characters of words that somebody says.
const WORDS: std::ops::RangeInclusive<usize> = 5..=120;

/// Bytes of the longest sentence that is looked at.
const LONGEST: usize = 900;

/// Marks words of others without brackets: 知事は…と述べました, 課長いわく…. Sentences in which brackets hold the words
/// are left to [`quotations`].
pub(super) fn told(text: &str, mode: Mode, found: &mut Vec<Finding>) {
    // Most comments hold neither: looked at first, because every text comes by here.
    if mode == Mode::Comment && verb(text).is_none() && !text.contains("いわく") {
        return;
    }
    let mut start = 0;
    for sentence in text.split_inclusive(['。', '！', '？', '!', '?', '\n']) {
        let at = start;
        start += sentence.len();
        // What has no end for so long is no sentence, and would be read again from each particle.
        if sentence.len() > LONGEST || sentence.chars().nth(*WORDS.start() + 2).is_none() {
            continue;
        }
        let bracketed = sentence.contains(['「', '『', '“', '｢', '〝', '‘']);
        let range = if bracketed { None } else { spoken(sentence).or_else(|| sourced(sentence)) };
        if let Some((from, until, word)) = range
            && WORDS.contains(&sentence[from..until].chars().count())
        {
            let range = (at + from, at + until);
            let note = vec![Note::Near(word.to_owned())];
            found.push(super::found(
                Category::Quotation,
                Tier::Cue,
                text,
                range,
                text[range.0..range.1].to_owned(),
                "quotation.told",
                note,
            ));
        }
    }
}

/// What stands behind と in verbs of saying.
const SECOND: &str = "述語話説答訴強指主批発明振約言おい申宣表報伝記書告怒叫つ投コ評懸不期感のあ";

/// The last verb of saying in a text and where it stands. Looked for in every text, so the letter behind と decides first.
fn verb(text: &str) -> Option<(usize, &'static str)> {
    let known = |at: usize| TOLD.iter().find(|verb| text[at..].starts_with(**verb)).map(|verb| (at, *verb));
    text.rmatch_indices(['と', 'っ', 'を']).find_map(|(at, joint)| {
        let rest = &text[at + joint.len()..];
        let likely = match joint {
            "と" => rest.chars().next().is_some_and(|c| SECOND.contains(c)),
            "っ" => rest.starts_with("て言"),
            _ => rest.starts_with("呼び"),
        };
        if likely { known(at) } else { None }
    })
}

/// …は、…と述べ: between the speaker and the verb.
fn spoken(sentence: &str) -> Option<(usize, usize, &'static str)> {
    let (until, verb) = verb(sentence)?;
    let head = &sentence[..until];
    for particle in ["は、", "は", "が、", "が", "も、", "も", "からは、", "からは", "から、", "から", "に、", "に"]
    {
        for (at, _) in head.match_indices(particle) {
            let before = &head[..at];
            if let Some(who) = WHO.iter().find(|who| before.ends_with(**who))
                && before.chars().count() < 40
            {
                let from = at + particle.len();
                let passive = verb.ends_with("われ") || verb.ends_with("怒鳴");
                // に needs somebody who is told by: 先生に…と言われた.
                if particle.starts_with('に') && !passive {
                    continue;
                }
                if head[from..].chars().count() >= *WORDS.start() {
                    let _ = who;
                    return Some((from, until, verb));
                }
            }
        }
    }
    None
}

/// …いわく、…: what stands behind the source.
fn sourced(sentence: &str) -> Option<(usize, usize, &'static str)> {
    let (at, source) =
        SOURCE.iter().filter_map(|source| sentence.find(source).map(|at| (at, *source))).min_by_key(|(at, _)| *at)?;
    if sentence[..at].chars().next_back().is_none_or(|c| !crate::view::class_of(c).is_letter()) {
        return None;
    }
    let rest = &sentence[at + source.len()..];
    let skip = rest.len()
        - rest.trim_start_matches(['、', '：', ':', ' ', '　', '（', '(', '）', ')', '原', '文', 'マ']).len();
    let until = sentence.trim_end_matches(['。', '！', '？', '!', '?', '\n']).len();
    let from = at + source.len() + skip;
    (from < until).then_some((from, until, source))
}

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
            if let Some((tier, note)) = judge(text, start, end, c.len_utf8()) {
                let reading = text[start..end].to_owned();
                found.push(super::found(Category::Quotation, tier, text, (start, end), reading, "quotation", note));
            }
        }
    }
}

/// Stems of verbs of saying, thinking and writing, wherever they stand behind a quotation.
const VERBS: &[&str] = &[
    "話",
    "述べ",
    "語",
    "言",
    "いわ",
    "いう",
    "答",
    "説明",
    "コメント",
    "発言",
    "訴え",
    "指摘",
    "批判",
    "主張",
    "つぶや",
    "呟",
    "投稿",
    "書",
    "記さ",
    "声",
    "意見",
    "感想",
    "とのこと",
    "回答",
    "呼びかけ",
    "尋ね",
    "聞",
    "笑",
    "喜",
    "振り返",
    "意気込",
    "期待",
    "評",
    "称賛",
    "絶賛",
    "明か",
    "表明",
    "宣言",
    "報じ",
    "伝え",
    "紹介",
    "叫",
    "おっしゃ",
    "要望",
    "激励",
    "メッセージ",
    "引用",
    "怒鳴",
    "証言",
    "答弁",
    "質疑",
    "表現",
    "約束",
    "繰り返",
    "漏ら",
    "通報",
    "入電",
    "声をかけ",
    "申し",
    "演説",
    "明言",
    "溜息",
    "一点張り",
    "スピーチ",
    "説か",
    "説い",
    "こぼし",
    "泣い",
    "とあっ",
    "とあり",
    "だって",
    "質問",
    "告げ",
    "返事",
    "つづ",
    "綴",
];

/// What warnings and definitions say of words that nobody said.
const ABSTRACT: &[&str] = &[
    "勧誘",
    "誘い",
    "書き込み",
    "人を見ま",
    "ときは",
    "思ったとき",
    "呼ぶことも",
    "傷つけ",
    "根拠",
    "やめましょう",
    "悩まず",
    "電話は",
    "詐欺",
    "行為",
    "おやめ",
    "書けば",
    "言葉は",
    "言葉も",
    "言われたら",
    "言って近づ",
    "講座",
    "書かれた文書",
    "しないよう",
    "注意",
    "名称",
    "愛称",
    "名前",
    "意味",
    "役を",
    "メニュー",
    "題名",
    "曲",
    "タイトル",
    "表示",
];

/// What stands behind one: と and its kin join it to a verb.
const JOINS: &[&str] = &["と", "って", "との", "という", "旨", "。そう", "——", "、そう"];

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
