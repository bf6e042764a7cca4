/** The largest file that is read, bytes. */
const LARGEST = 512 << 20;
/** Lines that are taken before the page may do something else. */
const AT_ONCE = 5000;

/**
 * Reads a recording from a file.
 *
 * @param {File} file
 * @param {(lines: string[]) => void} take
 * @returns {Promise<boolean>} whether it is not too large
 */
export async function readLines(file, take) {
  if (file.size > LARGEST) return false;
  const reader = file.stream().pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const lines = (rest + piece.value).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > 1 << 20) rest = ""; // a line that is no event
    for (let at = 0; at < lines.length; at += AT_ONCE) {
      take(lines.slice(at, at + AT_ONCE));
      await new Promise((resolve) => setTimeout(resolve));
    }
  }
  if (rest !== "") take([rest]);
  return true;
}

/**
 * Takes files that are dropped on the page.
 *
 * @param {(file: File) => void} take
 */
export function onDrop(take) {
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file !== undefined) take(file);
  });
}
