# 全団体の緊急停止

installation-page = 全団体の緊急停止
installation-text = このシステムを使うすべての団体の投稿の送信を、一度に止めます。システムの運用者のための画面です。
installation-do = 全団体の送信を緊急停止する
installation-key = 運用者の鍵
installation-key-hint = サーバーの設定（--operator-key-file）で定めたもの
installation-key-wrong = 運用者の鍵が違います。サーバーの設定を確かめてください。
installation-stopped = 送信を停止しました
installation-failed = この団体の送信は止められませんでした。サーバーの各機器に STOP ファイルを置いて止めてください（操作説明「緊急停止」）。
installation-end = 解除は団体ごとに、その団体の二人が行います。
