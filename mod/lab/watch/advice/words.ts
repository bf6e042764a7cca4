import type { Text } from "../../../i18n/text.ts";
import type { ProgramLanguage } from "../../../check/causes/program_language.ts";
import { type Concept, hint } from "../../../check/texts/hints.ts";

/** How a thing is done in a language, as the end of a sentence; in general words where the language is not known. */
export function howTo(concept: Concept | keyof typeof OWN, language: string | undefined): Text {
  if (!Object.hasOwn(OWN, concept)) return hint(concept as Concept, language as ProgramLanguage | undefined);
  const words = OWN[concept as keyof typeof OWN] as Readonly<Record<string, Text>>;
  return words[language ?? ""] ?? words["general"]!;
}

const same = (text: string): Text => ({ en: text, fr: text });

/** What the checks have no words for. */
const OWN = {
  close: {
    general: {
      en: "close each connection when its stream has ended",
      fr: "fermez chaque connexion quand son flux est fini",
    },
    python: {
      en: "with client: closes it at the end of the block",
      fr: "with client: la ferme à la fin du bloc",
    },
    c: {
      en: "close(client), in the parent after fork, too",
      fr: "close(client), aussi dans le parent après fork",
    },
    java: {
      en: "try (Socket client = …) closes it at its end",
      fr: "try (Socket client = …) la ferme à sa fin",
    },
    go: same("defer conn.Close()"),
    javascript: same("socket.end()"),
  },
  wait: {
    general: { en: "wait for each child that has ended", fr: "attendez chaque enfant terminé" },
    python: {
      en: "os.waitpid(-1, os.WNOHANG) after each accept, or signal.signal(SIGCHLD, SIG_IGN)",
      fr: "os.waitpid(-1, os.WNOHANG) après chaque accept, ou signal.signal(SIGCHLD, SIG_IGN)",
    },
    c: {
      en: "waitpid(-1, NULL, WNOHANG) after each accept, or signal(SIGCHLD, SIG_IGN)",
      fr: "waitpid(-1, NULL, WNOHANG) après chaque accept, ou signal(SIGCHLD, SIG_IGN)",
    },
  },
  buffer: {
    general: {
      en: "read into a buffer, and look for the bytes in it",
      fr: "lisez dans un tampon, et cherchez-y les octets",
    },
    python: { en: "read with makefile('rb'), or recv(4096)", fr: "lisez avec makefile('rb'), ou recv(4096)" },
    c: {
      en: "recv into an array of some thousand bytes",
      fr: "recv dans un tableau de quelques milliers d'octets",
    },
    java: {
      en: "put a BufferedInputStream around the stream",
      fr: "mettez un BufferedInputStream autour du flux",
    },
    go: {
      en: "put a bufio.Reader around the connection",
      fr: "mettez un bufio.Reader autour de la connexion",
    },
  },
  at_a_time: {
    general: {
      en: "send what belongs together in one call, or set TCP_NODELAY",
      fr: "envoyez en un seul appel ce qui va ensemble, ou réglez TCP_NODELAY",
    },
    java: {
      en: "put a BufferedOutputStream around the stream and flush it, or setTcpNoDelay(true)",
      fr: "mettez un BufferedOutputStream autour du flux et videz-le, ou setTcpNoDelay(true)",
    },
    python: {
      en: "one sendall of all parts, or setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)",
      fr: "un seul sendall pour toutes les parties, ou setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)",
    },
  },
} as const;
