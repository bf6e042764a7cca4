import type { Expectation } from "../causes/expectation.ts";
import type { Text } from "../../i18n/text.ts";

/** What a script expects, as it stands after « Expected ». */
export const SCRIPT_EXPECTED = {
  matching: (pattern: string): Expectation => ({
    en: `a line that fits ${pattern}`,
    fr: `une ligne de la forme ${pattern}`,
  }),
  bytes: (count: number): Expectation => ({ en: `${count} bytes`, fr: `${count} octets` }),
  end: { en: "the end of the connection", fr: "la fin de la connexion" } as Expectation,
  nothing: (time: number): Expectation => ({ en: `nothing for ${time} ms`, fr: `rien pendant ${time} ms` }),
  forClient: (name: string): Text => ({ en: ` for ${name}`, fr: ` pour ${name}` }),
  atStep: (number: number, say: Text | undefined): Text => ({
    en: ` (step ${number}${say === undefined ? "" : `: ${say.en}`})`,
    fr: ` (étape ${number}${say === undefined ? "" : ` : ${say.fr}`})`,
  }),
};

/** What is said of a failure. */
export const SCRIPT_SEEN = {
  noLineEnd: {
    en: 'your server sends this line without its line end: add "\\n"',
    fr: 'votre serveur envoie cette ligne sans sa fin de ligne : ajoutez "\\n"',
  },
  hint: (hint: Text): Text => ({
    en: `from outside nothing tells why; the sheet's hint: ${hint.en}`,
    fr: `rien ne dit pourquoi, vu de l'extérieur ; l'indication de la feuille : ${hint.fr}`,
  }),
  open: {
    en: "the connection stays open where it should end",
    fr: "la connexion reste ouverte là où elle devrait se terminer",
  },
  extra: {
    en: "something came where nothing should have",
    fr: "quelque chose est venu là où rien n'aurait dû venir",
  },
  nothing: {
    en: "nothing came; from outside nothing tells why",
    fr: "rien n'est venu ; rien ne dit pourquoi, vu de l'extérieur",
  },
  different: {
    en: "something else came than the sheet asks for",
    fr: "autre chose est venu que ce que demande la feuille",
  },
};
