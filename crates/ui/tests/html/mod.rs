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
    parent: Option<usize>,
}

/// A page or a fragment.
#[derive(Debug, Default)]
pub struct Page {
    pub elements: Vec<Element>,
    pub texts: Vec<Text>,
}

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
    pub fn parse(html: &str) -> Result<Page, String> {
        let mut page = Page::default();
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
            self.texts.push(Text { text: text.to_owned(), parent: open.last().copied() });
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
