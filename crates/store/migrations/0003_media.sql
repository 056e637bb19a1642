-- Pictures (decision 0020). Bytes are kept as long as a revision refers to them; uploads that no revision
-- ever took are removed after some days.

ALTER TABLE media ADD COLUMN width {int} NOT NULL DEFAULT 0;
ALTER TABLE media ADD COLUMN height {int} NOT NULL DEFAULT 0;

-- Apart from what lists read. id is the medium's. media.rights stays empty: rights are answered for each use.
CREATE TABLE media_bytes (
  tenant_id TEXT NOT NULL,
  id        TEXT NOT NULL,
  bytes     {bytes} NOT NULL,
  preview   {bytes} NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, id) REFERENCES media (tenant_id, id)
){strict};

-- Who brought it: they may see and use it before any post has it.
CREATE TABLE media_upload (
  tenant_id     TEXT NOT NULL,
  id            TEXT NOT NULL,
  media_id      TEXT NOT NULL,
  person_id     TEXT NOT NULL,
  place_removed {bool} NOT NULL,
  at            {int} NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, media_id) REFERENCES media (tenant_id, id)
){strict};

CREATE UNIQUE INDEX media_upload_once ON media_upload (tenant_id, media_id, person_id);

-- What was answered about this use of the medium, as JSON; part of the digest. NULL: nothing was.
ALTER TABLE target_media ADD COLUMN answers TEXT;
CREATE INDEX target_media_medium ON target_media (tenant_id, media_id);

-- Pictures of published items of the body's own website.
CREATE TABLE feed_medium (
  tenant_id TEXT NOT NULL,
  id        TEXT NOT NULL,
  item_id   TEXT NOT NULL,
  ordinal   {int} NOT NULL,
  media_id  TEXT NOT NULL,
  alt       TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, item_id) REFERENCES feed_item (tenant_id, id),
  FOREIGN KEY (tenant_id, media_id) REFERENCES media (tenant_id, id)
){strict};

CREATE UNIQUE INDEX feed_medium_ordinal ON feed_medium (tenant_id, item_id, ordinal);
