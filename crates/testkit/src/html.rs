//! A strict reader of the HTML that our templates write; enough for tests, no general parser.

/// An element with its attributes.
#[derive(Debug)]
pub struct Element {
    pub index: usize,
    pub name: String,
    pub attributes: Vec<(String, String)>,
    parent: Option<usize>,
}

/// A piece of text.
#[derive(Debug)]
pub struct Text {
    pub text: String,
    /// The number of the next element: between which two it stands.
    at: usize,
    parent: Option<usize>,
}

/// A page or a fragment.
#[derive(Debug, Default)]
pub struct Page {
    pub elements: Vec<Element>,
    pub texts: Vec<Text>,
}

/// What makes a line of its own where a page is told.
const BLOCKS: &[&str] = &[
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "li",
    "tr",
    "dt",
    "dd",
    "label",
    "legend",
    "button",
    "summary",
    "caption",
    "select",
    "textarea",
    "div",
    "nav",
    "section",
    "figcaption",
    "output",
];

const VOID: [&str; 6] = ["meta", "link", "input", "br", "hr", "img"];

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    pub fn heading(&self) -> Option<u32> {
        match self.name.as_bytes() {
            [b'h', digit @ b'1'..=b'6'] => Some(u32::from(digit - b'0')),
            _ => None,
        }
    }
}

impl Page {
    /// Reads the page; every element must be closed in order.
    pub fn parse(html: &str) -> Result<Self, String> {
        let mut page = Self::default();
        let mut open: Vec<usize> = Vec::new();
        let mut rest = html;
        while !rest.is_empty() {
            let Some(start) = rest.find('<') else {
                page.text(rest, &open);
                break;
            };
            page.text(&rest[..start], &open);
            rest = &rest[start..];
            let end = rest.find('>').ok_or("a tag that does not end")?;
            let tag = &rest[1..end];
            rest = &rest[end + 1..];
            if tag.starts_with('!') {
                continue;
            }
            if let Some(name) = tag.strip_prefix('/') {
                let last = open.pop().ok_or_else(|| format!("</{name}> closes nothing"))?;
                if page.elements[last].name != name {
                    return Err(format!("</{name}> closes <{}>", page.elements[last].name));
                }
                continue;
            }
            let element = read_tag(tag, page.elements.len(), open.last().copied())?;
            if !VOID.contains(&element.name.as_str()) {
                open.push(element.index);
            }
            page.elements.push(element);
        }
        match open.last() {
            Some(index) => Err(format!("<{}> is not closed", page.elements[*index].name)),
            None => Ok(page),
        }
    }

    fn text(&mut self, text: &str, open: &[usize]) {
        if !text.trim().is_empty() {
            let at = self.elements.len();
            self.texts.push(Text { text: text.to_owned(), at, parent: open.last().copied() });
        }
    }

    pub fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements.iter().filter(move |e| e.name == name)
    }

    pub fn ancestors<'a>(&'a self, of: &'a Element) -> impl Iterator<Item = &'a Element> {
        std::iter::successors(of.parent, |i| self.elements[*i].parent).map(|i| &self.elements[i])
    }

    pub fn text_of(&self, element: &Element) -> String {
        let inside =
            |text: &&Text| std::iter::successors(text.parent, |i| self.elements[*i].parent).any(|i| i == element.index);
        self.texts.iter().filter(inside).map(|t| t.text.as_str()).collect()
    }

    /// Ids that stand more than once.
    pub fn doubled_ids(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = self.elements.iter().filter_map(|one| one.attribute("id")).collect();
        ids.sort_unstable();
        ids.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect()
    }

    /// Ids to which a label, a description or a link of this page leads and that stand nowhere.
    pub fn lost_references(&self) -> Vec<&str> {
        let known = |id: &str| self.elements.iter().any(|one| one.attribute("id") == Some(id));
        let named = self.elements.iter().flat_map(|one| {
            let named = ["for", "aria-labelledby", "aria-describedby"].map(|name| one.attribute(name));
            named.into_iter().flatten().flat_map(str::split_whitespace)
        });
        let links = self.named("a").filter_map(|one| one.attribute("href")?.strip_prefix('#'));
        named.chain(links).filter(|id| !id.is_empty() && !known(id)).collect()
    }

    /// What stands in the main part, a line for each heading, paragraph, row, label and button, and one for each form with
    /// the fields that a person fills in it: the page as somebody would tell it to somebody else.
    pub fn told(&self) -> Vec<String> {
        let main = self.named("main").next().map(|one| one.index);
        let inside = |from: Option<usize>| {
            std::iter::successors(from, |i| self.elements[*i].parent).any(|i| main.is_none_or(|main| i == main))
        };
        let mut lines: Vec<(Option<usize>, String)> = Vec::new();
        let mut forms = self.named("form").filter(|one| inside(Some(one.index))).peekable();
        let mut cell = None;
        for text in self.texts.iter().filter(|one| inside(one.parent)) {
            while let Some(form) = forms.next_if(|one| one.index < text.at) {
                lines.push((Some(form.index), self.form(form)));
            }
            let block = self.nearest(text.parent, BLOCKS);
            let new_cell = self.nearest(text.parent, &["td", "th", "option"]);
            let words = text.text.split_whitespace().collect::<Vec<_>>().join(" ");
            // What is shown once is nobody's business afterwards.
            let words = if block.is_some_and(|at| self.elements[at].name == "output") {
                "[shown once]".to_owned()
            } else {
                words
            };
            match lines.last_mut() {
                Some((last, line)) if *last == block && block.is_some() => {
                    line.push_str(if new_cell == cell { " " } else { " | " });
                    line.push_str(&words);
                }
                _ => lines.push((block, format!("{}{words}", self.mark(block)))),
            }
            cell = new_cell;
        }
        lines.into_iter().map(|(_, line)| line).collect()
    }

    fn nearest(&self, from: Option<usize>, names: &[&str]) -> Option<usize> {
        std::iter::successors(from, |i| self.elements[*i].parent).find(|i| names.contains(&&*self.elements[*i].name))
    }

    /// What tells a heading, a button or a legend from a sentence.
    fn mark(&self, block: Option<usize>) -> String {
        let Some(element) = block.map(|index| &self.elements[index]) else { return String::new() };
        match (element.heading(), &*element.name) {
            (Some(level), _) => format!("{} ", "#".repeat(usize::try_from(level).unwrap_or(1))),
            (None, "button") => "[button] ".to_owned(),
            (None, "summary") => "[opens] ".to_owned(),
            (None, "select") => "[one of] ".to_owned(),
            (None, "textarea") => "[text] ".to_owned(),
            (None, "tr") => "| ".to_owned(),
            (None, "li") => "- ".to_owned(),
            _ => String::new(),
        }
    }

    fn form(&self, form: &Element) -> String {
        let of = |one: &&Element| self.ancestors(one).any(|above| above.index == form.index);
        let shown = |one: &&Element| {
            matches!(&*one.name, "input" | "select" | "textarea") && one.attribute("type") != Some("hidden")
        };
        let mut names: Vec<&str> =
            self.elements.iter().filter(of).filter(shown).filter_map(|one| one.attribute("name")).collect();
        names.dedup();
        let to = form.attribute("action").unwrap_or_default();
        format!("[{} {to}] {}", form.attribute("method").unwrap_or("get"), names.join(", ")).trim_end().to_owned()
    }

    /// The nearest `lang` around a text.
    pub fn text_language(&self, text: &Text) -> Option<&str> {
        std::iter::successors(text.parent, |i| self.elements[*i].parent)
            .find_map(|i| self.elements[i].attribute("lang"))
    }
}

fn read_tag(tag: &str, index: usize, parent: Option<usize>) -> Result<Element, String> {
    let (name, mut rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()) {
        return Err(format!("<{tag}>: not a tag"));
    }
    let mut attributes: Vec<(String, String)> = Vec::new();
    loop {
        rest = rest.trim_start();
        if rest.is_empty() {
            break;
        }
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let key = rest[..end].to_owned();
        rest = &rest[end..];
        let value = match rest.strip_prefix("=\"") {
            Some(quoted) => {
                let end = quoted.find('"').ok_or_else(|| format!("<{tag}>: an open quote"))?;
                rest = &quoted[end + 1..];
                quoted[..end].to_owned()
            }
            None if rest.starts_with('=') => return Err(format!("<{tag}>: unquoted value")),
            None => String::new(),
        };
        if attributes.iter().any(|(k, _)| *k == key) {
            return Err(format!("<{tag}>: {key} twice"));
        }
        attributes.push((key, value));
    }
    Ok(Element { index, name: name.to_owned(), attributes, parent })
}
