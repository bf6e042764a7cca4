import type { Text } from "../../i18n/text.ts";
import type { Expectation } from "../causes/expectation.ts";
import type { RuleText } from "../rule.ts";
import { hinted } from "./common_causes.ts";

const SOURCE: Text = { en: "--put", fr: "--put" };
const KEPT: Text = {
  en: "What was sent is what is handed out under its name afterwards, byte for byte.",
  fr: "Ce qui a été envoyé est ce qui est livré ensuite sous son nom, octet pour octet.",
};

function ruleText(title: Text, rule: Text = KEPT): RuleText {
  return { title, rule, source: SOURCE };
}

/** The texts about the rules of a server that keeps what it is sent. */
export const PUT_TEXTS = {
  put: ruleText({
    en: "a file that is sent is answered with OK, and comes back as it was",
    fr: "un fichier envoyé reçoit OK, et revient tel quel",
  }),
  binary: ruleText({ en: "any bytes are kept unchanged", fr: "tous les octets sont gardés inchangés" }),
  empty: ruleText({ en: "an empty file is kept, too", fr: "un fichier vide est gardé aussi" }),
  large: ruleText({ en: "a large file is kept whole", fr: "un gros fichier est gardé entier" }),
  pieces: ruleText({
    en: "a file that arrives in pieces is kept whole",
    fr: "un fichier qui arrive en morceaux est gardé entier",
  }),
  existing: ruleText({
    en: "a file sent under a name that is taken replaces the other, or is refused: nothing is mixed",
    fr: "un fichier envoyé sous un nom pris remplace l'autre, ou est refusé : rien n'est mélangé",
  }),
  cut: ruleText({
    en: "what breaks off half-way is not handed out as a file",
    fr: "un envoi interrompu à mi-chemin n'est pas livré comme un fichier",
  }, {
    en: "A file gets its name once it has come whole; until then it has another one, or none.",
    fr: "Un fichier reçoit son nom une fois arrivé entier ; jusque-là il en a un autre, ou aucun.",
  }),
  outside: ruleText({
    en: "nothing is written outside the folder",
    fr: "rien n'est écrit hors du répertoire",
  }, {
    en: "A name with .. in it, and a whole path, lead nowhere outside the folder.",
    fr: "Un nom qui contient .., ou un chemin complet, ne mène pas hors du répertoire.",
  }),
} satisfies Record<string, RuleText>;

/** What should have come. */
export const PUT_EXPECTED = {
  answer: { part: "OK", en: '"OK\\n" once the file has come', fr: '"OK\\n" une fois le fichier arrivé' },
  accepted: { part: "OK", en: '"OK\\n" for this file', fr: '"OK\\n" pour ce fichier' },
  known: {
    part: "reason",
    en: "the file that was sent, under its name",
    fr: "le fichier envoyé, sous son nom",
  },
  unfinished: {
    en: '"KO\\n" for a name whose file has come only half',
    fr: "\"KO\\n\" pour un nom dont le fichier n'est arrivé qu'à moitié",
  },
} satisfies Record<string, Expectation>;

/** The same, for texts that differ from case to case. */
export const PUT_EXPECTED_OF = {
  back: (length: number): Expectation => ({
    part: "content",
    en: `the ${length} bytes that were sent`,
    fr: `les ${length} octets envoyés`,
  }),
  outside: (name: string): Expectation => ({
    en: `no file outside the folder for ${name}`,
    fr: `aucun fichier hors du répertoire pour ${name}`,
  }),
} satisfies Record<string, (...args: never[]) => Expectation>;

/** The causes that something shows. */
export const PUT_CAUSES = {
  waitsForEnd: {
    en:
      "the answer came only once the stream of the client had ended: count the bytes of the file, and answer when all that were announced have come",
    fr:
      "la réponse n'est venue qu'une fois le flux du client terminé : comptez les octets du fichier, et répondez quand tous ceux annoncés sont arrivés",
  },
  oneRead: {
    en:
      "your server takes what one read returns for the whole upload: read on until as many bytes as announced have come",
    fr:
      "votre serveur prend ce que rend une seule lecture pour l'envoi entier : lisez jusqu'à ce que tous les octets annoncés soient arrivés",
  },
  headKept: {
    en: "what stands in front of the bytes (name, size) is kept as a part of the file",
    fr: "ce qui précède les octets (nom, taille) est gardé comme une partie du fichier",
  },
  more: {
    en: "more bytes are kept than were sent",
    fr: "plus d'octets sont gardés qu'il n'en a été envoyé",
  },
  asText: hinted({
    en: "what is sent goes through text, which does not keep all bytes",
    fr: "ce qui est envoyé passe par du texte, qui ne garde pas tous les octets",
  }, "binary_file"),
  died: hinted({
    en: "what is sent is decoded as text, and what is no text is an error, which your server tells above",
    fr:
      "ce qui est envoyé est décodé comme du texte, et ce qui n'en est pas provoque une erreur, que votre serveur indique ci-dessus",
  }, "binary_file"),
  zeroByte: hinted({
    en: "what is kept ends at the first zero byte, as a string in C does",
    fr: "ce qui est gardé s'arrête au premier octet nul, comme une chaîne en C",
  }, "binary_file"),
  notTruncated: {
    en:
      "the end of the longer file that was there before is left behind the new one: open it so that it is emptied first, or write another file and rename it",
    fr:
      "la fin du fichier plus long qui était là reste derrière le nouveau : ouvrez-le en le vidant d'abord, ou écrivez un autre fichier et renommez-le",
  },
  appended: {
    en: "the new file is put behind the one that was there before",
    fr: "le nouveau fichier est mis à la suite de celui qui était là",
  },
  cutServed: {
    en:
      "a file of which only a part has come is handed out under its name: write it under another name, and rename it when it is whole",
    fr:
      "un fichier dont une partie seulement est arrivée est livré sous son nom : écrivez-le sous un autre nom, et renommez-le quand il est entier",
  },
  outside: {
    en:
      "your server writes outside its folder: make the path absolute, with its .. resolved, and see whether it is still below the folder",
    fr:
      "votre serveur écrit hors de son répertoire : rendez le chemin absolu, avec ses .. résolus, et vérifiez qu'il est toujours sous le répertoire",
  },
};

/** Why a rule is skipped. */
export const NO_SIZE: Text = {
  en: "without {size} in --put, nobody can know that a file is not whole",
  fr: "sans {size} dans --put, personne ne peut savoir qu'un fichier n'est pas entier",
};

/** What was seen, where nothing tells why. */
export const PUT_SEEN = {
  refused: {
    en: "a file under a plain name is refused",
    fr: "un fichier sous un nom simple est refusé",
  },
  notBack: {
    en: "the upload was answered with OK, and its name is refused afterwards",
    fr: "l'envoi a reçu OK, et son nom est refusé ensuite",
  },
  other: {
    en: "what comes back is not what was sent",
    fr: "ce qui revient n'est pas ce qui a été envoyé",
  },
} satisfies Record<string, Text>;
