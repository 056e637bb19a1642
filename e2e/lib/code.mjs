// What a telephone's camera reads from the codes on a page.
import jsqr from 'jsqr';

/** The bytes of the codes one after another, as text; drawn on a page of its own, for the page may have its scripts off. */
export async function decoded(page, browser) {
  const paper = await browser.newPage();
  let bytes = [];
  for (const code of await page.locator('svg.qr').all()) {
    const markup = await code.evaluate((svg) => new XMLSerializer().serializeToString(svg));
    const { data, size } = await paper.evaluate(drawn, markup);
    const found = jsqr(Uint8ClampedArray.from(data), size, size);
    if (!found) throw new Error('no code is read');
    bytes = bytes.concat(found.binaryData);
  }
  await paper.close();
  return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
}

/** Runs inside the page: the code with a margin around it, as pixels. */
async function drawn(markup) {
  const size = 480;
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(markup)}`;
  await image.decode();
  const paper = Object.assign(document.createElement('canvas'), { width: size, height: size }).getContext('2d');
  paper.fillStyle = 'white';
  paper.fillRect(0, 0, size, size);
  paper.imageSmoothingEnabled = false;
  paper.drawImage(image, 40, 40, size - 80, size - 80);
  return { data: [...paper.getImageData(0, 0, size, size).data], size };
}
