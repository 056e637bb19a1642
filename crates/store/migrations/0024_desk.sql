-- Corrections of published posts and their removal (decision 0042).

-- The published post that a post corrects. Set when it is begun, never changed: whoever decides on it decides on the
-- correction of that post.
ALTER TABLE post ADD COLUMN corrects TEXT;
CREATE INDEX post_corrects ON post (tenant_id, corrects);

-- What was wrong, when that was noticed, and who said so. Its id is that of the post which corrects. Kept as long as the
-- post; the words are a person's and go with it.
CREATE TABLE post_correction (
  tenant_id   TEXT NOT NULL,
  id          TEXT NOT NULL,
  original_id TEXT NOT NULL,
  what        TEXT NOT NULL,
  found_at    {int} NOT NULL,
  person_id   TEXT NOT NULL,
  capacity    TEXT NOT NULL,
  at          {int} NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, id) REFERENCES post (tenant_id, id),
  FOREIGN KEY (tenant_id, original_id) REFERENCES post (tenant_id, id)
){strict};
CREATE INDEX post_correction_of ON post_correction (tenant_id, original_id, at);
