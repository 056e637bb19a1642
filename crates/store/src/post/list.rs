//! Lists of posts.
//!
//! A body that has used the program for years has tens of thousands of posts, and a page shows fifty. So no list reads all of
//! them: each begins with what leaves out most (a state, the sends that stand so, what waits, a section) by an index, and
//! what is one's own outside one's section is found by the person and added.

mod sends;

pub use sends::Sends;

use jiff::Timestamp;
use tatefuda_domain::{PersonId, SectionId, TenantId, digest::Window, post::PostState};

use super::Post;
use crate::{Result, Row, Rows, Tx, args, sql::Columns as _, statements};

/// A post with its present title, for lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub post: Post,
    /// The present title.
    pub title: String,
    /// The present category.
    pub category: Option<String>,
    /// The present window.
    pub window: Window,
    /// Who wrote the present revision.
    pub person: PersonId,
}

/// What is found, with why it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub listed: Listed,
    /// Whether it is its reader's already: of their section, written, given a step, stated or taken by them. Else it is here
    /// because it may wait for them.
    pub near: bool,
}

/// Which posts a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// For whom the list is made, and their section: only those of the section, those this person wrote, gave a step, stated
    /// something or took a text of, and those that wait for somebody.
    pub reader: Option<(SectionId, PersonId)>,
    /// Only those begun by this person.
    pub author: Option<PersonId>,
    /// Only those in this state.
    pub state: Option<PostState>,
    /// Only those whose sends stand so.
    pub sends: Option<Sends>,
    /// Only those whose title or shared text contains this.
    pub text: Option<String>,
    /// Only those last changed before this moment (cursor).
    pub before: Option<Timestamp>,
}

/// What a person has of posts outside their section: `$8` is the section, `$9` the person.
macro_rules! own {
    () => {
        "SELECT post_id AS id FROM post_reader WHERE tenant_id = $1 AND person_id = $9 AND section_id < $8 \
        UNION ALL SELECT post_id FROM post_reader WHERE tenant_id = $1 AND person_id = $9 AND section_id > $8"
    };
}

/// What may wait for somebody, where it is asked for (`$10`).
macro_rules! waits {
    () => {
        "SELECT post_id FROM task WHERE tenant_id = $1 AND CAST($10 AS TEXT) IS NULL"
    };
}

/// The sends of an account that no later one stands for.
macro_rules! newest {
    () => {
        "NOT EXISTS (SELECT 1 FROM publication l WHERE l.tenant_id = s.tenant_id AND l.post_id = s.post_id \
            AND l.account_id = s.account_id AND l.scheduled_at > s.scheduled_at AND l.state <> 'cancelled')"
    };
}

/// Posts from somewhere, the last changed first: `$2` before which moment, `$3` by whom, `$4` with which words, `$5` how many,
/// `$6` how the sends stand, `$7` in which state. What they say is read only where words are looked for.
macro_rules! posts {
    ([$($near:tt)*] [$($from:tt)*] [$($where:tt)*]) => {
        concat!(
            "SELECT p.*, CAST(", $($near)*, " AS BIGINT) AS near FROM ", $($from)*, " \
            WHERE p.tenant_id = $1 AND p.updated_at < $2 \
            AND (CAST($3 AS TEXT) IS NULL OR p.created_by = $3) AND ", $($where)*, " \
            AND (CAST($6 AS TEXT) IS NULL OR CAST($6 AS TEXT) NOT IN ('none', 'published') \
                OR (CAST($6 AS TEXT) = 'none' AND NOT EXISTS (SELECT 1 FROM publication s \
                    WHERE s.tenant_id = p.tenant_id AND s.post_id = p.id AND s.state <> 'cancelled')) \
                OR (CAST($6 AS TEXT) = 'published' AND EXISTS (SELECT 1 FROM publication s \
                    WHERE s.tenant_id = p.tenant_id AND s.post_id = p.id AND s.state = 'published' AND ", newest!(), "))) \
            AND (CAST($4 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM post_revision r \
                WHERE r.tenant_id = p.tenant_id AND r.id = p.revision_id \
                AND (r.title LIKE $4 ESCAPE '\\' OR r.text LIKE $4 ESCAPE '\\'))) \
            ORDER BY p.updated_at DESC, p.id DESC LIMIT $5"
        )
    };
}

/// With what a list shows of each.
macro_rules! shown {
    ($($posts:tt)*) => {
        concat!(
            "SELECT p.*, r.title AS title, r.category AS category, r.window_from AS window_from, \
            r.window_until AS window_until, r.person_id AS person_id FROM (", $($posts)*, ") p \
            JOIN post_revision r ON r.tenant_id = p.tenant_id AND r.id = p.revision_id \
            ORDER BY p.updated_at DESC, p.id DESC"
        )
    };
}

/// Where it lies in the state `$7`, if that is asked for.
macro_rules! any {
    () => {
        "(CAST($7 AS TEXT) IS NULL OR p.state = $7)"
    };
}

/// The same where it is asked for: found by it.
macro_rules! state {
    () => {
        "p.state = $7"
    };
}

/// Those whose sends stand so (`$6`), found by the sends.
macro_rules! sends {
    () => {
        concat!(
            "(SELECT DISTINCT s.post_id AS id FROM publication s WHERE s.tenant_id = $1 AND s.state IN ( \
                CASE CAST($6 AS TEXT) WHEN 'late' THEN 'held' ELSE $6 END, \
                CASE CAST($6 AS TEXT) WHEN 'scheduled' THEN 'leased' WHEN 'held' THEN 'failed' ELSE '' END, \
                CASE CAST($6 AS TEXT) WHEN 'scheduled' THEN 'sending' WHEN 'held' THEN 'unknown' ELSE '' END, \
                CASE CAST($6 AS TEXT) WHEN 'scheduled' THEN 'waiting' ELSE '' END, \
                CASE CAST($6 AS TEXT) WHEN 'scheduled' THEN 'taken' ELSE '' END) AND ",
            newest!(),
            ") c CROSS JOIN post p"
        )
    };
}

/// Those that were passed on and not sent, found by what waits.
macro_rules! tasks {
    () => {
        "(SELECT DISTINCT post_id AS id FROM task WHERE tenant_id = $1) c CROSS JOIN post p"
    };
}

/// All of the body.
macro_rules! of_all {
    ([$($from:tt)*] [$($where:tt)*]) => {
        posts!(["1"] [$($from)*] [$($where)*])
    };
}

/// Of one's section by its index, and from elsewhere by what is one's own or waits: two lists that are read only as far as
/// the page goes.
macro_rules! of_reader {
    ([$($where:tt)*]) => {
        concat!(
            "SELECT * FROM (",
            posts!(["1"] ["post p"] ["p.section_id = $8 AND ", $($where)*]),
            ") a UNION ALL SELECT * FROM (",
            posts!(
                ["CASE WHEN p.id IN (", own!(), ") THEN 1 ELSE 0 END"]
                ["(", own!(), " UNION ", waits!(), ") c CROSS JOIN post p"]
                ["p.id = c.id AND p.section_id <> $8 AND ", $($where)*]
            ),
            ") b ORDER BY updated_at DESC, id DESC LIMIT $5"
        )
    };
}

/// Of few posts those that are one's section's, one's own or wait.
macro_rules! of_few {
    ([$($from:tt)*] [$($where:tt)*]) => {
        posts!(
            ["CASE WHEN p.section_id = $8 OR p.id IN (", own!(), ") THEN 1 ELSE 0 END"]
            [$($from)*]
            [$($where)*, " AND (p.section_id = $8 OR p.id IN (", own!(), " UNION ", waits!(), "))"]
        )
    };
}

/// No further than somebody would count.
macro_rules! count {
    ($($list:tt)*) => {
        concat!("SELECT COUNT(*) AS n FROM (", $($list)*, ") counted")
    };
}

statements! { "post_list":
    ANY = shown!(of_all!(["post p"] [any!()]));
    ANY_OF = shown!(of_reader!([any!()]));
    STATE = shown!(of_all!(["post p"] [state!()]));
    STATE_OF = shown!(of_reader!([state!()]));
    SENDS = shown!(of_all!([sends!()] ["p.id = c.id AND ", any!()]));
    SENDS_OF = shown!(of_few!([sends!()] ["p.id = c.id AND ", any!()]));
    TASKS = shown!(of_all!([tasks!()] ["p.id = c.id AND ", state!()]));
    TASKS_OF = shown!(of_few!([tasks!()] ["p.id = c.id AND ", state!()]));
    ANY_COUNT = count!(of_all!(["post p"] [any!()]));
    ANY_OF_COUNT = count!(of_reader!([any!()]));
    STATE_COUNT = count!(of_all!(["post p"] [state!()]));
    STATE_OF_COUNT = count!(of_reader!([state!()]));
    SENDS_COUNT = count!(of_all!([sends!()] ["p.id = c.id AND ", any!()]));
    SENDS_OF_COUNT = count!(of_few!([sends!()] ["p.id = c.id AND ", any!()]));
    TASKS_COUNT = count!(of_all!([tasks!()] ["p.id = c.id AND ", state!()]));
    TASKS_OF_COUNT = count!(of_few!([tasks!()] ["p.id = c.id AND ", state!()]));
}

impl Filter {
    /// The list and its number: found by what leaves out most.
    fn statements(&self) -> (&'static str, &'static str) {
        let of_reader = self.reader.is_some();
        match self.sends {
            Some(Sends::None) if self.state == Some(PostState::Submitted) => {
                if of_reader {
                    (TASKS_OF, TASKS_OF_COUNT)
                } else {
                    (TASKS, TASKS_COUNT)
                }
            }
            Some(Sends::Scheduled | Sends::Waiting | Sends::Held | Sends::Failed | Sends::Unknown) => {
                if of_reader {
                    (SENDS_OF, SENDS_OF_COUNT)
                } else {
                    (SENDS, SENDS_COUNT)
                }
            }
            None | Some(Sends::None | Sends::Published) => match (self.state.is_some(), of_reader) {
                (false, false) => (ANY, ANY_COUNT),
                (false, true) => (ANY_OF, ANY_OF_COUNT),
                (true, false) => (STATE, STATE_COUNT),
                (true, true) => (STATE_OF, STATE_OF_COUNT),
            },
        }
    }

    fn values(&self, tenant: TenantId, limit: i64, near: bool) -> Vec<crate::Value> {
        let pattern = self.text.as_deref().filter(|text| !text.is_empty()).map(|text| {
            let escaped = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
            format!("%{escaped}%")
        });
        let before = self.before.unwrap_or(Timestamp::MAX);
        let (sends, state) = (self.sends.map(Sends::as_str), self.state.map(PostState::as_str));
        let mut values = args![tenant, before, self.author, pattern, limit, sends, state];
        if let Some((section, person)) = self.reader {
            values.extend(args![section, person, near.then_some("near")]);
        }
        values
    }
}

/// Posts, the last changed first.
///
/// # Errors
/// Whatever the database says.
pub async fn list(tx: &mut Tx, tenant: TenantId, filter: &Filter, limit: i64) -> Result<Rows<Line>> {
    let (list, _) = filter.statements();
    Rows::read("post", &tx.all(list, filter.values(tenant, limit, false)).await?, |row| {
        Ok(Line { listed: read(row)?, near: row.int("near")? == 1 })
    })
}

/// How many there are, without those of other sections that only wait for somebody; no further than `limit`.
///
/// # Errors
/// Whatever the database says.
pub async fn count(tx: &mut Tx, tenant: TenantId, filter: &Filter, limit: i64) -> Result<i64> {
    let (_, count) = filter.statements();
    let row = tx.one(count, filter.values(tenant, limit, true)).await?;
    row.map_or(Ok(0), |row| row.int("n"))
}

pub(crate) fn read(row: &Row) -> Result<Listed> {
    Ok(Listed {
        post: Post::read(row)?,
        title: row.text("title")?,
        category: row.opt_text("category")?,
        window: Window::read(row)?,
        person: row.id("person_id")?,
    })
}
