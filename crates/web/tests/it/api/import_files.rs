//! `/api/v1/import-files`

use insta::assert_snapshot;

use crate::{client::Client, places::Places, world::World};

#[tokio::test]
async fn every_route_answers_as_it_did() {
    let world = World::new().await;
    let places = Places::of(&world).await;
    let mut admin = Client::of(&world, &places, &world.a.admin).await;
    let list = "職員番号,氏名,部屋\n9004,新人 四,A\n9004,新人 五,B\n".as_bytes().to_vec();
    assert_snapshot!(admin.bring("POST /api/v1/import-files", list).await, @r#"
    200
    {
      "columns": [
        {
          "field": "login",
          "heading": "職員番号"
        },
        "[2 more]"
      ],
      "heading": 1,
      "positions": 0,
      "problems": [
        {
          "args": {
            "other": "2",
            "row": "3"
          },
          "field": "rows.1.login",
          "key": "import-login-twice"
        }
      ],
      "rows": 2,
      "sections": []
    }
    "#);
}
