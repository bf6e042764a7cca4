const SVG = "http://www.w3.org/2000/svg";

/**
 * Elements of SVG. What a recording says comes in as text only, never as markup.
 *
 * @param {readonly import("./ladder_shapes.js").Shape[]} shapes
 * @returns {SVGElement[]}
 */
export function paintShapes(shapes) {
  return shapes.map(({ tag, attributes, text }) => {
    const element = document.createElementNS(SVG, tag);
    for (const name in attributes) element.setAttribute(name, String(attributes[name]));
    if (text !== undefined) element.textContent = seen(text);
    return element;
  });
}

/** Control characters, and those that turn the direction of the text, are shown as a symbol. @param {string} text */
export function seen(text) {
  return text.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, "\ufffd");
}
