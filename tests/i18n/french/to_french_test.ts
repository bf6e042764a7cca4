import { assertEquals } from "@std/assert";
import { toFrench } from "../../../mod/i18n/french/to_french.ts";
import { type Message, msg, prefixed } from "../../../mod/i18n/message.ts";
import { NetError } from "../../../mod/net/errors/net_error.ts";

/** Messages as they are made deep below, and how a French reader sees them; `_` is a no-break space. */
const SAID: readonly (readonly [string | Message, string])[] = [
  [
    prefixed("netlab", listenOn(80).sentence),
    "netlab: Impossible d'écouter sur 0.0.0.0:80_: les ports inférieurs à 1024 sont réservés à l'administrateur_; choisissez-en un plus grand",
  ],
  [
    prefixed(
      "netlab files get",
      prefixed("b: c.txt", msg`Cannot write "${"/x: y/c.txt"}": ${msg`the disk is full`}`),
    ),
    "netlab files get: b: c.txt: Écriture de «_/x: y/c.txt_» impossible_: le disque est plein",
  ],
  [
    msg`worker ${3} ${msg`crashed: ${"it is a folder"}`}; another one takes its place`,
    "l'assistant 3 a planté_: it is a folder_; un autre prend sa place",
  ],
  [
    msg`${"a.iso"}: saved as ${"/tmp/a.iso"} (${msg`${"3.2 MB"} in ${"0.5"} s`}, resumed at byte ${17})`,
    "a.iso_: enregistré sous /tmp/a.iso (3.2 MB en 0.5 s, repris à l'octet 17)",
  ],
  ["show this help", "afficher cette aide"],
  ["  http://192.168.1.20:8080/", "  http://192.168.1.20:8080/"],
  ["Cannot connect to a: b", "Cannot connect to a: b"],
];

function listenOn(port: number): NetError {
  const address = { hostname: "0.0.0.0", port };
  return new NetError("permission_denied", { action: "listen", transport: "tcp", address, reason: "" });
}

for (const [english, french] of SAID) {
  Deno.test(`toFrench() says ${String(english).slice(0, 60)}`, () => {
    assertEquals(toFrench(english).replaceAll("\u00a0", "_"), french);
  });
}
