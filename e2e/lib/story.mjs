// The demo's cast, in one place. Logins and passwords are those of the hints on the sign-in page.

/** Slug of the body whose regulation the walk follows. */
export const PUBLIC = 'ninohe';
const BODY = PUBLIC;
const PASSWORD = 'Tatefuda-demo';

export const OPERATOR = { body: BODY, login: 'operator', password: PASSWORD };
export const CHIEF = { body: BODY, login: 'chief', password: PASSWORD };
export const ADMIN = { body: BODY, login: 'admin', password: PASSWORD };
/** Somebody without any role. */
export const NOBODY = { body: BODY, login: 'newcomer', password: PASSWORD };

/** The pack's word for the step, and the clause that demands it: as the interface names it, and as the text prints it. */
export const STEP = { ja: '確認', en: 'check' };
export const CLAUSE = 'NNH-6(2)a';
export const PRINTED = '6(2)';
/** Extension number of the responsible person. */
export const EXTENSION = '2\\d\\d';
/** As the clause numbers it, which is the same in both languages. */
export const CATEGORY = 'NNH-8(3)';
export const FACEBOOK = 'Facebook';
export const WEBSITE = 'お知らせ';
