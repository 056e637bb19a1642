-- Preparing stages of sends (decision 0007, points 13 to 18): what was brought to a service, or made there, before the
-- call that publishes. Names that services gave, no texts, no secrets. Kept as long as the publication.

-- stage: 'upload-2', number: the order in which they were made. A stage stands when stood_at is set. Before that its call
-- may or may not have been made, and it is made again. wire_hash: of which request it is a part, for another it is nothing.
CREATE TABLE publication_stage (
  tenant_id      TEXT NOT NULL,
  id             TEXT NOT NULL,
  publication_id TEXT NOT NULL,
  number         {int} NOT NULL CHECK (number > 0),
  stage          TEXT NOT NULL,
  wire_hash      TEXT NOT NULL,
  lease_epoch    {int} NOT NULL,
  tries          {int} NOT NULL,
  begun_at       {int} NOT NULL,
  stood_at       {int},
  handle         TEXT,
  kept_until     {int},
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, publication_id) REFERENCES publication (tenant_id, id),
  CHECK ((stood_at IS NULL) = (handle IS NULL)),
  CHECK (kept_until IS NULL OR stood_at IS NOT NULL)
){strict};
CREATE UNIQUE INDEX publication_stage_number ON publication_stage (tenant_id, publication_id, number);
