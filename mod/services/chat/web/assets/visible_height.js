/**
 * Keeps the page as high as what is seen of it: a keyboard on the screen covers the lower part of a page, and some
 * browsers leave it at that, with the field under the keyboard.
 */
export function fitVisibleHeight() {
  const seen = globalThis.visualViewport;
  if (!seen) return;
  const fit = () => {
    // Somebody who enlarges the page wants to move about in it
    if (seen.scale > 1.01) return;
    document.documentElement.style.setProperty("--seen", seen.height + "px");
    if (seen.offsetTop > 0) scrollTo(0, 0);
  };
  seen.addEventListener("resize", fit);
  fit();
}
