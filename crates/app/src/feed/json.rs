//! JSON Feed 1.1.

use serde_json::{Value, json};

use super::{Feed, FeedAddress, file_name};

/// The feed as a JSON Feed document.
pub fn json_feed(feed: &Feed, address: &FeedAddress) -> Value {
    let items: Vec<Value> = feed
        .items
        .iter()
        .map(|item| {
            let mut value = json!({
                "id": format!("urn:uuid:{}", item.id),
                "url": format!("{}#{}", address.page, item.id),
                "title": item.title,
                "content_text": item.text,
                "date_published": item.published_at.to_string(),
            });
            if let Some(link) = &item.link {
                value["external_url"] = json!(link);
            }
            if !item.media.is_empty() {
                let attachments = item.media.iter().map(|medium| {
                    json!({
                        "url": format!("{}{}", address.folder, file_name(medium)),
                        "mime_type": medium.mime,
                        "size_in_bytes": medium.size,
                        "title": medium.alt,
                    })
                });
                value["attachments"] = attachments.collect();
            }
            if let Some(corrected) = &item.corrects {
                value["_tatefuda"] = json!({ "corrects": format!("urn:uuid:{corrected}") });
            }
            if let Some(category) = &item.category {
                value["tags"] = json!([category]);
            }
            value
        })
        .collect();
    let mut document = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.tenant.name_ja,
        "language": "ja",
        "items": items,
    });
    if let Some(own) = &address.own {
        document["home_page_url"] = json!(address.page);
        document["feed_url"] = json!(own);
    }
    if let Some(checkpoint) = &feed.checkpoint {
        document["_tatefuda"] = json!({
            "checkpoint": {
                "seq": checkpoint.head.seq,
                "head": checkpoint.head.hash,
                "at": checkpoint.at.to_string(),
                "key": checkpoint.key_id,
                "signature": checkpoint.signature,
            }
        });
    }
    document
}
