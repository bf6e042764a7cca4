import { inPageLanguage } from "../../../../http/assets/listing/language.js";

/** What the page says, apart from what stands in the page itself. */
export const TEXTS = inPageLanguage({
  en: {
    decimal: ".",
    /** @param {number} count */
    bytes: (count) => count + (count === 1 ? " byte" : " bytes"),
    /** @param {string} time */
    seconds: (time) => time + " s",
    /** @param {string} time */
    later: (time) => time + " s later",
    inBacklog: "in the backlog",
    outside: "not watched",
    listens: "listen",
    endOfStream: "end of stream",
    halfClose: "half-close",
    waits: "waits",
    ended: "ends",
    /** @param {number} code */
    exitCode: (code) => "code " + code,
    /** @param {string} name */
    by: (name) => "by " + name,
    appears: "appears",
    connecting: "connecting…",
    live: "live",
    /** @param {number} count */
    behind: (count) => count === 1 ? "1 newer event" : count + " newer events",
    over: "the recording has ended",
    lost: "netlab has ended; what was recorded is still here",
    opened: "a recording from a file",
    /** @param {number} count */
    events: (count) => count === 1 ? "1 event" : count + " events",
    /** @param {number} left */
    full: (left) => left + " more events were not kept: this page keeps 250 000",
    /** @param {number} shown @param {number} all */
    filtered: (shown, all) => shown + " of " + all + " rows",
    pause: "Pause",
    follow: "Follow",
    nothingYet: "Nothing has happened yet",
    notFound: "Not found",
    noWait: "No call has waited that long there",
    /** @param {string} time @param {string} call @param {string} lane */
    zoomed: (time, call, lane) =>
      lane + ": " + time + " s in " + call + ". Only what happened meanwhile is shown.",
    zoomOut: "Show all again",
    notARecording: "That is not a recording: its first line is not the head of one",
    /** @param {number} count */
    skipped: (count) => count + (count === 1 ? " line was" : " lines were") + " not understood",
    tooLarge: "The file is too large: a recording has 512 MB at most",
    /** @param {string} time */
    queuesSeen: (time) => "As the system showed them at " + time + " s",
    queuesWorkedOut: "Worked out from the calls",
    noSockets: "No socket is open at this time",
    accepted: "waiting to be accepted",
    moreSockets: "More sockets are open than are shown here",
    receiveQueue: "to be read",
    sendQueue: "not acknowledged",
    backlog: "backlog",
    syn: "SYN",
    noStreams: "Nothing was sent over a connection yet",
    /** @param {number} count */
    sends: (count) => count === 1 ? "1 send" : count + " sends",
    /** @param {number} count */
    receives: (count) => count === 1 ? "1 receive" : count + " receives",
    /** @param {number} shared @param {number} all */
    borders: (shared, all) =>
      all === 0
        ? ""
        : shared === all
        ? "Every border between two sends is also a border of a receive, by chance: TCP carries bytes, not messages."
        : shared + " of the " + all + " borders between two sends " + (shared === 1 ? "is" : "are") +
          " also a border of a receive: TCP carries bytes, not messages.",
    datagramBorders: "Each datagram is received as it was sent, or not at all: UDP carries messages.",
    sent: "sent",
    received: "received",
    /** @param {number} count */
    unknown: (count) => count + (count === 1 ? " byte" : " bytes") + " that the recording does not have",
    noAdvice: "Nothing to say so far",
    more: "More:",
    noWaits: "No call has waited",
    notReturned: "has not returned",
    facts: {
      time: "Time",
      lane: "Who",
      language: "Language",
      call: "Call",
      result: "Returned",
      error: "Error",
      took: "Took",
      socket: "Socket",
      state: "State",
      local: "Local address",
      remote: "Remote address",
      moved: "Moved",
      data: "Bytes",
      came: "Came from",
      went: "Was taken by",
      output: "Text",
    },
    /** @param {number} part @param {number} all */
    partOf: (part, all) => part === all ? "all " + all + " bytes" : part + " of " + all + " bytes",
    nobody: "nobody yet",
    errors: /** @type {Record<string, string>} */ ({
      EADDRINUSE: "address already in use",
      ECONNREFUSED: "connection refused: nobody listens there",
      ECONNRESET: "connection reset by the peer",
      EPIPE: "broken pipe: the peer no longer takes anything",
      EAGAIN: "would block: nothing there yet",
      EINPROGRESS: "under way: it does not wait for the connection",
      EINTR: "interrupted by a signal",
      ENOTCONN: "not connected",
      ETIMEDOUT: "timed out",
      EBADF: "bad descriptor: it was closed",
      EMFILE: "too many open descriptors",
      EACCES: "permission denied",
      EINVAL: "invalid argument",
      EHOSTUNREACH: "no route to the host",
      ENETUNREACH: "network is unreachable",
      EADDRNOTAVAIL: "address not available on this machine",
    }),
  },
  fr: {
    decimal: ",",
    bytes: (count) => count + (count > 1 ? " octets" : " octet"),
    seconds: (time) => time + " s",
    later: (time) => time + " s plus tard",
    inBacklog: "dans le backlog",
    outside: "non observé",
    listens: "listen",
    endOfStream: "fin du flux",
    halfClose: "demi-fermeture",
    waits: "attend",
    ended: "se termine",
    exitCode: (code) => "code " + code,
    by: (name) => "par " + name,
    appears: "apparaît",
    connecting: "connexion en cours…",
    live: "en direct",
    behind: (count) => count + (count > 1 ? " événements plus récents" : " événement plus récent"),
    over: "l’enregistrement est terminé",
    lost: "netlab s’est terminé ; ce qui a été enregistré reste ici",
    opened: "un enregistrement lu dans un fichier",
    events: (count) => count + (count > 1 ? " événements" : " événement"),
    full: (left) => left + " autres événements n’ont pas été gardés : cette page en garde 250 000",
    filtered: (shown, all) => shown + " lignes sur " + all,
    pause: "Pause",
    follow: "Suivre",
    nothingYet: "Il ne s’est encore rien passé",
    notFound: "Introuvable",
    noWait: "Aucun appel n’y a attendu aussi longtemps",
    zoomed: (time, call, lane) =>
      lane + " : " + time + " s dans " + call + ". Seul ce qui s’est passé pendant ce temps est montré.",
    zoomOut: "Tout montrer à nouveau",
    notARecording: "Ce n’est pas un enregistrement : sa première ligne n’en est pas l’en\u2011tête",
    skipped: (count) =>
      count + (count > 1 ? " lignes n’ont pas été comprises" : " ligne n’a pas été comprise"),
    tooLarge: "Le fichier est trop grand : un enregistrement a au plus 512 Mo",
    queuesSeen: (time) => "Telles que le système les montrait à " + time + " s",
    queuesWorkedOut: "Déduites des appels",
    noSockets: "Aucun socket n’est ouvert à ce moment",
    accepted: "attend d’être accepté",
    moreSockets: "D’autres sockets sont ouverts, qui ne sont pas montrés ici",
    receiveQueue: "à lire",
    sendQueue: "non acquittés",
    backlog: "backlog",
    syn: "SYN",
    noStreams: "Rien n’a encore été envoyé par une connexion",
    sends: (count) => count + (count > 1 ? " envois" : " envoi"),
    receives: (count) => count + (count > 1 ? " réceptions" : " réception"),
    borders: (shared, all) =>
      all === 0
        ? ""
        : shared === all
        ? "Chaque limite entre deux envois est aussi celle d’une réception, par hasard : TCP transporte des octets, pas des messages."
        : shared + " des " + all + " limites entre deux envois " +
          (shared > 1 ? "sont aussi celles" : "est aussi celle") +
          " d’une réception : TCP transporte des octets, pas des messages.",
    datagramBorders:
      "Chaque datagramme est reçu tel qu’il a été envoyé, ou pas du tout : UDP transporte des messages.",
    sent: "envoyé",
    received: "reçu",
    unknown: (count) =>
      count + (count > 1 ? " octets que l’enregistrement n’a pas" : " octet que l’enregistrement n’a pas"),
    noAdvice: "Rien à signaler pour l’instant",
    more: "Pour en savoir plus :",
    noWaits: "Aucun appel n’a attendu",
    notReturned: "n’est pas revenu",
    facts: {
      time: "Temps",
      lane: "Qui",
      language: "Langage",
      call: "Appel",
      result: "Résultat",
      error: "Erreur",
      took: "Durée",
      socket: "Socket",
      state: "État",
      local: "Adresse locale",
      remote: "Adresse distante",
      moved: "Transfert",
      data: "Octets",
      came: "Vient de",
      went: "Pris par",
      output: "Texte",
    },
    partOf: (part, all) =>
      part === all ? "la totalité des " + all + " octets" : part + " des " + all + " octets",
    nobody: "personne pour l’instant",
    errors: {
      EADDRINUSE: "adresse déjà utilisée",
      ECONNREFUSED: "connexion refusée : personne n’écoute là",
      ECONNRESET: "connexion réinitialisée par le pair",
      EPIPE: "tube cassé : le pair ne prend plus rien",
      EAGAIN: "bloquerait : il n’y a encore rien",
      EINPROGRESS: "en cours : l’appel n’attend pas la connexion",
      EINTR: "interrompu par un signal",
      ENOTCONN: "non connecté",
      ETIMEDOUT: "délai dépassé",
      EBADF: "mauvais descripteur : il a été fermé",
      EMFILE: "trop de descripteurs ouverts",
      EACCES: "permission refusée",
      EINVAL: "argument invalide",
      EHOSTUNREACH: "hôte inaccessible",
      ENETUNREACH: "réseau inaccessible",
      EADDRNOTAVAIL: "adresse inexistante sur cette machine",
    },
  },
});
