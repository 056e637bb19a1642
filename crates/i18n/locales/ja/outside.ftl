# システム外投稿の登録
outside-page = システム外投稿の登録
outside-text = サービスのアプリ、Jアラートなどの中継、LINEの配信ツールなど、本システムの外で投稿したものを、後から理由と共に登録します。
outside-register = 登録する
outside-account = アカウント
outside-through = どこから投稿したか
outside-app = サービスのアプリや画面から
outside-relay = Jアラートなどの自動の中継
outside-tool = ほかの配信ツール
outside-other = その他
outside-words = 投稿した内容
outside-reason = 本システムを使わなかった理由
outside-do = 登録する
outside-registered = 登録されているもの
outside-none = まだありません。
flash-outside-registered = システム外投稿を登録しました。
web-field-through = どこから投稿したか
