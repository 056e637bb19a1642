# The body itself

field-slug-form = Only small letters, digits and hyphens, 2 to 40 characters.
command-tenant-create = Body entered
command-tenant-change = Body changed
subject-body = body
subject-tenant = body
