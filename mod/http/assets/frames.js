/**
 * Draws at most once for each picture that the screen shows, however often something changes.
 *
 * @param {() => void} draw
 * @returns {() => void} asks for it
 */
export function oncePerFrame(draw) {
  let isAsked = false;
  return () => {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => {
      isAsked = false;
      draw();
    });
  };
}
