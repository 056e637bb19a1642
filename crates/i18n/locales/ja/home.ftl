# Today’s work

home-trouble = 結果不明・保留・送信失敗
home-steps = 処理待ち
home-returned = 差戻し
home-cases = 手続・事案
home-duties = 定められた確認と見張り
home-more-duties = ほかの務めと見張り（{ $count }件）
home-records = 記録待ち
home-ready = 投稿できるもの
home-deadlines = 期限
home-drafts = 作成の途中
home-more = ほかの作成の途中のものも一覧で見る
home-quiet = 今、あなたを待っている仕事はありません。
home-quiet-text = ほかの人を待っている投稿案は、一覧で見られます。

no-role-title = まだ役割がありません
no-role-text = サインインはできていますが、SNSの運用に関わる役割がまだ割り当てられていません。
no-role-ask = 誰に頼めばよいか
no-role-nobody = 管理者が登録されていません。情報担当の部署にお問い合わせください。
no-role-can = 今できること
no-role-accounts = 公式アカウント台帳を見る
no-role-regulation = 規程と設定を見る
no-role-public = 住民向けの一覧を見る
no-role-existing = この団体の公式アカウント

web-contact-role = 担当になる・担当を確かめる
web-contact-post = 投稿について相談する
web-task-step = { $step }をお願いします
web-task-new = 新着
web-task-changed = 前に見た後で変更あり
web-task-record = 「{ $record }」の記録が必要です
web-task-ready = 投稿できます。日時を決めるか、今すぐ投稿してください
web-task-ending = 期間がまもなく終わります
web-task-draft = 作成の途中です
web-task-checking = 確認中（規程・設定・台帳の変更を反映しています）

feed-title = 今日の仕事（{ $body }）
feed-trouble = 送信の確認が必要です
feed-hand = 手作業の投稿
feed-finding = 投稿後の確認で違いが見つかりました
feed-removal = 公開停止の対応が必要です
feed-ready = 投稿できます
