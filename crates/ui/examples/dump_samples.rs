//! Writes every sample page into a directory, to look at them in a browser.
//!
//! `cargo run -p tatefuda-ui --example dump_samples -- DIR`

use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dir = PathBuf::from(std::env::args().nth(1).ok_or("give a directory")?);
    let assets = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../web/assets"));
    std::fs::create_dir_all(dir.join("assets/sample"))?;
    for name in ["app.css", "app.js", "icon.svg"] {
        std::fs::copy(assets.join(name), dir.join("assets/sample").join(name))?;
    }
    for lang in tatefuda_i18n::Lang::ALL {
        let folder = dir.join(lang.code());
        std::fs::create_dir_all(&folder)?;
        std::fs::copy(assets.join("public.css"), folder.join("public.css"))?;
        for sample in tatefuda_ui::sample::all(lang)? {
            let html = sample.html.replace("\"/assets/", "\"../assets/");
            std::fs::write(folder.join(format!("{}.html", sample.name)), html)?;
        }
    }
    Ok(())
}
