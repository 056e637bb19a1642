//! Migrations: numbered files, embedded, one text for both engines. Only expand; applied files never change.

use tatefuda_domain::Digest;

use super::{Db, Error, Kind, Result, Tx};
use crate::args;

/// A numbered change of the schema.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// Its number, from 1 upwards.
    pub version: i64,
    pub name: &'static str,
    /// Its text with the placeholders `{int} {bytes} {bool} {strict}`.
    pub text: &'static str,
}

macro_rules! migrations {
    ($($version:literal $name:literal),* $(,)?) => {
        /// Every migration, in order.
        pub const MIGRATIONS: &[Migration] = &[$(Migration {
            version: $version,
            name: $name,
            text: include_str!(concat!("../../migrations/", $name, ".sql")),
        }),*];
    };
}

migrations! {
    1 "0001_base",
    2 "0002_post",
    3 "0003_media",
    4 "0004_ledger",
    5 "0005_device",
    6 "0006_node",
    7 "0007_sign_in_source",
    8 "0008_place",
    9 "0009_copies",
    10 "0010_task",
    11 "0011_states",
    12 "0012_stage",
    13 "0013_used_and_scope",
    14 "0014_wording",
    15 "0015_own",
    16 "0016_case",
    17 "0017_hand",
    18 "0018_renewal",
    19 "0019_duty",
    20 "0020_paper",
    21 "0021_hosted",
    22 "0022_case_file",
    23 "0023_calendar",
    24 "0024_desk",
    25 "0025_import",
    26 "0026_own_feeds",
    27 "0027_request",
    28 "0028_notice",
    31 "0031_lists",
    32 "0032_acting",
    33 "0033_ledger",
    34 "0034_amendment",
}

impl Migration {
    /// The text as the engine understands it.
    pub fn sql(&self, kind: Kind) -> String {
        let (int, bytes, bool, strict) = match kind {
            Kind::Sqlite => ("INTEGER", "BLOB", "INTEGER", "STRICT"),
            Kind::Postgres => ("BIGINT", "BYTEA", "BOOLEAN", ""),
        };
        self.text.replace("{int}", int).replace("{bytes}", bytes).replace("{bool}", bool).replace("{strict}", strict)
    }

    fn digest(&self) -> Digest {
        Digest::of(self.text.as_bytes())
    }
}

const CREATE: &str = "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL PRIMARY KEY, \
     name TEXT NOT NULL, digest TEXT NOT NULL)";
const LIST: &str = "SELECT version, digest FROM schema_version ORDER BY version";
const INSERT: &str = "INSERT INTO schema_version (version, name, digest) VALUES ($1, $2, $3)";
/// Two programs that start at once migrate one after the other.
const PG_LOCK: &str = "SELECT pg_advisory_xact_lock(7239648103)::text AS locked";

pub(super) async fn version(db: &Db) -> Result<i64> {
    let mut tx = db.write().await?;
    let found = applied(&mut tx).await?.last().map_or(0, |(version, _)| *version);
    tx.commit().await?;
    Ok(found)
}

async fn applied(tx: &mut Tx) -> Result<Vec<(i64, Digest)>> {
    tx.execute(CREATE, vec![]).await?;
    tx.all(LIST, vec![]).await?.iter().map(|row| Ok((row.int("version")?, row.digest("digest")?))).collect()
}

pub(super) async fn run(db: &Db, upto: i64) -> Result<()> {
    let known = MIGRATIONS.last().map_or(0, |migration| migration.version);
    let mut tx = match db {
        // Not serialisable: the second of two waits for the first and then has to see its work.
        Db::Pg(_) => db.begin("BEGIN").await?,
        Db::Sqlite { .. } => db.write().await?,
    };
    if db.kind() == Kind::Postgres {
        tx.one(PG_LOCK, vec![]).await?;
    }
    let applied = applied(&mut tx).await?;
    if let Some((found, _)) = applied.last().filter(|(found, _)| *found > known) {
        return Err(Error::NewerSchema { found: *found, known });
    }
    for migration in MIGRATIONS.iter().filter(|migration| migration.version <= upto) {
        match applied.iter().find(|(version, _)| *version == migration.version) {
            Some((_, digest)) if *digest != migration.digest() => {
                return Err(Error::AlteredMigration(migration.version));
            }
            Some(_) => {}
            None => {
                tx.script(migration.sql(db.kind())).await?;
                tx.execute(INSERT, args![migration.version, migration.name, migration.digest()]).await?;
            }
        }
    }
    tx.commit().await
}
