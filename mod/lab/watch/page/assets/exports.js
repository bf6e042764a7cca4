import { pictureOfPixels, pictureSvg, saveAs } from "./picture_file.js";

/** The most rows of a picture: of lines, and of pixels. */
const [ROWS_OF_LINES, ROWS_OF_PIXELS] = [2000, 400];

/** The programs of a recording. @param {import("./recording.js").Recording} recording */
export function titleOf(recording) {
  return recording.head?.programs.map(({ name }) => name).join(" · ") ?? "netlab";
}

/**
 * What saves a recording in each of its forms, by the buttons' ids.
 *
 * @param {import("./recording.js").Recording} recording
 * @param {import("./ladder_view.js").LadderView} ladder
 * @param {() => readonly string[]} lines as they came, for a file that opens again
 * @returns {Readonly<Record<string, () => void | Promise<void>>>}
 */
export function exportsOf(recording, ladder, lines) {
  /** @param {number} most rows */
  const picture = (most) => {
    const { shown } = recording.timeline;
    const begin = shown.length <= most ? 0 : ladder.seen.first;
    return ladder.picture(begin, Math.min(shown.length, begin + most));
  };
  /** @param {string} end @param {BlobPart} content @param {string} type */
  const save = (end, content, type) => saveAs(fileName(recording) + end, new Blob([content], { type }));
  return {
    "export-svg": () => save(".svg", pictureSvg(picture(ROWS_OF_LINES), titleOf(recording)), "image/svg+xml"),
    "export-png": async () => {
      const all = picture(ROWS_OF_PIXELS);
      const svg = pictureSvg(all, titleOf(recording));
      const blob = await pictureOfPixels(svg, all.width, all.head + all.height);
      if (blob !== null) saveAs(fileName(recording) + ".png", blob);
    },
    "export-json": () => {
      const indices = new Set(recording.timeline.shown.map(({ event }) => event));
      const shown = [...indices].map((index) => recording.events[index]);
      save(".json", JSON.stringify(shown, null, 1), "application/json");
    },
    "export-lines": () => save(".jsonl", lines().join("\n") + "\n", "application/jsonl"),
  };
}

/** The name of a file, without its end. @param {import("./recording.js").Recording} recording */
function fileName(recording) {
  return "netlab-watch-" + (recording.head?.started ?? "").replace(/[^\dT]/g, "").slice(0, 15);
}
