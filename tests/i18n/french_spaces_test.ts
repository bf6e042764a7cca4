import { assertEquals } from "@std/assert";
import { frenchSpaces } from "../../mod/i18n/french_spaces.ts";

/** Shows no-break spaces as `~`. */
const spaced = (text: string) => frenchSpaces(text).replaceAll("\u00a0", "~");

for (
  const [typed, shown] of [
    ["Pourquoi ? Parce que : voilà ; fin !", "Pourquoi~? Parce que~: voilà~; fin~!"],
    ["« Erreur : … » et « b »", "«~Erreur~: …~» et «~b~»"],
    ['le serveur répond "Bonjour client !" : voilà', 'le serveur répond "Bonjour client !"~: voilà'],
    ["tapez `a ? b : c` ici", "tapez `a ? b : c` ici"],
    ["127.0.0.1:80 et x::1", "127.0.0.1:80 et x::1"],
  ] as const
) {
  Deno.test(`frenchSpaces() of ${typed}`, () => assertEquals(spaced(typed), shown));
}
