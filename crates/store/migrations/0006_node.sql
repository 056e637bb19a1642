-- The processes of the installation (node tables: never distributed, no row of a body).

-- Workers that hold a proof of life outside of all tables (decision 0007): a locked file beside SQLite's, a lock of a
-- session on PostgreSQL. A row goes when its worker ends in order, or when a successor has ended what it had in hand.
CREATE TABLE lifeline (
  id       TEXT NOT NULL PRIMARY KEY,
  taken_at {int} NOT NULL
){strict};

-- One row, written anew to see whether writing works.
CREATE TABLE pulse (
  id      TEXT NOT NULL PRIMARY KEY,
  beat_at {int} NOT NULL
){strict};
