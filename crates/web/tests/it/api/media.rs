//! `/api/v1/media`

use insta::assert_snapshot;
use tatefuda_testkit::picture::telephone;

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut writer = Client::of(&world, &places, &world.a.writer).await;
    assert_snapshot!(writer.bring("POST /api/v1/media", telephone()).await, @r#"
    201 location: /api/v1/media/[id 1]
    {
      "hash": "[digest]",
      "height": 120,
      "media": "[id 1]",
      "mime": "image/jpeg",
      "place_removed": true,
      "size": 1253,
      "width": 80
    }
    "#);
    assert_snapshot!(writer.bring("POST /api/v1/media", b"no picture".to_vec()).await, @r#"
    422
    {
      "detail": "This is not a picture. Choose a JPEG, PNG or WebP picture.",
      "errors": [
        {
          "code": "picture-none",
          "field": "file",
          "message": "This is not a picture. Choose a JPEG, PNG or WebP picture."
        }
      ],
      "instance": "[instance]",
      "status": 422,
      "title": "Some values cannot be used",
      "type": "urn:tatefuda:problem:invalid"
    }
    "#);
    assert_snapshot!(writer.get("GET /api/v1/media/{id}").await, @r#"
    200
    {
      "hash": "[digest]",
      "height": 120,
      "media": "[id 1]",
      "mime": "image/jpeg",
      "place_removed": true,
      "size": 1253,
      "width": 80
    }
    "#);
    assert_snapshot!(writer.get("GET /api/v1/media/{id}/file").await, @r#"200 etag: "wb439de1e9c343b28b5724bd8877f43a4602ce55f3c9b775556e9dd77346336e4" image/jpeg"#);
}
