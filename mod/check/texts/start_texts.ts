import type { Text } from "../../i18n/text.ts";
import type { ProgramEnd } from "../causes/evidence.ts";
import type { StartProblem } from "../causes/start_problem.ts";

/** What was seen of a program that nobody could connect to, as it stands after « Received ». */
export function startSeen(problem: StartProblem, transport: "tcp" | "udp" = "tcp"): Text {
  switch (problem.what) {
    case "ended":
      return {
        en: `it ended before anybody could connect: ${endText(problem.end).en}`,
        fr: `le programme s'est terminé avant que quiconque puisse se connecter : ${endText(problem.end).fr}`,
      };
    case "elsewhere":
      return elsewhere(problem.sockets);
    case "computes": {
      const seconds = problem.seconds.toFixed(0);
      return {
        en: `it has computed for ${seconds} s without a pause, and has no socket`,
        fr: `il calcule sans relâche depuis ${seconds} s et n'a aucune socket`,
      };
    }
    case "silent": {
      const seconds = problem.seconds.toFixed(0);
      return transport === "udp"
        ? {
          en: `it has run for ${seconds} s and has no UDP socket on this port`,
          fr: `il tourne depuis ${seconds} s et n'a pas de socket UDP sur ce port`,
        }
        : {
          en: `it has run for ${seconds} s and listens on no port`,
          fr: `il tourne depuis ${seconds} s et n'écoute sur aucun port`,
        };
    }
  }
}

function elsewhere(sockets: Extract<StartProblem, { what: "elsewhere" }>["sockets"]): Text {
  const listed = sockets.slice(0, 3).map(({ transport, address, port }) =>
    `${transport.toUpperCase()} ${address === "any" ? "" : `${address}:`}${port}`
  ).join(", ");
  return { en: `it listens on ${listed}`, fr: `il écoute sur ${listed}` };
}

/** How a program has ended. */
export function endText({ code, signal }: ProgramEnd): Text {
  if (signal !== null) return { en: `killed by ${signal}`, fr: `tué par ${signal}` };
  return { en: `exit status ${code}`, fr: `code de sortie ${code}` };
}

/** What to do about it. */
export const START_CAUSES = {
  ended: {
    en: "your server ends as soon as it has started; what it said last is above",
    fr: "votre serveur se termine dès son lancement ; ses derniers mots sont ci-dessus",
  },
  endedSilently: {
    en: "your server ends as soon as it has started, without a word",
    fr: "votre serveur se termine dès son lancement, sans un mot",
  },
  elsewhere: {
    en:
      "your server listens on another port or address than it was told: take the port from the command line ({port} in --run), and listen on every address or on 127.0.0.1; a port that is written in the program is checked with --connect HOST:PORT besides",
    fr:
      "votre serveur écoute sur un autre port ou une autre adresse que prévu : lisez le port sur la ligne de commande ({port} dans --run), et écoutez sur toutes les adresses ou sur 127.0.0.1 ; si le port est écrit dans le programme, ajoutez --connect HOTE:PORT",
  },
  otherTransport: {
    en:
      "your server has a UDP socket where a TCP socket that listens is expected: SOCK_STREAM, then listen and accept",
    fr:
      "votre serveur a une socket UDP là où l'on attend une socket TCP qui écoute : SOCK_STREAM, puis listen et accept",
  },
  computes: {
    en: "your server computes and does not come to its listen: look for a loop before it that does not end",
    fr:
      "votre serveur calcule sans arriver jusqu'à listen : cherchez avant cet appel une boucle qui ne se termine pas",
  },
  silent: {
    en:
      "your server runs and never listens: it has not come to its listen yet, or waits for something before it",
    fr:
      "votre serveur tourne mais n'écoute jamais : il n'est pas encore arrivé à listen, ou attend quelque chose avant",
  },
} satisfies Record<string, Text>;
