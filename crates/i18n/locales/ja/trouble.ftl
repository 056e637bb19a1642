# Rows that cannot be read

unreadable = 読めないデータ
unreadable-text = 保存されているデータのうち、この製品が書いた形になっていない行です。一覧では除いて表示し、判断に使う一覧に一行でもあるときは「判定できません」として、欠けたまま許可することはありません。
unreadable-none = すべての行を読めました。
unreadable-do-heading = することは次のとおりです
unreadable-do-keep = データベースに触れず、今の状態の控えを取ってください。
unreadable-do-tell = この画面を印刷し、システムを管理する人に渡してください。直接書き換えた覚えがないか確かめ、控えから元の値に戻します。
unreadable-do-verify = 操作記録に異常がないか検査してください。
unreadable-table = 表
unreadable-key = 行の番号
unreadable-column = 列
unreadable-found = 入っている値
unreadable-more = ほかにもある可能性があります。データベース全体を控えから戻すことを検討してください。

refused-unreadable-row = 保存されているデータに読めない行があるため、行えません。何も変わっていません。管理者が「読めないデータ」の画面で確かめてください。
