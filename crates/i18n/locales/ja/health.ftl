# Told by /health and by doctor

health-bad = 保存できません：{ $why }

health-full = ディスクに空きがありません。空きを作ると自動で回復します
health-read-only = 読み取り専用になっています
health-busy = ほかの処理が終わるのを待っています
health-away = 応答がないか、ディスクに異常があります
