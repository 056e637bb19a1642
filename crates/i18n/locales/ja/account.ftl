# 公式アカウント台帳
accounts-empty = 台帳にアカウントがありません。
account-preparing = 準備中
account-active = 運用中
account-suspended = 利用停止中
account-ended = 運用終了
account-handle = アカウント名・ID
account-url = URL
account-purpose = 目的
account-unit = 運用する部署
account-document = 適用する規程
account-no-document = 適用する規程がありません
account-checked = 最終確認
account-never-checked = 確認の記録がありません
account-repairs = 是正事項
connector-ready = 連携済（この画面から投稿できます）
connector-no-token = 連携の設定が必要です
connector-none = 連携機能はまだありません
