import type { Expectation } from "../causes/expectation.ts";

/** The expected answers of a web server, as they stand after « Expected ». */
export const HTTP_EXPECTED = {
  statusLine: {
    part: "status line",
    en: 'a status line such as "HTTP/1.1 200 OK"',
    fr: 'une ligne d\'état comme "HTTP/1.1 200 OK"',
  },
  emptyLine: {
    part: "end of the head",
    en: "the empty line that ends the head",
    fr: "la ligne vide qui termine l'en-tête",
  },
  crlf: {
    en: 'lines that end with "\\r\\n"',
    fr: 'des lignes terminées par "\\r\\n"',
  },
  fieldLine: {
    en: 'lines such as "Content-Type: text/html"',
    fr: 'des lignes comme "Content-Type: text/html"',
  },
  lengthNumber: {
    part: "size",
    en: "a Content-Length that is a number",
    fr: "un Content-Length qui soit un nombre",
  },
  endOfBody: {
    part: "end of the body",
    en: "the end of the body: by a Content-Length, by chunks, or by closing the connection",
    fr: "la fin du corps : par un Content-Length, par des morceaux (chunked) ou par la fermeture",
  },
  nothingBehind: { en: "nothing behind the end of the body", fr: "rien après la fin du corps" },
  chunkSize: {
    part: "chunk",
    en: "the size of a chunk, in hexadecimal",
    fr: "la taille d'un morceau, en hexadécimal",
  },
  chunk: { part: "chunk", en: "the bytes of a chunk", fr: "les octets d'un morceau" },
  chunkEnd: {
    part: "chunk",
    en: 'a "\\r\\n" behind the bytes of a chunk',
    fr: 'un "\\r\\n" après les octets d\'un morceau',
  },
  lastChunk: {
    part: "chunk",
    en: "an empty line behind the last chunk",
    fr: "une ligne vide après le dernier morceau",
  },
  notFound: {
    part: "status",
    en: "404 for a path without a file",
    fr: "404 pour un chemin sans fichier",
  },
  notFoundBody: {
    en: "a page that says so to the reader, too",
    fr: "une page qui le dise aussi au lecteur",
  },
  notAllowed: {
    part: "status",
    en: "501 or 405 for a method that does not exist",
    fr: "501 ou 405 pour une méthode qui n'existe pas",
  },
  noBody: {
    en: "the head alone, as an answer to HEAD",
    fr: "l'en-tête seul, en réponse à HEAD",
  },
  index: { part: "status", en: "index.html for /", fr: "index.html pour /" },
  anyAnswer: { en: "an answer of any kind", fr: "une réponse, quelle qu'elle soit" },
  second: {
    part: "second request",
    en: "the answer to the second request, or the end of the connection",
    fr: "la réponse à la deuxième requête, ou la fin de la connexion",
  },
} satisfies Record<string, Expectation>;

/** The same, for texts that differ from case to case. */
export const HTTP_EXPECTED_OF = {
  body: (length: number): Expectation => ({
    part: "body",
    en: `${length} bytes of body, as Content-Length says`,
    fr: `${length} octets de corps, comme le dit Content-Length`,
  }),
  nothingBehind: (length: number): Expectation => ({
    en: `nothing behind the ${length} bytes that Content-Length announces`,
    fr: `rien après les ${length} octets qu'annonce Content-Length`,
  }),
  status: (status: number, path: string): Expectation => ({
    part: "status",
    en: `${status} for ${path}`,
    fr: `${status} pour ${path}`,
  }),
  content: (length: number, name: string): Expectation => ({
    part: "content",
    en: `the ${length} bytes of ${name}`,
    fr: `les ${length} octets de ${name}`,
  }),
  type: (type: string, name: string): Expectation => ({
    en: `Content-Type: ${type} for ${name}`,
    fr: `Content-Type: ${type} pour ${name}`,
  }),
  refusal: (path: string): Expectation => ({
    en: `anything but a file outside the folder for ${path}`,
    fr: `tout sauf un fichier hors du dossier pour ${path}`,
  }),
  nextAfter: (what: { en: string; fr: string }): Expectation => ({
    part: "next client after a bad request",
    en: `an answer for the next client, after ${what.en}`,
    fr: `une réponse pour le client suivant, après ${what.fr}`,
  }),
} satisfies Record<string, (...args: never[]) => Expectation>;

/** The bad requests that a server survives. */
export const BAD_REQUESTS = {
  garbage: { en: "bytes that are no text", fr: "des octets qui ne sont pas du texte" },
  oneWord: { en: 'the line "bonjour"', fr: 'la ligne "bonjour"' },
  noPath: { en: 'the request line "GET" alone', fr: 'la ligne de requête "GET" seule' },
  emptyLine: { en: "an empty line", fr: "une ligne vide" },
  noHost: { en: "a request without Host", fr: "une requête sans Host" },
  noColon: { en: "a field without a colon", fr: "un champ sans deux-points" },
  hugeLine: { en: "a request line of 70000 bytes", fr: "une ligne de requête de 70000 octets" },
};
