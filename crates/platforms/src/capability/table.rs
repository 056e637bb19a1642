//! The rows.
//!
//! Facts are those of the services' own documents and machine-readable descriptions as read on the date that each row
//! names; where two of them disagree the stricter one stands here, and the row says so in `unconfirmed`.

use super::{
    Ability as A, Capabilities, Connector, Kind, LATE, MediaRule,
    MediumKind::{Animation, Film, Picture},
    PostKind, Price, Renewal, Support, Version,
};
use crate::{
    credentials::CredentialKind,
    facebook,
    length::{TextLimit, TextUnit},
};

const YES: Support = Support::Yes;
const LIVE: Support = Support::NeedsLiveCheck;
const MB: u64 = 1_000_000;

/// A kind that holds nothing yet.
const fn kind(kind: PostKind) -> Kind {
    Kind {
        kind,
        text: None,
        takes_text: true,
        title: None,
        link: false,
        text_alone: false,
        media: &[],
        hashtags: None,
        wired: false,
    }
}

const fn media(of: &'static [super::MediumKind], types: &'static [&'static str], count: (usize, usize)) -> MediaRule {
    MediaRule { kinds: of, types, count, bytes: None, tenths: None, shape: None, alt: None }
}

/// Facebook Pages. Description of Graph API v25.0 (facebook-business-sdk-codegen ad2b0b6, 2026-04-15) for what can be
/// called; its guides as of 2026-11 for formats. The service publishes no limit of a text: 63,206 is what clients keep to,
/// in the unit that counts more. Pictures: the documents say 10 MB, an error of the service speaks of 4 MB.
const FACEBOOK: Capabilities = Capabilities {
    service: "facebook",
    name: ("Facebookページ", "Facebook Page"),
    connector: Connector::Http,
    kinds: &[
        Kind {
            text: Some(facebook::TEXT_LIMIT),
            link: true,
            text_alone: true,
            media: &[MediaRule { bytes: Some(4 * MB), alt: Some(0), ..media(&[Picture], facebook::PICTURES, (1, 10)) }],
            wired: true,
            ..kind(PostKind::Feed)
        },
        Kind { media: &[media(&[Film], &["video/mp4"], (1, 1))], ..kind(PostKind::Film) },
        Kind { media: &[media(&[Film], &["video/mp4"], (1, 1))], ..kind(PostKind::Reel) },
        Kind {
            takes_text: false,
            media: &[media(&[Picture, Film], &["image/jpeg", "image/png", "video/mp4"], (1, 1))],
            ..kind(PostKind::Story)
        },
    ],
    service_can: &[
        (A::Publish, YES),
        (A::ReadBack, YES),
        (A::EditText, YES),
        (A::Remove, YES),
        (A::ReadComments, YES),
        (A::Reply, YES),
        // Reversible; some comments cannot be hidden (`can_hide`).
        (A::HideComment, LIVE),
        (A::RemoveComment, YES),
        (A::Followers, YES),
        (A::LastPost, YES),
    ],
    wired: &[A::Publish, A::ReadBack, A::Remove],
    idempotent: Support::No,
    repeat_hours: None,
    addresses: YES,
    late_minutes: Some(LATE),
    credential: Some(CredentialKind::PageToken),
    version: Some(Version { name: "v25.0", until: None }),
    renewal: None,
    fetches: None,
    price: None,
    note: None,
    unconfirmed: &[
        ("ページのトークンがいつまで有効か", "how long the token of a page lasts"),
        ("投稿直後の照会に何分で現れるか", "how soon a new post shows in a read-back"),
        ("画像1枚の大きさの上限（資料では10MBと4MB）", "the most bytes of a picture (10 MB and 4 MB are said)"),
    ],
};

/// The body's own website: nobody sets limits but ourselves and the readers of feeds.
const WEBSITE: Capabilities = Capabilities {
    service: "website",
    name: ("ウェブサイト（フィード）", "Website feed"),
    connector: Connector::BuiltIn,
    kinds: &[Kind {
        text: Some(TextLimit::new(70_000, TextUnit::CodePoint)),
        link: true,
        text_alone: true,
        media: &[MediaRule { alt: Some(0), ..media(&[Picture], &["image/jpeg", "image/png"], (1, 20)) }],
        wired: true,
        ..kind(PostKind::Feed)
    }],
    service_can: &[(A::Publish, YES), (A::ReadBack, YES), (A::Remove, YES), (A::LastPost, YES)],
    wired: &[A::Publish, A::ReadBack, A::Remove],
    idempotent: YES,
    repeat_hours: None,
    // Written in the transaction of the act: there is nothing to find out afterwards.
    addresses: Support::No,
    late_minutes: None,
    credential: None,
    version: None,
    renewal: None,
    fetches: None,
    price: None,
    note: None,
    unconfirmed: &[],
};

/// X. API v2, description 2.167 (xdevplatform/docs 28713281, 2026-08-22) and the documents beside it: 280 weighted, either
/// four pictures or one GIF or one film, alternative texts of 1,000 characters, pay per call since 2026-02-06. Others'
/// replies can be hidden under our own posts and never be removed.
const X: Capabilities = Capabilities {
    service: "x",
    name: ("X", "X"),
    connector: Connector::Http,
    kinds: &[Kind {
        text: Some(TextLimit::new(280, TextUnit::Weighted)),
        // It ends the text.
        link: true,
        text_alone: true,
        media: &[
            MediaRule {
                bytes: Some(5 * MB),
                alt: Some(1_000),
                ..media(&[Picture], &["image/jpeg", "image/png", "image/webp"], (1, 4))
            },
            MediaRule { bytes: Some(15 * MB), alt: Some(1_000), ..media(&[Animation], &["image/gif"], (1, 1)) },
            MediaRule {
                bytes: Some(512 * MB),
                tenths: Some((5, 1_400)),
                ..media(&[Film], &["video/mp4", "video/quicktime"], (1, 1))
            },
        ],
        wired: true,
        ..kind(PostKind::Feed)
    }],
    service_can: &[
        (A::Publish, YES),
        (A::ReadBack, YES),
        (A::EditText, LIVE),
        (A::Remove, YES),
        (A::ReadComments, YES),
        (A::Reply, LIVE),
        (A::HideComment, YES),
        (A::CloseComments, YES),
        (A::Followers, YES),
        (A::LastPost, YES),
    ],
    wired: &[A::Publish, A::ReadBack, A::Remove],
    idempotent: Support::No,
    repeat_hours: None,
    addresses: YES,
    late_minutes: Some(LATE),
    credential: Some(CredentialKind::AppToken),
    version: Some(Version { name: "v2", until: None }),
    // Tokens live two hours.
    renewal: Some(Renewal { before: 15, after: 0 }),
    fetches: None,
    price: Some(Price { post: 15_000, post_with_address: 200_000, read: 5_000 }),
    note: None,
    unconfirmed: &[
        (
            "更新用トークンが毎回変わるか、いつまで有効か",
            "whether refresh tokens change each time and how long they last",
        ),
        ("自分の投稿への返信（連投）が断られないか", "whether replies to our own posts are refused"),
        (
            "city.example.lg.jp のような語がURLとして課金されるか",
            "whether a word such as city.example.lg.jp is charged as an address",
        ),
        ("投稿の編集が使えるか", "whether posts can be edited"),
    ],
};

/// Instagram, professional accounts. Description of Graph API v25.0 (ad2b0b6, 2026-04-15) and the content publishing guide
/// (2026-06): no post without picture or film, JPEG alone, 8 MB, 4:5 to 1.91:1, alternative texts of pictures only, 2,200
/// characters (unit not said, so the one that counts more), 30 hashtags. Of a post that is there only whether it may be
/// commented can be changed.
const INSTAGRAM: Capabilities = Capabilities {
    service: "instagram",
    name: ("Instagram", "Instagram"),
    connector: Connector::Http,
    kinds: &[
        Kind { media: &[INSTAGRAM_PICTURE], wired: true, ..INSTAGRAM_POST },
        Kind {
            kind: PostKind::Carousel,
            media: &[
                MediaRule { count: (2, 10), ..INSTAGRAM_PICTURE },
                MediaRule {
                    kinds: &[Picture, Film],
                    types: &["image/jpeg", "video/mp4"],
                    count: (2, 10),
                    ..INSTAGRAM_PICTURE
                },
            ],
            wired: true,
            ..INSTAGRAM_POST
        },
        Kind {
            kind: PostKind::Reel,
            media: &[media(&[Film], &["video/mp4", "video/quicktime"], (1, 1))],
            ..INSTAGRAM_POST
        },
        Kind {
            takes_text: false,
            media: &[MediaRule {
                bytes: Some(8 * MB),
                ..media(&[Picture, Film], &["image/jpeg", "video/mp4"], (1, 1))
            }],
            ..kind(PostKind::Story)
        },
    ],
    service_can: &[
        (A::Publish, YES),
        (A::ReadBack, YES),
        (A::Remove, LIVE),
        (A::ReadComments, YES),
        (A::Reply, YES),
        (A::HideComment, YES),
        (A::RemoveComment, YES),
        (A::CloseComments, YES),
        (A::Followers, YES),
        (A::LastPost, YES),
    ],
    wired: &[A::Publish, A::ReadBack],
    idempotent: Support::No,
    repeat_hours: None,
    addresses: YES,
    late_minutes: Some(LATE),
    credential: Some(CredentialKind::Token),
    version: Some(Version { name: "v25.0", until: None }),
    // Tokens live 60 days and are renewed once they are a day old.
    renewal: Some(Renewal { before: 30 * 24 * 60, after: 25 * 60 }),
    // Everything is fetched while a container is made.
    fetches: Some(0),
    price: None,
    note: None,
    unconfirmed: &[
        ("1日に投稿できる数（資料では25、50、100）", "how many posts a day (25, 50 and 100 are said)"),
        ("本文2,200字の数え方", "in what the 2,200 characters of a text are counted"),
        ("投稿の削除が使えるか", "whether posts can be removed"),
        ("投稿直後の照会に何分で現れるか", "how soon a new post shows in a read-back"),
        ("トークンの更新をヘッダーで頼めるか", "whether the next token can be asked for with the token in a header"),
        (
            "容器の準備ができた後、画像を公開の置き場から下げてよいか",
            "whether pictures may be withdrawn from their address once a container is ready",
        ),
    ],
};

const INSTAGRAM_POST: Kind =
    // A link ends the text.
    Kind {
        text: Some(TextLimit::new(2_200, TextUnit::Utf16)),
        link: true,
        hashtags: Some(30),
        ..kind(PostKind::Feed)
    };

const INSTAGRAM_PICTURE: MediaRule = MediaRule {
    bytes: Some(8 * MB),
    shape: Some((80, 191)),
    alt: Some(1_000),
    ..media(&[Picture], &["image/jpeg"], (1, 1))
};

/// YouTube. Data API v3, discovery document of 2026-11-04, and its pages: films alone; titles of 100 characters,
/// descriptions of 5,000 bytes. Another person's comment that was rejected cannot be published again.
const YOUTUBE: Capabilities = Capabilities {
    service: "youtube",
    name: ("YouTubeチャンネル", "YouTube channel"),
    connector: Connector::None,
    kinds: &[
        Kind {
            text: Some(TextLimit::new(5_000, TextUnit::Utf8)),
            title: Some(TextLimit::new(100, TextUnit::CodePoint)),
            media: &[MediaRule {
                bytes: Some(256 * 1_000 * MB),
                ..media(&[Film], &["video/mp4", "video/quicktime"], (1, 1))
            }],
            ..kind(PostKind::Film)
        },
        // On the channel's own page alone; the interface knows no such post.
        Kind { text_alone: true, ..kind(PostKind::Feed) },
    ],
    service_can: &[
        (A::Publish, YES),
        (A::ReadBack, YES),
        (A::EditText, YES),
        (A::Remove, YES),
        (A::ReadComments, YES),
        (A::Reply, YES),
        (A::HideComment, YES),
        (A::RemoveComment, YES),
        (A::Followers, YES),
        (A::LastPost, YES),
    ],
    wired: &[],
    idempotent: Support::No,
    repeat_hours: None,
    addresses: YES,
    late_minutes: Some(LATE),
    credential: Some(CredentialKind::AppGrant),
    version: None,
    renewal: None,
    fetches: None,
    price: None,
    note: NOT_YET,
    unconfirmed: &[(
        "同意画面が「テスト」のままだとトークンが7日で切れる",
        "tokens end after 7 days while the consent screen is in testing",
    )],
};

/// LINE official accounts. Messaging API (line-openapi 6e4c2a2, 2026-07-01) and `text-character-count` of its documents:
/// 5,000 UTF-16 units a message, JPEG and PNG of 10 MB by address, no alternative texts. What was sent cannot be called
/// back, there is nothing to comment on, and nothing to read back by.
const LINE: Capabilities = Capabilities {
    service: "line",
    name: ("LINE公式アカウント", "LINE Official Account"),
    connector: Connector::Http,
    kinds: &[
        Kind {
            // Five messages a call, of which the text is one. A picture needs a second, small one beside it.
            media: &[MediaRule { bytes: Some(10 * MB), ..media(&[Picture], &["image/jpeg", "image/png"], (1, 4)) }],
            ..LINE_MESSAGE
        },
        // What Tatefuda makes of it: no pictures yet.
        Kind { wired: true, ..LINE_MESSAGE },
    ],
    service_can: &[(A::Publish, YES), (A::Followers, YES)],
    wired: &[A::Publish],
    idempotent: YES,
    repeat_hours: Some(24),
    // What was sent to friends of the account stands in their talks, under no address.
    addresses: Support::No,
    late_minutes: Some(LATE),
    credential: Some(CredentialKind::Channel),
    version: Some(Version { name: "v2", until: None }),
    renewal: None,
    fetches: None,
    price: None,
    note: None,
    unconfirmed: &[
        ("地方公共団体プランで残数の照会が何を返すか", "what the quota says on the plan for municipalities"),
        ("画像を何日置いておけばよいか", "for how long pictures have to stay at their address"),
    ],
};

const LINE_MESSAGE: Kind = Kind {
    text: Some(TextLimit::new(5_000, TextUnit::Utf16)),
    // It ends the text.
    link: true,
    text_alone: true,
    ..kind(PostKind::Message)
};

/// Bluesky. Lexicons of atproto d6296a1 (2026-08-20). It counts what a reader sees as one character, which nothing here
/// counts yet, so its limit is not known.
const BLUESKY: Capabilities = Capabilities {
    service: "bluesky",
    name: ("Bluesky", "Bluesky"),
    connector: Connector::None,
    kinds: &[Kind {
        text_alone: true,
        media: &[MediaRule {
            bytes: Some(2 * MB),
            alt: Some(0),
            ..media(&[Picture], &["image/jpeg", "image/png", "image/webp"], (1, 4))
        }],
        ..kind(PostKind::Feed)
    }],
    service_can: &[
        (A::Publish, YES),
        (A::ReadBack, YES),
        (A::Remove, YES),
        (A::ReadComments, YES),
        (A::Reply, YES),
        (A::HideComment, YES),
        (A::CloseComments, YES),
        (A::Followers, YES),
        (A::LastPost, YES),
    ],
    wired: &[],
    idempotent: YES,
    repeat_hours: None,
    addresses: YES,
    late_minutes: Some(LATE),
    credential: Some(CredentialKind::AppPassword),
    version: None,
    renewal: None,
    fetches: None,
    price: None,
    note: NOT_YET,
    unconfirmed: &[],
};

const NOT_YET: Option<(&str, &str)> = Some(("接続機能はまだありません", "No connector yet"));

/// The table. A service that is not in it can be registered; its posts are made by hand ([`BY_HAND`]).
pub static TABLE: [Capabilities; 7] = [FACEBOOK, WEBSITE, BLUESKY, INSTAGRAM, LINE, X, YOUTUBE];

/// Whatever the table does not know: nobody knows its limits, and a person does there what the service lets them.
pub static BY_HAND: Capabilities = Capabilities {
    service: "",
    name: ("その他のサービス", "Another service"),
    connector: Connector::None,
    kinds: &[Kind { link: true, text_alone: true, ..kind(PostKind::Feed) }],
    service_can: &[
        (A::Publish, LIVE),
        (A::ReadBack, LIVE),
        (A::EditText, LIVE),
        (A::Remove, LIVE),
        (A::Recall, LIVE),
        (A::ReadComments, LIVE),
        (A::Reply, LIVE),
        (A::HideComment, LIVE),
        (A::RemoveComment, LIVE),
        (A::CloseComments, LIVE),
        (A::Followers, LIVE),
        (A::LastPost, LIVE),
    ],
    wired: &[],
    idempotent: Support::No,
    repeat_hours: None,
    addresses: Support::No,
    late_minutes: Some(LATE),
    credential: None,
    version: None,
    renewal: None,
    fetches: None,
    price: None,
    note: NOT_YET,
    unconfirmed: &[],
};
