import { paintShapes } from "./paint_shapes.js";

const SVG = "http://www.w3.org/2000/svg";
/** The longest side of a picture of pixels: what browsers draw. */
const LONGEST = 16_000;

/**
 * A picture that stands alone: its style is in it, in the colours that the page has now.
 *
 * @param {{ heads: import("./ladder_shapes.js").Shape[], rows: import("./ladder_shapes.js").Shape[], width: number, head: number, height: number }} picture
 * @param {string} title
 * @returns {string}
 */
export function pictureSvg({ heads, rows, width, head, height }, title) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "ladder");
  svg.setAttribute("viewBox", `0 0 ${width} ${head + height}`);
  svg.setAttribute("width", String(width));
  svg.setAttribute("height", String(head + height));
  const name = document.createElementNS(SVG, "title");
  name.textContent = title;
  const style = document.createElementNS(SVG, "style");
  style.textContent = ladderStyle();
  const body = document.createElementNS(SVG, "g");
  body.setAttribute("transform", `translate(0 ${head})`);
  body.append(...paintShapes(rows));
  const paper = {
    tag: /** @type {const} */ ("rect"),
    attributes: { class: "paper", width, height: head + height },
  };
  svg.append(name, style, ...paintShapes([paper]), body, ...paintShapes(heads));
  return new XMLSerializer().serializeToString(svg);
}

/** The rules of the page that are about the ladder, with the values of now. */
function ladderStyle() {
  const values = getComputedStyle(document.documentElement);
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).map(({ cssText }) =>
    cssText
  )
    .filter((text) => text.startsWith(".ladder"));
  return rules.join("\n").replace(/var\((--[\w-]+)\)/g, (_, name) => values.getPropertyValue(name).trim())
    .replace(/inherit/g, "system-ui, sans-serif");
}

/**
 * The picture in pixels.
 *
 * @param {string} svg @param {number} width @param {number} height
 * @returns {Promise<Blob | null>}
 */
export async function pictureOfPixels(svg, width, height) {
  const image = new Image();
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    image.src = url;
    await image.decode();
    const scale = Math.min(2, LONGEST / width, LONGEST / height);
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  } finally {
    URL.revokeObjectURL(url);
  }
}

/**
 * Saves a file on the reader's machine.
 *
 * @param {string} name @param {Blob} blob
 */
export function saveAs(name, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
