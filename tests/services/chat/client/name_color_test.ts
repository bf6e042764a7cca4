import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { colorCount, colored } from "../../../../mod/services/chat/client/name_color.ts";

const NAMES = Array.from({ length: 500 }, (_, index) => `Name${index}`);

/** The number of a colour of the 256, out of its sequence. */
function numberOf(text: string): number {
  return Number(text.slice(1).replace("[38;5;", "").split("m")[0]);
}

/** How light a colour of xterm's cube is: the relative luminance of WCAG 2.2. */
function luminance(color: number): number {
  const [red, green, blue] = [36, 6, 1].map((step) => Math.floor((color - 16) / step) % 6)
    .map((level) => (level === 0 ? 0 : 55 + 40 * level) / 255)
    .map((part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

Deno.test("each name can be read on black, on white, and on the grounds of the usual themes", () => {
  const colors = new Set(NAMES.map((name) => numberOf(colored(name, 256))));
  assert(colors.size >= 12, `${colors.size} colours`);
  // Black, #1e1e1e, Solarized dark, Solarized light, white
  for (const ground of [0, 0.013, 0.021, 0.925, 1]) {
    for (const color of colors) {
      assert(contrast(luminance(color), ground) >= 3, `colour ${color} on ${ground}`);
    }
  }
});

Deno.test("a name has the same colour whatever its case, and different names have different ones", () => {
  for (const count of [8, 256] as const) {
    const color = (name: string) => colored(name, count).split("m")[0];
    assertEquals(color("Roger"), color("ROGER"));
    assert(new Set(NAMES.map(color)).size >= 4);
  }
  assertNotEquals(colored("Roger", 8), colored("Roger", 256));
});

Deno.test("a terminal has 256 colours when its name says so", () => {
  const cases: [term: string | undefined, colorterm: string | undefined, count: number][] = [
    ["xterm-256color", undefined, 256],
    ["tmux-256color", undefined, 256],
    ["alacritty", undefined, 256],
    ["xterm", "truecolor", 256],
    [undefined, undefined, 256], // Windows
    ["xterm", undefined, 8],
    ["linux", undefined, 8],
    ["vt100", undefined, 8],
  ];
  for (const [term, colorterm, count] of cases) {
    assertEquals(colorCount((name) => ({ TERM: term, COLORTERM: colorterm })[name]), count, term);
  }
});
