-- Papers (文書・様式, decision 0037): documents of a text as they were archived. Rows are added and never changed; the bytes of
-- the printed form stand apart, so that lists need not read them, and their SHA-256 stands in the row and in the trail. They
-- are kept as long as the records from which they were drawn up. A paper holds names and texts of people: none of it stands
-- in the chain but its hash.

CREATE TABLE paper (
  tenant_id    TEXT NOT NULL,
  id           TEXT NOT NULL,
  document     TEXT NOT NULL,
  pack_digest  TEXT NOT NULL,
  form         TEXT NOT NULL,
  title        TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id   TEXT NOT NULL,
  account_id   TEXT,
  case_id      TEXT,
  -- 文書番号. Empty: it has none.
  number       TEXT NOT NULL,
  person_id    TEXT NOT NULL,
  capacity     TEXT NOT NULL,
  at           {int} NOT NULL,
  digest       TEXT NOT NULL,
  size         {int} NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES cases (tenant_id, id)
){strict};

CREATE INDEX paper_at ON paper (tenant_id, at, id);
CREATE INDEX paper_account ON paper (tenant_id, account_id, at);
CREATE INDEX paper_subject ON paper (tenant_id, subject_kind, subject_id, at);
CREATE INDEX paper_case ON paper (tenant_id, case_id, at);

CREATE TABLE paper_sheet (
  tenant_id TEXT NOT NULL,
  id        TEXT NOT NULL,
  bytes     {bytes} NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, id) REFERENCES paper (tenant_id, id)
){strict};

-- The mark (記号) by which the papers of a section are numbered. Whoever keeps the organisation sets it; kept while the
-- section is.
CREATE TABLE paper_mark (
  tenant_id TEXT NOT NULL,
  -- That of the section.
  id        TEXT NOT NULL,
  mark      TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, id) REFERENCES section (tenant_id, id)
){strict};
