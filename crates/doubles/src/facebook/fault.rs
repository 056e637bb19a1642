//! What can go wrong.

use serde::{Deserialize, Serialize};

/// One thing that goes wrong with one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Fault {
    /// The post is taken, and the connection breaks before the reply.
    DropReplyAfterAccept,
    /// The connection breaks before the post is taken.
    DropBeforeAccept,
    /// The connection breaks, and the post is taken later: it appears after so many read-backs of the page.
    AcceptLate {
        /// Read-backs that do not show it yet.
        reads: u32,
    },
    /// The same by the clock of the double.
    AcceptLateBy {
        /// Milliseconds until it appears.
        millis: u32,
    },
    /// The post is taken and acknowledged, but so many read-backs do not show it yet.
    LagReadBack {
        /// Read-backs that do not show it yet.
        reads: u32,
    },
    /// The post is taken, and the answer is HTTP 500.
    FiveHundredAfterAccept,
    /// HTTP 500, and the post is not taken.
    FiveHundredBeforeAccept,
    /// HTTP 429 without a body.
    RateLimited429,
    /// HTTP 400 with an error code of the platform: 4, 17, 32 rate, 190 token, 506 duplicate, 1 and 2 transient …
    Code { code: i64 },
    /// The token has expired (190, subcode 463).
    TokenExpired,
    /// The platform says that this was posted already (506).
    Duplicate506,
    /// The post is taken, and the reply comes only once the test releases it.
    Slow,
    /// The post is taken, and the reply comes after a real delay; for runs against a killed process.
    Delayed {
        /// Milliseconds.
        millis: u32,
    },
    /// The post is taken, and the answer is HTTP 200 with something else than JSON.
    GarbledAnswer,
    /// HTTP 403 with a page of a firewall; the post never reached the platform.
    Firewall,
}

/// How often each fault comes, of a thousand requests to publish. What is left goes well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rates {
    /// [`Fault::DropReplyAfterAccept`].
    pub drop_reply_after_accept: u16,
    /// [`Fault::DropBeforeAccept`].
    pub drop_before_accept: u16,
    /// [`Fault::AcceptLate`] by one to three read-backs.
    pub accept_late: u16,
    /// [`Fault::LagReadBack`] by one to three read-backs.
    pub lag_read_back: u16,
    /// [`Fault::FiveHundredAfterAccept`].
    pub five_hundred_after_accept: u16,
    /// [`Fault::FiveHundredBeforeAccept`].
    pub five_hundred_before_accept: u16,
    /// [`Fault::RateLimited429`].
    pub rate_limited: u16,
    /// [`Fault::Delayed`] by up to [`Rates::longest_delay_millis`].
    pub delayed: u16,
    /// The longest delay in milliseconds.
    pub longest_delay_millis: u32,
}

impl Rates {
    /// A bad day: about half of the requests end in something else than a plain answer.
    pub const BAD_DAY: Self = Self {
        drop_reply_after_accept: 100,
        drop_before_accept: 50,
        accept_late: 80,
        lag_read_back: 80,
        five_hundred_after_accept: 60,
        five_hundred_before_accept: 40,
        rate_limited: 40,
        delayed: 100,
        longest_delay_millis: 30,
    };

    /// The fault, if any, that the next number of a sequence picks (SplitMix64: repeatable, and spread well enough).
    pub(super) fn pick(&self, number: u64) -> Option<Fault> {
        let mut random = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        random = (random ^ (random >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        random ^= random >> 31;
        let reads = u32::try_from(random >> 16 & 0xff).map_or(1, |byte| 1 + byte % 3);
        let millis = u32::try_from(random >> 32).map_or(0, |word| word % (self.longest_delay_millis + 1));
        let mut left = u16::try_from(random % 1_000).unwrap_or(0);
        for (rate, fault) in [
            (self.drop_reply_after_accept, Fault::DropReplyAfterAccept),
            (self.drop_before_accept, Fault::DropBeforeAccept),
            (self.accept_late, Fault::AcceptLate { reads }),
            (self.lag_read_back, Fault::LagReadBack { reads }),
            (self.five_hundred_after_accept, Fault::FiveHundredAfterAccept),
            (self.five_hundred_before_accept, Fault::FiveHundredBeforeAccept),
            (self.rate_limited, Fault::RateLimited429),
            (self.delayed, Fault::Delayed { millis }),
        ] {
            if left < rate {
                return Some(fault);
            }
            left -= rate;
        }
        None
    }
}
