// Devices of the office.
import assert from 'node:assert/strict';

/** Nobody posts there but from a device that is registered: the administrator makes a code, and it is typed on the device. */
export async function enrol(admin, page, number) {
  await admin.goto('devices');
  await admin.fill('#number', number);
  await admin.click('form[action="/devices"] button.primary');
  const code = (await admin.locator('#device-code').innerText()).trim();
  await page.goto('devices/this');
  await page.fill('#code', code);
  await page.click('form[action="/devices/this"] button.primary');
  await page.waitForLoadState();
  assert.ok((await page.locator('main').innerText()).includes(number), 'the browser is that device');
}
