// A photograph as a telephone makes it: drawn by the browser, with the place where it was taken written into it.

/** Two children in festival coats under lanterns, with the position of the place in it. */
export async function festival(browser) {
  const page = await browser.newPage();
  const base64 = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1200, height: 800 });
    const paper = canvas.getContext('2d');
    const fill = (colour, ...path) => {
      paper.fillStyle = colour;
      paper.beginPath();
      for (const [x, y, r, ry = r] of path) paper.ellipse(x, y, r, ry, 0, 0, 2 * Math.PI);
      paper.fill();
    };
    const box = (colour, ...at) => {
      paper.fillStyle = colour;
      paper.fillRect(...at);
    };
    box('#20335c', 0, 0, 1200, 800);
    box('#3a5a40', 0, 620, 1200, 180);
    box('#111', 0, 96, 1200, 5);
    for (let x = 90; x < 1200; x += 170) fill(x % 340 === 90 ? '#e63946' : '#f4a261', [x, 140, 40, 52]);
    for (const [x, coat] of [[420, '#c1121f'], [780, '#0077b6']]) {
      box('#eee', x - 46, 560, 38, 150);
      box('#eee', x + 8, 560, 38, 150);
      box(coat, x - 85, 360, 170, 230);
      box('#fff', x - 12, 360, 24, 230);
      fill('#f2c9a1', [x, 280, 78], [x - 100, 470, 26], [x + 100, 470, 26]);
      fill('#2b2118', [x, 232, 80, 46]);
      box('#fff', x - 80, 236, 160, 18);
      fill('#2b2118', [x - 28, 286, 8], [x + 28, 286, 8]);
      fill('#b23a48', [x, 322, 22, 10]);
    }
    return canvas.toDataURL('image/jpeg', 0.9).split(',')[1];
  });
  await page.close();
  return taken(base64, 'SECRETCAMERA');
}

/** Draws a JPEG in one colour and gives it a position; `mark` stands where the camera's model would. */
export async function photograph(browser, colour, mark = 'SECRETCAMERA') {
  const page = await browser.newPage();
  const base64 = await page.evaluate((colour) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1200, height: 800 });
    const paper = canvas.getContext('2d');
    paper.fillStyle = colour;
    paper.fillRect(0, 0, 1200, 800);
    paper.fillStyle = 'white';
    paper.fillRect(300, 200, 200, 400);
    paper.fillRect(700, 200, 200, 400);
    return canvas.toDataURL('image/jpeg').split(',')[1];
  }, colour);
  await page.close();
  return taken(base64, mark);
}

/** With what a telephone writes into it. */
function taken(base64, mark) {
  const jpeg = Buffer.from(base64, 'base64');
  return Buffer.concat([jpeg.subarray(0, 2), exif(mark), jpeg.subarray(2)]);
}

/** An APP1 segment: the camera's model, and a directory of positions that says "north". */
function exif(mark) {
  const model = Buffer.from(`${mark}\0`);
  const tiff = Buffer.alloc(8 + 2 + 24 + 4);
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(2, 8);
  const entry = (at, tag, type, count, value) => {
    tiff.writeUInt16BE(tag, at);
    tiff.writeUInt16BE(type, at + 2);
    tiff.writeUInt32BE(count, at + 4);
    tiff.writeUInt32BE(value, at + 8);
  };
  entry(10, 0x0110, 2, model.length, tiff.length);
  entry(22, 0x8825, 4, 1, tiff.length + model.length);
  const gps = Buffer.alloc(2 + 12 + 4);
  gps.writeUInt16BE(1, 0);
  gps.writeUInt16BE(1, 2);
  gps.writeUInt16BE(2, 4);
  gps.writeUInt32BE(2, 6);
  gps.write('N\0', 10, 'latin1');
  const body = Buffer.concat([Buffer.from('Exif\0\0'), tiff, model, gps]);
  const head = Buffer.alloc(4);
  head.writeUInt16BE(0xffe1, 0);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}
