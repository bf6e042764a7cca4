import type { Text } from "../../i18n/text.ts";
import { hinted } from "./common_causes.ts";

/** The causes of a web server's mistakes that something shows. */
export const HTTP_CAUSES = {
  noHead: {
    en:
      'what comes is not HTTP: in front of the page stand a status line, such as "HTTP/1.1 200 OK", the fields and an empty line, each ended by "\\r\\n"',
    fr:
      'ce qui arrive n\'est pas du HTTP : devant la page viennent une ligne d\'état, comme "HTTP/1.1 200 OK", les champs et une ligne vide, chacun terminé par "\\r\\n"',
  },
  blankBefore: {
    en:
      "an empty line or a blank stands in front of the status line (a text between triple quotes begins with its first line end): the answer begins with HTTP",
    fr:
      "une ligne vide ou une espace précède la ligne d'état (un texte entre triples guillemets commence par sa première fin de ligne) : la réponse commence par HTTP",
  },
  noVersion: {
    en: 'the status line begins with the version: "HTTP/1.1 200 OK"',
    fr: 'la ligne d\'état commence par la version : "HTTP/1.1 200 OK"',
  },
  noStatusLine: {
    en: 'the fields come without a status line in front of them: send "HTTP/1.1 200 OK\\r\\n" first',
    fr: "les champs arrivent sans ligne d'état devant eux : envoyez d'abord \"HTTP/1.1 200 OK\\r\\n\"",
  },
  statusForm: {
    en: 'a status line is the version, a blank, the number and a reason, in this order: "HTTP/1.1 200 OK"',
    fr:
      "une ligne d'état est faite de la version, d'une espace, du nombre et d'une raison, dans cet ordre : \"HTTP/1.1 200 OK\"",
  },
  statusNoLineEnd: {
    en: 'the status line has no line end: add "\\r\\n"',
    fr: "la ligne d'état n'a pas de fin de ligne : ajoutez \"\\r\\n\"",
  },
  ownFile: {
    en:
      "a file that your server opens is not there, as it says above: it was started in a folder of netlab's files; with --page / it is started where you stand",
    fr:
      "un fichier que votre serveur ouvre n'existe pas, comme il le dit ci-dessus : il a été lancé dans un dossier de fichiers de netlab ; avec --page /, il est lancé là où vous êtes",
  },
  bareLineFeed: {
    en: 'the lines of the head end with "\\n" alone: in HTTP each ends with "\\r\\n"',
    fr: 'les lignes de l\'en-tête se terminent par "\\n" seul : en HTTP, chacune se termine par "\\r\\n"',
  },
  noEmptyLine: {
    en:
      'the empty line between the fields and the body is missing: behind the last field comes "\\r\\n" twice',
    fr: 'la ligne vide entre les champs et le corps manque : après le dernier champ vient deux fois "\\r\\n"',
  },
  notAField: {
    en: "a line of the head is no field: a name without blanks, a colon, a value",
    fr: "une ligne de l'en-tête n'est pas un champ : un nom sans espace, deux-points, une valeur",
  },
  noLength: {
    en:
      "the body has no Content-Length, and the connection stays open behind it: the client waits for more; send Content-Length, or close the connection",
    fr:
      "le corps n'a pas de Content-Length, et la connexion reste ouverte après lui : le client attend la suite ; envoyez Content-Length, ou fermez la connexion",
  },
  lengthNumber: {
    en: "the value of Content-Length is the number of bytes of the body, in decimal digits",
    fr: "la valeur de Content-Length est le nombre d'octets du corps, en chiffres décimaux",
  },
  fewer: {
    en: "Content-Length announces more bytes than come",
    fr: "Content-Length annonce plus d'octets qu'il n'en vient",
  },
  more: {
    en: "more bytes come than Content-Length announces: a client cuts the page there",
    fr: "il vient plus d'octets que n'en annonce Content-Length : un client coupe la page à cet endroit",
  },
  secondAnswer: {
    en: "a second answer comes to one request",
    fr: "une deuxième réponse arrive pour une seule requête",
  },
  characters: hinted({
    en:
      "Content-Length counts characters, not bytes: what is left behind it is just what the accents have more",
    fr:
      "Content-Length compte des caractères, pas des octets : ce qui reste après est exactement ce que les accents ont de plus",
  }, "binary_file"),
  chunkForm: {
    en:
      'a body in chunks is broken: each is its size in hexadecimal, "\\r\\n", its bytes, "\\r\\n"; the last one has size 0 and an empty line behind it',
    fr:
      'un corps en morceaux (chunked) est mal formé : chacun est fait de sa taille en hexadécimal, "\\r\\n", ses octets, "\\r\\n" ; le dernier a la taille 0 et est suivi d\'une ligne vide',
  },
  lastChunk: {
    en: 'a body in chunks ends before its last chunk, which is "0\\r\\n\\r\\n"',
    fr: 'un corps en morceaux (chunked) s\'arrête avant son dernier morceau, qui est "0\\r\\n\\r\\n"',
  },
  leadingSlash: {
    en:
      "your server opens the path as it stands in the request, from the root of the disk (under its whole path the same file is found): take the first / off, and open it below the folder",
    fr:
      "votre serveur ouvre le chemin tel qu'il est dans la requête, depuis la racine du disque (le même fichier est trouvé sous son chemin complet) : retirez le premier / et ouvrez-le sous le dossier",
  },
  around: {
    en: "the file's content comes with something in front of it or behind it",
    fr: "le contenu du fichier arrive avec quelque chose devant ou derrière",
  },
  textMode: hinted({
    en: "the file goes through text, which does not keep all bytes",
    fr: "le fichier passe par du texte, qui ne garde pas tous les octets",
  }, "binary_file"),
  binaryDied: hinted({
    en: "your server reads the file as text, and what is no text is an error, which it tells above",
    fr:
      "votre serveur lit le fichier comme du texte, et ce qui n'en est pas provoque une erreur, indiquée ci-dessus",
  }, "binary_file"),
  zeroByte: hinted({
    en: "what comes ends at the first zero byte of the file, as a string in C does",
    fr: "ce qui arrive s'arrête au premier octet nul du fichier, comme une chaîne en C",
  }, "binary_file"),
  cut: {
    en:
      "only the beginning of the file comes: one read may give only a part of a file, and one write take only a part of it; loop until all has gone",
    fr:
      "seul le début du fichier arrive : une lecture peut ne rendre qu'une partie d'un fichier, et une écriture n'en prendre qu'une partie ; bouclez jusqu'à ce que tout soit parti",
  },
  okInsteadOf404: {
    en:
      "a path without a file is answered with a status of success: browsers and crawlers take the page for it",
    fr:
      "un chemin sans fichier reçoit un état de succès : navigateurs et robots prennent la page pour la bonne",
  },
  otherThan404: {
    en: "a path without a file is answered, but not with 404",
    fr: "un chemin sans fichier reçoit une réponse, mais pas 404",
  },
  missingKills: {
    en: "a path without a file is an error that your server tells above, instead of an answer: send 404",
    fr:
      "un chemin sans fichier provoque une erreur, que votre serveur indique ci-dessus, au lieu d'une réponse : envoyez 404",
  },
  emptyBody: {
    en: "the body of the 404 is empty: a browser shows a blank page, or one of its own",
    fr: "le corps du 404 est vide : un navigateur affiche une page blanche, ou une page à lui",
  },
  noType: {
    en: "there is no Content-Type: text/html for .html, text/plain for .txt, image/png for .png",
    fr: "il n'y a pas de Content-Type : text/html pour .html, text/plain pour .txt, image/png pour .png",
  },
  wrongType: {
    en: "Content-Type does not fit the ending of the name",
    fr: "Content-Type ne correspond pas à la terminaison du nom",
  },
  noIndex: {
    en: "/ is not answered with index.html, which is there",
    fr: "/ ne reçoit pas index.html, qui existe",
  },
  query: {
    en: "the query is taken for part of the name (without it the file is found): cut the path at ?",
    fr:
      "la partie ?… est prise pour un bout du nom (sans elle, le fichier est trouvé) : coupez le chemin au ?",
  },
  escapes: {
    en:
      "a path with %2D for a - is not found, and the same one without escapes is: turn each % with its two digits into a byte, then decode UTF-8",
    fr:
      "un chemin où %2D remplace - n'est pas trouvé, le même sans codage l'est : transformez chaque % et ses deux chiffres en un octet, puis décodez l'UTF-8",
  },
  traversal: {
    en:
      "your server gives away files outside its folder: make the path absolute, with its .. and links resolved, and see whether it is still below the folder",
    fr:
      "votre serveur livre des fichiers hors de son dossier : rendez le chemin absolu, avec ses .. et ses liens résolus, et vérifiez qu'il est toujours sous le dossier",
  },
  oneRecv: {
    en:
      'your server takes what one read returns for the whole request (the same bytes in one piece are answered rightly): go on reading until the empty line, "\\r\\n\\r\\n", has come',
    fr:
      "votre serveur prend ce que rend une seule lecture pour la requête entière (aux mêmes octets d'un seul tenant il répond bien) : lisez jusqu'à ce que la ligne vide, \"\\r\\n\\r\\n\", soit arrivée",
  },
  cutLines: {
    en:
      "the request is answered rightly when it comes in a few pieces, and not byte by byte: where it is cut changes how it is read",
    fr:
      "la requête reçoit la bonne réponse quand elle arrive en quelques morceaux, et non octet par octet : l'endroit de la coupure change la façon dont elle est lue",
  },
  longHeaders: {
    en:
      'a request with long fields is not answered rightly, and the same one without them is: go on reading until the empty line, "\\r\\n\\r\\n", has come, whatever the size of the buffer',
    fr:
      'une requête aux champs longs ne reçoit pas la bonne réponse, la même sans eux la reçoit : lisez jusqu\'à ce que la ligne vide, "\\r\\n\\r\\n", soit arrivée, quelle que soit la taille du tampon',
  },
  anyMethod: {
    en: "your server answers any method as if it were GET: look at the first word of the request",
    fr: "votre serveur répond à toute méthode comme à GET : regardez le premier mot de la requête",
  },
  otherMethodStatus: {
    en: "an unknown method is refused, with another status than 501 or 405",
    fr: "une méthode inconnue est refusée, avec un autre état que 501 ou 405",
  },
  headBody: {
    en: "HEAD is answered with a body, as if it were GET: send the head alone",
    fr: "HEAD reçoit un corps, comme GET : n'envoyez que l'en-tête",
  },
  keptAndDeaf: {
    en:
      'your server keeps the connection open after its answer, and does not answer the next request on it: close the connection, and say so with "Connection: close", or loop over the requests',
    fr:
      'votre serveur garde la connexion ouverte après sa réponse, et ne répond pas à la requête suivante : fermez la connexion, en le disant par "Connection: close", ou bouclez sur les requêtes',
  },
  badRequestKills: {
    en: "a request that is none ends your server with an error, which it tells above",
    fr: "une requête qui n'en est pas une termine votre serveur sur une erreur, indiquée ci-dessus",
  },
  badRequestEnds: {
    en: "a request that is none ends your server; as many right ones do not",
    fr: "une requête qui n'en est pas une termine votre serveur ; autant de bonnes requêtes, non",
  },
};

/** What was seen, where nothing tells why. */
export const HTTP_SEEN = {
  nothing: {
    en: "the request was sent whole, and no answer came; from outside nothing tells why",
    fr:
      "la requête a été envoyée entière et aucune réponse n'est venue ; rien ne dit pourquoi, vu de l'extérieur",
  },
  notServed: {
    en:
      "the file is in the folder that your server was started in or was told, and is answered with another status (where it serves another folder, say which: --dir DIR with --connect, {dir} in --run; one with pages of its own is checked with --page PATH)",
    fr:
      "le fichier est dans le dossier où votre serveur a été lancé, ou qui lui a été indiqué, et reçoit un autre état (s'il sert un autre dossier, dites lequel : --dir DOSSIER avec --connect, {dir} dans --run ; s'il a des pages à lui, vérifiez avec --page CHEMIN)",
  },
  content: {
    en: "the content that comes is not the file's",
    fr: "le contenu qui arrive n'est pas celui du fichier",
  },
  accentedName: {
    en: "a path with other escapes is found, and not that of a name with accents and a space",
    fr: "un chemin avec d'autres codages est trouvé, et non celui d'un nom avec des accents et une espace",
  },
  missingHangsUp: {
    en: "a path without a file ends the connection without an answer",
    fr: "un chemin sans fichier met fin à la connexion sans réponse",
  },
  status: {
    en: "another status comes than was expected",
    fr: "un autre état arrive que celui qui était attendu",
  },
} satisfies Record<string, Text>;

/** Worth knowing, and no mistake. */
export const HTTP_NOTES = {
  noBlank: {
    en: "behind the number of the status line stands a blank, even where no reason follows",
    fr: "une espace suit le nombre de la ligne d'état, même si aucune raison ne vient après",
  },
  lineEnd: {
    en: "a line end comes behind the last byte of the file, which is no part of it",
    fr: "une fin de ligne suit le dernier octet du fichier, et n'en fait pas partie",
  },
  brokenOff: {
    en:
      "the answer came, then the connection was broken off (RST): part of the request was not read when the socket was closed, and on a longer way such an answer may be lost",
    fr:
      "la réponse est arrivée, puis la connexion a été rompue (RST) : une partie de la requête n'était pas lue quand la socket a été fermée, et sur un chemin plus long une telle réponse peut se perdre",
  },
  longRefused: (status: number): Text => ({
    en:
      `3000 bytes of fields are refused with ${status}: a server may have a limit, and cookies may be longer`,
    fr:
      `3000 octets de champs sont refusés par ${status} : un serveur peut avoir une limite, et des cookies peuvent la dépasser`,
  }),
  headUnknown: (status: number): Text => ({
    en: `HEAD is refused with ${status}: right for a first server; every general one knows GET and HEAD`,
    fr:
      `HEAD est refusé par ${status} : normal pour un premier serveur ; tout serveur général connaît GET et HEAD`,
  }),
  closes: {
    en: "closes the connection after each answer, and says so: right, and slower than one that is kept",
    fr: "ferme la connexion après chaque réponse, en le disant : c'est juste, et plus lent que de la garder",
  },
  closesSilently: {
    en:
      'closes the connection after each answer; in HTTP/1.1 a server that does so says "Connection: close" (RFC 9112 §9.6)',
    fr:
      'ferme la connexion après chaque réponse ; en HTTP/1.1, un serveur qui le fait dit "Connection: close" (RFC 9112 §9.6)',
  },
  staysAfterClose: {
    en: 'says "Connection: close", and leaves the connection open',
    fr: 'dit "Connection: close", et laisse la connexion ouverte',
  },
  otherIndex: {
    en: "/ is answered with something else than index.html, which is there",
    fr: "/ reçoit autre chose que index.html, qui existe",
  },
  oneAtATime: {
    en:
      "serves one client at a time: one that says nothing holds up the others (right for an iterative server, and browsers do open such connections; --concurrent demands more)",
    fr:
      "sert un client à la fois : un client muet bloque les autres (normal pour un serveur itératif, mais les navigateurs ouvrent de telles connexions ; --concurrent exige davantage)",
  },
};

/** Why rules are skipped. */
export const HTTP_SKIPPED = {
  onePage: {
    en: "not asked of a server that answers every path with a page of its own",
    fr: "pas demandé à un serveur qui répond à tout chemin par une page à lui",
  },
  ownPages: {
    en:
      "it serves pages of its own, not the folder that it was started in: {dir} in the command tells it another one",
    fr:
      "il sert des pages à lui, pas le dossier où il a été lancé : {dir} dans la commande lui en indique un autre",
  },
  needsFolder: {
    en: "needs --dir DIR, the folder that the server serves",
    fr: "demande --dir DIR, le dossier que sert le serveur",
  },
} satisfies Record<string, Text>;
