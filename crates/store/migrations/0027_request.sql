-- Requests of sections for a post (依頼, decision 0045): words, pictures and a wish, until somebody takes it up into a draft or
-- it ends otherwise. The words change only while nobody has taken it up. Kept as long as the post that came of it, else as
-- correspondence of the section that asked; whatever removes it takes its pictures with it.

CREATE TABLE request (
  tenant_id  TEXT NOT NULL,
  id         TEXT NOT NULL,
  version    {int} NOT NULL,
  title      TEXT NOT NULL,
  text       TEXT NOT NULL,
  note       TEXT NOT NULL,
  -- Name of the file from which the words were read. Empty: they were typed.
  source     TEXT NOT NULL,
  -- NULL: whichever account fits.
  account_id TEXT,
  wished_at  {int},
  section_id TEXT NOT NULL,
  -- Who stated the words as they are now.
  person_id  TEXT NOT NULL,
  capacity   TEXT NOT NULL,
  stated_at  {int} NOT NULL,
  asked_at   {int} NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('asked', 'returned', 'taken', 'refused', 'withdrawn')),
  decided_at {int},
  decided_by TEXT,
  decided_as TEXT,
  reason     TEXT,
  post_id    TEXT,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id),
  FOREIGN KEY (tenant_id, section_id) REFERENCES section (tenant_id, id),
  FOREIGN KEY (tenant_id, post_id) REFERENCES post (tenant_id, id)
){strict};

CREATE INDEX request_at ON request (tenant_id, asked_at, id);
CREATE INDEX request_post ON request (tenant_id, post_id);

CREATE TABLE request_media (
  tenant_id  TEXT NOT NULL,
  id         TEXT NOT NULL,
  request_id TEXT NOT NULL,
  ordinal    {int} NOT NULL,
  media_id   TEXT NOT NULL,
  alt        TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, request_id) REFERENCES request (tenant_id, id),
  FOREIGN KEY (tenant_id, media_id) REFERENCES media (tenant_id, id)
){strict};

CREATE INDEX request_media_of ON request_media (tenant_id, request_id, ordinal);
CREATE INDEX request_media_used ON request_media (tenant_id, media_id);
