import type { Language } from "../../i18n/text.ts";
import type { Heading } from "./manual.ts";

/** The words of a page that are the same on every page. */
export interface PageWords {
  readonly manual: string;
  readonly headings: Readonly<Record<Heading, string>>;
  readonly exitStatus: readonly (readonly [code: string, meaning: string])[];
  readonly environment: readonly (readonly [variable: string, meaning: string])[];
}

/** As English and French manual pages have them. */
export const PAGE_WORDS: Readonly<Record<Language, PageWords>> = {
  en: {
    manual: "netlab manual",
    headings: {
      "NAME": "NAME",
      "SYNOPSIS": "SYNOPSIS",
      "DESCRIPTION": "DESCRIPTION",
      "COMMANDS": "COMMANDS",
      "TOPICS": "TOPICS",
      "ARGUMENTS": "ARGUMENTS",
      "OPTIONS": "OPTIONS",
      "ADDRESSES": "ADDRESSES",
      "EXIT STATUS": "EXIT STATUS",
      "ENVIRONMENT": "ENVIRONMENT",
      "EXAMPLES": "EXAMPLES",
      "SEE ALSO": "SEE ALSO",
    },
    exitStatus: [
      ["0", "It is done; for a server, it stopped cleanly when it was asked to."],
      ["1", "It failed; a sentence on standard error says why."],
      ["2", "The command line was wrong."],
      ["129, 130, 143", "A client was ended by SIGHUP, SIGINT or SIGTERM."],
      ["149", "A client was ended by Ctrl-Break, on Windows."],
    ],
    environment: [
      [
        "LC_ALL, LC_MESSAGES, LANG",
        "The language: French where the first that is set says so, English elsewhere.",
      ],
      ["NO_COLOR", "No colours, even on a terminal."],
      ["NETLAB_DEBUG", "Shows where in the program an error came from."],
    ],
  },
  fr: {
    manual: "Manuel de netlab",
    headings: {
      "NAME": "NOM",
      "SYNOPSIS": "SYNOPSIS",
      "DESCRIPTION": "DESCRIPTION",
      "COMMANDS": "COMMANDES",
      "TOPICS": "SUJETS",
      "ARGUMENTS": "ARGUMENTS",
      "OPTIONS": "OPTIONS",
      "ADDRESSES": "ADRESSES",
      "EXIT STATUS": "CODE DE RETOUR",
      "ENVIRONMENT": "ENVIRONNEMENT",
      "EXAMPLES": "EXEMPLES",
      "SEE ALSO": "VOIR AUSSI",
    },
    exitStatus: [
      ["0", "C'est fait ; pour un serveur, il s'est arrêté proprement quand on le lui a demandé."],
      ["1", "Échec ; une phrase sur la sortie d'erreur dit pourquoi."],
      ["2", "La ligne de commande était fausse."],
      ["129, 130, 143", "Un client a été interrompu par SIGHUP, SIGINT ou SIGTERM."],
      ["149", "Un client a été interrompu par Ctrl-Pause, sous Windows."],
    ],
    environment: [
      [
        "LC_ALL, LC_MESSAGES, LANG",
        "La langue : le français si la première qui est définie le dit, l'anglais sinon.",
      ],
      ["NO_COLOR", "Pas de couleurs, même dans un terminal."],
      ["NETLAB_DEBUG", "Montre d'où vient une erreur dans le programme."],
    ],
  },
};
