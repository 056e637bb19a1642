//! Rows that cannot be read, found by reading every row of a body the way the program reads it (decision 0023).
//!
//! Entries of the chain and their details are not here: their verification names each that cannot be read.

use tatefuda_audit::Checkpoint;
use tatefuda_domain::TenantId;

use crate::{
    Result, Row, Rows, Statement, Tx, Unreadable, account, amendment, answer, args, audit, case, command, copy, device,
    duty, feed, hand, import, media, member, notice, org, outside, paper, post, publication, record, regulation,
    removal, request, session, setting, stop, task, tenant, token, wording,
};

/// How many rows are held at once.
const CHUNK: i64 = 500;
/// Most rows that are named: more say that not a row is broken but the database.
pub const MOST: usize = 200;

/// How rows of a table are read.
struct Reader {
    table: &'static str,
    sql: &'static str,
    read: fn(&Row) -> Result<()>,
}

macro_rules! readers {
    ($($table:literal => |$row:ident| $read:expr;)*) => {
        /// One statement for each table.
        pub const STATEMENTS: &[Statement] = &[
            $(Statement {
                name: concat!("trouble::", $table),
                sql: concat!("SELECT * FROM ", $table, " WHERE tenant_id = $1 AND id > $2 ORDER BY id LIMIT $3"),
            },)*
            Statement { name: "trouble::BODY", sql: BODY },
            Statement { name: "trouble::CHECKPOINTS", sql: CHECKPOINTS },
        ];

        const READERS: &[Reader] = &[$(Reader {
            table: $table,
            sql: concat!("SELECT * FROM ", $table, " WHERE tenant_id = $1 AND id > $2 ORDER BY id LIMIT $3"),
            read: |$row| $read.map(drop),
        }),*];
    };
}

const BODY: &str = "SELECT * FROM tenant WHERE id = $1";
const CHECKPOINTS: &str = "SELECT * FROM audit_checkpoint WHERE tenant_id = $1 ORDER BY id";

readers! {
    "amendment" => |row| amendment::read(row);
    "absence" => |row| org::absence(row);
    "account" => |row| account::read(row);
    "account_credential" => |row| account::read_credential(row);
    "account_owner" => |row| account::owner::read_owner(row);
    "answer" => |row| answer::read_frame(row);
    "appointment" => |row| org::appointment(row);
    "attempt" => |row| publication::read_attempt(row);
    "case_file" => |row| case::file::read(row);
    "case_post" => |row| case::concern::read_post(row);
    "case_step" => |row| case::read_step(row);
    "case_told" => |row| case::concern::read_told(row);
    "cases" => |row| case::read(row);
    "command" => |row| command::read(row);
    "copy_doubt" => |row| copy::read_doubt(row);
    "copy_hold" => |row| copy::read_hold(row);
    "credential" => |row| member::read_credential(row);
    "device" => |row| device::read(row);
    "duty_answer" => |row| duty::read_answer(row);
    "feed_item" => |row| feed::read(row);
    "found" => |row| duty::found::read_found(row);
    "hand_taking" => |row| hand::read(row);
    "hosted_picture" => |row| publication::hosted::read(row);
    "import" => |row| import::read(row);
    "import_row" => |row| import::read_row(row);
    "login_event" => |row| duty::read_login(row);
    "media" => |row| media::read(row);
    "notice" => |row| notice::read(row);
    "notice_line" => |row| notice::read_line(row);
    "notice_place" => |row| notice::read_place(row);
    "outside_post" => |row| outside::read(row);
    "pack" => |row| regulation::read_pack(row);
    "paper" => |row| paper::read(row);
    "paper_mark" => |row| paper::read_mark(row);
    "person" => |row| member::read(row);
    "position" => |row| org::position(row);
    "post" => |row| post::read(row);
    "post_correction" => |row| post::correction::read(row);
    "post_look" => |row| post::trail::read_look(row);
    "post_note" => |row| post::trail::read_note(row);
    "post_revision" => |row| post::read_revision(row);
    "post_step" => |row| post::trail::read_step(row);
    "post_target" => |row| post::read_target_row(row);
    "publication" => |row| publication::read(row);
    "publication_evidence" => |row| publication::evidence::read(row);
    "publication_look" => |row| publication::look::read(row);
    "publication_stage" => |row| publication::stage::read(row);
    "record" => |row| record::read(row);
    "removal" => |row| removal::read(row);
    "removal_copy" => |row| removal::read_copy(row);
    "regulation" => |row| regulation::read(row);
    "request" => |row| request::read(row);
    "request_media" => |row| request::read_medium(row);
    "section" => |row| org::section(row);
    "sending_node" => |row| copy::node::read_node(row);
    "session" => |row| session::read(row);
    "setting" => |row| setting::read(row);
    "stop" => |row| stop::read(row);
    "system_right" => |row| member::right(row);
    "target_media" => |row| post::read_answers(row);
    "task" => |row| task::read(row);
    "token" => |row| token::read(row);
    "wording" => |row| wording::read(row);
}

/// Tables whose rows are read here, besides those of the chain, of bytes and of plain numbers.
pub fn tables() -> impl Iterator<Item = &'static str> {
    READERS.iter().map(|reader| reader.table)
}

/// Every row of a body that cannot be read, at most [`MOST`].
///
/// # Errors
/// Whatever the database says.
pub async fn scan(tx: &mut Tx, tenant: TenantId) -> Result<Vec<Unreadable>> {
    let mut found = vec![];
    if let Some(row) = tx.one(BODY, args![tenant]).await? {
        found.extend_from_slice(Rows::read("tenant", &[row], tenant::read)?.unreadable());
    }
    for reader in READERS {
        let mut after = String::new();
        loop {
            let rows = tx.all(reader.sql, args![tenant, &after, CHUNK]).await?;
            found.extend_from_slice(Rows::read(reader.table, &rows, reader.read)?.unreadable());
            let Some(last) = rows.last() else { break };
            after = last.key();
            if found.len() >= MOST {
                found.truncate(MOST);
                return Ok(found);
            }
        }
    }
    let rows = tx.all(CHECKPOINTS, args![tenant]).await?;
    let read = |row: &Row| -> Result<Checkpoint> { audit::checkpoint(row, tenant) };
    found.extend_from_slice(Rows::read("audit_checkpoint", &rows, read)?.unreadable());
    found.truncate(MOST);
    Ok(found)
}
