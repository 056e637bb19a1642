//! What is embedded from folders is embedded again when a file in them comes, goes or changes.

fn main() {
    for folder in ["demo", "../../packs", "../../examples"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
