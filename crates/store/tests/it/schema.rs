//! The two classes of tables: tenant tables can be distributed by body, node tables never.

use tatefuda_store::sql::{Kind, MIGRATIONS};

const NODE: &[&str] = &["tenant", "session", "rate_limit", "sign_in_source", "lifeline", "pulse"];

/// Follows from other rows, written with them, and named by none: keyed by what they are worked out from.
const DERIVED: &[&str] = &["found_holder", "found_look", "post_reader"];

/// `CREATE TABLE name ( … )` with everything between the brackets.
fn tables() -> Vec<(String, String)> {
    let text: String = MIGRATIONS.iter().map(|migration| migration.sql(Kind::Postgres)).collect();
    text.split("CREATE TABLE ")
        .skip(1)
        .map(|rest| {
            let (name, rest) = rest.split_once('(').unwrap();
            let body = rest.split(";").next().unwrap();
            (name.trim().to_owned(), body.to_owned())
        })
        .collect()
}

fn is_node(table: &str) -> bool {
    NODE.contains(&table)
}

#[test]
fn tenant_tables_are_keyed_by_body() {
    let tables = tables();
    assert!(tables.len() > 20);
    for (name, body) in tables.iter().filter(|(name, _)| !is_node(name)) {
        let key =
            if DERIVED.contains(&name.as_str()) { "PRIMARY KEY (tenant_id, " } else { "PRIMARY KEY (tenant_id, id)" };
        assert!(body.contains(key), "{name} is keyed otherwise");
        for reference in body.split("FOREIGN KEY (").skip(1) {
            assert!(reference.starts_with("tenant_id, "), "{name}: a foreign key without the body");
        }
    }
}

#[test]
fn indexes_on_tenant_tables_start_with_the_body() {
    let text: String = MIGRATIONS.iter().map(|migration| migration.sql(Kind::Postgres)).collect();
    let mut seen = 0;
    for line in text.lines().filter(|line| line.starts_with("CREATE") && line.contains(" INDEX ")) {
        let (table, columns) = line.split_once(" ON ").unwrap().1.split_once(" (").unwrap();
        if !is_node(table) {
            assert!(columns.starts_with("tenant_id, "), "{line}");
            seen += 1;
        }
    }
    assert!(seen > 10);
}

#[test]
fn statements_on_tenant_tables_carry_the_body() {
    let tables: Vec<String> = tables().into_iter().map(|(name, _)| name).filter(|name| !is_node(name)).collect();
    for statement in tatefuda_store::statements() {
        let words: Vec<&str> = statement.sql.split([' ', ',', '(', ')']).collect();
        let touched = words
            .windows(2)
            .find(|pair| matches!(pair[0], "FROM" | "INTO" | "UPDATE" | "JOIN") && tables.iter().any(|t| t == pair[1]));
        if touched.is_some() {
            let bound = statement.sql.contains("tenant_id = $") || statement.sql.contains("(tenant_id,");
            assert!(bound, "{} does not name the body: {}", statement.name, statement.sql);
        }
    }
}

#[test]
fn names_of_statements_are_unique() {
    let mut names: Vec<&str> = tatefuda_store::statements().map(|statement| statement.name).collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
}

#[test]
fn names_of_statements_begin_with_their_noun() {
    // `CREDENTIAL_INSERT`, never `INSERT_CREDENTIAL`: what belongs to one noun stands together, in the list and in an editor.
    const VERBS: [&str; 12] =
        ["INSERT", "UPDATE", "GET", "FIND", "LIST", "PUT", "DELETE", "DROP", "REVOKE", "FINISH", "EXPIRE", "LAST"];
    for statement in tatefuda_store::statements() {
        let (_, name) = statement.name.split_once("::").unwrap();
        if let Some((first, rest)) = name.split_once('_') {
            let only_which = ["ALL", "OTHERS"].contains(&rest);
            assert!(only_which || !VERBS.contains(&first), "{}: the noun comes first", statement.name);
        }
    }
}
