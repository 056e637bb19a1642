# The body itself

field-slug-form = 小文字の英数字とハイフンだけで、2字から40字まで。
command-tenant-create = 団体の登録
command-tenant-change = 団体の変更
subject-body = 団体
subject-tenant = 団体
