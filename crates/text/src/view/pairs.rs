//! Characters read as other characters: old forms as present ones, and look-alikes of カタカナ.

use std::{collections::HashMap, sync::LazyLock};

/// 旧字体, each before its 新字体: what names, slurs and imitations are written with.
const OLD: &str = "國国學学體体會会舊旧廣広澤沢邊辺邉辺齋斎齊斉濱浜髙高﨑崎嶋島嶌島櫻桜龍竜瀧滝實実眞真榮栄惠恵圓円壽寿藏蔵\
藝芸應応聲声聽聴當当黨党區区驛駅劍剣檢検險険獨独黑黒點点盡尽舍舎讓譲釀醸嚴厳顯顕縣県戀恋變変灣湾蠻蛮亞亜惡悪壓圧圍囲醫医\
飮飲營営衞衛驅駆隱隠穩穏價価假仮畫画繪絵懷懐壞壊覺覚樂楽觀観關関陷陥氣気歸帰龜亀僞偽戲戯犧犠擧挙曉暁徑径經経輕軽鷄鶏缺欠\
儉倹圈圏權権獻献鑛鉱效効恆恒濟済碎砕劑剤雜雑參参慘惨產産贊賛殘残絲糸齒歯兒児辭辞濕湿寫写釋釈收収從従澁渋獸獣縱縦肅粛\
處処敍叙將将稱称燒焼證証條条狀状乘乗淨浄剩剰疊畳繩縄觸触屬属愼慎寢寝圖図粹粋醉酔隨随髓髄數数瀨瀬靜静攝摂竊窃專専戰戦淺浅\
錢銭潛潜纖繊踐践禪禅雙双搜捜插挿爭争總総騷騒增増臟臓卽即屬属續続墮堕對対帶帯滯滞臺台擇択擔担單単團団彈弾斷断癡痴晝昼蟲虫\
鑄鋳廳庁聽聴敕勅鎭鎮遞逓鐵鉄轉転傳伝燈灯盜盗稻稲德徳讀読屆届貳弐惱悩腦脳霸覇廢廃拜拝賣売麥麦發発髮髪拔抜濱浜佛仏拂払辯弁\
瓣弁辨弁變変豐豊襃褒飜翻萬万滿満默黙彌弥藥薬譯訳與与餘余譽誉搖揺樣様謠謡來来賴頼亂乱覽覧龍竜兩両獵猟綠緑淚涙壘塁禮礼隸隷\
靈霊齡齢歷歴爐炉勞労樓楼錄録灣湾冩写裝装貓猫";

/// Small vowels, which only lengthen the same vowel before them.
const SMALL: &str = "ぁぃぅぇぉ";

fn pairs(list: &'static str) -> impl Iterator<Item = (char, char)> {
    let mut chars = list.chars();
    std::iter::from_fn(move || Some((chars.next()?, chars.next()?)))
}

static MODERN: LazyLock<HashMap<char, char>> = LazyLock::new(|| pairs(OLD).collect());

/// The present form of an old character, or the character itself.
pub fn modern(c: char) -> char {
    if c < '一' { c } else { MODERN.get(&c).copied().unwrap_or(c) }
}

/// What a sign of the light view that imitates another reads as, where separators are taken out: 力 in バ力, 口 in ロリ.
pub fn look_alike(c: char) -> Option<char> {
    Some(match c {
        '力' => 'か',
        '口' => 'ろ',
        '二' => 'に',
        '夕' => 'た',
        '卜' => 'と',
        '八' => 'は',
        '工' => 'え',
        '千' => 'ち',
        '三' => 'み',
        '才' => 'お',
        '厶' => 'む',
        '乂' => 'め',
        '匕' => 'ひ',
        '亻' => 'い',
        '彡' => 'み',
        _ => return None,
    })
}

/// Latin letters that digits and signs stand for inside a Latin word.
pub fn leet(c: char) -> Option<char> {
    Some(match c {
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '4' => 'a',
        '5' => 's',
        '7' => 't',
        '@' => 'a',
        '$' => 's',
        _ => return None,
    })
}

/// Whether the squeezed view has to look at a character of the light view more closely.
pub fn has_squeezed_form(c: char) -> bool {
    look_alike(c).is_some() || SMALL.contains(c) || c == '一'
}

/// Whether a small vowel only lengthens what stands before it.
pub fn lengthens(small: char, before: char) -> bool {
    let vowel = |row: &str| row.contains(before);
    match small {
        'ぁ' => vowel("あかさたなはまやらわがざだばぱゃぁ"),
        'ぃ' => vowel("いきしちにひみりぎじぢびぴぃ"),
        'ぅ' => vowel("うくすつぬふむゆるぐずづぶぷゅぅ"),
        'ぇ' => vowel("えけせてねへめれげぜでべぺぇ"),
        'ぉ' => vowel("おこそとのほもよろをごぞどぼぽょぉ"),
        _ => false,
    }
}

/// Which vowel written in full goes on from what stands before it (しねええ, ばああか).
pub fn draws_out(vowel: char, before: char) -> bool {
    let small = match vowel {
        'あ' => 'ぁ',
        'い' => 'ぃ',
        'う' => 'ぅ',
        'え' => 'ぇ',
        'お' => 'ぉ',
        _ => return false,
    };
    before != vowel && lengthens(small, before)
}
