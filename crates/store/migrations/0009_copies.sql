-- Copies of the database, and the stop of all sending (decision 0024). No texts of posts; reasons are kept with the act in
-- the operation records, and here as long as the body keeps those.

-- A hold because this database may be a copy. live: 1 while it holds, NULL afterwards, so that there is one at most.
-- cause: lost (the mark is not in this chain), machine (another machine's mark), unmarked (none beside a chain).
CREATE TABLE copy_hold (
  tenant_id   TEXT NOT NULL,
  id          TEXT NOT NULL,
  version     {int} NOT NULL,
  live        {int},
  cause       TEXT NOT NULL,
  node_id     TEXT NOT NULL,
  node_name   TEXT NOT NULL,
  mark_seq    {int},
  mark_hash   TEXT,
  mark_at     {int},
  head_seq    {int} NOT NULL,
  head_at     {int},
  held_at     {int} NOT NULL,
  released_at {int},
  released_by TEXT,
  PRIMARY KEY (tenant_id, id)
){strict};

CREATE UNIQUE INDEX copy_hold_live ON copy_hold (tenant_id, live);

-- What may have been sent since, and what a person says of it. publication_id NULL: a post that waited without a send.
CREATE TABLE copy_doubt (
  tenant_id      TEXT NOT NULL,
  id             TEXT NOT NULL,
  hold_id        TEXT NOT NULL,
  post_id        TEXT NOT NULL,
  publication_id TEXT,
  account_id     TEXT,
  state          TEXT NOT NULL,
  answer         TEXT,
  note           TEXT NOT NULL,
  answered_at    {int},
  answered_by    TEXT,
  PRIMARY KEY (tenant_id, id)
){strict};

CREATE INDEX copy_doubt_hold ON copy_doubt (tenant_id, hold_id);

-- Machines that send, as each body sees them: whether their mark lies in this chain, and when they were last heard of.
-- admitted_*: the mark (or none) with which a person let the node go on from here.
CREATE TABLE sending_node (
  tenant_id     TEXT NOT NULL,
  id            TEXT NOT NULL,
  name          TEXT NOT NULL,
  standing      TEXT NOT NULL,
  mark_seq      {int},
  mark_hash     TEXT,
  started_at    {int} NOT NULL,
  seen_at       {int} NOT NULL,
  admitted      {bool} NOT NULL,
  admitted_seq  {int},
  admitted_hash TEXT,
  PRIMARY KEY (tenant_id, id)
){strict};

-- live: as above. source: screen, api, cli, file.
CREATE TABLE stop (
  tenant_id       TEXT NOT NULL,
  id              TEXT NOT NULL,
  version         {int} NOT NULL,
  live            {int},
  scope           TEXT NOT NULL,
  source          TEXT NOT NULL,
  reason          TEXT NOT NULL,
  stopped_at      {int} NOT NULL,
  stopped_by      TEXT,
  end_reason      TEXT NOT NULL,
  end_proposed_at {int},
  end_proposed_by TEXT,
  ended_at        {int},
  ended_by        TEXT,
  PRIMARY KEY (tenant_id, id)
){strict};

CREATE UNIQUE INDEX stop_live ON stop (tenant_id, live);

-- Which node has seen a stop. acknowledged_at: from then on no call of this body starts there, and none is under way.
CREATE TABLE stop_seen (
  tenant_id       TEXT NOT NULL,
  id              TEXT NOT NULL,
  stop_id         TEXT NOT NULL,
  node_id         TEXT NOT NULL,
  in_hand         {int} NOT NULL,
  seen_at         {int} NOT NULL,
  acknowledged_at {int},
  PRIMARY KEY (tenant_id, id)
){strict};

CREATE INDEX stop_seen_stop ON stop_seen (tenant_id, stop_id);
