import { assertEquals } from "@std/assert";
import { toFrench } from "../../../mod/i18n/french/to_french.ts";

/** Sentences as they are said, composed deep below, and how a French reader sees them; `_` is a no-break space. */
const SAID: readonly (readonly [string, string])[] = [
  [
    "netlab: Cannot listen on port 80: ports below 1024 are reserved to the administrator; choose a higher one",
    "netlab: Impossible d'écouter sur le port 80_: les ports inférieurs à 1024 sont réservés à l'administrateur_; choisissez-en un plus grand",
  ],
  [
    'netlab files get: b: c.txt: Cannot write "/x: y/c.txt": the disk is full',
    "netlab files get: b: c.txt: Écriture de «_/x: y/c.txt_» impossible_: le disque est plein",
  ],
  [
    "stats: 3 active, 1 queued, 120 served, 0 refused, 1.2 kB in, 3.4 kB out; worker 1: 1 active, 40 served, 1 kB in, 2 kB out; worker 2: 0 active, 80 served, 0.2 kB in, 1.4 kB out",
    "stats_: actifs 3, en attente 1, servis 120, refusés 0, reçu 1.2 kB, envoyé 3.4 kB_; assistant 1_: actifs 1, servis 40, reçu 1 kB, envoyé 2 kB_; assistant 2_: actifs 0, servis 80, reçu 0.2 kB, envoyé 1.4 kB",
  ],
  [
    "netlab echo: worker 3 crashed: out of memory; another one takes its place",
    "netlab echo: l'assistant 3 a planté_: out of memory_; un autre prend sa place",
  ],
  ["netlab echo: listening on 0.0.0.0:8765 (events)", "netlab echo: listening on 0.0.0.0:8765 (events)"],
  [
    "a.iso: saved as /tmp/a.iso (3.2 MB in 0.5 s, 6.4 MB/s, resumed at byte 17)",
    "a.iso_: enregistré sous /tmp/a.iso (3.2 MB en 0.5 s, 6.4 MB/s, repris à l'octet 17)",
  ],
  ["  http://192.168.1.20:8080/", "  http://192.168.1.20:8080/"],
];

for (const [english, french] of SAID) {
  Deno.test(`toFrench() says ${english.slice(0, 60)}`, () => {
    assertEquals(toFrench(english).replaceAll("\u00a0", "_"), french);
  });
}
