// What people do to accounts, cases and records: the page where it stands, the form that sends it, and the call of the interface.

/** Records that go with an act, as a form sends them and as the interface does. */
const supplied = (said) => Object.fromEntries(
  Object.entries(said).flatMap(([kind, fields]) => Object.entries(fields).map(([name, value]) => [`supply.${kind}.${name}`, value])),
);
const supplies = (said) => Object.entries(said).map(([kind, fields]) => ({ kind, fields }));

/** Enters an account with what the ledger is to say. */
export const registers = (fields) => ({
  what: 'entering an account', page: 'accounts/new', action: '/accounts', hidden: {}, fields,
  form: (page) => page.locator('form[action="/accounts"]'),
  call: ['POST', 'accounts', fields],
});

/** Starts, suspends, closes or deletes an account, with the records that it still takes. */
export const moves = (account, to, said = {}) => ({
  what: to, page: `accounts/${account}`, action: `/accounts/${account}/${to}`, on: `accounts/${account}`,
  hidden: { pending_known: 'yes', supply: Object.keys(said) }, fields: supplied(said),
  form: (page) => page.locator(`form[action="/accounts/${account}/${to}"]`),
  call: ['POST', `accounts/${account}/state`, { to, supplies: supplies(said) }],
});

/** Changes what the ledger says of an account. */
export const changes = (account, fields) => ({
  what: 'changing the ledger', page: `accounts/${account}`, action: `/accounts/${account}/change`, on: `accounts/${account}`,
  hidden: {}, fields,
  form: (page) => page.locator(`form[action="/accounts/${account}/change"]`),
  call: ['PUT', `accounts/${account}`, fields],
});

/** Opens a procedure on an account; `fields` only where something happened. */
export const opens = (procedure, account, fields = {}) => ({
  what: `opening ${procedure}`, page: `cases/new?account=${account}`, action: '/cases', hidden: { procedure, account }, fields,
  form: (page) => page.locator('form[action="/cases"]').filter({ has: page.locator(`input[value="${procedure}"]`) }),
  call: ['POST', 'cases', { procedure, account }],
});

/** Does a step of a case, with the records that it takes: `{ kind: { field: value } }`. */
export const steps = (id, step, said = {}) => ({
  what: `the step ${step}`, page: `cases/${id}`, action: `/cases/${id}/step`, on: `cases/${id}`,
  hidden: { step, supply: Object.keys(said) },
  fields: supplied(said),
  form: (page) => page.locator(`form[action="/cases/${id}/step"]`).filter({ has: page.locator(`input[name="step"][value="${step}"]`) }),
  call: ['POST', `cases/${id}/steps`, { step, supplies: supplies(said) }],
});

/** Closes a case. */
export const closes = (id) => ({
  what: 'closing the case', page: `cases/${id}`, action: `/cases/${id}/close`, on: `cases/${id}`, hidden: {}, fields: {},
  form: (page) => page.locator(`form[action="/cases/${id}/close"]`),
  call: ['POST', `cases/${id}/close`, {}],
});

/** Gives a record on an account by itself. */
export const gives = (account, kind, said) => ({
  what: `the record ${kind}`, page: `records/new?kind=${kind}&subject_kind=account&subject=${account}`, action: '/records',
  hidden: { kind, subject_kind: 'account', subject: account },
  fields: Object.fromEntries(Object.entries(said).map(([name, value]) => [`fields.${name}`, value])),
  form: (page) => page.locator('form.record-form'),
  call: ['POST', 'records', { kind, fields: said, on: { account } }],
});
