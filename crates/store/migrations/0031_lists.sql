-- Lists of posts begin with a section, or with a section and a state, and are read as far as the page goes.
CREATE INDEX post_of_section ON post (tenant_id, section_id, updated_at, id);
CREATE INDEX post_of_section_state ON post (tenant_id, state, section_id, updated_at, id);

-- Who wrote, gave a step, stated something or took a text of which post: they may read it. By its section, because of one's own
-- section one reads all; so a list asks for the rest alone. Written with what it follows from, and kept as long as the post.
CREATE TABLE post_reader (
  tenant_id  TEXT NOT NULL,
  person_id  TEXT NOT NULL,
  section_id TEXT NOT NULL,
  post_id    TEXT NOT NULL,
  PRIMARY KEY (tenant_id, person_id, section_id, post_id),
  FOREIGN KEY (tenant_id, post_id) REFERENCES post (tenant_id, id)
){strict};

INSERT INTO post_reader (tenant_id, person_id, section_id, post_id)
SELECT r.tenant_id, r.person_id, p.section_id, p.id
  FROM post_revision r JOIN post p ON p.tenant_id = r.tenant_id AND p.id = r.post_id
UNION SELECT s.tenant_id, s.person_id, p.section_id, p.id
  FROM post_step s JOIN post p ON p.tenant_id = s.tenant_id AND p.id = s.post_id
UNION SELECT c.tenant_id, c.person_id, p.section_id, p.id
  FROM record c JOIN post p ON p.tenant_id = c.tenant_id AND p.id = c.subject_id WHERE c.subject_kind = 'post'
UNION SELECT h.tenant_id, h.person_id, p.section_id, p.id
  FROM hand_taking h JOIN publication u ON u.tenant_id = h.tenant_id AND u.id = h.publication_id
  JOIN post p ON p.tenant_id = u.tenant_id AND p.id = u.post_id;

-- What asked by the person asks there now.
DROP INDEX post_step_person;
DROP INDEX record_person;
