//! No request reaches another body's rows, and no statement is put together from text.

use std::collections::BTreeSet;

use anyhow::{Context, Result};

use super::{Finding, Source, Tree, files, source::excused};

const RULE: &str = "sql";

/// Tables of the installation. A session is found by its secret, before the body is known.
const NODE_TABLES: &[&str] = &["session"];

pub fn check(tree: &Tree) -> Result<Vec<Finding>> {
    let mut found = Vec::new();
    let mut tables = BTreeSet::new();
    for path in files(&tree.root.join("crates/store/migrations"), "sql")? {
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let schema = without_comments(&text);
        tables.extend(tenant_tables(&schema));
        for (line, message) in judge_schema(&schema, &tables) {
            if !excused(&text, RULE, line) {
                found.push(Finding::error(RULE, path.strip_prefix(&tree.root)?, line, message));
            }
        }
    }
    found.extend(tree.rust.iter().filter(|source| !source.is_below("xtask")).flat_map(|source| judge(source, &tables)));
    Ok(found)
}

/// Blanks `-- …`, so that lines keep their numbers.
fn without_comments(sql: &str) -> String {
    sql.lines().map(|line| line.split("--").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// Tables with a column `tenant_id`.
fn tenant_tables(schema: &str) -> BTreeSet<String> {
    let mut tables = BTreeSet::new();
    for statement in schema.split(';') {
        if let Some((name, body)) = after(statement, "CREATE TABLE ").and_then(|rest| rest.split_once('('))
            && body.contains("tenant_id")
            && !NODE_TABLES.contains(&name.trim())
        {
            tables.insert(name.trim().to_lowercase());
        }
    }
    tables
}

fn after<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    text.find(start).map(|at| &text[at + start.len()..])
}

fn judge_schema(schema: &str, tables: &BTreeSet<String>) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut line = 1;
    for statement in schema.split(';') {
        let start = line + statement.chars().take_while(|c| c.is_whitespace()).filter(|c| *c == '\n').count();
        line += statement.matches('\n').count();
        if let Some(rest) = after(statement, "CREATE UNIQUE INDEX ").and_then(|rest| after(rest, " ON ")) {
            let (table, columns) = rest.split_once('(').unwrap_or((rest, ""));
            if tables.contains(&table.trim().to_lowercase()) && !columns.trim_start().starts_with("tenant_id") {
                found.push((start, format!("a unique index on {} starts with tenant_id", table.trim())));
            }
        }
        if let Some((name, body)) = after(statement, "CREATE TABLE ").and_then(|rest| rest.split_once('('))
            && tables.contains(&name.trim().to_lowercase())
        {
            for key in ["PRIMARY KEY", "UNIQUE", "FOREIGN KEY"] {
                let unscoped = body.match_indices(key).any(|(at, _)| {
                    let columns = body[at + key.len()..].trim_start();
                    let alone =
                        columns.strip_prefix('(').is_none_or(|columns| !columns.trim_start().starts_with("tenant_id"));
                    alone && (key != "FOREIGN KEY" || columns.starts_with('('))
                });
                if unscoped {
                    found.push((start, format!("{key} of {} starts with tenant_id", name.trim())));
                }
            }
        }
    }
    found
}

fn judge(source: &Source, tables: &BTreeSet<String>) -> Vec<Finding> {
    let mut found = Vec::new();
    let in_store = source.is_below("crates/store");
    for literal in &source.literals {
        // Statements made of a list of columns bind the body by themselves; that fits no other table.
        if is_list_of_columns(source, literal.at) && !tables.contains(&literal.text.to_lowercase()) {
            let message = format!("a list of columns binds tenant_id, and {} has none", literal.text);
            found.push(Finding::error(RULE, &source.path, literal.line, message));
        }
        let Some(kind) = statement_kind(&literal.text) else { continue };
        if source.is_test_line(literal.line) {
            continue;
        }
        let mut complain = |message: String| {
            if !source.excused(RULE, literal.line) {
                found.push(Finding::error(RULE, &source.path, literal.line, message));
            }
        };
        if !in_store {
            complain("SQL stands in crates/store, in the file of its noun".into());
            continue;
        }
        if built(source, literal.at) {
            complain("a statement is one literal with bound values, never put together from text".into());
        }
        let used = tables_used(&literal.text);
        if let Some(table) = used.iter().find(|table| tables.contains(*table)) {
            let squeezed: String = literal.text.split_whitespace().collect::<Vec<_>>().join(" ");
            let scoped = match kind {
                Kind::Insert => squeezed.contains("tenant_id"),
                Kind::Other => squeezed.contains("tenant_id = $") || squeezed.contains("tenant_id=$"),
            };
            if !scoped {
                complain(format!("{table} holds rows of several bodies: the statement must bind tenant_id"));
            }
        }
    }
    found
}

enum Kind {
    Insert,
    Other,
}

/// Whether a text is a statement on rows.
fn statement_kind(text: &str) -> Option<Kind> {
    let upper = text.trim_start().to_uppercase();
    let has = |word: &str| upper.split_whitespace().any(|found| found == word);
    match upper.split_whitespace().next()? {
        "INSERT" if has("INTO") => Some(Kind::Insert),
        "SELECT" | "WITH" if has("FROM") => Some(Kind::Other),
        "UPDATE" if has("SET") => Some(Kind::Other),
        "DELETE" if has("FROM") => Some(Kind::Other),
        _ => None,
    }
}

fn tables_used(sql: &str) -> Vec<String> {
    let words: Vec<&str> =
        sql.split(|c: char| c.is_whitespace() || "(),;".contains(c)).filter(|word| !word.is_empty()).collect();
    words
        .windows(2)
        .filter(|pair| ["FROM", "JOIN", "INTO", "UPDATE"].contains(&pair[0].to_uppercase().as_str()))
        .map(|pair| pair[1].to_lowercase())
        .collect()
}

/// Whether the literal is handed to something that makes text.
fn built(source: &Source, at: usize) -> bool {
    let before = source.code[..at].trim_end();
    ["format!(", "push_str(", "write!(", "+"].iter().any(|end| before.ends_with(end))
}

/// Whether the literal is the table of a list of columns: `columns! { Type = "table" {`.
fn is_list_of_columns(source: &Source, at: usize) -> bool {
    let before = source.code[..at].trim_end();
    let named = before.strip_suffix('=').and_then(|before| before.rsplit_once("columns! {"));
    named.is_some_and(|(_, entity)| !entity.contains(['{', '}', ';', '=']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statement(code: &str) -> usize {
        let tables = BTreeSet::from(["post".to_owned()]);
        judge(&Source::new("crates/store/src/post.rs", code), &tables).len()
    }

    #[test]
    fn statements_bind_the_body() {
        assert_eq!(statement("const A: &str = \"SELECT id FROM post WHERE tenant_id = $1\";"), 0);
        assert_eq!(statement("const A: &str = \"SELECT id FROM post WHERE id = $1\";"), 1);
        assert_eq!(statement("const A: &str = \"SELECT tenant_id FROM post WHERE id = $1\";"), 1);
        assert_eq!(statement("const A: &str = \"SELECT 1 FROM node\";"), 0);
        assert_eq!(statement("const A: &str = r\"INSERT INTO post (tenant_id, id) VALUES ($1, $2)\";"), 0);
        assert_eq!(statement("const A: &str = \"UPDATE post SET id = $1\";"), 1);
        assert_eq!(statement("const A: &str = \"DELETE\n FROM post\";"), 1);
    }

    #[test]
    fn lists_of_columns_are_for_tables_of_bodies() {
        assert_eq!(statement("columns! { Post = \"post\" { id; state = \"word\"; } }"), 0);
        assert_eq!(statement("columns! { Node = \"node\" { id; state = \"word\"; } }"), 1);
        assert_eq!(statement("columns! { Part { from = \"window_from\"; } }"), 0);
    }

    #[test]
    fn an_exception_says_why() {
        assert_eq!(
            statement("// lint: sql: the worker serves every body\nconst A: &str = \"SELECT id FROM post\";"),
            0
        );
    }

    #[test]
    fn built_statements_are_found() {
        assert_eq!(statement("let a = format!(\"SELECT id FROM node WHERE id = {id}\");"), 1);
        assert_eq!(statement("sql.push_str(\"SELECT id FROM node\");"), 1);
        assert_eq!(statement("let a = query(\"SELECT id FROM node\");"), 0);
    }

    #[test]
    fn sql_elsewhere_is_found_but_words_are_not() {
        let tables = BTreeSet::new();
        let web = |code: &str| judge(&Source::new("crates/web/src/a.rs", code), &tables).len();
        assert_eq!(web("let a = \"SELECT id FROM node\";"), 1);
        assert_eq!(web("let a = \"Select one of these\";"), 0);
        assert_eq!(web("#[cfg(test)]\nmod tests { const A: &str = \"SELECT id FROM node\"; }"), 0);
    }

    #[test]
    fn keys_start_with_the_body() {
        let schema = "CREATE TABLE post (\n tenant_id TEXT,\n id TEXT,\n PRIMARY KEY (tenant_id, id)\n);\n\
             CREATE TABLE node (id TEXT PRIMARY KEY);\nCREATE TABLE session (id TEXT PRIMARY KEY, tenant_id TEXT);\n";
        let tables = tenant_tables(schema);
        assert_eq!(tables, BTreeSet::from(["post".to_owned()]));
        assert_eq!(judge_schema(schema, &tables), []);
        let good = "CREATE UNIQUE INDEX a ON post (tenant_id, id); CREATE UNIQUE INDEX b ON node (id); CREATE INDEX c ON post (id)";
        assert_eq!(judge_schema(good, &tables), []);
        let bad = "CREATE TABLE post (tenant_id TEXT, id TEXT PRIMARY KEY);\n\nCREATE UNIQUE INDEX a ON post (id);";
        let lines: Vec<_> = judge_schema(bad, &tables).into_iter().map(|(line, _)| line).collect();
        assert_eq!(lines, [1, 3]);
        let unique = "CREATE TABLE post (tenant_id TEXT, id TEXT, PRIMARY KEY (tenant_id, id), UNIQUE (id))";
        assert_eq!(judge_schema(unique, &tables).len(), 1);
    }
}
