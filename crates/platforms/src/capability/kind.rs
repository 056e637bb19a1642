//! Kinds of post and what each may hold.

use tatefuda_domain::Localized;
use url::Url;

use crate::{
    length::{TextLimit, TextUnit},
    platform::{LimitFinding, LimitKind, OutgoingPost},
};

/// The kinds of post that services know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PostKind {
    /// In the stream of the account.
    Feed,
    /// Several pictures or films to leaf through.
    Carousel,
    /// Gone after a day.
    Story,
    /// A short upright film.
    Reel,
    Film,
    /// A message to those who follow the account.
    Message,
}

impl PostKind {
    /// The word in API, options and texts.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Feed => "feed",
            Self::Carousel => "carousel",
            Self::Story => "story",
            Self::Reel => "reel",
            Self::Film => "film",
            Self::Message => "message",
        }
    }
}

/// The kinds of media.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediumKind {
    Picture,
    /// A picture that moves (GIF).
    Animation,
    Film,
}

/// One choice of media for a post: all of them follow one rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MediaRule {
    /// What.
    pub kinds: &'static [MediumKind],
    /// Their types.
    pub types: &'static [&'static str],
    /// At least and at most so many.
    pub count: (usize, usize),
    /// Most bytes of one, where known.
    pub bytes: Option<u64>,
    /// Shortest and longest of a film in tenths of a second, where known.
    pub tenths: Option<(u32, u32)>,
    /// Narrowest and widest shape as width to height, in hundredths, where there is one.
    pub shape: Option<(u32, u32)>,
    /// Most characters of an alternative text; absent: it takes none; zero: it takes one, its limit is not known.
    pub alt: Option<usize>,
}

/// What a post of a kind may hold on a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    pub kind: PostKind,
    /// How long its text may be; absent: not known, or it takes none where `takes_text` is false.
    pub text: Option<TextLimit>,
    /// Whether it takes a text.
    pub takes_text: bool,
    /// How long a title of its own may be; absent: it has none.
    pub title: Option<TextLimit>,
    /// Whether it takes a link apart from the text.
    pub link: bool,
    /// Whether a text alone is a post.
    pub text_alone: bool,
    /// The choices of media; empty: none, or nobody knows.
    pub media: &'static [MediaRule],
    /// Most hashtags in a text, where there is such a limit.
    pub hashtags: Option<usize>,
    /// Whether Tatefuda publishes this kind by itself.
    pub wired: bool,
}

/// A post before it is sent, as far as limits look at it.
#[derive(Debug, Clone, Default)]
pub struct Draft<'a> {
    /// The text, as the service gets it.
    pub text: &'a str,
    /// A link apart from it.
    pub link: Option<&'a str>,
    /// Media in order.
    pub media: Vec<DraftMedium<'a>>,
}

/// A medium of such a post.
#[derive(Debug, Clone, Copy)]
pub struct DraftMedium<'a> {
    /// Its type.
    pub mime: &'a str,
    pub bytes: u64,
    /// Width and height, where known.
    pub pixels: Option<(u32, u32)>,
    /// Its alternative text.
    pub alt: &'a str,
}

impl<'a> Draft<'a> {
    /// What a connector gets, with the text as the service gets it.
    #[must_use]
    pub fn of(post: &'a OutgoingPost, text: &'a str) -> Self {
        let media = post.media.iter().map(|one| DraftMedium {
            mime: &one.mime,
            bytes: one.bytes.len() as u64,
            pixels: None,
            alt: &one.alt,
        });
        Self { text, link: post.link.as_deref(), media: media.collect() }
    }
}

impl Kind {
    /// Whether a post of this kind can have so many pictures.
    #[must_use]
    pub fn holds(&self, pictures: usize) -> bool {
        match pictures {
            0 => self.text_alone,
            _ => self.media.iter().any(|rule| (rule.count.0..=rule.count.1).contains(&pictures)),
        }
    }

    /// What the service would not take of this kind, `name` being the service's name on screen.
    #[must_use]
    pub fn check(&self, name: &Localized, draft: &Draft<'_>) -> Vec<LimitFinding> {
        let mut findings = Findings { name, list: vec![] };
        let empty = draft.text.trim().is_empty();
        if empty && draft.media.is_empty() && (draft.link.is_none() || !self.link) {
            findings.add(LimitKind::Empty, "に出す内容がありません", "has nothing to publish");
        } else if draft.media.is_empty() && !self.text_alone {
            let (ja, en) = ("には画像か動画が必要です", "needs a picture or a film");
            findings.add(LimitKind::Empty, ja, en);
        }
        if let Some(limit) = self.text.filter(|limit| limit.is_passed_by(draft.text)) {
            findings.too_long(limit, draft.text);
        }
        if !self.takes_text && !empty {
            findings.add(LimitKind::TooLong, "のこの種類には本文がありません", "takes no text with this kind");
        }
        if let Some(link) = draft.link
            && !Url::parse(link).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
        {
            let ja = "リンクは http:// か https:// で始まるアドレスにしてください。";
            let en = "The link must be an address that begins with http:// or https://.";
            findings.list.push(LimitFinding { kind: LimitKind::BadLink, message: Localized::new(ja, en) });
        }
        let hashtags = || draft.text.split_whitespace().filter(|word| word.starts_with(['#', '＃'])).count();
        if let Some(most) = self.hashtags.filter(|most| hashtags() > *most) {
            let (ja, en) = (format!("のハッシュタグは{most}個までです"), format!("takes at most {most} hashtags"));
            findings.add(LimitKind::TooLong, &ja, &en);
        }
        self.media(draft, &mut findings);
        findings.list
    }

    /// Media must follow one of the choices; where none fits, it is said what is wrong with the nearest.
    fn media(&self, draft: &Draft<'_>, findings: &mut Findings<'_>) {
        // That there is none is said above, with what else makes a post.
        if let Some(problem) = self.picture_problem(&draft.media).filter(|_| !draft.media.is_empty()) {
            let (ja, en) = problem.words();
            findings.add(LimitKind::BadMedia, &ja, &en);
        }
    }

    /// What is wrong with the pictures of a post of this kind.
    #[must_use]
    pub fn picture_problem(&self, media: &[DraftMedium<'_>]) -> Option<PictureProblem> {
        if media.is_empty() {
            return (!self.text_alone).then_some(PictureProblem::Needed);
        }
        let mut wrong = vec![];
        for rule in self.media {
            wrong.push(rule.wrong(media)?);
        }
        Some(wrong.into_iter().min_by_key(PictureProblem::distance).unwrap_or(PictureProblem::NotTaken))
    }
}

/// What is wrong with the pictures of a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PictureProblem {
    /// There is none, and the service takes no text alone.
    Needed,
    /// It takes none.
    NotTaken,
    /// One is of a type that it does not take; these it takes.
    Type(String),
    /// It takes at most so many.
    TooMany(usize),
    /// It takes at least so many.
    TooFew(usize),
    /// One has more than so many megabytes.
    TooLarge(u64),
    /// One is too wide or too narrow.
    Shape,
    /// An alternative text is longer than so many characters.
    LongAlt(usize),
}

impl PictureProblem {
    /// The further a rule was followed before, the nearer.
    const fn distance(&self) -> u8 {
        match self {
            Self::Needed | Self::NotTaken => 5,
            Self::Type(_) => 4,
            Self::TooMany(_) | Self::TooFew(_) => 3,
            Self::TooLarge(_) => 2,
            Self::Shape => 1,
            Self::LongAlt(_) => 0,
        }
    }

    /// Behind the name of the service.
    fn words(&self) -> (String, String) {
        match self {
            Self::Needed => ("には画像か動画が必要です".to_owned(), "needs a picture or a film".to_owned()),
            Self::NotTaken => {
                ("のこの種類には画像を付けられません".to_owned(), "takes no pictures with this kind".to_owned())
            }
            Self::Type(types) => (format!("の画像は{types}にしてください"), format!("takes {types}")),
            Self::TooMany(most) => (format!("の画像は{most}枚までです"), format!("takes at most {most} pictures")),
            Self::TooFew(least) => (format!("の画像は{least}枚からです"), format!("takes at least {least} pictures")),
            Self::TooLarge(mega) => {
                (format!("の画像は1枚{mega}MBまでです"), format!("takes pictures of at most {mega} MB"))
            }
            Self::Shape => {
                ("の画像の縦横の比が範囲の外です".to_owned(), "does not take pictures of this shape".to_owned())
            }
            Self::LongAlt(most) => (
                format!("の画像の説明（代替テキスト）は{most}字までです"),
                format!("takes alternative texts of at most {most} characters"),
            ),
        }
    }
}

impl MediaRule {
    fn wrong(&self, media: &[DraftMedium<'_>]) -> Option<PictureProblem> {
        if media.iter().any(|one| !self.types.contains(&one.mime)) {
            return Some(PictureProblem::Type(
                self.types.iter().map(|name| short(name)).collect::<Vec<_>>().join(", "),
            ));
        }
        let (least, most) = self.count;
        if media.len() > most {
            return Some(PictureProblem::TooMany(most));
        }
        if media.len() < least {
            return Some(PictureProblem::TooFew(least));
        }
        if let Some(bytes) = self.bytes.filter(|bytes| media.iter().any(|one| one.bytes > *bytes)) {
            return Some(PictureProblem::TooLarge(bytes / 1_000_000));
        }
        let ratio = |(width, height): (u32, u32)| u64::from(width) * 100 / u64::from(height.max(1));
        if let Some((narrow, wide)) = self.shape
            && media.iter().filter_map(|one| one.pixels).map(ratio).any(|r| r < narrow.into() || r > wide.into())
        {
            return Some(PictureProblem::Shape);
        }
        let long = |most: &usize| *most > 0 && media.iter().any(|one| TextUnit::Utf16.count(one.alt) > *most);
        self.alt.filter(long).map(PictureProblem::LongAlt)
    }
}

fn short(mime: &str) -> String {
    mime.rsplit('/').next().unwrap_or(mime).to_ascii_uppercase()
}

struct Findings<'a> {
    name: &'a Localized,
    list: Vec<LimitFinding>,
}

impl Findings<'_> {
    fn add(&mut self, kind: LimitKind, ja: &str, en: &str) {
        let message = Localized::new(format!("{}{ja}。", self.name.ja), format!("{} {en}.", self.name.en));
        self.list.push(LimitFinding { kind, message });
    }

    fn too_long(&mut self, limit: TextLimit, text: &str) {
        let (count, max) = (limit.count(text), limit.max);
        let (ja, en) = match limit.unit {
            TextUnit::Weighted => (
                format!("の本文は半角で{max}字（全角で{}字）までです（今は半角で{count}字分）", max / 2),
                format!("takes a text of {max} narrow or {} wide characters (now {count} narrow)", max / 2),
            ),
            TextUnit::Utf8 => (
                format!("の本文は{max}バイトまでです（今は{count}バイト）"),
                format!("takes a text of {max} bytes (now {count})"),
            ),
            TextUnit::CodePoint | TextUnit::Utf16 => (
                format!("の本文は{max}字までです（今は{count}字）"),
                format!("takes a text of at most {max} characters (now {count})"),
            ),
        };
        self.add(LimitKind::TooLong, &ja, &en);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capability::{Capabilities, of};

    fn row(service: &str) -> &'static Capabilities {
        of(&service.parse().expect("a service"))
    }

    fn found(service: &str, kind: PostKind, draft: &Draft<'_>) -> Vec<LimitKind> {
        let row = row(service);
        let kind = row.kind(kind).expect("the service knows the kind");
        kind.check(&row.name(), draft).into_iter().map(|finding| finding.kind).collect()
    }

    fn picture(mime: &str) -> DraftMedium<'_> {
        DraftMedium { mime, bytes: 1_000, pixels: Some((1_000, 1_000)), alt: "" }
    }

    fn draft<'a>(text: &'a str, media: Vec<DraftMedium<'a>>) -> Draft<'a> {
        Draft { text, link: None, media }
    }

    #[test]
    fn what_a_kind_holds_is_known_before_it_is_sent() {
        let (jpeg, png, film) = (picture("image/jpeg"), picture("image/png"), picture("video/mp4"));
        let wide = DraftMedium { pixels: Some((2_000, 1_000)), ..jpeg };
        let heavy = DraftMedium { bytes: 9_000_000, ..jpeg };
        for (service, kind, media, expected) in [
            ("instagram", PostKind::Feed, vec![], Some(LimitKind::Empty)),
            ("instagram", PostKind::Feed, vec![jpeg], None),
            ("instagram", PostKind::Feed, vec![png], Some(LimitKind::BadMedia)),
            ("instagram", PostKind::Feed, vec![wide], Some(LimitKind::BadMedia)),
            ("instagram", PostKind::Feed, vec![heavy], Some(LimitKind::BadMedia)),
            ("instagram", PostKind::Feed, vec![jpeg, jpeg], Some(LimitKind::BadMedia)),
            ("instagram", PostKind::Carousel, vec![jpeg, film], None),
            ("instagram", PostKind::Carousel, vec![jpeg], Some(LimitKind::BadMedia)),
            ("x", PostKind::Feed, vec![jpeg, png, jpeg, png], None),
            ("x", PostKind::Feed, vec![jpeg; 5], Some(LimitKind::BadMedia)),
            ("x", PostKind::Feed, vec![jpeg, film], Some(LimitKind::BadMedia)),
            ("line", PostKind::Message, vec![jpeg; 4], None),
            ("youtube", PostKind::Film, vec![], Some(LimitKind::Empty)),
            ("youtube", PostKind::Film, vec![film], None),
        ] {
            let said = found(service, kind, &draft("お知らせ", media));
            assert_eq!(said, expected.into_iter().collect::<Vec<_>>(), "{service} {}", kind.as_str());
        }
    }

    #[test]
    fn texts_are_measured_and_hashtags_counted() {
        let jpeg = || vec![picture("image/jpeg")];
        let tags = "#町 ".repeat(31);
        assert_eq!(found("instagram", PostKind::Feed, &draft(&tags, jpeg())), [LimitKind::TooLong]);
        assert_eq!(found("x", PostKind::Feed, &draft(&"あ".repeat(141), vec![])), [LimitKind::TooLong]);
        assert_eq!(found("instagram", PostKind::Story, &draft("文", jpeg())), [LimitKind::TooLong], "it takes none");
        let said = row("x").usual().expect("a kind").check(&row("x").name(), &draft(&"あ".repeat(141), vec![]));
        assert!(said[0].message.ja.contains("全角で140字") && said[0].message.en.contains("140 wide"), "{said:?}");
    }
}
